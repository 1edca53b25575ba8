// How long each thing is kept that may be about a person: the times are the code's and the template's.
import { readFileSync } from "node:fs";
import { defineConfig } from "../../lib/config.ts";
import { historyMs, rememberedMs } from "../../lib/records/ledger.ts";
import { markdownTable } from "./markdown-table.ts";

const dayMs = 86_400_000;
const days = (ms: number): string => `${ms / dayMs} days`;

const numberIn = (template: string, pattern: RegExp): number => {
  const [, found] = pattern.exec(template) ?? [];
  if (found === undefined) throw new Error(`serverless.yml has no ${pattern}`);
  return Number(found);
};

/** The rows that a test holds the Portuguese page to: what it is, what of a person it holds, and how long. */
export const retentionRows = (): readonly (readonly [what: string, holds: string, kept: string])[] => {
  const template = readFileSync(new URL("../../serverless.yml", import.meta.url), "utf8");
  const logs = numberIn(template, /logRetentionInDays: (\d+)/);
  const parked = numberIn(template, /MessageRetentionPeriod: (\d+)/) / 86_400;
  const { rawKeptDays, autoClose } = defineConfig({});
  return [
    [
      "webhook deliveries of which something was refused, or found nobody",
      "what the sender wrote: name, number, texts; without secrets",
      `${rawKeptDays} days (\`rawKeptDays\`)`,
    ],
    [
      "queued commands",
      "number, name and texts, as they came",
      `until they are applied or parked; at most ${parked} days`,
    ],
    ["parked messages", "number, name and texts, as they came", `until replayed or discarded; at most ${parked} days`],
    [
      "records of commands, moves and refusals",
      "WTS's id of the session; codes, policies, names of fields",
      days(historyMs),
    ],
    [
      "records under a phone number or a contact",
      "a hash of the number, or of WTS's id of the contact",
      days(historyMs),
    ],
    [
      "state of a session: who works on it, how new its fields are",
      "WTS's id of the session; hashes of values",
      days(historyMs),
    ],
    [
      "notices, moves of a day, sessions never announced",
      "WTS's id of the session",
      `${days(historyMs)}; moves and what was never announced ${days(rememberedMs)}`,
    ],
    ["holds", "WTS's id of the session; the reason that somebody typed", `${days(historyMs)} after their end`],
    ["runs of auto-close", "WTS's ids of the sessions", `${autoClose.runsKeptDays} days (\`autoClose.runsKeptDays\`)`],
    ["how copies of a delivery are known", "hashes", days(rememberedMs)],
    ["how a repeated HTTP request is known", "hashes", "24 hours"],
    ["slots and turns of routing", "ids of your own people, and of sessions", days(rememberedMs)],
    ["that a contact asked for silence", "WTS's id of the contact", "for good, also after an erasure"],
    ["decisions about somebody who was erased", "nothing", `what was left of ${days(historyMs)}`],
    ["receipts of erasures", "who erased, when, and how much; not of whom", "for good"],
    ["logs", "ids; numbers masked", `${logs} days`],
    ["backups of the table (point-in-time recovery)", "all of the table", "35 days"],
  ];
};

export const retentionTable = (): string => markdownTable(["What", "Of a person it holds", "Kept"], retentionRows());
