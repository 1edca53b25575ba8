// The Set node, which n8n also calls Edit Fields: its values get names, in the form of every version.
import { own, type Properties } from "../../../lib/core/value.ts";
import { listOf, propertiesOf } from "../conditions/translate-conditions.ts";
import { type Code, call, isRefusedName, joined, literal, method, primary } from "../expressions/code.ts";
import { methods } from "../expressions/methods.ts";
import { notCarried } from "../expressions/not-carried.ts";
import { isExpression } from "../expressions/split-template.ts";
import { translateJson } from "../expressions/translate-json.ts";
import { type ParameterContext, translateParameter } from "../expressions/translate-parameter.ts";
import type { ObjectItem, Value } from "../expressions/value.ts";
import { left, type Outcome } from "./outcome.ts";

/** Gives what was worked out a name, where it is more than a path or a fixed value. */
export type Name = (field: string, code: Code) => Code;

const emptyObject: ObjectItem = { kind: "object", entries: new Map() };

const propertyOf = (item: Value | undefined, name: string): Value | undefined =>
  item?.kind === "object" ? item.entries.get(name) : undefined;

/** "cliente.fone" is a property of a property, unless the node says otherwise. */
const withEntry = (
  item: ObjectItem,
  [name = "", ...inner]: readonly string[],
  value: Value,
  read: (item: Value, name: string) => Value,
): ObjectItem => {
  if (inner.length === 0) return { ...item, entries: new Map([...item.entries, [name, value]]) };
  const before = propertyOf(item, name) ?? (item.rest && read(item.rest, name));
  const isNothing = before === undefined || (before.kind === "code" && before.text === "undefined");
  const object: ObjectItem =
    before?.kind === "object" ? before : isNothing ? emptyObject : { ...emptyObject, rest: before };
  return { ...item, entries: new Map([...item.entries, [name, withEntry(object, inner, value, read)]]) };
};

interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly type: string;
}

/** What is missing stays so: it has no text, and is no number. */
const unlessMissing = (value: Code, code: Code): Code => ({ ...joined([value, code], "&&"), type: "any" });

const convertedExpression = (value: Code, type: string, version: number): Code => {
  const { path } = value;
  switch (type) {
    case value.type:
      return value;
    case "string":
      return version < 3 || value.type === "maybe" || value.isText
        ? value
        : { ...method(value, "toString", [], methods.get("toString")), ...(path && { textOf: path }) };
    case "number":
      return unlessMissing(value, call("Number", [value], "number"));
    case "boolean":
      if (version < 3) return call("Boolean", [value], "boolean");
      return unlessMissing(
        value,
        primary(`["true", "1"].includes(String(${value.text}).toLowerCase())`, [value], "boolean"),
      );
    default:
      return value;
  }
};

const converted = (value: Value, type: string, version: number): Value => {
  if (value.kind !== "code") return value;
  if (value.literal === undefined) return convertedExpression(value, type, version);
  if (value.literal === null) return value;
  if (type === "number") return literal(Number(value.literal) || 0);
  if (type === "boolean")
    return literal(version < 3 ? Boolean(value.literal) : ["true", "1"].includes(String(value.literal).toLowerCase()));
  return type === "string" && version >= 3 ? literal(String(value.literal)) : value;
};

const valueOfField = ({ value, type }: Field, version: number, context: ParameterContext): Value => {
  const isJson = (type === "object" || type === "array") && !isExpression(value) && typeof value === "string";
  return isJson ? translateJson(value, context) : converted(translateParameter(value, context), type, version);
};

