// Every field that the partial update writes, one row each; the names and what they take are WTS's, and owe nothing to lib/.
import { randomUUID } from "node:crypto";
import { exactly, readInstant } from "../dates.ts";
import { agentOf, departmentOf } from "../find.ts";
import type { Body, Json } from "../http/body.ts";
import { badInput } from "../http/refusal.ts";
import type { World } from "../world.ts";
import { closed, reopened } from "./completion.ts";
import { afterAssigning, afterClearingUser, checkAgentFits } from "./routing-effects.ts";
import { categories, type Session, sessionStatuses } from "./session.ts";

interface Update {
  world: World;
  session: Session;
  body: Body;
  /** These fields are written: the mask names them, and the switches let them through. */
  fields: readonly string[];
}

interface Row<Value> {
  /** Reads and checks the value, also where the mask leaves it out. */
  read(body: Body, world: World): Value;
  /** Refuses what the session may not have. */
  check?(value: Value, update: Update): void;
  /** Without it the session holds the value as it was read, and shows it under the field's own name. */
  change?(value: Value, update: Update): Partial<Session>;
  /** It is not in the vendor's schema: a switch says what becomes of it. */
  isUndocumented?: boolean;
}

const propertyOf = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const field = <Value>({ read, check, change, isUndocumented = false }: Row<Value>) => ({
  isUndocumented,
  isHeldAsRead: change === undefined,
  bind: (name: string, body: Body, world: World) => {
    const value = read(body, world);
    return {
      check: (update: Update): void => check?.(value, update),
      change: (update: Update): object => (change ? change(value, update) : { [propertyOf(name)]: value }),
    };
  },
});

const flag = (property: "autocomplete" | "reactivateDisabled") =>
  field({
    read: (body) => body.flag(property),
    change: (value, { world }) => ({
      [property]: world.switches.autocompleteCarrier === "property" && value === true,
    }),
    isUndocumented: true,
  });

const readEndAt = (body: Body, world: World): string | null => {
  const text = body.text("endAt");
  if (text === null) return null;
  const instant = readInstant(text);
  if (instant === undefined) throw badInput("$.endAt", text);
  if (!instant.isNaive) return exactly(instant.ms);
  if (world.switches.naiveEndAt === "rejected") throw badInput("$.endAt", text);
  const shiftMs = world.switches.naiveEndAt === "local" ? world.officeHours.timezoneDiff * 3_600_000 : 0;
  return exactly(instant.ms - shiftMs);
};

/** They are written in this order and not in that of the mask, so that an explicit Status or EndAt has the last word. */
const updatableFields = {
  ReactivateDisabled: flag("reactivateDisabled"),
  Autocomplete: flag("autocomplete"),
  DepartmentId: field({
    read: (body) => body.uuid("departmentId"),
    check: (departmentId, { world }) => {
      if (departmentId !== null) departmentOf(world, departmentId);
    },
  }),
  UserId: field({
    read: (body) => body.uuid("userId"),
    check: (userId, { world, session, body, fields }) => {
      if (userId === null) return;
      const departmentId = fields.includes("DepartmentId") ? body.uuid("departmentId") : session.departmentId;
      checkAgentFits(world, agentOf(world, userId), departmentId);
    },
    change: (userId, { world, session }) => {
      if (userId === null) return { userId, ...afterClearingUser(world, session) };
      const counts = world.switches.partialUserMovesStatus === "like-assign";
      return { userId, ...(counts ? afterAssigning(world, session) : {}) };
    },
  }),
  Number: field({ read: (body) => body.text("number") }),
  Metadata: field({
    read: (body) => body.object("metadata"),
    change: (metadata: Json | null, { world, session }) => ({
      metadata:
        metadata === null || world.switches.metadata === "replaced" ? metadata : { ...session.metadata, ...metadata },
    }),
  }),
  Classification: field({
    read: (body) => {
      const given = body.part("classification");
      const category = given.oneOf("category", categories);
      const [description, amount] = [given.text("description"), given.number("amount")];
      return body.object("classification") && { category, description, amount };
    },
    change: (value) => ({
      classification: value && {
        id: randomUUID(),
        category: value.category ?? "UNDEFINED",
        categoryDescription: value.description,
        amount: value.amount ?? 0,
      },
    }),
  }),
  Status: field({
    read: (body) => body.oneOf("status", sessionStatuses),
    change: (given, { world, session, body, fields }) => {
      // An enum without a value is its first member to .NET.
      const status = given ?? "UNDEFINED";
      const wasCompleted = session.status === "COMPLETED";
      if (status !== "COMPLETED") return { ...(wasCompleted ? reopened(session) : {}), status };
      if (wasCompleted || world.switches.partialCompleted === "status-only") return { status };
      const keepsShut = fields.includes("ReactivateDisabled")
        ? body.flag("reactivateDisabled") === true
        : session.reactivateDisabled;
      return closed(world, !keepsShut);
    },
  }),
  EndAt: field({ read: readEndAt }),
};

const rows = Object.entries(updatableFields);
const fieldNames = rows.map(([name]) => name);

const isWritten = (name: string, isUndocumented: boolean, body: Body, { switches }: World): boolean => {
  if (isUndocumented && switches.autocompleteCarrier === "ignored") return false;
  return body.has(propertyOf(name)) || switches.omittedValue === "erases";
};

/** Binds every property at once, as .NET does, and answers what the update makes of a session. */
export const readUpdate = (body: Body, world: World) => {
  const mask = body.someOf("fields", fieldNames) ?? [];
  const bound = rows.map(([name, row]) => ({ name, ...row.bind(name, body, world), ...row }));
  const written = bound.filter(
    ({ name, isUndocumented }) => mask.includes(name) && isWritten(name, isUndocumented, body, world),
  );
  const fields = written.map(({ name }) => name);
  return (session: Session): Partial<Session> => {
    const update = { world, session, body, fields };
    for (const { check } of written) check(update);
    return Object.assign({}, ...written.map(({ change }) => change(update)));
  };
};

/** Answers, by property, what a session has of the fields that it holds as they were written. */
export const heldAsRead = (session: Session): Readonly<Record<string, unknown>> => {
  const held: Readonly<Record<string, unknown>> = { ...session };
  const properties = rows.filter(([, row]) => row.isHeldAsRead).map(([name]) => propertyOf(name));
  return Object.fromEntries(properties.map((property) => [property, held[property] ?? null]));
};
