// Tells whether a policy is still the one that somebody confirmed.
import { createHash } from "node:crypto";
import { sortedJson } from "../../core/value.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

/** Switching it off or to a dry run, and back, leaves it the same policy. */
export const policyHash = ({ enabled: _, dryRun: __, ...policy }: AutoClosePolicy): string =>
  createHash("sha256").update(sortedJson(policy)).digest("hex").slice(0, 16);
