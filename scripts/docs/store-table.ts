// Where something of what comes in lies, in what the template makes; the times are the template's.
import { readFileSync } from "node:fs";
import { projectRoot } from "./documents.ts";
import { code, markdownTable } from "./markdown-table.ts";
import { requireNotes } from "./notes.ts";
import { storeNotes } from "./store-notes.ts";

interface Resource {
  readonly id: string;
  readonly type: string;
  readonly text: string;
}

/** What holds nothing of anybody: rights, rules, counts. */
const holdNothing = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Events::Rule",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Role",
  "AWS::Logs::MetricFilter",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::QueuePolicy",
]);

const resources = (): readonly Resource[] => {
  const template = readFileSync(new URL("serverless.yml", projectRoot), "utf8");
  const blocks = template
    .slice(template.indexOf("\n  Resources:\n"))
    .split(/^(?= {4}\w+:$)/m)
    .slice(1);
  return blocks.map((text) => {
    const [, id = "", type = ""] = /^ {4}(\w+):\n {6}Type: (\S+)$/m.exec(text) ?? [];
    if (type === "") throw new Error(`serverless.yml has a resource without a type: ${text}`);
    return { id, type, text };
  });
};

const keptIn = ({ text }: Resource): string => {
  const [, seconds] = /MessageRetentionPeriod: (\d+)/.exec(text) ?? [];
  return seconds === undefined ? "" : `at most ${Number(seconds) / 86_400} days`;
};

/** The rows that a test holds the Portuguese page to. */
export const storeRows = (): readonly (readonly [id: string, holds: string, kept: string, atRest: string])[] => {
  const stores = resources().filter(({ type }) => !holdNothing.has(type));
  requireNotes(
    stores.map(({ id }) => id),
    storeNotes,
    "scripts/docs/store-notes.ts",
  );
  return stores.map((store) => {
    const { holds, kept = keptIn(store), atRest } = storeNotes[store.id] ?? { holds: "", atRest: "" };
    return [store.id, holds, kept, atRest];
  });
};

export const storeTable = (): string =>
  markdownTable(
    ["In `serverless.yml`", "Holds", "Kept", "At rest"],
    storeRows().map(([id, ...cells]) => [code(id), ...cells]),
  );
