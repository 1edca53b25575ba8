// Lists the control endpoints: what a test, the demo or a person may do to the stand-in that no customer could.
import { exactly } from "../dates.ts";
import { agentView } from "../endpoints/company.ts";
import type { Json } from "../http/body.ts";
import type { Journal } from "../journal.ts";
import type { Limit } from "../limiter.ts";
import { seedSessions } from "../seed/seed-sessions.ts";
import type { Session } from "../sessions/session.ts";
import { setSwitches, switchCatalogue } from "../switches.ts";
import { announceSession } from "../webhooks/announce.ts";
import { emptyAgain, type World } from "../world.ts";
import type { Worlds } from "../worlds.ts";
import {
  AdminError,
  aCount,
  aFlag,
  aNumber,
  anInstantMs,
  anObject,
  aText,
  aUuid,
  listOf,
  oneOf,
  readProperties,
} from "./admin-input.ts";
import { adminSession, adminSessionInFull } from "./admin-session-view.ts";
import { holdSession, mergeSession, replaceMessages } from "./hold-session.ts";
import { postMessage } from "./post-message.ts";
import { readFaults } from "./read-faults.ts";
import { readSessionInput } from "./session-input.ts";

interface AdminCall {
  world: World;
  /** Of all accounts. */
  worlds: Pick<Worlds, "nowMs" | "moveTime" | "seeding">;
  journal: Journal;
  params: Record<string, string>;
  search: URLSearchParams;
  body: unknown;
}

interface AdminRoute {
  method: string;
  path: string;
  handle(call: AdminCall): unknown;
}

const sessionsToHold = (value: unknown, name: string) => {
  if (Array.isArray(value)) return listOf(readSessionInput)(value, name);
  if (typeof value === "number") return aCount(value, name);
  throw new AdminError(`${name} is how many sessions to seed, or an array of the sessions to hold`);
};

const aSeed = (value: unknown, name: string): number | string => {
  if (typeof value === "number" || typeof value === "string") return value;
  throw new AdminError(`${name} is a number or a string`);
};

const readClock = (value: unknown, name: string) => readProperties(value, name, { now: anInstantMs, frozen: aFlag });

const setClock = (world: World, { now, frozen }: ReturnType<typeof readClock>): void => {
  if (frozen === true) world.clock.freezeAt(now ?? world.clock.nowMs());
  else if (now === undefined) world.clock.followRealTime();
  else world.clock.runFrom(now);
};

const reset = ({ world, worlds, journal, body }: AdminCall) => {
  const shape = { sessions: sessionsToHold, seed: aSeed, clock: readClock, keepSubscriptions: aFlag };
  const wanted = readProperties(body ?? {}, "the reset", shape);
  const { sessions = worlds.seeding.sessions, seed = worlds.seeding.seed, clock = {} } = wanted;
  const { subscriptions } = world;
  journal.clear(world.account);
  emptyAgain(world, seed);
  setClock(world, clock);
  if (wanted.keepSubscriptions === true) world.subscriptions = subscriptions;
  if (typeof sessions === "number") seedSessions(world, sessions);
  else for (const session of sessions) holdSession(world, session);
  return { account: world.account, companyId: world.companyId, sessions: world.sessions.size, seed };
};

const listSessions = ({ world, search }: AdminCall) => {
  const statuses = search.getAll("status");
  const sessions = [...world.sessions.values()].filter((one) => statuses.length === 0 || statuses.includes(one.status));
  return sessions.map((session) => adminSession(world, session));
};

const eventType = (held: Session | undefined, session: Session, wasCompleted: boolean) => {
  if (held === undefined) return "SESSION_NEW";
  return session.status === "COMPLETED" && !wasCompleted ? "SESSION_COMPLETE" : "SESSION_UPDATE";
};

const putSession = ({ world, params, search, body }: AdminCall) => {
  const id = aUuid(params.id, "the session's id");
  const input = readSessionInput(body, "the session");
  if (input.id !== undefined && input.id !== id) throw new AdminError("the session's id is the one in the path");
  const held = world.sessions.get(id);
  const wasCompleted = held?.status === "COMPLETED";
  if (held !== undefined && input.messages !== undefined) replaceMessages(world, held, input.messages);
  const session =
    held === undefined ? holdSession(world, { ...input, id }) : mergeSession(world, held, { ...input, id });
  if (search.get("announce") === "true") announceSession(world, eventType(held, session, wasCompleted), session);
  return adminSessionInFull(world, session);
};

const heldSession = ({ world, params }: AdminCall): Session => {
  const id = aUuid(params.id, "the session's id");
  const session = world.sessions.get(id);
  if (session === undefined) throw new AdminError(`no session ${id} is held`);
  return session;
};

const directory = ({ world }: AdminCall) => {
  const { departments, agents, channels } = world.directory;
  return {
    companyId: world.companyId,
    departments,
    agents: agents.map((agent) => agentView(world, agent, true)),
    channels,
  };
};

const putAgent = ({ world, params, body }: AdminCall) => {
  const agent = world.directory.agents.find((one) => one.userId === params.userId?.toLowerCase());
  if (agent === undefined) throw new AdminError(`no agent has the userId ${params.userId}`);
  const { departments, ...plain } = readProperties(body, "the agent", {
    availability: oneOf(["AVAILABLE", "UNAVAILABLE"]),
    name: aText,
    email: aText,
    departments: listOf(aUuid),
  });
  const known = world.directory.departments.map((department) => department.id);
  const missing = departments?.find((id) => !known.includes(id));
  if (missing !== undefined) throw new AdminError(`no department has the id ${missing}`);
  const memberships = departments?.map((departmentId) => ({ departmentId, isSupervisor: false }));
  Object.assign(agent, plain, memberships === undefined ? {} : { memberships }, {
    updatedAt: exactly(world.clock.nowMs()),
  });
  return agentView(world, agent, true);
};

