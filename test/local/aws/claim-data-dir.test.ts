// Two that start on the same data would lose what the other one writes: the second is refused, with what to do.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { claimDataDir } from "../../../local/aws/claim-data-dir.ts";

const folder = mkdtempSync(join(tmpdir(), "claim-"));
afterAll(() => rmSync(folder, { recursive: true }));
const ownedBy = (pid: number | string): string => {
  writeFileSync(join(folder, "owner.pid"), String(pid));
  return folder;
};

test("a folder that a living process has is refused", () => {
  expect(() => claimDataDir(ownedBy(process.ppid))).toThrow(
    /is in use \(pid \d+\): stop that `npm start` first, or set DATA_DIR/,
  );
});

test.each([
  ["nobody", join(folder, "new"), undefined],
  // Beyond what any system gives out.
  ["a process that is gone", folder, 2 ** 30],
  ["a file that was cut off", folder, ""],
])("a folder of %s is taken", (_whose, dataDir, owner) => {
  if (owner !== undefined) ownedBy(owner);
  claimDataDir(dataDir);
  claimDataDir(dataDir);
  expect(readFileSync(join(dataDir, "owner.pid"), "utf8")).toBe(String(process.pid));
});
