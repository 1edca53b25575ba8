// Turns one JavaScript expression of n8n into TypeScript over a delivery. What is not on its list of what it knows is left, with the reason.
import type { Expression, Node, ObjectExpression, RegExpLiteral } from "@babel/types";
import {
  asAny,
  type Code,
  call,
  compared,
  computed,
  conditional,
  element,
  isRefusedName,
  joined,
  listCode,
  literal,
  longestCode,
  member,
  method,
  not,
  nothing,
  objectCode,
  otherwise,
  primary,
  strength,
  template,
  unary,
} from "./code.ts";
import { globalFunctions, methods } from "./methods.ts";
import { type NotCarried, notCarried, type ReasonCode } from "./not-carried.ts";
import type { Carried, Scope, Value } from "./value.ts";

/** What stands for a node, its items, or one of them, until `.json` is asked of it. */
interface Handle {
  readonly kind: "node" | "items" | "item" | "node-names";
  readonly value: Value;
}

type Evaluated = Value | Handle;

/** Thrown where something is not carried: it ends the whole expression. */
class Left extends Error {
  readonly left: NotCarried;
  constructor(left: NotCarried) {
    super(left.reason.code);
    this.left = left;
  }
}

const leave = (code: ReasonCode, detail = ""): never => {
  throw new Left(notCarried(code, detail));
};

/** A name of JavaScript or n8n is told; a text of somebody's is not. */
const shownName = (name: string): string => (/^[\w$.]{1,40}$/.test(name) ? name : "…");

const nows: readonly string[] = ["$now", "$today", "Date"];
const variables: readonly string[] = ["$env", "$vars", "$secrets", "process"];

/** A header of such a name is kept from every mapping, since what it holds may let somebody in. */
const withheld = /authorization|cookie|token|secret|signature|password|api-?key|hmac|hottok/i;

const isHandle = (value: Evaluated): value is Handle =>
  value.kind === "node" || value.kind === "items" || value.kind === "item" || value.kind === "node-names";

const nodeNamed = (name: string, { items, names }: Scope): Value =>
  items.get(name) ?? notCarried(names.has(name) ? "OUTPUT_UNKNOWN" : "NODE_UNKNOWN", name);

/** It is asked when a value is needed as it is: most parts of a flow's items never are. */
const codeOf = (value: Evaluated): Code => {
  switch (value.kind) {
    case "code":
      return value;
    case "not-carried":
      throw new Left(value);
    case "object": {
      const { rest } = value;
      const spread = rest === undefined ? [] : [codeOf(rest)];
      return objectCode(
        [...value.entries].map(([key, inner]) => [key, codeOf(inner)] as const),
        spread,
      );
    }
    case "delivery":
      return leave("WHOLE_ITEM");
    default:
      return leave("OUTPUT_UNKNOWN", "WTS");
  }
};

/** Answers undefined where nothing of it is known. */
export const asCode = (value: Value): Carried => {
  try {
    return codeOf(value);
  } catch (error) {
    if (error instanceof Left) return error.left;
    throw error;
  }
};

const ofFound = (value: Extract<Value, { locator: unknown }>, name: string): Value => {
  if (value.kind === "sessions" && name === "items") return { ...value, kind: "session-list" };
  if (value.kind === "session-list" && name === "0") return { ...value, kind: "session" };
  if (value.kind === "session" && name === "id") return { ...value, kind: "session-id" };
  if (value.kind === "contact" && name === "id") return { ...value, kind: "contact-id" };
  return leave("OUTPUT_UNKNOWN", "WTS");
};

/** The parts of a delivery: each is used like a name that the file declares. */
const root = (name: string): Code => ({ ...primary(name), path: [name], uses: [{ name, code: primary(name) }] });
const roots = { headers: root("headers"), query: root("query"), body: root("body") };

/** n8n takes the names of a form's fields apart, `leads[0][id]`, and our deliveries have them as they came. */
const ofForm = (body: Code, path: readonly string[]): Code => {
  const [field = "", ...inner] = path;
  if (inner.at(-1) === "length") return leave("CONSTRUCT", "length");
  const name = field + inner.map((part) => `[${part}]`).join("");
  return { ...member(body, name), path: ["body", ...path] };
};

const ofCode = (code: Code, name: string, isForm: boolean, { onRead }: Scope): Code => {
  const { path } = code;
  if (isRefusedName(name)) return leave("NAME_REFUSED", name);
  if (path?.length === 1 && path[0] === "headers") {
    const header = name.toLowerCase();
    if (withheld.test(header)) return leave("WITHHELD", shownName(header.replaceAll("-", "_")));
    onRead(["headers", header]);
    return member(code, header);
  }
  const found = isForm && path?.[0] === "body" ? ofForm(roots.body, [...path.slice(1), name]) : member(code, name);
  // The length of a list is no property that a sender sends.
  if (found.path && name !== "length") onRead(found.path);
  return found;
};

