// Node and the packages, as they stand in a folder made for it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { checkNode, checkPackages } from "../../../cli/doctor/checks/check-machine.ts";
import { doctorWords } from "../../../cli/doctor/doctor-words.ts";

const say = doctorWords.en;
let folder: string;
const write = (file: string, content: object): void => {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(content));
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
  write("package.json", {
    engines: { node: "^20.19.0 || ^22.13.0 || >=24" },
    dependencies: { one: "^1.0.0" },
    devDependencies: { two: "^2.0.0" },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["20.19.0", "ok"],
  ["20.18.3", "wrong"],
  ["21.7.0", "wrong"],
  ["22.13.1", "ok"],
  ["22.9.0", "wrong"],
  ["23.11.0", "wrong"],
  ["24.0.0", "ok"],
  ["26.1.0", "ok"],
  ["18.20.0", "wrong"],
])("Node %s is %s", (version, verdict) => {
  expect(checkNode(say, version, folder)).toMatchObject([{ check: "node", verdict }]);
});

test("a package that is not there is named, and in a clone one of another version, too", () => {
  expect(checkPackages(say, folder)).toMatchObject([
    { verdict: "wrong", what: "not installed: one", cure: "`npm ci`" },
  ]);
  write("node_modules/one/package.json", { version: "1.2.0" });
  expect(checkPackages(say, folder)).toMatchObject([{ verdict: "ok", what: "1 installed" }]);
  write("package-lock.json", {
    packages: { "node_modules/one": { version: "1.3.0" }, "node_modules/two": { version: "2.0.0" } },
  });
  expect(checkPackages(say, folder).map(({ what }) => what)).toEqual([
    "not installed: two",
    "of another version than the lock file says: one",
  ]);
});

test("what npm installed is known by its outer folder, of which the inner one says nothing", () => {
  const outer = join(folder, "user/node_modules/wts-session-hooks");
  const file = (name: string) => join("user/node_modules/wts-session-hooks", name);
  const name = "wts-session-hooks";
  write(file("package.json"), { name, engines: { node: "^22.13.0 || >=24" }, dependencies: { one: "^1.0.0" } });
  write(file("product/package.json"), { name, type: "module" });
  const inner = join(outer, "product");
  expect(checkNode(say, "22.13.0", inner)).toMatchObject([{ verdict: "ok" }]);
  expect(checkNode(say, "22.9.0", inner)).toMatchObject([{ verdict: "wrong" }]);
  rmSync(join(folder, "node_modules"), { recursive: true });
  expect(checkPackages(say, inner)).toMatchObject([{ verdict: "wrong", what: "not installed: one" }]);
  write("user/node_modules/one/package.json", { version: "1.0.1" });
  expect(checkPackages(say, inner)).toMatchObject([{ verdict: "ok", what: "1 installed" }]);
});
