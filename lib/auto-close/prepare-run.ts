// Looks up once what a run's policies need of the account; with anything missing it must not act.
import { asFault } from "../wts/choose-fault.ts";
import type { Wts } from "../wts/connect.ts";
import { resolveNames } from "../wts/resolve-names.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type CandidateFilter, candidateFilter } from "./rules/candidate-filter.ts";
import { needsOfAutoClose, prepareAutoClose, type ReadyPolicy } from "./rules/prepare-auto-close.ts";

type PreparedRun =
  | {
      ok: true;
      policies: readonly ReadyPolicy[];
      /** It is undefined when no policy is enabled. */
      filter: CandidateFilter | undefined;
      contactDetails: boolean;
    }
  | { ok: false; problems: readonly string[] };

/** Throws Fault for what WTS did not answer. */
export const prepareRun = async (
  { autoClose, timeZone }: AutoCloseDependencies["config"],
  { client, directory }: Wts,
): Promise<PreparedRun> => {
  const { policies } = autoClose;
  const needs = needsOfAutoClose(policies);
  try {
    const { departmentIds, userIds, problems } = await resolveNames({ client, directory }, needs);
    if (problems.length > 0) return { ok: false, problems };
    const officeHours = needs.officeHours ? await client.getOfficeHours() : undefined;
    const account = { timeZone, departmentIds, userIds, ...(officeHours && { officeHours }) };
    const prepared = prepareAutoClose(policies, account);
    if (!prepared.ok) return prepared;
    return { ...prepared, filter: candidateFilter(prepared.policies), contactDetails: needs.contactDetails };
  } catch (error) {
    throw asFault(error);
  }
};
