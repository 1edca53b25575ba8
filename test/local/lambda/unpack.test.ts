// Zips are read as the packager and other programs write them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { unpack } from "../../../local/lambda/unpack.ts";
import { zipOf } from "../support/tiny-package.ts";

const scratch = mkdtempSync(join(tmpdir(), "unpack-"));
const zipFile = join(scratch, "tiny.zip");
const directory = join(scratch, "unpacked");
afterAll(() => rmSync(scratch, { recursive: true }));

test("writes each file with its bytes", () => {
  writeFileSync(zipFile, zipOf(["dist/tiny.mjs", "export const ação = 1;"]));
  expect(unpack(zipFile, directory)).toEqual(["dist/tiny.mjs"]);
  expect(readFileSync(join(directory, "dist/tiny.mjs"), "utf8")).toBe("export const ação = 1;");
});

test.each(["../tiny.mjs", "dist/../../tiny.mjs", "../unpacked-too/tiny.mjs"])(
  "refuses %s, which would land outside",
  (name) => {
    writeFileSync(zipFile, zipOf([name, ""]));
    expect(() => unpack(zipFile, directory)).toThrow(`${zipFile} holds ${name}, which would land outside`);
  },
);

test.each(["", "not a zip, but long enough to be one"])("refuses %j, which is no zip", (content) => {
  writeFileSync(zipFile, content);
  expect(() => unpack(zipFile, directory)).toThrow(`${zipFile} is not a zip file`);
});
