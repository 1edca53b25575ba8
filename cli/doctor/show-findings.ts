// Shows what the checks found: a line each, and below it what to do.
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import type { DoctorWords } from "./doctor-words.ts";
import { type Finding, type Verdict, verdicts } from "./finding.ts";

/** What `doctor --json` prints. */
export interface DoctorAnswer {
  readonly place: string;
  /** The worst that was found. */
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly findings: readonly Finding[];
}

export const countsOf = (findings: readonly Finding[]): Readonly<Record<Verdict, number>> => {
  const counts = { wrong: 0, warning: 0, "not-checked": 0, ok: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
};

export const showFindings = (output: Output, place: string, findings: readonly Finding[], say: DoctorWords): void => {
  const counts = countsOf(findings);
  output.json({
    place,
    verdict: verdicts.find((verdict) => verdict !== "not-checked" && counts[verdict] > 0) ?? "not-checked",
    counts,
    findings,
  } satisfies DoctorAnswer);
  const lines = alignedTable(
    findings.map(({ check, verdict, about, what }) => [
      say.verdicts[verdict],
      about === undefined ? say.checks[check] : `${say.checks[check]} (${about})`,
      what,
    ]),
  );
  const indent = " ".repeat(4);
  output.line(
    say.titleOf(place),
    "",
    ...findings.flatMap(({ cure }, index) => [
      lines[index] ?? "",
      ...(cure === undefined ? [] : [`${indent}${say.cure(cure)}`]),
    ]),
    "",
    say.summary(counts),
    ...(counts.wrong + counts.warning === 0 ? [say.allGood(counts["not-checked"] === 0)] : []),
  );
};
