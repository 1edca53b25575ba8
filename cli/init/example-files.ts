// The source that a user's folder has at first, with a sample and a test: it can be tried at once, and shows how one is written.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../lib/core/texts/language.ts";
import { productFolder } from "../../local/user-folder.mjs";

interface ExampleFile {
  path: string;
  text: string;
}

const own = (path: string): string => readFileSync(join(productFolder, path), "utf8");

export const exampleFiles = (_language: Language): readonly ExampleFile[] => {
  const { body } = JSON.parse(own("events/receive-webhook/202-crm-deal-won.json"));
  return [
    { path: "sources/crm.ts", text: own("catalogue/sources/crm/source.ts") },
    { path: "samples/crm.json", text: `${JSON.stringify(JSON.parse(body), undefined, 2)}\n` },
    {
      path: "sources/crm.test.ts",
      text: `import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deliver } from "wts-session-hooks/testing";
import { crm } from "./crm.ts";

const sample = JSON.parse(readFileSync(new URL("../samples/crm.json", import.meta.url), "utf8"));

test("a deal that was won completes its conversation", async () => {
  const { commands } = await deliver(crm, sample);
  assert.equal(commands[0]?.command, "complete");
});
`,
    },
  ];
};
