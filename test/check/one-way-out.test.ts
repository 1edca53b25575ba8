// Only these files write to a terminal or a log: what they write was shown as what it is, wherever it came from.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

const root = new URL("../../", import.meta.url).pathname;
const filesThat = (pattern: RegExp): string[] =>
  globSync("{lib,functions,cli,catalogue,testing}/**/*.ts", { cwd: root })
    .filter((file) => pattern.test(readFileSync(root + file, "utf8").replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "")))
    .toSorted();

test.each([
  [
    "name a stream of the process",
    /\bprocess\.(?:stdout|stderr)\b/,
    ["cli/hooks.ts", "lib/aws/metric-lines.ts", "lib/runtime/log.ts"],
  ],
  // AWS has consoles, of which texts speak, and so have we.
  ["name the console", /(?<![-/])\bconsole(?:\.|\?\.|\[)\w|=\s*console\b/, []],
  [
    "write to a stream of the command line",
    /\b(?:stdout|stderr)\(/,
    // The second passes on what the first has shown.
    ["cli/display/output.ts", "cli/json-output.ts", "cli/program.ts"],
  ],
  ["draw a progress bar", /from "cli-progress"/, ["cli/display/progress-bar.ts"]],
  ["turn a value into JSON for people", /JSON\.stringify\([^()]*null, 2\)/, []],
])("nobody else may %s", (_what, pattern, files) => {
  expect(filesThat(pattern)).toEqual(files);
});
