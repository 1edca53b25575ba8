// What the fuzzer found once is tried again at its surface with every run of the tests.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { OpenSurface } from "../../scripts/fuzz/fuzz-surface.ts";
import { fuzzSurfaces } from "../../scripts/fuzz/fuzz-surfaces.ts";
import { readSeeds } from "../../scripts/fuzz/kept-seeds.ts";

const surfaces = new Map<string, OpenSurface>();
const seeds = readSeeds();
const wanted = new Set(seeds.map(({ surface }) => surface));

beforeAll(async () => {
  for (const { name, open } of fuzzSurfaces) if (wanted.has(name)) surfaces.set(name, await open());
});
afterAll(async () => {
  for (const surface of surfaces.values()) await surface.close();
});

describe("what was found once", () => {
  test.each(seeds.map((seed) => [seed.file, seed] as const))("%s", async (_file, { surface, input }) => {
    expect(await surfaces.get(surface)?.attempt(input)).toEqual([]);
  });
});
