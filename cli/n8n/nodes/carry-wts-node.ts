// The WTS node: each of its operations on a session as one of our commands.
import { own, type Properties } from "../../../lib/core/value.ts";
import { listOf, propertiesOf } from "../conditions/translate-conditions.ts";
import { type Code, isRefusedName, listCode, literal, objectCode } from "../expressions/code.ts";
import { notCarried } from "../expressions/not-carried.ts";
import { isExpression } from "../expressions/split-template.ts";
import { asCode } from "../expressions/translate-expression.ts";
import { chosenCode, type ParameterContext, translateParameter } from "../expressions/translate-parameter.ts";
import type { Carried, Value } from "../expressions/value.ts";
import { type CommandDraft, commandDraft } from "./command-entries.ts";
import { left, type Outcome } from "./outcome.ts";
import { sessionOperationOf } from "./wts-operations.ts";

/** `key` and `value` of n8n's list, as an object. */
const metadataOf = (parameter: unknown, context: ParameterContext): Carried => {
  const pairs = listOf(own(propertiesOf(parameter), "metadata"));
  const entries = new Map<string, Code>();
  for (const each of pairs) {
    const pair = propertiesOf(each);
    const [key, value] = [own(pair, "key"), own(pair, "value")];
    if (typeof key !== "string" || isExpression(key)) return notCarried("PARAMETER", "key");
    if (isRefusedName(key)) return notCarried("NAME_REFUSED", key);
    const code = asCode(translateParameter(value ?? "", context));
    if (code.kind === "not-carried") return code;
    entries.set(key, code);
  }
  return entries.size === 0 ? notCarried("VALUE_MISSING", "Metadata") : objectCode([...entries]);
};

/** What is ticked without a value is erased at WTS; our null says so. */
const orNull = (code: Carried | undefined): Carried => code ?? literal(null);

const setUser = (
  draft: CommandDraft,
  user: Carried,
  { department, fields }: { department?: Carried | undefined; fields: readonly string[] },
): void => {
  const isNull = user.kind === "code" && user.literal === null;
  draft.set("userId", user);
  if (!isNull && department === undefined) draft.leaveUser(fields);
};

const update = (parameters: Properties, context: ParameterContext): Outcome => {
  const draft = commandDraft();
  const value = (name: string): Carried | undefined => chosenCode(own(parameters, name), context);
  const given = own(parameters, "fieldsUpdate");
  draft.setSession(translateParameter(own(parameters, "sessionId") ?? "", context));
  if (!Array.isArray(given)) return left({ code: "PARAMETER", detail: "fieldsUpdate" });
  const fields = [...new Set(given.map(String))];
  if (chosenCode(own(parameters, "companyId"), context)) draft.remark("COMPANY_OF_THE_SOURCE");
  const department = value("departmentIdUpdatedSession");
  for (const field of fields)
    switch (field) {
      case "Status": {
        const status = value("statusUpdateSessionOption");
        if (status === undefined || (status.kind === "code" && status.literal === "UNDEFINED"))
          draft.leave({ code: "VALUE_MISSING", detail: field }, "status");
        else draft.set("status", status);
        break;
      }
      case "EndAt":
        draft.set("endAt", orNull(value("endAt")));
        break;
      case "Number":
        draft.set("number", orNull(value("number")));
        break;
      case "DepartmentId":
        draft.set("departmentId", orNull(department));
        break;
      case "UserId":
        if (!fields.includes("DepartmentId") && department) {
          draft.set("departmentId", department);
          draft.set("fields", listCode(fields.map(literal)));
        }
        setUser(draft, orNull(value("userIdByDepartmentUpdateSession") ?? value("usersUpdateSession")), {
          department,
          fields,
        });
        break;
      case "Metadata":
        draft.set("metadata", metadataOf(own(parameters, "metadataUpdateSession"), context));
        draft.remark("METADATA_KEPT");
        break;
      case "Autocomplete":
      case "ReactivateDisabled":
        draft.leave({ code: "VALUE_MISSING", detail: field }, field);
        break;
      default:
        draft.leave({ code: "FIELD_UNKNOWN", detail: /^\w{1,40}$/.test(field) ? field : "…" });
    }
  if (fields.length === 0) draft.leave({ code: "VALUE_MISSING", detail: "fieldsUpdate" });
  return draft.outcome();
};

const transfer = (parameters: Properties, context: ParameterContext): Outcome => {
  const draft = commandDraft("transfer");
  draft.setSession(translateParameter(own(parameters, "sessionId") ?? "", context));
  const department = chosenCode(own(parameters, "departmentId"), context);
  if (department === undefined) draft.leave({ code: "VALUE_MISSING", detail: "departmentId" });
  draft.set("departmentId", department);
  draft.set("userId", chosenCode(own(parameters, "userIdByDepartment"), context));
  return draft.outcome();
};

