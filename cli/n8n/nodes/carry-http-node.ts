// An HTTP Request node that calls WTS by itself, as people do whom the WTS node does not let do something.
import { own, type Properties } from "../../../lib/core/value.ts";
import { listOf, propertiesOf } from "../conditions/translate-conditions.ts";
import { literal } from "../expressions/code.ts";
import type { Reason } from "../expressions/not-carried.ts";
import { asCode } from "../expressions/translate-expression.ts";
import { translateJson } from "../expressions/translate-json.ts";
import { type ParameterContext, translateParameter } from "../expressions/translate-parameter.ts";
import type { Value } from "../expressions/value.ts";
import { foundContact, foundSessions, knownSession } from "./carry-wts-node.ts";
import { commandDraft } from "./command-entries.ts";
import { left, type Outcome } from "./outcome.ts";
import { type Address, readAddress } from "./wts-address.ts";

/** Brands of WTS have hosts of their own: that of the configuration counts, too. */
const knownHosts: readonly string[] = ["api.wts.chat", "api.helena.run", "api.flw.chat"];

const pairsOf = (parameter: unknown, list: string): readonly (readonly [string, unknown])[] =>
  listOf(own(propertiesOf(parameter), list)).map((each) => {
    const pair = propertiesOf(each);
    return [String(own(pair, "name") ?? ""), own(pair, "value")] as const;
  });

const ofPairs = (pairs: readonly (readonly [string, unknown])[], context: ParameterContext): Value => ({
  kind: "object",
  entries: new Map(pairs.map(([name, value]) => [name, translateParameter(value ?? "", context)])),
});

const bodyOf = (parameters: Properties, version: number, context: ParameterContext): Value => {
  if (version < 3)
    return own(parameters, "jsonParameters") === true
      ? translateJson(own(parameters, "bodyParametersJson") ?? "{}", context)
      : ofPairs(pairsOf(own(parameters, "bodyParametersUi"), "parameter"), context);
  if (own(parameters, "sendBody") !== true) return { kind: "object", entries: new Map() };
  const isRaw = own(parameters, "contentType") === "raw";
  if (isRaw) return translateJson(own(parameters, "body") ?? "{}", context);
  return own(parameters, "specifyBody") === "json"
    ? translateJson(own(parameters, "jsonBody") ?? "{}", context)
    : ofPairs(pairsOf(own(parameters, "bodyParameters"), "parameters"), context);
};

interface Body {
  get(name: string): Value | undefined;
  names: readonly string[];
}

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || (value.kind === "code" && (value.literal === "" || value.text === "undefined"));

type Draft = ReturnType<typeof commandDraft>;

const clearable: Readonly<Record<string, string>> = {
  EndAt: "endAt",
  Number: "number",
  DepartmentId: "departmentId",
  UserId: "userId",
  Metadata: "metadata",
};
const writable: Readonly<Record<string, string>> = { ...clearable, Status: "status", Classification: "classification" };

const setAll = (draft: Draft, body: Body, names: readonly string[]): void => {
  for (const name of names) {
    const value = body.get(name);
    if (!isEmpty(value) && value) draft.set(name, asCode(value));
  }
};

const setPartial = (draft: Draft, body: Body): void => {
  const fields = body.get("fields");
  const listed = fields?.kind === "code" ? fields.items : undefined;
  if (!listed?.every(({ literal: value }) => typeof value === "string")) {
    draft.leave({ code: "PARAMETER", detail: "fields" });
    return;
  }
  const names = [...new Set(listed.map(({ literal: value }) => String(value)))];
  for (const field of names) {
    const property = writable[field];
    if (property === undefined)
      draft.leave({
        code: field in { Autocomplete: 1, ReactivateDisabled: 1 } ? "VALUE_MISSING" : "FIELD_UNKNOWN",
        detail: /^\w{1,40}$/.test(field) ? field : "…",
      });
    else if (!isEmpty(body.get(property))) draft.set(property, asCode(body.get(property) as Value));
    else if (field in clearable) draft.set(property, literal(null));
    else draft.leave({ code: "VALUE_MISSING", detail: field });
  }
  if (names.includes("Metadata")) draft.remark("METADATA_KEPT");
  if (names.includes("UserId") && !names.includes("DepartmentId") && !isEmpty(body.get("userId"))) {
    const user = body.get("userId");
    const clears = user?.kind === "code" && user.literal === null;
    if (!clears) draft.leaveUser(names);
  }
  if (!isEmpty(body.get("companyId"))) draft.remark("COMPANY_OF_THE_SOURCE");
  setAll(draft, body, ["options"]);
};

const copied = (draft: Draft, body: Body, from: string, to: string): void => {
  const value = body.get(from);
  const isNull = value?.kind === "code" && value.literal === null;
  if (value && !isNull && !isEmpty(value)) draft.set(to, asCode(value));
};

/** The last part of the address says what is asked, and the body with what. */
const operations: Readonly<
  Record<string, { method: string; command?: string; fill: (draft: Draft, body: Body) => void }>
