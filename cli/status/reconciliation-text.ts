// Says what an account's latest reconciliation found, in one line.
import type { Reconciliation } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";

const endText = ({ end, calls }: Reconciliation): string => {
  if (end === "done") return "";
  return end === "stopped" ? ` (STOPPED after ${calls} calls; the next one goes on there)` : " (under way)";
};

export const reconciliationText = (reconciliation: Reconciliation): string => {
  const { day, counts } = reconciliation;
  const found = `${counts.seen} sessions seen, ${counts.missing} never announced by WTS, ${counts.added} made up for`;
  return `${day}: ${found}${endText(reconciliation)}`;
};

/** Without what only the next one needs. */
export const shownReconciliation = ({ day, counts, calls, end }: Reconciliation) => ({
  day,
  ...counts,
  calls,
  end: end ?? "under way",
});
