// Filters the session list; a name that is not one of the filters never gets here.
import type { Query } from "../http/query.ts";
import { badInput } from "../http/refusal.ts";
import type { Switches } from "../switches.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";
import { type SessionStatus, sessionStatuses } from "./session.ts";

type Test = (session: Session) => boolean;

const numberOf = (status: string): number => {
  const number = sessionStatuses.indexOf(status as SessionStatus);
  if (number === -1) throw badInput("Status", status);
  return number;
};

const statusTest = (values: readonly string[], comma: Switches["statusComma"]): Test => {
  const wanted: number[] = [];
  for (const value of values) {
    if (value.includes(",") && comma === "ignored") continue;
    const numbers = value.split(",").map((name) => numberOf(name.trim()));
    if (comma === "list") wanted.push(...numbers);
    else wanted.push(numbers.reduce((all, one) => all | one, 0));
  }
  return (session) => wanted.length === 0 || wanted.includes(sessionStatuses.indexOf(session.status));
};

const sameId =
  (property: "departmentId" | "userId" | "contactId", id: string | undefined): Test =>
  (session) =>
    id === undefined || session[property] === id;

const anyOf =
  (wanted: readonly string[], found: (session: Session) => string[]): Test =>
  (session) =>
    wanted.length === 0 || found(session).some((one) => wanted.includes(one));

const within = (query: Query, name: string, date: (session: Session) => string | null): Test => {
  const afterMs = query.instantMs(`${name}.After`);
  const beforeMs = query.instantMs(`${name}.Before`);
  if (afterMs === undefined && beforeMs === undefined) return () => true;
  return (session) => {
    const at = date(session);
    if (at === null) return false;
    const ms = Date.parse(at);
    return ms >= (afterMs ?? Number.NEGATIVE_INFINITY) && ms <= (beforeMs ?? Number.POSITIVE_INFINITY);
  };
};

/** Nobody documents what ActiveAt means; it is read as "was open at some moment of that span". */
const activeWithin =
  (afterMs = Number.NEGATIVE_INFINITY, beforeMs = Number.POSITIVE_INFINITY): Test =>
  (session) => {
    const endMs = session.endAt === null ? Number.POSITIVE_INFINITY : Date.parse(session.endAt);
    return Date.parse(session.startAt) <= beforeMs && endMs >= afterMs;
  };

const metadataTest =
  (pairs: readonly [string, string][]): Test =>
  (session) =>
    pairs.every(([key, value]) => String(session.metadata?.[key] ?? "") === value);

const tagsOf = (world: World, session: Session) => world.contacts.get(session.contactId)?.tags ?? [];

export const sessionFilter = (world: World, query: Query, version: "v1" | "v2"): Test => {
  const type = version === "v2" ? query.oneOf("Type", ["INDIVIDUAL", "GROUP"]) : undefined;
  const tests: Test[] = [
    statusTest(query.texts("Status"), world.switches.statusComma),
    sameId("departmentId", query.uuid("DepartmentId")),
    sameId("userId", query.uuid("UserId")),
    sameId("contactId", query.uuid("ContactId")),
    anyOf(query.uuids("ChannelsId"), (session) => [session.channelId]),
    anyOf(query.uuids("TagsId"), (session) => tagsOf(world, session).map((tag) => tag.id)),
    anyOf(query.texts("TagsName"), (session) => tagsOf(world, session).map((tag) => tag.name)),
    within(query, "CreatedAt", (session) => session.createdAt),
    within(query, "UpdatedAt", (session) => session.updatedAt),
    within(query, "EndAt", (session) => session.endAt),
    within(query, "LastInteractionAt", (session) => session.lastInteractionDate),
    activeWithin(query.instantMs("ActiveAt.After"), query.instantMs("ActiveAt.Before")),
    metadataTest(query.pairs("Metadata")),
    (session) => type === undefined || session.type === type,
  ];
  return (session) => tests.every((test) => test(session));
};
