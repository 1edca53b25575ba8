// What `npm run bench` counted last, kept so that the pages of costs can be made without running anything.
import { readFileSync } from "node:fs";
import type { CostLine } from "./idle-cost.ts";
import type { CountedOperations } from "./operation-cost.ts";
import type { Region } from "./prices.ts";

export interface CountedFigures {
  /** By function, as the template says it. */
  readonly memoryMb: Readonly<Record<string, number>>;
  /** What the stack costs a month in which nothing happens. */
  readonly idle: Readonly<Record<Region, readonly CostLine[]>>;
  /** One command by each way in, by the names of test/support/count-ways.ts. */
  readonly ways: Readonly<Record<string, CountedOperations>>;
}

export const countedFile = new URL("counted-figures.json", import.meta.url);

export const countedFigures = (): CountedFigures => JSON.parse(readFileSync(countedFile, "utf8"));
