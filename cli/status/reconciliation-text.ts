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

/** Without what only the next one needs. */
export const shownReconciliation = ({ day, counts, calls, end }: Reconciliation) => ({
  day,
  ...counts,
  calls,
  end: end ?? "under way",
});
