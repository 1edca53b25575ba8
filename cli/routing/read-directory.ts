// Reads who is where in an account, as the routing policies see people: shift, availability, load beside capacity, and who may give to them.
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { peopleReader } from "../../lib/routing/people-reader.ts";
import { type RoutingRecords, routingRecords } from "../../lib/routing/routing-records.ts";
import { type AskedPool, askedPools } from "../../lib/routing/rules/asked-pools.ts";
import { type Candidate, poolLoad } from "../../lib/routing/rules/candidate.ts";
import type { Capacity } from "../../lib/routing/rules/capacity-of.ts";
import { namesIn } from "../../lib/routing/rules/names-in-policies.ts";
import { policiesOf } from "../../lib/routing/rules/policies-of.ts";
import { rejectionText, routingReasonText } from "../../lib/routing/rules/reason-texts.ts";
import type { ClosedReason, RejectionCode } from "../../lib/routing/rules/routing-decision.ts";
import { sortOut } from "../../lib/routing/rules/sort-people.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { resolveNames } from "../../lib/wts/resolve-names.ts";
import { Failure, NotFound } from "../failure.ts";
import type { Tools } from "../with-connection.ts";

/** Why a policy gives nothing to somebody now. */
export interface NotGiven {
  code: RejectionCode | ClosedReason["code"];
  /** It is a sentence in the language of the configuration. */
  message: string;
}

/** A policy that asks this person of this department. */
export interface GivingPolicy {
  policy: string;
  /** Its escalation step, from 1; absent for its own move. */
  step?: number;
  /** Absent where it sets no limit. */
  capacity?: Capacity;
  /** The sessions of the person that count for the policy: open ones, and those promised. */
  load: number;
  /** Empty where it may give them a session now. */
  notNow: readonly NotGiven[];
}

/** An ISO instant is absent where the hours never change again. */
export type Shift = { on: true; endsAt?: string } | { on: false; beginsAt?: string };

/** Ids are in lower case. */
export interface DirectoryPerson {
  userId: string;
  name?: string | undefined;
  /** In WTS, and on shift. */
  available: boolean;
  /** Why not, as a sentence in the language of the configuration; absent for whoever is available. */
  whyNot?: NotGiven;
  /** Absent for whoever has none in `routing.people`: they are there whenever WTS says so. */
  shift?: Shift;
  departmentIds: readonly string[];
  openSessions: number;
  /** Promised by a policy, and not among the open ones yet. */
  reserved: number;
  /** The ISO instant at which a policy last gave them a session, of the last 14 days. */
  lastAssignedAt?: string;
  /** Those of the department under which the person stands. */
  policies: readonly GivingPolicy[];
}

export interface DirectoryDepartment {
  id: string;
  name: string;
  /** Open sessions that are nobody's. */
  waiting: number;
  people: readonly DirectoryPerson[];
}

/** With --json. */
export interface AccountDirectory {
  place: string;
  account: string;
  departments: readonly DirectoryDepartment[];
  /** Where one department was asked for, nobody. */
  withoutDepartment: readonly DirectoryPerson[];
  /** The ISO instant before the open sessions were counted. */
  countedAt: string;
  /** What is wrong with names of the policies and of `routing.people`, a sentence each. */
  problems: readonly string[];
}

interface DirectoryRequest {
  account: string;
  /** By name or id. */
  department?: string | undefined;
}

type Hours = Awaited<ReturnType<RoutingRecords["hoursOf"]>>;

const isoOf = (ms: number): string => new Date(ms).toISOString();

const shiftOf = ({ userId, offShift }: Candidate, hours: Hours, nowMs: number): Shift | undefined => {
  if (offShift) return { on: false, ...(offShift.beginsMs !== undefined && { beginsAt: isoOf(offShift.beginsMs) }) };
  const onShift = hours.onShift(userId, nowMs);
  return onShift && { on: true, ...(onShift.endsMs !== undefined && { endsAt: isoOf(onShift.endsMs) }) };
};

const policiesFor = (candidate: Candidate, pools: readonly AskedPool[], locale: Locale): readonly GivingPolicy[] =>
  pools.flatMap(({ policy, step, pool, closed }) => {
    const { rejected } = sortOut([candidate], pool);
    if (rejected.some(({ code }) => code === "NOT_A_MEMBER" || code === "NOT_LISTED")) return [];
    return {
      policy,
      ...(step > 0 && { step }),
      ...(pool.capacity && { capacity: pool.capacity }),
      load: poolLoad(candidate, pool),
      notNow: [
        ...(closed?.reasons ?? []).map((each) => ({ code: each.code, message: routingReasonText(each, locale) })),
        ...rejected.map((each) => ({ code: each.code, message: rejectionText(each, locale) })),
      ],
    };
  });

