// Looks up once what a run's policies need of the account; a policy with anything missing must not act.
import type { ClosedDay } from "../core/hours/closed-day.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { tellingReader } from "../core/texts/tell-contact.ts";
import { asFault } from "../wts/choose-fault.ts";
import type { Wts } from "../wts/connect.ts";
import { resolveNames } from "../wts/resolve-names.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type CandidateFilter, candidateFilter } from "./rules/candidate-filter.ts";
import { policiesOf } from "./rules/policies-of.ts";
import { needsOfAutoClose, prepareAutoClose, type ReadyPolicy } from "./rules/prepare-auto-close.ts";

type PreparedRun =
  | {
      ok: true;
      /** What is wrong with some of the policies: those do nothing, and the others act. */
      problems: readonly string[];
      /** They obey the closed days as they are known now; asked again, they are others only where those are. Throws Fault. */
      policiesNow(): Promise<readonly ReadyPolicy[]>;
      /** It is undefined when no policy is enabled. */
      filter: CandidateFilter | undefined;
      details: ReturnType<typeof needsOfAutoClose>["details"];
    }
  | { ok: false; problems: readonly string[] };

/** A department's and a person's name are looked up once; the closed days change under a run. */
const livePolicies = (
  account: string,
  closedDays: AutoCloseDependencies["closedDays"],
  withClosedDays: (days: readonly ClosedDay[]) => readonly ReadyPolicy[],
) => {
  let known: { days: readonly ClosedDay[]; policies: readonly ReadyPolicy[] } | undefined;
  return async (): Promise<readonly ReadyPolicy[]> => {
    const days = await closedDays.of(account);
    if (known?.days !== days) known = { days, policies: withClosedDays(days) };
    return known.policies;
  };
};

/** Throws Fault for what WTS did not answer. */
export const prepareRun = async (
  { config, closedDays }: Pick<AutoCloseDependencies, "config" | "closedDays">,
  account: string,
  { client, directory }: Wts,
): Promise<PreparedRun> => {
  const policies = policiesOf(config, account);
  const needs = needsOfAutoClose(policies);
  try {
    const { departmentIds, userIds, problems } = await resolveNames({ client, directory }, needs);
    const officeHours = needs.officeHours ? await client.getOfficeHours() : undefined;
    const found = {
      timeZone: zoneOf(config, account),
      departmentIds,
      userIds,
      messages: config.messages,
      nameProblems: problems,
      isTelling: tellingReader(config),
      ...(officeHours && { officeHours }),
    };
    const prepared = prepareAutoClose(policies, found);
    if (!prepared.ok) return prepared;
    const withClosedDays = (days: readonly ClosedDay[]): readonly ReadyPolicy[] => {
      const anew = prepareAutoClose(policies, { ...found, closedDays: days });
      return anew.ok ? anew.policies : prepared.policies;
    };
    const haveHours = prepared.policies.some(({ calendar }) => calendar !== undefined);
    return {
      ok: true,
      problems: prepared.problems,
      policiesNow: haveHours ? livePolicies(account, closedDays, withClosedDays) : async () => prepared.policies,
      filter: candidateFilter(prepared.policies),
      details: needs.details,
    };
  } catch (error) {
    throw asFault(error);
  }
};
