// Reads who is there, who has how much to do, and what the names in policies mean; it changes nothing.
import type { RequestedTarget } from "../core/command/route-request.ts";
import type { KnownNames } from "../core/sessions/evaluate-match.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Wts } from "../wts/connect.ts";
import { resolveNames } from "../wts/resolve-names.ts";
import { type Slots, stillReserved } from "./records/reserved-slots.ts";
import type { RoutingRecords } from "./routing-records.ts";
import type { Candidate, Load } from "./rules/candidate.ts";
import { namesIn } from "./rules/names-in-policies.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";

export interface PeopleReaderDependencies extends Pick<RoutingRecords, "loads" | "slots" | "hoursOf"> {
  clock: Pick<Clock, "now">;
  /** The longest time between a decision and WTS's yes. */
  leaseMs: number;
}

interface LoadedPeople {
  candidates: readonly Candidate[];
  /** The promised slots of each person who was asked for, as they were read. */
  seen: ReadonlyMap<string, Slots>;
}

const inLowerCase = (ids: ReadonlyMap<string, string>) =>
  new Map([...ids].map(([name, id]) => [name, id.toLowerCase()]));

export const peopleReader = ({ loads, slots, hoursOf, leaseMs, clock }: PeopleReaderDependencies) => ({
  /** Ids by the words of the policies and of a request. A word that means nobody, or several, is left out. */
  names: async (wts: Wts, policies: readonly RoutingPolicy[], to?: RequestedTarget): Promise<KnownNames> => {
    const { departmentIds, userIds } = await resolveNames(wts, namesIn(policies, to));
    return { departments: inLowerCase(departmentIds), users: inLowerCase(userIds) };
  },

  /** Everybody, as WTS had them at most `maxAgeMs` ago and as their shifts are now, and as if nobody had anything to do. */
  people: async (account: string, wts: Wts, maxAgeMs = 0): Promise<readonly Candidate[]> => {
    const [people, { offShift }] = await Promise.all([
      wts.directory.people(wts.client, maxAgeMs),
      hoursOf(account, wts),
    ]);
    const nowMs = clock.now();
    return people.map((person) => {
      const off = offShift(person.userId, nowMs);
      return {
        ...person,
        available: person.available && off === undefined,
        ...(off && { offShift: off }),
        ...{ openSessions: 0, reserved: 0 },
      };
    });
  },

  /** `isAsked` says whose promises are to be read; of the others only what WTS shows is counted. */
  withLoad: async (
    account: string,
    { client }: Wts,
    people: readonly Candidate[],
    isAsked: (person: Candidate) => boolean = ({ available }) => available,
  ): Promise<LoadedPeople> => {
    const load = await loads.recent(account, client);
    const read = people
      .filter(isAsked)
      .map(async ({ userId }) => [userId, await slots.read({ account, userId })] as const);
    const seen = new Map(await Promise.all(read));
    const candidates = people.map((person): Candidate => {
      const promised = seen.get(person.userId);
      const loadIn = (departmentId?: string): Load => {
        const sessionIds = load.sessionIdsOf(person.userId, departmentId);
        const counted = { startedAtMs: load.startedAtMs, sessionIds };
        const reserved = promised ? stillReserved(promised, counted, leaseMs, departmentId) : person.reserved;
        return { openSessions: sessionIds.size, reserved };
      };
      const loads = () => Object.fromEntries(person.departmentIds.map((id) => [id, loadIn(id)]));
      const lastAssignedAtMs = promised?.lastAssignedAtMs;
      return {
        ...{ ...person, ...loadIn() },
        ...(load.byDepartment && { loads: loads() }),
        ...(lastAssignedAtMs !== undefined && { lastAssignedAtMs }),
      };
    });
    return { candidates, seen };
  },
});
