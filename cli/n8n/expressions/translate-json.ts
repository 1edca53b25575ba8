// Reads a JSON text in which expressions stand, as the HTTP Request node and the raw mode of the Set node have it.

import { readJson } from "../../../lib/core/read-json.ts";
import { isProperties } from "../../../lib/core/value.ts";
import { type Code, isRefusedName, listCode, literal, template } from "./code.ts";
import { type NotCarried, notCarried } from "./not-carried.ts";
import { isExpression, splitTemplate } from "./split-template.ts";
import { asCode, translateExpression } from "./translate-expression.ts";
import type { ParameterContext } from "./translate-parameter.ts";
import type { Value } from "./value.ts";

/** It stands for an expression while the JSON around it is read; no JSON has such characters. */
const mark = (index: number): string => `\ue000${index}\ue001`;
const marks = /\ue000(\d+)\ue001/;

/** Whether a text ends within a string of JSON. */
const endsInString = (json: string): boolean => {
  let inside = false;
  for (let index = 0; index < json.length; index++) {
    if (json[index] === "\\" && inside) index++;
    else if (json[index] === '"') inside = !inside;
  }
  return inside;
};

const ofText = (text: string, codes: readonly Code[]): Code => {
  const parts = text.split(marks).map((part, index) => (index % 2 === 0 ? part : codes[Number(part)]));
  return template(parts.filter((part): part is string | Code => part !== undefined && part !== ""));
};

const ofJson = (json: unknown, codes: readonly Code[], bare: ReadonlySet<number>): Value => {
  if (typeof json === "string") {
    const [before, index, after] = json.split(marks);
    const code = codes[Number(index)];
    if (before === "" && after === "" && code && bare.has(Number(index))) return code;
    return ofText(json, codes);
  }
  if (json === null || typeof json === "boolean") return literal(json);
  if (typeof json === "number") return Number.isFinite(json) ? literal(json) : notCarried("BODY");
  if (Array.isArray(json)) {
    const items = json.map((item) => asCode(ofJson(item, codes, bare)));
    return items.find((item): item is NotCarried => item.kind === "not-carried") ?? listCode(items as Code[]);
  }
  if (!isProperties(json)) return notCarried("BODY");
  const refused = Object.keys(json).find((key) => isRefusedName(key) || marks.test(key));
  if (refused !== undefined) return marks.test(refused) ? notCarried("BODY") : notCarried("NAME_REFUSED", refused);
  return {
    kind: "object",
    entries: new Map(Object.entries(json).map(([key, inner]) => [key, ofJson(inner, codes, bare)])),
  };
};

/** `={{ JSON.stringify({…}) }}` and `={{ {…} }}` mean the same there. */
const withoutStringify = (parameter: string): string => {
  const [, inner] = /^=\s*\{\{\s*JSON\.stringify\(([\s\S]*)\)\s*\}\}\s*$/.exec(parameter) ?? [];
  return inner === undefined ? parameter : `={{ (${inner}) }}`;
};

export const translateJson = (parameter: unknown, context: ParameterContext): Value => {
  if (isProperties(parameter) || Array.isArray(parameter)) return ofJson(parameter, [], new Set());
  if (typeof parameter !== "string") return notCarried("BODY");
  const parts = isExpression(parameter) ? splitTemplate(withoutStringify(parameter)) : [parameter];
  const [only] = parts.filter((part) => typeof part !== "string" || part.trim() !== "");
  if (
    only !== undefined &&
    typeof only !== "string" &&
    parts.every((part) => part === only || String(part).trim() === "")
  )
    return translateExpression(only.expression, context.scope, context.isForm);
  const codes: Code[] = [];
  const bare = new Set<number>();
  let json = "";
  for (const part of parts) {
    if (typeof part === "string") {
      if (marks.test(part)) return notCarried("BODY");
      json += part;
      continue;
    }
    const code = asCode(translateExpression(part.expression, context.scope, context.isForm));
    if (code.kind === "not-carried") return code;
    const inside = endsInString(json);
    if (!inside) bare.add(codes.length);
    json += inside ? mark(codes.length) : `"${mark(codes.length)}"`;
    codes.push(code);
  }
  try {
    return ofJson(readJson(json), codes, bare);
  } catch {
    return notCarried("BODY");
  }
};
