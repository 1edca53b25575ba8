// How n8n answers the comparisons of IF, Filter and Switch, written for the tests from what its nodes do, one value at a time.

/** "stops": the workflow ends there with an error, so that nothing of what follows is done. */
export type Answered = boolean | "stops";

export interface Comparison {
  type: string;
  operation: string;
  isStrict: boolean;
  isCaseSensitive: boolean;
  version: number;
}

class Stops extends Error {}
const stop = (): never => {
  throw new Stops();
};

const booleanOf = (value: unknown): boolean | undefined => {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  if (typeof value === "string" && value.trim() === "") return undefined;
  const number = Number(value);
  return number === 0 ? false : number === 1 ? true : undefined;
};

const listOf = (value: unknown): unknown => {
  try {
    const list = Array.isArray(value) ? value : JSON.parse(String(value));
    return Array.isArray(list) ? list : stop();
  } catch {
    return stop();
  }
};

const converted = (value: unknown, type: string, { isStrict, version }: Comparison): unknown => {
  if (type === "any" || value === null || value === undefined) return value;
  switch (type) {
    case "string":
      if (typeof value === "string") return value;
      return isStrict ? stop() : typeof value === "object" ? JSON.stringify(value) : String(value);
    case "number":
      if (version >= 3 && (Array.isArray(value) ? value.length === 0 : String(value).trim() === "")) return null;
      if (isStrict && typeof value !== "number") return stop();
      return Number.isNaN(Number(value)) ? stop() : Number(value);
    case "boolean":
      if (isStrict) return typeof value === "boolean" ? value : stop();
      return version >= 2 ? (booleanOf(value) ?? Boolean(value)) : Boolean(value);
    case "array":
      return isStrict && !Array.isArray(value) ? stop() : listOf(value);
    default:
      return typeof value === "object" && !Array.isArray(value) ? value : stop();
  }
};

const ofTexts = (operation: string, left: string, right: string, isCaseSensitive: boolean): boolean => {
  switch (operation) {
    case "empty":
      return left === "";
    case "equals":
      return left === right;
    case "contains":
      return left.includes(right);
    case "startsWith":
      return left.startsWith(right);
    case "endsWith":
      return left.endsWith(right);
    default:
      return new RegExp(right, isCaseSensitive ? "" : "i").test(left);
  }
};

const orders: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  gt: (left, right) => left > right,
  lt: (left, right) => left < right,
  gte: (left, right) => left >= right,
  lte: (left, right) => left <= right,
};

const ofLists = (operation: string, left: readonly unknown[], right: unknown, isCaseSensitive: boolean): boolean => {
  if (operation === "empty") return left.length === 0;
  if (operation === "contains")
    return isCaseSensitive || typeof right !== "string"
      ? left.includes(right)
      : left.some((item) => typeof item === "string" && item.toLowerCase() === right.toLowerCase());
  if (operation === "lengthEquals") return left.length === right;
  return orders[operation.replace("length", "").toLowerCase()]?.(left.length, right as number) ?? stop();
};

const answer = (left: unknown, right: unknown, operation: string, comparison: Comparison): boolean => {
  const { type, isCaseSensitive } = comparison;
  const isThere = left !== undefined && left !== null;
  if (operation === "exists") return isThere;
  switch (type) {
    case "string": {
      const isPattern = operation === "regex";
      const text = (value: unknown): string =>
        isCaseSensitive || isPattern ? String(value ?? "") : String(value ?? "").toLowerCase();
      return ofTexts(operation, text(left), text(right), isCaseSensitive);
    }
    case "array":
      return ofLists(operation, (left ?? []) as unknown[], right, isCaseSensitive);
    case "object":
      return !left || Object.keys(left).length === 0;
    default:
      if (operation === "empty") return !isThere;
      if (operation === "true") return left === true;
      return operation === "equals" ? left === right : (orders[operation]?.(left as number, right as number) ?? stop());
  }
};

/** Operations that say the contrary of another one. */
const contraries: Readonly<Record<string, string>> = {
  notEmpty: "empty",
  notExists: "exists",
  notEquals: "equals",
  notContains: "contains",
  notStartsWith: "startsWith",
  notEndsWith: "endsWith",
  notRegex: "regex",
  lengthNotEquals: "lengthEquals",
  false: "true",
};

const orStops = (ask: () => boolean): Answered => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Stops || error instanceof TypeError) return "stops";
    throw error;
  }
};

const rightTypes: Readonly<Record<string, string>> = { contains: "any", notContains: "any" };

export const compareAsN8n = (left: unknown, right: unknown, comparison: Comparison): Answered =>
  orStops(() => {
    const { type, operation } = comparison;
    const isAlone = /^(not)?(empty|exists)$|^(true|false)$/i.test(operation);
    const rightType = type === "array" ? (rightTypes[operation] ?? "number") : type;
    const one = converted(left, type, comparison);
    const other = isAlone ? undefined : converted(right, rightType, comparison);
    const contrary = contraries[operation];
    const answered = answer(one, other, contrary ?? operation, comparison);
    return contrary === undefined ? answered : !answered;
  });

/** Of IF before version 2, and of Switch before version 3. */
export const compareAsN8nBefore = (left: unknown, right: unknown, operation: string): Answered =>
  orStops(() => {
    const text = (value: unknown): string => String(value || "");
    const [a, b] = [left, right] as [string, string];
    switch (operation) {
      case "equal":
        return left === right;
      case "notEqual":
        return left !== right;
      case "contains":
        return text(left).includes(text(right));
      case "notContains":
        return !text(left).includes(text(right));
      case "startsWith":
        return a.startsWith(b);
      case "notStartsWith":
        return !a.startsWith(b);
      case "endsWith":
        return a.endsWith(b);
      case "notEndsWith":
        return !a.endsWith(b);
      case "regex":
        return new RegExp(b).test(text(left));
      case "notRegex":
        return !new RegExp(b).test(text(left));
      case "larger":
        return (a || 0) > (b || 0);
      case "largerEqual":
        return (a || 0) >= (b || 0);
      case "smaller":
        return (a || 0) < (b || 0);
      case "smallerEqual":
        return (a || 0) <= (b || 0);
      case "isEmpty":
      case "isNotEmpty": {
        const isVoid = typeof left === "object" ? Object.keys(left ?? {}).length === 0 : (left ?? "") === "";
        return operation === "isEmpty" ? isVoid : !isVoid;
      }
      default:
        return stop();
    }
  });