/** Of an export that leaves out what is usual. */
const fieldsOf = (parameters: Properties): readonly Field[] => {
  const assignments = listOf(own(propertiesOf(own(parameters, "assignments")), "assignments"));
  const fields = listOf(own(propertiesOf(own(parameters, "fields")), "values"));
  const values = propertiesOf(own(parameters, "values"));
  return [
    ...["boolean", "number", "string"].flatMap((type) =>
      listOf(own(values, type)).map((each) => {
        const field = propertiesOf(each);
        return { name: String(own(field, "name") ?? "propertyName"), value: own(field, "value") ?? "", type };
      }),
    ),
    ...fields.map((each) => {
      const field = propertiesOf(each);
      const type = String(own(field, "type") ?? "stringValue");
      return {
        name: String(own(field, "name") ?? ""),
        value: own(field, type) ?? "",
        type: type.replace(/Value$/, ""),
      };
    }),
    ...assignments.map((each) => {
      const field = propertiesOf(each);
      const [name, value, type] = ["name", "value", "type"].map((key) => own(field, key));
      return { name: String(name ?? ""), value: value ?? "", type: String(type ?? "string") };
    }),
  ];
};

const keptOf = (parameters: Properties, version: number): string => {
  if (version < 3) return own(parameters, "keepOnlySet") === true ? "none" : "all";
  const include = String(own(parameters, "include") ?? "all");
  if (version < 3.3) return include;
  return own(parameters, "includeOtherFields") === true ? include : "none";
};

const selectedOf = (item: Value, names: readonly string[], read: (name: string) => Value): ObjectItem => ({
  kind: "object",
  entries: new Map(names.map((name) => [name, propertyOf(item, name) ?? read(name)])),
});

const mostParts = 20;

export const carrySet = (
  { parameters, version }: { parameters: Properties; version: number },
  context: ParameterContext,
  { name: give, read }: { name: Name; read: (item: Value, name: string) => Value },
): Outcome => {
  if (own(parameters, "duplicateItem") === true) return left({ code: "ITEMS", detail: "" });
  const { item } = context.scope;
  const kept = keptOf(parameters, version);
  const names = String(own(parameters, "includeFields") ?? own(parameters, "excludeFields") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const isDotted = own(propertiesOf(own(parameters, "options")), "dotNotation") !== false;
  if (isDotted && (kept === "selected" || kept === "except") && names.some((name) => /[.[]/.test(name)))
    return left({ code: "PARAMETER", detail: kept === "selected" ? "includeFields" : "excludeFields" });
  const base: ObjectItem =
    kept === "none"
      ? emptyObject
      : kept === "selected"
        ? selectedOf(item, names, (name) => read(item, name))
        : { kind: "object", entries: new Map(), rest: item };
  const hidden =
    kept === "except"
      ? new Map(names.map((name): [string, Value] => [name, notCarried("OUTPUT_UNKNOWN", name)]))
      : new Map<string, Value>();
  const whole: ObjectItem = { ...base, entries: new Map([...base.entries, ...hidden]) };
  if (own(parameters, "mode") === "raw") {
    const json = translateJson(own(parameters, "jsonOutput") ?? "{}", context);
    if (json.kind === "not-carried") return left(json.reason, "JSON");
    if (json.kind !== "object") return left({ code: "WHOLE_ITEM", detail: "" }, "JSON");
    const entries = [...json.entries].map(([name, value]): [string, Value] => [
      name,
      value.kind === "code" ? give(name, value) : value,
    ]);
    return { kind: "passes", value: { ...whole, entries: new Map([...whole.entries, ...entries]) } };
  }
  let result = whole;
  for (const field of fieldsOf(parameters)) {
    if (field.name.startsWith("=")) return left({ code: "PARAMETER", detail: "name" });
    if (isDotted && field.name.includes("[")) return left({ code: "PARAMETER", detail: "name" });
    const path = isDotted ? field.name.split(".") : [field.name];
    const refused = path.find(isRefusedName);
    if (refused !== undefined) return left({ code: "NAME_REFUSED", detail: refused });
    if (path.length > mostParts) return left({ code: "PARAMETER", detail: "name" });
    const value = valueOfField(field, version, context);
    result = withEntry(result, path, value.kind === "code" ? give(path.at(-1) ?? "", value) : value, read);
  }
  return { kind: "passes", value: result };
};
