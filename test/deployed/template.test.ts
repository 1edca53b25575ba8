// AWS's own linter says of the template whether it is one, and what it would rather not see.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { packagedIn, runCommand } from "../../judges/cloud/deploy-folder.ts";
import { packageOnce } from "../../judges/cloud/package-once.ts";
import { cfnLint } from "../../judges/installed.ts";
import { region } from "../../local/aws/account.ts";
import { stageConfiguration } from "./support/deployed-run.ts";

/** Each with the reason why it stays. */
const known: Readonly<Record<string, string>> = {
  W3005: "osls writes DependsOn beside the Ref or GetAtt that says it already",
};

interface Found {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
}

test("cfn-lint finds no error, and no warning but those that are known", async () => {
  const stage = "ops";
  const home = process.env.TEST_RUN_FOLDER ?? "";
  const folder = await packageOnce({ home, stage, configFile: stageConfiguration });
  const template = join(packagedIn(folder), "cloudformation-template-update-stack.json");
  const report = join(folder, "cfn-lint.json");
  await runCommand(cfnLint(), ["--format", "json", "--output-file", report, "--regions", region, "--", template], {
    folder,
    environment: { PATH: process.env.PATH ?? "", HOME: folder },
  });
  const found: readonly Found[] = JSON.parse(readFileSync(report, "utf8"));
  const unknown = found.filter(({ Rule }) => !(Rule.Id in known));
  expect(unknown.map(({ Rule, Level, Message }) => `${Level} ${Rule.Id} ${Message}`)).toEqual([]);
  // A linter that looked at nothing would find nothing.
  expect(found.map(({ Rule }) => Rule.Id)).toContain("W3005");
}, 240_000);