interface Context {
  readonly scope: Scope;
  /** True where the sample says that the sender posts a form. */
  readonly isForm: boolean;
  /** Names of arrow functions around. */
  readonly parameters: ReadonlyMap<string, Code>;
}

const memberOf = (value: Evaluated, name: string, context: Context): Evaluated => {
  switch (value.kind) {
    case "node-names":
      return { kind: "item", value: nodeNamed(name, context.scope) };
    case "node":
      return name === "item" ? { kind: "item", value: value.value } : leave("CONSTRUCT", shownName(name));
    case "items":
      return name === "0" ? { kind: "item", value: value.value } : leave("ITEMS");
    case "item":
      return name === "json" ? value.value : leave("CONSTRUCT", shownName(name));
    case "delivery":
      if (name !== "body" && name !== "query" && name !== "headers")
        return ["params", "webhookUrl", "executionMode"].includes(name) ? leave("PARTS_OF_WEBHOOK", name) : nothing;
      return roots[name];
    case "object":
      if (isRefusedName(name)) return leave("NAME_REFUSED", name);
      return value.entries.get(name) ?? (value.rest === undefined ? nothing : memberOf(value.rest, name, context));
    case "code":
      return ofCode(value, name, context.isForm, context.scope);
    case "not-carried":
      throw new Left(value);
    case "session-id":
    case "contact-id":
      return leave("OUTPUT_UNKNOWN", "WTS");
    default:
      return ofFound(value, name);
  }
};

/** The name that stands for what is called: "Math.round". */
const calledName = (node: Node): string | undefined => {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier") return undefined;
  return node.object.type === "Identifier" ? `${node.object.name}.${node.property.name}` : undefined;
};

const regexCode = ({ pattern, flags }: RegExpLiteral): Code =>
  /^[\x20-\x7e]*$/.test(pattern)
    ? { ...primary(`/${pattern}/${flags}`, [], "regex"), truth: true, isThere: true }
    : {
        ...primary(`new RegExp(${literal(pattern).text}, ${literal(flags).text})`, [], "regex"),
        truth: true,
        isThere: true,
      };

/** The value's own methods, which n8n adds to those of JavaScript. */
const ofN8n = (of: Code, name: string, args: readonly Code[]): Code | undefined => {
  if (args.length > 0) return undefined;
  switch (name) {
    case "isEmpty":
    case "isNotEmpty": {
      const keys = call("Object.keys", [otherwise(asAny(of), literal(""))]);
      return compared(primary(`${keys.text}.length`, [keys]), name === "isEmpty" ? "===" : "!==", literal(0));
    }
    case "toNumber":
      return call("Number", [of], "number");
    case "toInt":
      return call("parseInt", [asAny(of), literal(10)], "number");
    case "toFloat":
      return call("parseFloat", [asAny(of)], "number");
    case "toJsonString":
      return call("JSON.stringify", [of]);
    case "first":
      return element(of, literal(0));
    case "last":
      return method(asAny(of), "at", [literal(-1)]);
    default:
      return undefined;
  }
};

const textOf = (node: Node | undefined): string | undefined => {
  if (node?.type === "StringLiteral") return node.value;
  return node?.type === "TemplateLiteral" && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
};

const isAboutNow = (name: string): boolean => nows.includes(name.split(".")[0] ?? "");

const evaluateIdentifier = (name: string, { scope, parameters }: Context): Evaluated => {
  const parameter = parameters.get(name);
  if (parameter) return parameter;
  if (name === "$json") return scope.item;
  if (name === "$input") return { kind: "node", value: scope.item };
  if (name === "$node") return { kind: "node-names", value: scope.item };
  if (name === "undefined") return nothing;
  if (isAboutNow(name)) return leave("NOW", shownName(name));
  return leave(variables.includes(name) ? "VARIABLE" : "CONSTRUCT", shownName(name));
};

/** `$('Webhook')` and `$items('Webhook')`. */
const calledNode = (name: string | undefined, args: readonly Node[], { scope }: Context): Evaluated | undefined => {
  if (name !== "$" && name !== "$items") return undefined;
  if (args.length === 0 && name === "$items") return { kind: "items", value: scope.item };
  const node = textOf(args[0]);
  if (node === undefined || args.length > 1) return leave("CONSTRUCT", name);
  return { kind: name === "$" ? "node" : "items", value: nodeNamed(node, scope) };
};

