// The Set node, which n8n also calls Edit Fields: its values get names, in the form of every version.
import { own, type Properties } from "../../../lib/core/value.ts";
import { listOf, propertiesOf } from "../conditions/translate-conditions.ts";
import { type Code, call, isRefusedName, literal } from "../expressions/code.ts";
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
const withEntry = (item: ObjectItem, [name = "", ...inner]: readonly string[], value: Value): ObjectItem => {
  if (inner.length === 0) return { ...item, entries: new Map([...item.entries, [name, value]]) };
  const before = propertyOf(item, name);
  const object = before?.kind === "object" ? before : emptyObject;
  return { ...item, entries: new Map([...item.entries, [name, withEntry(object, inner, value)]]) };
};

interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly type: string;
}

const converted = (value: Value, type: string): Value => {
  if (value.kind !== "code") return value;
  if (type === "number" && value.type !== "number")
    return typeof value.literal === "string" ? literal(Number(value.literal) || 0) : call("Number", [value], "number");
  if (type === "boolean" && typeof value.literal === "string") return literal(value.literal === "true");
  return value;
};

const valueOfField = ({ value, type }: Field, context: ParameterContext): Value => {
  const isJson = (type === "object" || type === "array") && !isExpression(value) && typeof value === "string";
  return isJson ? translateJson(value, context) : converted(translateParameter(value, context), type);
};

/** Of an export that leaves out what is usual. */
const fieldsOf = (parameters: Properties): readonly Field[] => {
  const assignments = listOf(own(propertiesOf(own(parameters, "assignments")), "assignments"));
  const fields = listOf(own(propertiesOf(own(parameters, "fields")), "values"));
  const values = propertiesOf(own(parameters, "values"));
  return [
    ...["string", "number", "boolean"].flatMap((type) =>
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
  const isDotted = own(propertiesOf(own(parameters, "options")), "dotNotation") !== false;
  let result = whole;
  for (const field of fieldsOf(parameters)) {
    if (field.name.startsWith("=")) return left({ code: "PARAMETER", detail: "name" });
    const path = isDotted ? field.name.split(".") : [field.name];
    const refused = path.find(isRefusedName);
    if (refused !== undefined) return left({ code: "NAME_REFUSED", detail: refused });
    const value = valueOfField(field, context);
    result = withEntry(result, path.slice(0, 20), value.kind === "code" ? give(path.at(-1) ?? "", value) : value);
  }
  return { kind: "passes", value: result };
};
