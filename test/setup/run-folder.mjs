// Gives all test files of one run of Jest a folder for what they make once and share.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Jest calls it before the first test file, in the process that the workers get their environment from. */
export default () => {
  const folder = mkdtempSync(join(tmpdir(), "hooks-tests-"));
  process.env.TEST_RUN_FOLDER = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
};