const whyNotOf = ({ available, offShift }: Candidate, locale: Locale): NotGiven | undefined => {
  if (available) return undefined;
  const why = { code: offShift ? ("OFF_SHIFT" as const) : ("UNAVAILABLE" as const), ...offShift };
  return { code: why.code, message: rejectionText(why, locale) };
};

const readDepartments = async (wts: Wts, department: string | undefined) => {
  if (department === undefined) return wts.client.listDepartments();
  const found = await wts.directory.departments(wts.client, department);
  if (found.length === 1) return found;
  if (found.length > 1) throw new Failure(`${found.length} departments are called ${department}: name one by its id`);
  const names = await wts.directory.departmentNames(wts.client);
  throw new NotFound(`there is no department ${department}: name one of ${names.join(", ")}, or its id`);
};

/** Asks WTS for departments, people and open sessions (100 of these a call), and its own hours where a policy has them. */
export const readDirectory = async (
  { connection, clock }: Pick<Tools, "connection" | "clock">,
  config: HooksConfig,
  { account, department }: DirectoryRequest,
): Promise<AccountDirectory> => {
  const { routing, account: ownAccount, queue, language } = config;
  const wts = await connection.wts(account);
  const { leaseMs } = queue;
  const { table } = connection;
  const records = routingRecords({ table, clock, routing, account: ownAccount, zones: config, leaseMs });
  const reader = peopleReader({ ...records, leaseMs, clock });
  const policies = policiesOf(routing, account, ownAccount);
  const departments = await readDepartments(wts, department);
  const people = await reader.people(account, wts);
  const [names, { problems }, hours, { candidates }] = await Promise.all([
    reader.names(wts, policies),
    resolveNames(wts, namesIn(policies)),
    records.hoursOf(account, wts),
    reader.withLoad(account, wts, people, () => true),
  ]);
  const { sessions, startedAtMs } = await records.loads.recent(account, wts.client);
  const nowMs = clock.now();
  const locale = { language, timeZone: zoneOf(config, account) };
  const allIds = [...new Set(candidates.flatMap(({ departmentIds }) => departmentIds))].toSorted();
  const pools = askedPools(policies, allIds, {
    trigger: { on: "SESSION_NEW" },
    nowMs,
    candidates,
    names,
    ...(hours.policies && { hours: hours.policies }),
    cursors: new Map(),
    hopsToday: 0,
    maxHopsPerDay: routing.maxHopsPerDay,
  });

  const personIn = (candidate: Candidate, departmentId?: string): DirectoryPerson => {
    const { userId, name, available, departmentIds, openSessions, reserved, lastAssignedAtMs } = candidate;
    const [shift, whyNot] = [shiftOf(candidate, hours, nowMs), whyNotOf(candidate, locale)];
    return {
      ...{ userId, name, available, departmentIds, openSessions, reserved },
      ...(whyNot && { whyNot }),
      ...(shift && { shift }),
      ...(lastAssignedAtMs !== undefined && { lastAssignedAt: isoOf(lastAssignedAtMs) }),
      policies: policiesFor(
        candidate,
        pools.filter(({ pool }) => pool.departmentId === departmentId),
        locale,
      ),
    };
  };
  const shown = departments.map(({ id, name }): DirectoryDepartment => {
    const departmentId = id.toLowerCase();
    return {
      id: departmentId,
      name: name ?? departmentId,
      waiting: sessions.filter((each) => each.departmentId?.toLowerCase() === departmentId && each.userId == null)
        .length,
      people: candidates
        .filter(({ departmentIds }) => departmentIds.includes(departmentId))
        .map((candidate) => personIn(candidate, departmentId)),
    };
  });
  const members = new Set(shown.flatMap((each) => each.people.map(({ userId }) => userId)));
  const elsewhere = department === undefined ? candidates.filter(({ userId }) => !members.has(userId)) : [];
  return {
    place: connection.place,
    account,
    departments: shown,
    withoutDepartment: elsewhere.map((candidate) => personIn(candidate)),
    countedAt: isoOf(startedAtMs),
    problems: [...problems.map(({ message }) => message), ...hours.problems],
  };
};
