// What is built once is built by one of all processes, whole or not at all, and again when anything has changed that it is made of.
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "@jest/globals";
import { buildOnce } from "./build-once.ts";
import { fingerprint } from "./fingerprint.ts";

const scratch = mkdtempSync(join(tmpdir(), "once-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A process that is over. */
const deadProcess = async (): Promise<number> => {
  const running = promisify(execFile)(process.execPath, ["--version"]);
  await running;
  return running.child.pid ?? 0;
};

test("of several processes at once one builds, and all find it whole", async () => {
  const folder = join(scratch, "shared/whole");
  const counted = join(scratch, "builds");
  const program = `
    import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
    import { buildOnce } from ${JSON.stringify(new URL("build-once.ts", import.meta.url).href)};
    const folder = buildOnce(${JSON.stringify(folder)}, (into) => {
      appendFileSync(${JSON.stringify(counted)}, "x");
      writeFileSync(into + "/first", "1");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      writeFileSync(into + "/last", "2");
    });
    process.stdout.write(readFileSync(folder + "/first", "utf8") + readFileSync(folder + "/last", "utf8"));`;
  const run = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  const found = await Promise.all([run(), run(), run()]);
  expect(found.map(({ stdout }) => stdout)).toEqual(["12", "12", "12"]);
  expect(readFileSync(counted, "utf8")).toBe("x");
  expect(readdirSync(join(scratch, "shared"))).toEqual(["whole"]);
});

test("the lock of a process that is no more holds nobody up", async () => {
  const folder = join(scratch, "orphaned");
  writeFileSync(`${folder}.lock`, String(await deadProcess()));
  expect(readdirSync(buildOnce(folder, (into) => writeFileSync(join(into, "file"), "")))).toEqual(["file"]);
  expect(existsSync(`${folder}.lock`)).toBe(false);
});

test("a build that fails leaves nothing, and the next one begins anew", () => {
  const folder = join(scratch, "failing/folder");
  const failing = () =>
    buildOnce(folder, (into) => {
      writeFileSync(join(into, "half"), "");
      throw new Error("no space");
    });
  expect(failing).toThrow("no space");
  expect(readdirSync(join(scratch, "failing"))).toEqual([]);
  expect(readdirSync(buildOnce(folder, () => {}))).toEqual([]);
});

test("what nobody has asked for in a day is removed by the next build, and what somebody has is not", () => {
  const of = (name: string): string => join(scratch, "aging", name);
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
  for (const name of ["unused", "used"]) {
    mkdirSync(of(name), { recursive: true });
    utimesSync(of(name), twoDaysAgo, twoDaysAgo);
  }
  buildOnce(of("used"), () => {});
  buildOnce(of("new"), () => {});
  expect(readdirSync(join(scratch, "aging")).sort()).toEqual(["new", "used"]);
});

test("a file that is changed, added, renamed or removed changes the fingerprint, and nothing else does", () => {
  const folder = join(scratch, "files");
  mkdirSync(join(folder, "below"), { recursive: true });
  writeFileSync(join(folder, "below/a"), "1");
  const now = () => fingerprint([folder]);
  const first = now();
  const seen = new Set([first]);
  const changes = [
    () => writeFileSync(join(folder, "below/a"), "2"),
    () => writeFileSync(join(folder, "b"), "2"),
    () => renameSync(join(folder, "b"), join(folder, "c")),
  ];
  for (const change of changes) {
    change();
    seen.add(now());
  }
  expect(seen.size).toBe(4);
  rmSync(join(folder, "c"));
  writeFileSync(join(folder, "below/a"), "1");
  expect(now()).toBe(first);
});
