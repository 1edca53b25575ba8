// What the page of the stand-in has others write runs as it stands.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { blocksOfKind } from "./support/documents.ts";

test("there is an example of the import", () => {
  expect(blocksOfKind("js").length).toBeGreaterThan(0);
});

test.each(blocksOfKind("js"))("%s", async (_place, { text }) => {
  const shown = `${text}\nconsole.log(answer.status, asked.length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", shown]);
  expect(stdout).toBe("200 1\n");
});
