// What a million commands cost by each way in: operations counted in the packaged functions, at AWS's prices.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CountedFigures, countedFile } from "../../scripts/prices/counted-figures.ts";
import { idleCost } from "../../scripts/prices/idle-cost.ts";
import { type CountedOperations, costOfMillion } from "../../scripts/prices/operation-cost.ts";
import { pricesOf, regions } from "../../scripts/prices/prices.ts";
import { countWays } from "../../test/support/count-ways.ts";
import type { CountedRow } from "../../test/support/operations-table.ts";
import type { Group, Line } from "../frame/group.ts";

/** Named as the test of operations names them, in the order of the page. */
export const pricedWays = [
  "webhook: update",
  "webhook: complete with note, metadata, classification",
  "webhook: complete with note",
  "event: update",
  "PATCH: update",
  "PATCH with Idempotency-Key: update",
  "routing, SESSION_UPDATE without a policy",
  "routing, SESSION_NEW: kept",
  "routing, SESSION_NEW: move",
  "auto-close, page of ten: one close",
  "auto-close, page of one: warning",
] as const;

interface Template {
  Resources: Record<string, { Type: string; Properties?: { FunctionName?: string; MemorySize?: number } }>;
}

const oneOf = ({ operations, commands }: CountedRow): CountedOperations => {
  const each = (count: number): number => Math.round((1_000 * count) / commands) / 1_000;
  const { writeUnits, readUnits, tableCalls, queueCalls, busEntries, logBytes, invocations, wts } = operations;
  return {
    ...{ writeUnits: each(writeUnits), readUnits: each(readUnits), tableCalls: each(tableCalls) },
    ...{ queueCalls: each(queueCalls), busEntries: each(busEntries), logBytes: Math.round(logBytes / commands) },
    wtsCalls: each(Object.values(wts).reduce((sum, count) => sum + count, 0)),
    invocations: Object.fromEntries(Object.entries(invocations).map(([name, times]) => [name, each(times)])),
  };
};

const figuresOf = (rows: readonly CountedRow[], packageDir: string): CountedFigures => {
  const file = join(packageDir, "cloudformation-template-update-stack.json");
  const template: Template = JSON.parse(readFileSync(file, "utf8"));
  const memoryMb = Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
    const { FunctionName = "", MemorySize = 128 } = Properties;
    return Type === "AWS::Lambda::Function" ? [[FunctionName.replace("wts-session-hooks-dev-", ""), MemorySize]] : [];
  });
  return {
    memoryMb: Object.fromEntries(memoryMb),
    idle: Object.fromEntries(regions.map((region) => [region, idleCost(template, pricesOf[region]).lines])),
    ways: Object.fromEntries(rows.map((row) => [row.name, oneOf(row)])),
  } as CountedFigures;
};

const isPriced = (name: string): boolean => (pricedWays as readonly string[]).includes(name);

export const operations: Group = {
  name: "operations",
  title: "Operations, and US$ a million",
  measures:
    "Counted in the packaged functions, one command each, all functions warm, as AWS bills it, with prices of sa-east-1 and assumed durations (scripts/prices; docs/cost.md says which). There is no rival: who stores nothing pays for none of it.",
  metrics: [
    { key: "total", heading: "US$ a million", digits: 1 },
    { key: "table", heading: "DynamoDB", digits: 1 },
    { key: "functions", heading: "Lambda", digits: 1 },
    { key: "queue", heading: "SQS", digits: 1 },
    { key: "api", heading: "HTTP API", digits: 1 },
    { key: "bus", heading: "EventBridge", digits: 1 },
    { key: "logs", heading: "logs", digits: 1 },
    { key: "writeUnits", heading: "write units", digits: 1 },
    { key: "tableCalls", heading: "table calls", digits: 1 },
    { key: "wtsCalls", heading: "WTS calls", digits: 1 },
    { key: "logBytes", heading: "own log bytes", digits: 0 },
  ],
  rounds: 1,
  quickRounds: 1,
  open: async (shared, wants) => {
    let counting: Promise<CountedFigures> | undefined;
    const countAll = async (): Promise<CountedFigures> => {
      const { packageDir } = await (await shared.world()).packaged("paths");
      shared.note("operations: each way in is counted, which takes a minute");
      return figuresOf(await countWays((name) => isPriced(name) && wants(name)), packageDir);
    };
    const counted = (): Promise<CountedFigures> => {
      counting ??= countAll();
      return counting;
    };
    const sampleOf = async (name: string) => {
      const { ways, memoryMb } = await counted();
      const operations = ways[name];
      if (!operations) throw new Error(`nothing was counted of "${name}": it is no row of test/support/count-ways.ts`);
      const cost = costOfMillion(operations, pricesOf["sa-east-1"], (functionName) => memoryMb[functionName] ?? 512);
      const { writeUnits, tableCalls, wtsCalls, logBytes } = operations;
      return { ...cost, writeUnits, tableCalls, wtsCalls, logBytes };
    };
    const lines = pricedWays.filter(wants).map((name): Line => ({ name, role: "ours", sample: () => sampleOf(name) }));
    return {
      lines,
      close: async () => {
        // docs/cost.md is made of it; a part of the ways would make half a page.
        if (counting && lines.length === pricedWays.length)
          writeFileSync(fileURLToPath(countedFile), `${JSON.stringify(await counting, undefined, 2)}\n`);
      },
    };
  },
};
