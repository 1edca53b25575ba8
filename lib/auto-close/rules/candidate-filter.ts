// What WTS may be asked for, so that no session is missed that a policy could be about; the decision checks all of it again.

import type { SessionStatus } from "../../core/command/status.ts";
import { asUuid } from "../../core/ids.ts";
import { listed } from "../../core/sessions/listed.ts";
import { openStatuses } from "../../core/sessions/open-statuses.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";

/**
 * It never filters by lastInteractionDate: a note, a transfer or a bot may move that, which would hide a session whose
 * contact has been silent for weeks. Nor does it filter by tags and metadata, which WTS compares in its own way.
 */
export interface CandidateFilter {
  statuses: readonly SessionStatus[];
  departmentId?: string;
  userId?: string;
  channelIds?: readonly string[];
}

/** The id that all policies ask for, since WTS takes only one; undefined where together they ask for none or several. */
const commonId = (enabled: readonly ReadyPolicy[], criterion: "department" | "user"): string | undefined => {
  const idsOf = ({ policy, names }: ReadyPolicy) => {
    const known = names[`${criterion}s` as const];
    return (listed(policy.match[criterion]) ?? [null]).map((name) => (name === null ? undefined : known.get(name)));
  };
  const [first, ...others] = [...new Set(enabled.flatMap(idsOf))];
  return others.length === 0 ? first : undefined;
};

const channelIdsOf = (enabled: readonly ReadyPolicy[]): readonly string[] | undefined => {
  const ids = enabled.flatMap(({ policy }) => (listed(policy.match.channel) ?? [""]).map((channel) => asUuid(channel)));
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length ? [...new Set(known)] : undefined;
};

/** Undefined when no policy is enabled: there is nothing to ask for. */
export const candidateFilter = (policies: readonly ReadyPolicy[]): CandidateFilter | undefined => {
  const enabled = policies.filter(({ policy }) => policy.enabled);
  if (enabled.length === 0) return undefined;
  const statuses = new Set(enabled.flatMap(({ policy }) => listed(policy.match.status) ?? openStatuses));
  const departmentId = commonId(enabled, "department");
  const userId = commonId(enabled, "user");
  const channelIds = channelIdsOf(enabled);
  return {
    statuses: [...statuses],
    ...(departmentId !== undefined && { departmentId }),
    ...(userId !== undefined && { userId }),
    ...(channelIds && { channelIds }),
  };
};