const status = (parameters: Properties, context: ParameterContext): Outcome => {
  const draft = commandDraft();
  draft.setSession(translateParameter(own(parameters, "sessionId") ?? "", context));
  const given = chosenCode(own(parameters, "status") ?? own(parameters, "statusSessionOption"), context);
  if (given === undefined || (given.kind === "code" && given.literal === "UNDEFINED"))
    draft.leave({ code: "VALUE_MISSING", detail: "status" });
  else draft.set("status", given);
  return draft.outcome();
};

const assign = (parameters: Properties, context: ParameterContext): Outcome => {
  const draft = commandDraft();
  draft.setSession(translateParameter(own(parameters, "sessionId") ?? "", context));
  const user = chosenCode(own(parameters, "userId"), context);
  if (user === undefined) draft.leave({ code: "VALUE_MISSING", detail: "userId" });
  else setUser(draft, user, { fields: ["UserId"] });
  return draft.outcome();
};

const conclude = (parameters: Properties, context: ParameterContext): Outcome => {
  const draft = commandDraft("complete");
  draft.setSession(translateParameter(own(parameters, "sessionId") ?? "", context));
  const reactivates = own(parameters, "reactivateOnNewMessage");
  if (reactivates !== undefined && reactivates !== false)
    draft.set("reactivateOnNewMessage", chosenCode(reactivates, context));
  return draft.outcome();
};

const message = (parameters: Properties, context: ParameterContext): Outcome => {
  const draft = commandDraft("message");
  draft.setSession(translateParameter(own(parameters, "sessionId") ?? "", context));
  const text = chosenCode(own(parameters, "textMessage"), context);
  if (text === undefined) draft.leave({ code: "VALUE_MISSING", detail: "textMessage" });
  draft.set("text", text);
  if (own(parameters, "synchronousMessage") === true) draft.remark("SYNCHRONOUS");
  return draft.outcome();
};

const unknownRest = notCarried("OUTPUT_UNKNOWN", "WTS");

/** One session of which the id is known: nothing else of what WTS answers is. */
export const knownSession = (id: Value): Value => ({
  kind: "object",
  entries: new Map([["id", id]]),
  rest: unknownRest,
});

/** A list of sessions is looked for by a contact; without one it is no look-up that we have. */
export const foundSessions = (contact: Value): Outcome => {
  if (contact.kind === "contact-id")
    return { kind: "passes", value: { kind: "sessions", locator: contact.locator }, remarks: ["SESSION_OPEN_ONLY"] };
  const code = asCode(contact);
  if (code.kind === "not-carried") return left(code.reason, "contactId");
  return {
    kind: "passes",
    value: { kind: "sessions", locator: new Map([["contactId", code]]) },
    remarks: ["SESSION_OPEN_ONLY"],
  };
};

export const foundContact = (phone: Carried): Outcome =>
  phone.kind === "not-carried"
    ? left(phone.reason, "phone")
    : { kind: "passes", value: { kind: "contact", locator: new Map([["contactPhone", phone]]) } };

const ofSession = (parameters: Properties, context: ParameterContext): Outcome => {
  const name = String(own(parameters, "operation") ?? "");
  switch (sessionOperationOf(name)) {
    case "update":
      return update(parameters, context);
    case "transfer":
      return transfer(parameters, context);
    case "status":
      return status(parameters, context);
    case "assign":
      return assign(parameters, context);
    case "conclude":
      return conclude(parameters, context);
    case "message":
      return message(parameters, context);
    case "get":
      return { kind: "passes", value: knownSession(translateParameter(own(parameters, "sessionId") ?? "", context)) };
    case "list": {
      const contact = own(parameters, "contactId");
      if (contact === undefined || contact === "") return left({ code: "OPERATION", detail: name });
      return foundSessions(translateParameter(contact, context));
    }
    case "file":
      return left({ code: "FILES", detail: "" });
    case "template":
      return left({ code: "TEMPLATE", detail: "" });
    default:
      return left({ code: "OPERATION", detail: /^\w{1,60}$/.test(name) ? name : "…" });
  }
};

export const carryWtsNode = (parameters: Properties, context: ParameterContext): Outcome => {
  const resource = String(own(parameters, "resource") ?? "contact");
  const operation = String(own(parameters, "operation") ?? "");
  if (resource === "session") return ofSession(parameters, context);
  if (resource === "contact" && operation === "getContactByPhone")
    return foundContact(asCode(translateParameter(own(parameters, "phonenumber") ?? "", context)));
  if (resource === "contact" && operation === "getContactById")
    return { kind: "passes", value: knownSession(translateParameter(own(parameters, "contactId") ?? "", context)) };
  return left({ code: "OTHER_RESOURCE", detail: /^\w{1,40}$/.test(resource) ? resource : "…" });
};