const evaluateArguments = (nodes: readonly Node[], context: Context): readonly Code[] =>
  nodes.map((node) => codeOf(evaluate(node, context)));

const calledGlobal = (name: string, args: readonly Code[]): Code | undefined => {
  const known = globalFunctions.get(name);
  if (!known || args.length === 0 || args.length > known.most) return undefined;
  return call(
    name,
    args.map((arg) => (known.takes.includes(arg.type) ? arg : asAny(arg))),
    known.yields,
  );
};

/** Which items a node yields: there is one for each delivery. */
const calledItems = (handle: Handle, name: string): Evaluated => {
  if (handle.kind !== "node" || !["first", "last", "all", "itemMatching"].includes(name))
    return leave("CONSTRUCT", shownName(name));
  return { kind: name === "all" ? "items" : "item", value: handle.value };
};

const calledMethod = (of: Code, name: string, args: readonly Code[], { scope }: Context): Code => {
  const extension = ofN8n(of, name, args);
  if (extension) return extension;
  const known = methods.get(name);
  if (!known || args.length < known.least || args.length > known.takes.length)
    return leave("CONSTRUCT", `${shownName(name)}()`);
  if (known.ofList && of.path) scope.onRead(of.path, "list");
  const isText = known.yields === "string" && name !== "slice";
  return { ...method(known.ofList ? asAny(of) : of, name, args, known), ...(isText && { isText }) };
};

const evaluateCall = (callee: Node, nodes: readonly Node[], context: Context): Evaluated => {
  const name = calledName(callee);
  const node = calledNode(name, nodes, context);
  if (node) return node;
  const isParameter = name !== undefined && context.parameters.has(name.split(".")[0] ?? "");
  if (name !== undefined && !isParameter) {
    if (isAboutNow(name)) return leave("NOW", shownName(name));
    if (globalFunctions.has(name))
      return calledGlobal(name, evaluateArguments(nodes, context)) ?? leave("CONSTRUCT", `${name}()`);
  }
  if ((callee.type !== "MemberExpression" && callee.type !== "OptionalMemberExpression") || callee.computed)
    return leave("CONSTRUCT", name === undefined ? "()" : `${shownName(name)}()`);
  if (callee.property.type !== "Identifier") return leave("CONSTRUCT", "()");
  const of = evaluate(callee.object, context);
  if (isHandle(of)) return calledItems(of, callee.property.name);
  return calledMethod(codeOf(of), callee.property.name, evaluateArguments(nodes, context), context);
};

const evaluateMember = (object: Node, property: Node, isComputed: boolean, context: Context): Evaluated => {
  const of = evaluate(object, context);
  if (!isComputed) {
    if (property.type !== "Identifier") return leave("CONSTRUCT", property.type);
    return memberOf(of, property.name, context);
  }
  const name = property.type === "NumericLiteral" ? String(property.value) : textOf(property);
  if (name !== undefined) return memberOf(of, name, context);
  const at = codeOf(evaluate(property, context));
  const whole = codeOf(of);
  // Whatever it is at work, it names an entry, and never the prototype of one.
  return at.type === "number" || at.type === "any" || at.type === "maybe"
    ? element(whole, call("String", [at], "string"))
    : leave("CONSTRUCT", "[]");
};

const keyOf = (key: Node, isComputed: boolean): string => {
  if (isComputed) return textOf(key) ?? leave("CONSTRUCT", "[]:");
  if (key.type === "Identifier") return key.name;
  if (key.type === "StringLiteral") return key.value;
  return key.type === "NumericLiteral" ? String(key.value) : leave("CONSTRUCT", key.type);
};

/** Its entries stay apart, since one of them may be all that is asked of it. */
const evaluateObject = ({ properties }: ObjectExpression, context: Context): Value => {
  const entries = new Map<string, Value>();
  for (const property of properties) {
    if (property.type !== "ObjectProperty") return leave("CONSTRUCT", property.type === "SpreadElement" ? "..." : "()");
    const key = keyOf(property.key, property.computed);
    if (isRefusedName(key)) return leave("NAME_REFUSED", key);
    const value = evaluate(property.value, context);
    entries.set(key, isHandle(value) ? leave("WHOLE_ITEM") : value);
  }
  return { kind: "object", entries };
};

