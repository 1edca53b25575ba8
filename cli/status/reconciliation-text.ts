// Says what an account's latest reconciliation found, in one line.
import type { Language } from "../../lib/core/texts/language.ts";
import type { Reconciliation } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";
import { statusWords } from "./status-words.ts";

const endText = ({ end, calls }: Reconciliation, language: Language): string => {
  if (end === "done") return "";
  return end === "stopped" ? statusWords[language].stoppedAfter(calls) : statusWords[language].underWay;
};

export const reconciliationText = (reconciliation: Reconciliation, language: Language): string =>
  `${statusWords[language].found(reconciliation.day, reconciliation.counts)}${endText(reconciliation, language)}`;

/** With --json, without what only the next one needs. */
export interface ShownReconciliation extends Readonly<Reconciliation["counts"]> {
  /** YYYY-MM-DD. */
  day: string;
  /** So many calls of WTS were made. */
  calls: number;
  end: NonNullable<Reconciliation["end"]> | "under way";
}

export const shownReconciliation = ({ day, counts, calls, end }: Reconciliation): ShownReconciliation => ({
  day,
  ...counts,
  calls,
  end: end ?? "under way",
});
