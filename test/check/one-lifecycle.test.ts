// Only the lifecycle claims, records and gives back: whoever else did it would have to know its table of who may find what.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

const root = new URL("../../", import.meta.url).pathname;
const lifecycle = "lib/commands/execute-once.ts";
const makers = ["lib/records/ledger.ts", "lib/records/session-lease.ts", "lib/composition/parts.ts"];

const calls: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["begins an attempt at a command", /\bledger\.attempt\(/],
  ["shuts a worker out", /\.shutOut\(/],
  ["hands an outcome to relay-outcomes", /\.markDue\(/],
  ["takes a session", /\bleases\.take\(/],
  ["gives a session back", /\blease\.release\(\{ written\b/],
  ["says which command is worked on", /\.workOn\(/],
];

test.each(calls)("the lifecycle alone %s", (_what, pattern) => {
  const files = globSync("{lib,functions,cli}/**/*.ts", { cwd: root }).filter((file) => !makers.includes(file));
  expect(files.length).toBeGreaterThan(250);
  expect(files.filter((file) => pattern.test(readFileSync(root + file, "utf8")))).toEqual([lifecycle]);
});
