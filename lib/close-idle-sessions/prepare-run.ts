// Looks up once what a run's policies need of the account; with anything missing it must not act.
import { nearest } from "../core/nearest.ts";
import { type CandidateFilter, candidateFilter } from "../core/policies/candidate-filter.ts";
import { needsOfAutoClose, prepareAutoClose, type ReadyPolicy } from "../core/policies/prepare-auto-close.ts";
import { asFault } from "../wts/as-fault.ts";
import type { Wts } from "../wts/connect.ts";
import type { SweepDependencies } from "./dependencies.ts";

export type PreparedRun =
  | {
      ok: true;
      policies: readonly ReadyPolicy[];
      /** Absent when no policy is enabled. */
      filter?: CandidateFilter;
      contactDetails: boolean;
    }
  | { ok: false; problems: readonly string[] };

interface Named {
  what: "department" | "person";
  many: "departments" | "people";
  ids: readonly string[];
  all: readonly string[];
}

const problemOf = (name: string, { what, many, ids, all }: Named): string => {
  if (ids.length > 1)
    return `${ids.length} ${many} are called ${name}: name one by its ${what === "person" ? "e-mail" : "id"}`;
  const hint = all.length > 0 ? `; the nearest name is ${nearest(name, all)}` : "";
  return `no ${what} of the account has the name or id ${name}${hint}`;
};

/** Throws Fault for what WTS did not answer. */
export const prepareRun = async (
  { autoClose, timeZone }: SweepDependencies["config"],
  { client, directory }: Wts,
): Promise<PreparedRun> => {
  const { policies } = autoClose;
  const needs = needsOfAutoClose(policies);
  const problems: string[] = [];
  const departmentIds = new Map<string, string>();
  const userIds = new Map<string, string>();
  try {
    for (const name of needs.departments) {
      const ids = (await directory.departments(client, name)).map(({ id }) => id);
      const [id] = ids;
      if (id !== undefined && ids.length === 1) departmentIds.set(name, id);
      else {
        const all = await directory.departmentNames(client);
        problems.push(problemOf(name, { what: "department", many: "departments", ids, all }));
      }
    }
    for (const name of needs.users) {
      const ids = (await directory.agents(client, name)).map(({ userId }) => userId);
      const [id] = ids;
      if (id !== undefined && ids.length === 1) userIds.set(name, id);
      else {
        const all = await directory.agentNames(client);
        problems.push(problemOf(name, { what: "person", many: "people", ids, all }));
      }
    }
    if (problems.length > 0) return { ok: false, problems };
    const officeHours = needs.officeHours ? await client.getOfficeHours() : undefined;
    const account = { timeZone, departmentIds, userIds, ...(officeHours && { officeHours }) };
    const prepared = prepareAutoClose(policies, account);
    if (!prepared.ok) return prepared;
    const filter = candidateFilter(prepared.policies);
    return { ok: true, policies: prepared.policies, ...(filter && { filter }), contactDetails: needs.contactDetails };
  } catch (error) {
    throw asFault(error);
  }
};