const evaluateArrow = (node: Extract<Expression, { type: "ArrowFunctionExpression" }>, context: Context): Code => {
  if (node.async || node.body.type === "BlockStatement") return leave("CODE");
  const parameters = new Map(context.parameters);
  const names = node.params.map((parameter, index) => {
    if (parameter.type !== "Identifier") return leave("CONSTRUCT", parameter.type);
    const name = `item${context.parameters.size + index === 0 ? "" : context.parameters.size + index + 1}`;
    parameters.set(parameter.name, primary(name));
    return name;
  });
  const body = codeOf(evaluate(node.body, { ...context, parameters }));
  const text = `(${names.map((name) => `${name}: any`).join(", ")}) => ${body.text.startsWith("{") ? `(${body.text})` : body.text}`;
  return { ...primary(text, [body], "function"), strength: strength.conditional, truth: true, isThere: true };
};

const equalities: readonly string[] = ["===", "!==", "==", "!="];
const operators: readonly string[] = ["+", "-", "*", "/", "%", "<", "<=", ">", ">="];

const evaluateBinary = (operator: string, left: Code, right: Code, { onCompared }: Scope): Code => {
  if (operators.includes(operator)) return computed(left, operator, right);
  if (!equalities.includes(operator)) return leave("CONSTRUCT", operator);
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const)
    if (one.path && other.literal !== undefined) onCompared(one.path, other.literal);
  return compared(left, operator as "===", right);
};

const evaluateTemplate = (node: Extract<Expression, { type: "TemplateLiteral" }>, context: Context): Code => {
  const parts = node.quasis.flatMap(({ value }, index) => {
    const inner = node.expressions[index];
    return inner ? [value.cooked ?? "", codeOf(evaluate(inner, context))] : [value.cooked ?? ""];
  });
  return template(parts.filter((part) => part !== ""));
};

const evaluate = (node: Node, context: Context): Evaluated => {
  const code = (inner: Node): Code => codeOf(evaluate(inner, context));
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
      return Number.isFinite(node.value) || typeof node.value !== "number"
        ? literal(node.value)
        : leave("CONSTRUCT", "number");
    case "NullLiteral":
      return literal(null);
    case "RegExpLiteral":
      return regexCode(node);
    case "TemplateLiteral":
      return evaluateTemplate(node, context);
    case "Identifier":
      return evaluateIdentifier(node.name, context);
    case "ParenthesizedExpression":
      return evaluate(node.expression, context);
    case "MemberExpression":
    case "OptionalMemberExpression":
      return evaluateMember(node.object, node.property, node.computed, context);
    case "CallExpression":
    case "OptionalCallExpression":
      return evaluateCall(node.callee, node.arguments, context);
    case "UnaryExpression":
      if (node.operator === "!") return not(code(node.argument));
      if (node.operator === "-" && node.argument.type === "NumericLiteral") return literal(-node.argument.value);
      return node.operator === "-" || node.operator === "+" || node.operator === "typeof"
        ? unary(node.operator, code(node.argument))
        : leave("CONSTRUCT", node.operator);
    case "BinaryExpression":
      return evaluateBinary(node.operator, code(node.left), code(node.right), context.scope);
    case "LogicalExpression":
      if (node.operator === "??") return otherwise(code(node.left), code(node.right));
      return joined([code(node.left), code(node.right)], node.operator);
    case "ConditionalExpression":
      return conditional(code(node.test), code(node.consequent), code(node.alternate));
    case "ObjectExpression":
      return evaluateObject(node, context);
    case "ArrayExpression":
      return listCode(node.elements.map((item) => (item === null ? leave("CONSTRUCT", "[,]") : code(item))));
    case "ArrowFunctionExpression":
      return evaluateArrow(node, context);
    case "NewExpression":
      return leave(isAboutNow(calledName(node.callee) ?? "") ? "NOW" : "CONSTRUCT", "new");
    case "FunctionExpression":
      return leave("CODE");
    default:
      return leave("CONSTRUCT", node.type);
  }
};

/** The value of a whole expression; a part of an item is followed, and anything else is TypeScript or not carried. */
export const translateExpression = (expression: Expression | undefined, scope: Scope, isForm: boolean): Value => {
  if (!expression) return notCarried("EXPRESSION_INVALID");
  try {
    const value = evaluate(expression, { scope, isForm, parameters: new Map() });
    if (isHandle(value)) return notCarried("WHOLE_ITEM");
    if (value.kind === "code" && value.text.length > longestCode) return notCarried("TOO_LONG");
    return value;
  } catch (error) {
    if (error instanceof Left) return error.left;
    if (error instanceof RangeError) return notCarried("TOO_LONG");
    throw error;
  }
};

/** `$json["…"]`. */
export const readProperty = (item: Value, name: string, scope: Scope, isForm: boolean): Value => {
  try {
    const value = memberOf(item, name, { scope, isForm, parameters: new Map() });
    return isHandle(value) ? notCarried("WHOLE_ITEM") : value;
  } catch (error) {
    if (error instanceof Left) return error.left;
    throw error;
  }
};