const aSignedNumber = (value: unknown, name: string): number => {
  if (typeof value !== "number") throw new AdminError(`${name} is a number`);
  return value;
};

const putOfficeHours = ({ world, body }: AdminCall) => {
  const period = (value: unknown, name: string) => {
    const { startTime = "00:00", endTime = "24:00" } = readProperties(value, name, {
      startTime: aText,
      endTime: aText,
    });
    return { startTime, endTime };
  };
  const { days, ...plain } = readProperties(body, "the office hours", {
    limitHours: aFlag,
    offlineResponse: aText,
    timezoneDiff: aSignedNumber,
    days: listOf((value, name) =>
      readProperties(value, name, { dayWeek: aText, active: aFlag, periods: listOf(period) }),
    ),
  });
  Object.assign(world.officeHours, plain);
  for (const day of days ?? []) {
    const held = world.officeHours.days.find((one) => one.dayWeek === day.dayWeek);
    if (held === undefined) throw new AdminError("a day's dayWeek is an English weekday in upper case");
    Object.assign(held, day);
  }
  return world.officeHours;
};

const replaceFaults = ({ world, body }: AdminCall) => {
  world.faults.replace(readFaults(body));
  return world.faults.list();
};

const putSwitches = ({ world, body }: AdminCall) => {
  const wanted: Json = anObject(body, "the switches");
  const changed = setSwitches(world.switches, wanted);
  if (typeof changed === "string") throw new AdminError(changed);
  world.switches = changed;
  return changed;
};

const putLimits = ({ world, body }: AdminCall) => {
  const limits = world.limiter.limits();
  const limit = (current: Limit) => (value: unknown, name: string) => ({
    ...current,
    ...readProperties(value, name, { requests: aCount, windowMs: aNumber }),
  });
  const shape = { sustained: limit(limits.sustained), burst: limit(limits.burst), enabled: aFlag };
  world.limiter.configure(readProperties(body, "the limits", shape));
  return world.limiter.limits();
};

const clockView = (world: World) => ({
  now: new Date(world.clock.nowMs()).toISOString(),
  frozen: world.clock.isFrozen(),
});

const putClock = ({ world, body }: AdminCall) => {
  setClock(world, readClock(body, "the clock"));
  return clockView(world);
};

/** It is the one that every account's own clock counts from, and that a reset goes back to. */
const putTime = ({ worlds, body }: AdminCall) => {
  const { offsetMs = 0 } = readProperties(body, "the time", { offsetMs: aSignedNumber });
  worlds.moveTime(offsetMs);
  return { now: new Date(worlds.nowMs()).toISOString() };
};

const putDelivery = ({ world, body }: AdminCall) => {
  const { delayMs = 0 } = readProperties(body, "the delivery", { delayMs: aNumber });
  world.deliveryDelayMs = delayMs;
  return { delayMs };
};

export const adminRoutes: readonly AdminRoute[] = [
  { method: "POST", path: "/__admin/reset", handle: reset },
  { method: "GET", path: "/__admin/sessions", handle: listSessions },
  {
    method: "GET",
    path: "/__admin/sessions/{id}",
    handle: (call) => adminSessionInFull(call.world, heldSession(call)),
  },
  { method: "PUT", path: "/__admin/sessions/{id}", handle: putSession },
  { method: "POST", path: "/__admin/messages", handle: ({ world, body }) => postMessage(world, body) },
  { method: "GET", path: "/__admin/directory", handle: directory },
  { method: "PUT", path: "/__admin/agents/{userId}", handle: putAgent },
  { method: "PUT", path: "/__admin/officehours", handle: putOfficeHours },
  { method: "GET", path: "/__admin/faults", handle: ({ world }) => world.faults.list() },
  { method: "POST", path: "/__admin/faults", handle: replaceFaults },
  { method: "DELETE", path: "/__admin/faults", handle: ({ world }) => world.faults.replace([]) },
  { method: "GET", path: "/__admin/switches", handle: ({ world }) => world.switches },
  { method: "PUT", path: "/__admin/switches", handle: putSwitches },
  { method: "GET", path: "/__admin/switches/catalogue", handle: () => switchCatalogue },
  { method: "GET", path: "/__admin/limits", handle: ({ world }) => world.limiter.limits() },
  { method: "PUT", path: "/__admin/limits", handle: putLimits },
  { method: "GET", path: "/__admin/clock", handle: ({ world }) => clockView(world) },
  { method: "PUT", path: "/__admin/clock", handle: putClock },
  { method: "PUT", path: "/__admin/time", handle: putTime },
  { method: "GET", path: "/__admin/delivery", handle: ({ world }) => ({ delayMs: world.deliveryDelayMs }) },
  { method: "PUT", path: "/__admin/delivery", handle: putDelivery },
  { method: "GET", path: "/__admin/webhooks", handle: ({ world }) => world.webhooks.deliveries() },
  { method: "GET", path: "/__admin/requests", handle: ({ world, journal }) => journal.of(world.account) },
  { method: "DELETE", path: "/__admin/requests", handle: ({ world, journal }) => journal.clear(world.account) },
];
