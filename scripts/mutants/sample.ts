// Draws mutants by a seed: the same seed draws the same ones, also when others are added elsewhere.
import { createHash } from "node:crypto";
import type { Mutant } from "./mutant.ts";

export const shuffle = (mutants: readonly Mutant[], seed: string): Mutant[] => {
  const rankOf = ({ file, start, replacement }: Mutant): string =>
    createHash("sha256")
      .update(JSON.stringify([seed, file, start, replacement]))
      .digest("hex");
  return mutants
    .map((mutant) => ({ mutant, rank: rankOf(mutant) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ mutant }) => mutant);
};
