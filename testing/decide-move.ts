// Lets a test ask who would get a conversation: the decision is the one that moves in earnest.
import { defineConfig, type HooksConfigInput, type RoutingPolicyInput } from "../lib/config.ts";
import { departmentCalendars } from "../lib/core/hours/department-calendars.ts";
import { decideRouting } from "../lib/routing/rules/decide-routing.ts";
import { namesIn } from "../lib/routing/rules/names-in-policies.ts";
import type { RoutingContext } from "../lib/routing/rules/routing-context.ts";
import { type Conversation, idOf, idsOf, shownByWts } from "./conversation.ts";

export interface Person {
  name: string;
  departments: readonly string[];
  /** True unless it is said. */
  available?: boolean;
  openSessions?: number;
}

export interface MoveDecided {
  /** `assign` to a person, `queue` of a department, `escalate` to a step; `keep` leaves it where it is. */
  action: "assign" | "queue" | "keep" | "escalate";
  policy?: string;
  department?: string;
  person?: string;
  /** The codes of its reasons, such as "CHOSEN". */
  because: string[];
}

interface MoveQuestion {
  on:
    | "SESSION_NEW"
    | "SESSION_UPDATE"
    | "requested"
    | "noFirstResponse"
    | "ownerSilent"
    | "ownerUnavailable"
    | "backlog"
    | "holdEnded";
  /** A local time, such as "2026-11-25 10:00". */
  now: string;
  people: readonly Person[];
  /** Who served this contact last. */
  lastServed?: { person: string; at: string };
  config?: Omit<HooksConfigInput, "routing">;
}

const repliesIn = ({ said }: Conversation, at: (time: string) => number) => {
  const timesOf = (by: string) => said.filter((each) => each.by === by).map((each) => at(each.at));
  const lastReplyMs = timesOf("person").length === 0 ? null : Math.max(...timesOf("person"));
  const since = timesOf("contact").filter((ms) => ms > (lastReplyMs ?? Number.NEGATIVE_INFINITY));
  return { lastReplyMs, waitingSinceMs: since.length === 0 ? null : Math.min(...since) };
};

/** `policies` stand in the order of hooks.config.ts: the first one that fits decides. */
export const decideMove = (
  policies: readonly RoutingPolicyInput[],
  conversation: Conversation,
  { on, now, people, lastServed, config = {} }: MoveQuestion,
): MoveDecided => {
  const { routing, timeZone } = defineConfig({ ...config, routing: { policies: [...policies] } });
  const { facts, at } = shownByWts(conversation, timeZone, now);
  const named = namesIn(routing.policies);
  const departmentNames = new Set([
    ...named.departments,
    ...people.flatMap(({ departments }) => departments),
    ...(conversation.department === undefined ? [] : [conversation.department]),
  ]);
  const userNames = new Set([...named.users, ...people.map(({ name }) => name)]);
  const calendars: Extract<RoutingContext["hours"], object>["calendars"] = new Map(
    routing.policies.flatMap(({ name, hours }) =>
      hours === undefined ? [] : [[name, departmentCalendars(hours, { timeZone })] as const],
    ),
  );
  const decision = decideRouting(facts, routing.policies, {
    ...{ trigger: { on }, nowMs: at(now), names: { departments: idsOf(departmentNames), users: idsOf(userNames) } },
    candidates: people.map(({ name, departments, available = true, openSessions = 0 }) => ({
      ...{ userId: idOf(name), name, available, departmentIds: departments.map(idOf), openSessions, reserved: 0 },
    })),
    hours: { calendars },
    ...{ cursors: new Map(), hopsToday: 0, maxHopsPerDay: routing.maxHopsPerDay },
    ...repliesIn(conversation, at),
    ...(lastServed && { lastServed: { userId: idOf(lastServed.person), atMs: at(lastServed.at) } }),
  });
  const nameOf = (names: ReadonlySet<string>, id: string | undefined) => [...names].find((name) => idOf(name) === id);
  const { action, policy, departmentId, userId } = decision;
  const [department, person] = [nameOf(departmentNames, departmentId), nameOf(userNames, userId)];
  return {
    ...{ action, because: decision.reasons.map(({ code }) => code) },
    ...(policy !== undefined && { policy }),
    ...(department !== undefined && { department }),
    ...(person !== undefined && { person }),
  };
};