> = {
  partial: { method: "PUT", fill: setPartial },
  transfer: {
    method: "PUT",
    command: "transfer",
    fill: (draft, body) => {
      if (isEmpty(body.get("newDepartmentId"))) draft.leave({ code: "VALUE_MISSING", detail: "newDepartmentId" });
      copied(draft, body, "newDepartmentId", "departmentId");
      copied(draft, body, "newUserId", "userId");
      copied(draft, body, "options", "options");
    },
  },
  assignee: {
    method: "PUT",
    fill: (draft, body) => {
      copied(draft, body, "userId", "userId");
      draft.leaveUser(["UserId"]);
    },
  },
  status: {
    method: "PUT",
    fill: (draft, body) => {
      if (isEmpty(body.get("newStatus"))) draft.leave({ code: "VALUE_MISSING", detail: "newStatus" });
      copied(draft, body, "newStatus", "status");
      copied(draft, body, "options", "options");
    },
  },
  complete: {
    method: "PUT",
    command: "complete",
    fill: (draft, body) => {
      copied(draft, body, "reactivateOnNewMessage", "reactivateOnNewMessage");
      copied(draft, body, "stopBotInExecution", "stopBotInExecution");
    },
  },
  message: {
    method: "POST",
    command: "message",
    fill: (draft, body) => {
      if (!isEmpty(body.get("templateId"))) draft.leave({ code: "TEMPLATE", detail: "" });
      if (!isEmpty(body.get("fileUrl")) || !isEmpty(body.get("fileId"))) draft.leave({ code: "FILES", detail: "" });
      if (isEmpty(body.get("text"))) draft.leave({ code: "VALUE_MISSING", detail: "text" });
      copied(draft, body, "text", "text");
    },
  },
  note: {
    method: "POST",
    command: "note",
    fill: (draft, body) => {
      if (isEmpty(body.get("text"))) draft.leave({ code: "VALUE_MISSING", detail: "text" });
      copied(draft, body, "text", "text");
    },
  },
};

const ofSession = (
  { id, operation, isSynchronous }: { id: Value; operation: string; isSynchronous: boolean },
  method: string,
  given: Value,
): Outcome => {
  const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (known?.method !== method)
    return left({ code: "OPERATION", detail: `${method} …/${/^\w{1,30}$/.test(operation) ? operation : "…"}` });
  if (given.kind === "not-carried") return left(given.reason, "body");
  if (given.kind !== "object" || given.rest) return left({ code: "BODY", detail: "" });
  const draft = commandDraft(known.command);
  draft.setSession(id);
  known.fill(draft, { get: (name) => given.entries.get(name), names: [...given.entries.keys()] });
  if (isSynchronous) draft.remark("SYNCHRONOUS");
  return draft.outcome();
};

const queryOf = (parameters: Properties, version: number, address: Address, context: ParameterContext) => {
  const list =
    version < 3
      ? pairsOf(own(parameters, "queryParametersUi"), "parameter")
      : pairsOf(own(parameters, "queryParameters"), "parameters");
  return new Map([
    ...address.query,
    ...list.map(([name, value]): [string, Value] => [name.toLowerCase(), translateParameter(value ?? "", context)]),
  ]);
};

const httpReason = (detail: string): Reason => ({ code: "HTTP", detail });
const methodNames: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

export const carryHttpNode = (
  { parameters, version, hosts }: { parameters: Properties; version: number; hosts: readonly string[] },
  context: ParameterContext,
): Outcome => {
  const given = String(own(parameters, "method") ?? own(parameters, "requestMethod") ?? "GET");
  const method = methodNames.find((name) => name === given) ?? "…";
  const address = readAddress(own(parameters, "url"), context);
  const [, service, resource, rest = ""] =
    /^\/(chat|core)\/v[123]\/(session|contact)(?:\/(.*?))?\/?$/.exec(address?.path ?? "") ?? [];
  if (!address || service === undefined) return left(httpReason(method));
  if (address.host !== undefined && ![...knownHosts, ...hosts].includes(address.host))
    return left({ code: "HOST", detail: /^[\w.:-]{1,80}$/.test(address.host) ? address.host : "…" });
  const [first = "", second = "", third] = rest.split("/");
  if (resource === "contact" && service === "core" && method === "GET") {
    if (first === "phonenumber") return foundContact(asCode(address.valueAt(second)));
    if (first !== "" && second === "") return { kind: "passes", value: knownSession(address.valueAt(first)) };
  }
  if (resource !== "session" || service !== "chat") return left({ code: "OTHER_RESOURCE", detail: resource ?? "" });
  if (method === "GET" && first !== "" && second === "")
    return { kind: "passes", value: knownSession(address.valueAt(first)) };
  if (method === "GET" && first === "") {
    const contact = queryOf(parameters, version, address, context).get("contactid");
    return contact ? foundSessions(contact) : left({ code: "OPERATION", detail: "GET …/session" });
  }
  const isSynchronous = second === "message" && third === "sync";
  if (third !== undefined && !isSynchronous) return left({ code: "OPERATION", detail: method });
  return ofSession(
    { id: address.valueAt(first), operation: second, isSynchronous },
    method,
    bodyOf(parameters, version, context),
  );
};
