// Knows the names and ids of one account's departments and people: it reads rarely, is asked often, and never guesses.

import { asUuid } from "../core/ids.ts";
import { foldName } from "../core/names.ts";
import type { Clock } from "../runtime/clock.ts";
import type { WtsClient } from "./client.ts";
import type { WtsAgent, WtsDepartment } from "./types.ts";

interface Entries {
  departments: readonly WtsDepartment[];
  agents: readonly WtsAgent[];
  loadedAt: number;
  /** Who is available changes by the minute, where people belong does not. */
  agentsLoadedAt: number;
}

/** Its ids are in lower case. */
export interface Person {
  userId: string;
  name: string;
  /** This is WTS's flag against automatic distribution, and says nothing about who is present. */
  available: boolean;
  departmentIds: readonly string[];
}

export type DirectoryReader = Pick<WtsClient, "listDepartments" | "listAgents" | "getDepartment">;

/** A name may find none, one or several: what to do about several is for whoever asks to say. */
export interface Directory {
  departments(reader: DirectoryReader, reference: string): Promise<readonly WtsDepartment[]>;
  agents(reader: DirectoryReader, reference: string): Promise<readonly WtsAgent[]>;
  departmentNames(reader: DirectoryReader): Promise<readonly string[]>;
  agentNames(reader: DirectoryReader): Promise<readonly string[]>;
  isMember(reader: DirectoryReader, userId: string, departmentId: string): Promise<boolean>;
  /** Answers everybody, as WTS had them at most that long ago. */
  people(reader: DirectoryReader, maxAgeMs: number): Promise<readonly Person[]>;
}

export const directoryLifetimeMs = 300_000;
/** A name that is looked up in vain again and again must not exhaust the account's rate limit. */
export const missPauseMs = 5_000;

const findDepartments = ({ departments }: Entries, reference: string): readonly WtsDepartment[] => {
  const id = asUuid(reference);
  if (id) return departments.filter((department) => asUuid(department.id) === id);
  const name = foldName(reference);
  return departments.filter((department) => foldName(department.name ?? "") === name);
};

/** Finds by userId, by the agent's own id (people confuse the two), by e-mail or by name. */
const findAgents = ({ agents }: Entries, reference: string): readonly WtsAgent[] => {
  const id = asUuid(reference);
  if (id) return agents.filter((agent) => asUuid(agent.userId) === id || asUuid(agent.id) === id);
  const name = foldName(reference);
  const byEmail = agents.filter((agent) => (agent.email ?? "").trim().toLowerCase() === name);
  return byEmail.length > 0 ? byEmail : agents.filter((agent) => foldName(agent.name ?? "") === name);
};

/** Either list may come without its memberships. */
const membershipIn = ({ agents, departments }: Entries, userId: string, departmentId: string) => {
  const ofAgent = agents.find((agent) => agent.userId === userId)?.departments ?? [];
  if (ofAgent.length > 0) return ofAgent.some((entry) => entry.departmentId === departmentId) ? "yes" : "no";
  const ofDepartment = departments.find(({ id }) => id === departmentId)?.agents ?? [];
  if (ofDepartment.length > 0) return ofDepartment.some((entry) => entry.userId === userId) ? "yes" : "no";
  return "not-listed";
};

const membersIn = ({ agents, departments }: Entries): ReadonlyMap<string, readonly string[]> | undefined => {
  const ofAgents = agents.map((agent) => [agent.userId, (agent.departments ?? []).map((entry) => entry.departmentId)]);
  if (ofAgents.some(([, entries]) => (entries?.length ?? 0) > 0)) return new Map(ofAgents as [string, string[]][]);
  const isListed = departments.some((department) => (department.agents ?? []).length > 0);
  return isListed ? membersOf(departments, agents) : undefined;
};

const membersOf = (departments: readonly WtsDepartment[], agents: readonly WtsAgent[]) =>
  new Map(
    agents.map(({ userId }) => [
      userId,
      departments.flatMap(({ id, agents: members }) =>
        (members ?? []).some((each) => each.userId === userId) ? id : [],
      ),
    ]),
  );

/** Is made once an account and process. It has one load in flight, is five minutes old at most, and asks WTS again after a miss. */
export const directory = ({ clock }: { clock: Pick<Clock, "now"> }): Directory => {
  let held: Entries | undefined;
  let asked: Pick<Entries, "departments" | "loadedAt"> | undefined;
  let loading: Promise<Entries> | undefined;

  const load = (reader: DirectoryReader): Promise<Entries> => {
    loading ??= Promise.all([reader.listDepartments(), reader.listAgents()])
      .then(([departments, agents]) => {
        held = { departments, agents, loadedAt: clock.now(), agentsLoadedAt: clock.now() };
        return held;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };

  const current = async (reader: DirectoryReader): Promise<Entries> =>
    held && clock.now() - held.loadedAt < directoryLifetimeMs ? held : load(reader);

  const withAgents = async (reader: DirectoryReader, maxAgeMs: number): Promise<Entries> => {
    const entries = await current(reader);
    if (clock.now() - entries.agentsLoadedAt < maxAgeMs || entries.agentsLoadedAt === clock.now()) return entries;
    const agentsLoadedAt = clock.now();
    held = { ...entries, agents: await reader.listAgents(), agentsLoadedAt };
    return held;
  };

  /** Is asked where neither list says who belongs where. It costs one call a department, so that it is not asked every time. */
  const askDepartments = async (reader: DirectoryReader, { departments, agents }: Entries) => {
    if (!asked || clock.now() - asked.loadedAt >= directoryLifetimeMs) {
      const full = await Promise.all(departments.map(({ id }) => reader.getDepartment(id)));
      asked = { departments: full, loadedAt: clock.now() };
    }
    return membersOf(asked.departments, agents);
  };

  const find = async <Found>(reader: DirectoryReader, look: (entries: Entries) => readonly Found[]) => {
    const entries = await current(reader);
    const found = look(entries);
    if (found.length > 0 || clock.now() - entries.loadedAt < missPauseMs) return found;
    return look(await load(reader));
  };

  return {
    departments: (reader, reference) => find(reader, (entries) => findDepartments(entries, reference)),
    agents: (reader, reference) => find(reader, (entries) => findAgents(entries, reference)),
    departmentNames: async (reader) => (await current(reader)).departments.flatMap(({ name }) => name ?? []),
    agentNames: async (reader) => (await current(reader)).agents.flatMap(({ name }) => name ?? []),
    isMember: async (reader, userId, departmentId) => {
      const [membership] = await find(reader, (entries) => {
        const found = membershipIn(entries, userId, departmentId);
        return found === "no" ? [] : [found];
      });
      if (membership !== "not-listed") return membership === "yes";
      const { agents } = await reader.getDepartment(departmentId);
      return (agents ?? []).some((agent) => agent.userId === userId);
    },
    people: async (reader, maxAgeMs) => {
      const entries = await withAgents(reader, maxAgeMs);
      const members = membersIn(entries) ?? (await askDepartments(reader, entries));
      // Whoever has no id of a user can be given nothing, and holds up nobody else.
      const users = entries.agents.filter(({ userId }) => typeof userId === "string");
      return users.map(({ userId, name, availability }) => ({
        userId: userId.toLowerCase(),
        name: name ?? "",
        available: availability !== "UNAVAILABLE",
        departmentIds: (members.get(userId) ?? []).filter((id) => typeof id === "string").map((id) => id.toLowerCase()),
      }));
    },
  };
};
