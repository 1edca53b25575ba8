// The inputs that failed once, a file each: a quick test tries all of them again with every run of the tests.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Finding } from "./run-fuzz.ts";

const folder = fileURLToPath(new URL("../../test/fuzz-seeds/", import.meta.url));

export const readSeeds = (): readonly (Finding & { file: string })[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ file, ...JSON.parse(readFileSync(`${folder}${file}`, "utf8")) }));

/** Answers the file. The same input has the same one. */
export const keepSeed = (finding: Finding): string => {
  const hash = createHash("sha256")
    .update(JSON.stringify([finding.surface, finding.input]))
    .digest("hex")
    .slice(0, 10);
  const file = `${finding.surface}-${hash}.json`;
  mkdirSync(folder, { recursive: true });
  const { surface, problem, input } = finding;
  const said = problem.split("\n")[0]?.slice(0, 300);
  writeFileSync(`${folder}${file}`, `${JSON.stringify({ surface, problem: said, input }, null, 2)}\n`);
  return `test/fuzz-seeds/${file}`;
};
