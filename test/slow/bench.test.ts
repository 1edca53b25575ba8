// The bench as it is started: it runs packaged functions and a rival under AWS's own runtime, and says how they compare.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "@jest/globals";
import { isInstalled } from "../../judges/install/install-once.ts";
import { nodePart } from "../../judges/installed.ts";

const page = new URL("../../docs/benchmarks.md", import.meta.url);
const bench = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", "bench/bench.ts", ...args], {
    encoding: "utf8",
  });

const functionNames = readdirSync(new URL("../../functions", import.meta.url)).map((file) => basename(file, ".ts"));

const isThere = isInstalled(nodePart().target);
const leftOut = isThere ? "" : " [left out: AWS's runtime is not installed, which `npm run judges:install` does]";

(isThere ? test : test.skip)(
  `every function is started, and one line of each group measured beside its reference${leftOut}`,
  () => {
    const before = readFileSync(page, "utf8");
    const { status, stdout, stderr } = bench(
      ...["--quick", "--rounds", "1", "--only"],
      // Every function is started once: what its first call is has to be known.
      ...functionNames.map((name) => `starts/${name === "receive-webhook" ? "receive-webhook, no" : name}`),
      ...["webhooks/receive-webhook, no", "commands/PATCH", "bundles/receive-webhook, no"],
    );
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    const milliseconds = String.raw`[\d.,]+(?: \([^)]*\))?`;
    const rowOf = (name: string): RegExp =>
      new RegExp(String.raw`^\| \*\*${name}\*\* \|(?: ${milliseconds} \|)+$`, "m");
    expect(stdout.match(new RegExp(rowOf("receive-webhook, no expression"), "gm"))).toHaveLength(3);
    for (const name of [...functionNames.filter((each) => each !== "receive-webhook"), "PATCH, applied"])
      expect(stdout).toMatch(rowOf(name));
    expect(stdout).toContain("| receive-webhook, no expression: its bundle | ≤ 300 kB |");
    // Only a whole run says what is true of all.
    expect(readFileSync(page, "utf8")).toBe(before);
  },
);

test("a group that there is not is refused, with those that there are", () => {
  const { status, stderr } = bench("--only", "startz");
  expect([status, stderr.trim()]).toEqual([
    1,
    "--only takes starts, webhooks, commands, bundles, operations, runs, recovery, each with /<the beginning of a line> if you like; startz is none of them",
  ]);
});
