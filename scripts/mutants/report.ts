// Says what the tests did not notice, file by file, and how much that is of the whole.
import type { Mutant } from "./mutant.ts";

export type MutantOutcome = "noticed" | "survived" | "not reached" | "not tried";

export interface TriedMutant {
  mutant: Mutant;
  outcome: MutantOutcome;
}

const widest = 70;

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
};

/** Cuts off what both begin with, if that much would hide the difference. */
const sharedStart = (one: string, other: string): number => {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
};

const difference = ({ original, replacement }: Mutant): string => {
  const shared = sharedStart(original, replacement);
  const skipped = shared > widest / 2 ? shared - 20 : 0;
  const shown = (text: string): string => shortened(skipped > 0 ? `…${text.slice(skipped)}` : text);
  return `${shown(original)} -> ${shown(replacement)}`;
};

const unnoticed = (tried: readonly TriedMutant[]): string[] => {
  const found = tried.filter(({ outcome }) => outcome === "survived" || outcome === "not reached");
  const byFile = Map.groupBy(found, ({ mutant }) => mutant.file);
  return [...byFile].flatMap(([file, ofFile]) => [
    file,
    ...ofFile.map(
      ({ mutant, outcome }) =>
        `  ${file}:${mutant.line}  ${difference(mutant)}${outcome === "not reached" ? "  (not reached)" : ""}`,
    ),
    "",
  ]);
};

export const report = (tried: readonly TriedMutant[]): string[] => {
  const count = (wanted: MutantOutcome): number => tried.filter(({ outcome }) => outcome === wanted).length;
  const [noticed, survived, notReached, notTried] = [
    count("noticed"),
    count("survived"),
    count("not reached"),
    count("not tried"),
  ];
  const done = tried.length - notTried;
  const share = done === 0 ? "nothing tried" : `${((noticed / done) * 100).toFixed(1)} % noticed`;
  const late = notTried > 0 ? `, ${notTried} not tried in time` : "";
  return [
    ...unnoticed(tried),
    `${tried.length} made, ${noticed} noticed, ${survived} survived, ${notReached} not reached${late}; ${share}`,
  ];
};
