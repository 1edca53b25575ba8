// Writes down what a run of `npm run test:aws` came to: docs/proof.md is its last result.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reasonFor } from "./unused-grants.ts";
import type { Usage } from "./usage.ts";

const root = join(import.meta.dirname, "../..");

export interface CheckedFile {
  /** Of the test file, without folders. */
  readonly name: string;
  readonly titles: readonly string[];
}

interface ProofOptions {
  readonly files: readonly CheckedFile[];
  readonly usage: Usage;
  /** A sentence each. */
  readonly figures: readonly string[];
  readonly seconds: number;
  readonly now: Date;
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");

const versionIn = (requirements: string, name: string): string =>
  new RegExp(`^${name}(?:\\[[^\\]]*\\])?==([^\\s\\\\]+)`, "m").exec(
    read(`judges/requirements/${requirements}.txt`),
  )?.[1] ?? "?";

const versionsText = (): string => {
  const { dependencies } = JSON.parse(read("judges/package.json"));
  const { dependencies: own } = JSON.parse(read("package.json"));
  return [
    `moto ${versionIn("moto", "moto")}`,
    `LocalStack ${versionIn("localstack", "localstack-core")} (SQS)`,
    `aws-lambda-ric ${dependencies["aws-lambda-ric"]}`,
    `iam-simulate ${dependencies["@cloud-copilot/iam-simulate"]}`,
    `cfn-lint ${versionIn("moto", "cfn-lint")}`,
    `osls ${own.osls}`,
    `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
  ].join(", ");
};

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const byRole = (calls: Readonly<Record<string, number>>): Map<string, string[]> => {
  const rows = new Map<string, string[]>();
  for (const [text, count] of Object.entries(calls)) {
    const [role = "", action = "", resource = ""] = text.split(" ");
    const short = resource.replaceAll("wts-session-hooks-<stage>", "…").replaceAll("wts-session-hooks/<stage>", "…");
    rows.set(role, [...(rows.get(role) ?? []), `${action} ${short} ${count}`]);
  }
  return rows;
};

const unusedLines = ({ unused }: Usage): string[] => {
  const reasons = new Map<string, string[]>();
  for (const grant of unused) {
    const why = reasonFor(grant) ?? "nobody has said why";
    reasons.set(why, [...(reasons.get(why) ?? []), grant]);
  }
  return [...reasons].map(([why, grants]) => {
    const few = grants.length <= 3 ? `: ${grants.map((grant) => `\`${grant}\``).join(", ")}` : "";
    return `- ${grants.length} × ${why}${few}`;
  });
};

export const proofPage = ({ files, usage, figures, seconds, now }: ProofOptions): string => {
  const checks = files.reduce((total, { titles }) => total + titles.length, 0);
  return `# Proof

The last result of \`npm run test:aws\`, which writes this page: what was deployed by the real command runs on parts of AWS that others made ([what they are](decisions/054-parts-that-others-made.md), [how](decisions/055-deployed-without-aws.md)).

${now.toISOString().slice(0, 16).replace("T", " ")} UTC, ${Math.round(seconds)} s: **${checks} checks passed, none failed**. ${versionsText()}.

## Checks

${files.map(({ name, titles }) => `**${name}** (${titles.length})\n\n${titles.map((title) => `- ${title}`).join("\n")}`).join("\n\n")}

## Measured

${figures.map((figure) => `- ${figure}`).join("\n")}

## Calls by role

${sum(usage.calls)} calls of AWS by the functions, by what calls them with their roles, and by people who have a policy of the stack, each judged; \`…\` is the stage's own name. ${sum(usage.denied)} were denied, each by a test that asked for what its role does not name.

| Role | Calls |
|---|---|
${[...byRole(usage.calls)].map(([role, calls]) => `| \`${role}\` | ${calls.join("<br>")} |`).join("\n")}

## What roles allow and nothing needed

${usage.grants.length} permissions, ${usage.unused.length} of them not needed in this run:

${unusedLines(usage).join("\n")}

## What is simulated

CloudFormation's rolling back and keeping, by its documentation; TLS; the HTTP API, event source mappings, schedules and Lambda's repetitions, by the project's own runner; WTS Chat, by the project's stand-in. Alarms, metric filters, the dashboard and throttling are
deployed and never fire here. On an account of yours, \`npm run test:aws -- --stage <name>\` runs what can be run there.
`;
};
