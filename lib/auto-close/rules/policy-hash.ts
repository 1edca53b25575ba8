// Tells whether a policy is still the one that somebody confirmed.
import { createHash } from "node:crypto";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** Switching it off or to a dry run, and back, leaves it the same policy. */
export const policyHash = ({ enabled: _, dryRun: __, ...policy }: AutoClosePolicy): string =>
  createHash("sha256").update(JSON.stringify(policy, sorted)).digest("hex").slice(0, 16);
