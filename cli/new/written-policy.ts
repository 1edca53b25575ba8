// Makes the files of a policy that is taken from the catalogue: the policy, and a test that shows whom it is about.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyKind } from "../../catalogue/policy-kinds.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { productFolder } from "../../local/user-folder.mjs";
import { textIn } from "./worked-text.ts";
import type { WrittenFile } from "./written-source.ts";

export interface PolicyChoice {
  kind: PolicyKind;
  /** As it is called in records and logs. */
  name: string;
  /** What the configuration imports. */
  identifier: string;
  language: Language;
}

const worked = ({ kind }: Pick<PolicyKind, "kind">, file: string): string =>
  readFileSync(join(productFolder, "catalogue/policies", kind, file), "utf8");

export const workedPolicy = (kind: Pick<PolicyKind, "kind">): string => worked(kind, "policy.ts");

const renamed = (text: string, { kind, name, identifier }: PolicyChoice): string =>
  text
    .replaceAll(new RegExp(`\\b${kind.identifier}\\b`, "g"), identifier)
    .replace(`\n  name: "${kind.kind}",`, `\n  name: "${name}",`)
    .replace(`"./policy.ts"`, `"./${name}.ts"`);

export const policyText = (choice: PolicyChoice): string =>
  renamed(textIn(choice.language, workedPolicy(choice.kind)), choice);

export const filesOfPolicy = (choice: PolicyChoice): readonly WrittenFile[] => [
  { path: `policies/${choice.name}.ts`, text: policyText(choice) },
  {
    path: `policies/${choice.name}.test.ts`,
    text: renamed(textIn(choice.language, worked(choice.kind, "policy.test.ts")), choice),
  },
];
