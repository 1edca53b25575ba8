// Answers PUT /chat/{v1,v2}/session/{id}/partial: the mask decides, and a field named without a value is erased.
import { randomUUID } from "node:crypto";
import { exactly, readInstant } from "../dates.ts";
import { agentOf, departmentOf, findSession } from "../find.ts";
import type { Body } from "../http/body.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/call.ts";
import { badInput, formError } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { closed, reopened } from "../sessions/completion.ts";
import { afterAssigning, afterClearingUser, checkAgentFits } from "../sessions/routing-effects.ts";
import { type Classification, categories, type Session, sessionStatuses } from "../sessions/session.ts";
import { sessionView } from "../sessions/session-view.ts";
import type { World } from "../world.ts";

const fieldNames = [
  "Status",
  "EndAt",
  "UserId",
  "DepartmentId",
  "ReactivateDisabled",
  "Autocomplete",
  "Number",
  "Metadata",
  "Classification",
] as const;
type FieldName = (typeof fieldNames)[number];

const readEndAt = (world: World, body: Body): string | null => {
  const text = body.text("endAt");
  if (text === null) return null;
  const instant = readInstant(text);
  if (instant === undefined) throw badInput("$.endAt", text);
  if (!instant.isNaive) return exactly(instant.ms);
  if (world.switches.naiveEndAt === "rejected") throw badInput("$.endAt", text);
  const shiftMs = world.switches.naiveEndAt === "local" ? world.officeHours.timezoneDiff * 3_600_000 : 0;
  return exactly(instant.ms - shiftMs);
};

/** Binding reads and checks every property, also those the mask leaves out. */
const readValues = (world: World, body: Body) => {
  const classification = body.part("classification");
  return {
    companyId: body.uuid("companyId"),
    fields: body.someOf("fields", fieldNames),
    status: body.oneOf("status", sessionStatuses),
    endAt: readEndAt(world, body),
    number: body.text("number"),
    departmentId: body.uuid("departmentId"),
    userId: body.uuid("userId"),
    metadata: body.object("metadata"),
    classification:
      body.object("classification") === null
        ? null
        : {
            category: classification.oneOf("category", categories),
            description: classification.text("description"),
            amount: classification.number("amount"),
          },
    autocomplete: body.flag("autocomplete"),
    reactivateDisabled: body.flag("reactivateDisabled"),
  };
};

type Values = ReturnType<typeof readValues>;

const propertyOf = (field: FieldName): string => field.charAt(0).toLowerCase() + field.slice(1);

const isWritten = (field: FieldName, body: Body, world: World): boolean => {
  const isFlag = field === "Autocomplete" || field === "ReactivateDisabled";
  if (isFlag && world.switches.autocompleteCarrier === "ignored") return false;
  return body.has(propertyOf(field)) || world.switches.omittedValue === "erases";
};

const checkPeople = (world: World, session: Session, values: Values, fields: readonly FieldName[]): void => {
  const movesDepartment = fields.includes("DepartmentId");
  if (movesDepartment && values.departmentId !== null) departmentOf(world, values.departmentId);
  if (!fields.includes("UserId") || values.userId === null) return;
  checkAgentFits(world, agentOf(world, values.userId), movesDepartment ? values.departmentId : session.departmentId);
};

const userChange = (world: World, session: Session, userId: string | null): Partial<Session> => {
  if (userId === null) return { userId, ...afterClearingUser(world, session) };
  const counts = world.switches.partialUserMovesStatus === "like-assign";
  return { userId, ...(counts ? afterAssigning(world, session) : {}) };
};

const metadataChange = (world: World, session: Session, metadata: Values["metadata"]): Session["metadata"] => {
  if (metadata === null || world.switches.metadata === "replaced") return metadata;
  return { ...session.metadata, ...metadata };
};

const classificationChange = (value: Values["classification"]): Classification | null => {
  if (value === null) return null;
  return {
    id: randomUUID(),
    category: value.category ?? "UNDEFINED",
    categoryDescription: value.description,
    amount: value.amount ?? 0,
  };
};

const statusChange = (
  world: World,
  session: Session,
  values: Values,
  fields: readonly FieldName[],
): Partial<Session> => {
  // An enum without a value is its first member to .NET.
  const status = values.status ?? "UNDEFINED";
  const wasCompleted = session.status === "COMPLETED";
  if (status !== "COMPLETED") return { ...(wasCompleted ? reopened(session) : {}), status };
  if (wasCompleted || world.switches.partialCompleted === "status-only") return { status };
  const keepsShut = fields.includes("ReactivateDisabled")
    ? values.reactivateDisabled === true
    : session.reactivateDisabled;
  return closed(world, !keepsShut);
};

const fieldChanges = (
  world: World,
  session: Session,
  values: Values,
  fields: readonly FieldName[],
): Partial<Session> => {
  const carried = world.switches.autocompleteCarrier === "property";
  const changes: Record<FieldName, () => Partial<Session>> = {
    ReactivateDisabled: () => ({ reactivateDisabled: carried && values.reactivateDisabled === true }),
    Autocomplete: () => ({ autocomplete: carried && values.autocomplete === true }),
    DepartmentId: () => ({ departmentId: values.departmentId }),
    UserId: () => userChange(world, session, values.userId),
    Number: () => ({ number: values.number }),
    Metadata: () => ({ metadata: metadataChange(world, session, values.metadata) }),
    Classification: () => ({ classification: classificationChange(values.classification) }),
    Status: () => statusChange(world, session, values, fields),
    EndAt: () => ({ endAt: values.endAt }),
  };
  // They are applied in the order above and not in that of the mask, so that an explicit Status or EndAt has the last word.
  const inOrder = (Object.keys(changes) as FieldName[]).filter((field) => fields.includes(field));
  return Object.assign({}, ...inOrder.map((field) => changes[field]()));
};

export const updateSessionPartial: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const values = readValues(world, body);
  const session = findSession(world, pathId(call));
  const { companyId } = values;
  if (
    companyId !== null &&
    companyId !== world.companyId.toLowerCase() &&
    world.switches.companyIdMismatch === "form-error"
  )
    throw formError("A empresa informada não corresponde à conta");
  const fields = (values.fields ?? []).filter((field) => isWritten(field, body, world));
  checkPeople(world, session, values, fields);
  const stopsBot = body.part("options").flag("stopBotInExecution") === true;
  const changes = { ...fieldChanges(world, session, values, fields), ...(stopsBot ? { botId: null } : {}) };
  const completes = changes.status === "COMPLETED" && session.status !== "COMPLETED";
  const firesComplete = completes && world.switches.partialCompleted === "like-complete";
  changeSession(world, session, changes, firesComplete ? "SESSION_COMPLETE" : "SESSION_UPDATE");
  return sessionView(world, session);
};
