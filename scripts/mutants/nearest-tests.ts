// Chooses the test files that should notice a fault in a file: those of its own capability first, then whichever import it most directly.
import { basename } from "node:path";
import type { ImportersOf } from "./import-graph.ts";

/** These run the packaged bundle, take minutes, or are about the project as a whole: no mutant is seen in them. */
const blindFolders = /^test\/(?:functions|slow|long|docs|check|scripts)\//;
const isTest = (file: string): boolean => /^test\/.+\.test\.ts$/.test(file) && !blindFolders.test(file);

/** What is further away costs more time than it notices. */
const mostOfCapability = 8;
const mostElsewhere = 2;

/** `lib/routing/rules/chain.ts` and `test/routing/route-session.test.ts` are of the same capability. */
const capabilityOf = (file: string): string =>
  file
    .replace(/^(?:lib|test)\//, "")
    .split("/")
    .slice(0, -1)[0] ?? "";

const distancesFrom = (file: string, importersOf: ImportersOf): Map<string, number> => {
  const distances = new Map([[file, 0]]);
  // Entries that are added meanwhile are visited as well, in their order: the nearer ones first.
  for (const [visited, distance] of distances)
    for (const importer of importersOf.get(visited) ?? [])
      if (!distances.has(importer)) distances.set(importer, distance + 1);
  return distances;
};

/** `apply-now.failures.test.ts` is about `apply-now.ts`, however far away it imports it. */
const isNamedAfter = (test: string, file: string): boolean => basename(test).startsWith(`${basename(file, ".ts")}.`);

export const nearestTests = (file: string, importersOf: ImportersOf): string[] => {
  const isOwn = (test: string): boolean => capabilityOf(test) === capabilityOf(file);
  const tests = [...distancesFrom(file, importersOf)]
    .filter(([found]) => isTest(found))
    .toSorted(
      ([one, near], [other, far]) => Number(isNamedAfter(other, file)) - Number(isNamedAfter(one, file)) || near - far,
    )
    .map(([test]) => test);
  const elsewhere = tests.filter((test) => !isOwn(test)).slice(0, mostElsewhere);
  return [...tests.filter(isOwn).slice(0, mostOfCapability), ...elsewhere];
};
