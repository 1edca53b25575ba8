// Whether a caller asked to look before writing; a misspelt question must not become a write.
import { Fault, faults } from "../../core/faults.ts";
import { collectIssues } from "../../core/issue.ts";
import { refuseUnknownProperties } from "../../core/known-properties.ts";

/** Throws COMMAND_INVALID for any other parameter and any other value than true or false. */
export const isDryRun = (query: Readonly<Record<string, string | undefined>>): boolean => {
  const { issues, report } = collectIssues();
  refuseUnknownProperties(query, ["dryRun"], "the query", report);
  const { dryRun = "false" } = query;
  if (dryRun !== "true" && dryRun !== "false") report("dryRun", "QUERY_INVALID", "dryRun must be true or false");
  if (issues.length > 0) throw new Fault(faults.commandInvalid, { issues });
  return dryRun === "true";
};
