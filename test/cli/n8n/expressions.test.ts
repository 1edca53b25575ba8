// Expressions of n8n, as people write them: each is TypeScript that says the same of a delivery, or is left with its reason.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is expected are texts of TypeScript, which look so.
import { describe, expect, test } from "@jest/globals";
import { notCarried } from "../../../cli/n8n/expressions/not-carried.ts";
import { asCode } from "../../../cli/n8n/expressions/translate-expression.ts";
import { translateJson } from "../../../cli/n8n/expressions/translate-json.ts";
import { translateParameter } from "../../../cli/n8n/expressions/translate-parameter.ts";
import type { Scope, Value } from "../../../cli/n8n/expressions/value.ts";

const delivery: Value = { kind: "delivery", isForm: false };
const scope: Scope = {
  item: delivery,
  items: new Map([["Webhook", delivery]]),
  names: new Set(["Webhook", "Code"]),
  onRead: () => {},
  onCompared: () => {},
};
const context = { scope, isForm: false };
const textOf = (value: Value): string => {
  const code = asCode(value);
  return code.kind === "code" ? code.text : `${code.reason.code} ${code.reason.detail}`.trim();
};
const translated = (parameter: unknown, of = context): string => textOf(translateParameter(parameter, of));

const delivered = {
  headers: { "x-kind": "deal" },
  query: { loja: "2" },
  body: { a: " Ana ", n: 3, fone: "(11) 98765-0000", itens: [{ preco: 2 }, { preco: 5 }], vazio: "", sim: true },
};
const evaluated = (code: string): unknown =>
  new Function("headers", "query", "body", `return (${code.replaceAll(": any", "")})`)(
    delivered.headers,
    delivered.query,
    delivered.body,
  );

test.each<[expression: string, code: string, value: unknown]>([
  ["={{ $json.body.a }}", "body.a", " Ana "],
  ["={{$json.body.a}}", "body.a", " Ana "],
  ['={{ $json["body"]["a"] }}', "body.a", " Ana "],
  ["={{ $('Webhook').item.json.body.n }}", "body.n", 3],
  ['={{ $("Webhook").first().json.body.n }}', "body.n", 3],
  ["={{ $('Webhook').all()[0].json.body.n }}", "body.n", 3],
  ['={{ $node["Webhook"].json.body.n }}', "body.n", 3],
  ['={{ $node["Webhook"].json["body"].n }}', "body.n", 3],
  ["={{ $node.Webhook.json.body.n }}", "body.n", 3],
  ["={{ $input.item.json.body.n }}", "body.n", 3],
  ['={{ $items("Webhook")[0].json.body.n }}', "body.n", 3],
  ["={{ $json.headers['X-Kind'] }}", 'headers["x-kind"]', "deal"],
  ["={{ $json.query.loja }}", "query.loja", "2"],
  ["={{ $json.body.itens[1].preco }}", "body.itens?.[1]?.preco", 5],
  ["={{ $json.body.nada.la }}", "body.nada?.la", undefined],
  ["=Olá {{ $json.body.a.trim() }}!", '`Olá ${body.a?.trim() ?? ""}!`', "Olá Ana!"],
  ["=Olá {{ $json.body.nada }}!", '`Olá ${body.nada ?? ""}!`', "Olá !"],
  ["=sem expressão", '"sem expressão"', "sem expressão"],
  ["fixo", '"fixo"', "fixo"],
  ["={{ $json.body.fone.replace(/\\D/g, '') }}", 'body.fone?.replace(/\\D/g, "")', "11987650000"],
  ["={{ $json.body.a.toLowerCase().trim() }}", "body.a?.toLowerCase()?.trim()", "ana"],
  ["={{ $json.body.nada ?? 'sem' }}", 'body.nada ?? "sem"', "sem"],
  ["={{ $json.body.vazio || 'sem' }}", 'body.vazio || "sem"', "sem"],
  ["={{ $json.body.n > 2 ? 'muitos' : 'poucos' }}", 'body.n > 2 ? "muitos" : "poucos"', "muitos"],
  ["={{ Number($json.query.loja) + 1 }}", "Number(query.loja) + 1", 3],
  ["={{ $json.query.loja.toNumber() * 10 }}", "Number(query.loja) * 10", 20],
  ["={{ ($json.body.n + 1) * 2 }}", "(body.n + 1) * 2", 8],
  ["={{ $json.body.n - (1 - 2) }}", "body.n - (1 - 2)", 4],
  ["={{ !$json.body.sim }}", "!body.sim", false],
  [
    "={{ $json.body.itens.map(i => i.preco).join(',') }}",
    'body.itens?.map((item: any) => item?.preco)?.join(",")',
    "2,5",
  ],
  ["={{ $json.body.itens.length }}", "body.itens?.length", 2],
  ["={{ `#${$json.body.n}` }}", '`#${body.n ?? ""}`', "#3"],
  ["={{ 'a' + $json.body.n }}", '"a" + body.n', "a3"],
  ["={{ $json.body.vazio.isEmpty() }}", 'Object.keys(body.vazio ?? "").length === 0', true],
  ["={{ { a: { b: 1 } }.a.b }}", "1", 1],
  ["={{ JSON.stringify($json.body.itens[0]) }}", "JSON.stringify(body.itens?.[0])", '{"preco":2}'],
  ["={{ Math.round($json.body.n / 2) }}", "Math.round(body.n / 2)", 2],
  ["={{ $json.body?.a?.trim() }}", "body.a?.trim()", "Ana"],
  ["={{ $json.body.a && $json.body.n || 0 }}", "body.a && body.n || 0", 3],
])("%s", (expression, code, value) => {
  const said = translated(expression);
  expect(said).toBe(code);
  expect(evaluated(said)).toEqual(value);
});

test.each([
  ["={{ $now.toISO() }}", "NOW $now.toISO"],
  ["={{ new Date().getTime() }}", "NOW new"],
  ["={{ Date.now() }}", "NOW Date.now"],
  ["={{ DateTime.now() }}", "CONSTRUCT DateTime"],
  ["={{ $env.TOKEN }}", "VARIABLE $env"],
  ["={{ $vars.x }}", "VARIABLE $vars"],
  ["={{ $execution.id }}", "CONSTRUCT $execution"],
  ["={{ $('Code').item.json.x }}", "OUTPUT_UNKNOWN Code"],
  ["={{ $('Sumiu').item.json.x }}", "NODE_UNKNOWN Sumiu"],
  ["={{ $json }}", "WHOLE_ITEM"],
  ["={{ JSON.stringify($json) }}", "WHOLE_ITEM"],
  ["={{ $json.params.id }}", "PARTS_OF_WEBHOOK params"],
  ["={{ $json.headers.authorization }}", "WITHHELD authorization"],
  ["={{ $json.headers['x-api-key'] }}", "WITHHELD x_api_key"],
  ["={{ $json.body.__proto__.x }}", "NAME_REFUSED __proto__"],
  ["={{ $json.body.constructor.constructor('return 1')() }}", "CONSTRUCT ()"],
  ["={{ $json.body['constructor'] }}", "NAME_REFUSED constructor"],
  ["={{ { ['__proto__']: 1 } }}", "NAME_REFUSED __proto__"],
  ["={{ process.exit(1) }}", "VARIABLE process"],
  ["={{ (() => { return 1 })() }}", "CONSTRUCT ()"],
  ["={{ $json.body.a = 1 }}", "CONSTRUCT AssignmentExpression"],
  ["={{ await fetch('x') }}", "EXPRESSION_INVALID"],
  ["={{ import('fs') }}", "CONSTRUCT ImportExpression"],
  ["={{ $json.body.a.hash() }}", "CONSTRUCT hash()"],
  ["={{ if (x) }}", "EXPRESSION_INVALID"],
  [`={{ ${"(".repeat(9_000)}1${")".repeat(9_000)} }}`, "EXPRESSION_INVALID"],
  [`={{ ${"a".repeat(20_000)} }}`, "EXPRESSION_INVALID"],
  [`={{ ${Array.from({ length: 450 }, () => "$json.body.a.toInt()").join("+")} }}`, "TOO_LONG"],
])("%# is left", (expression, reason) => {
  expect(translated(expression)).toBe(reason);
});

test("a value that looks like code stays a text, and unseen characters are spelt", () => {
  expect(translated("`${alert(1)}`")).toBe('"`${alert(1)}`"');
  expect(translated("=a`${alert(1)}\\` {{ $json.body.a }}")).toBe('`a\\`\\${alert(1)}\\\\\\` ${body.a ?? ""}`');
  expect(translated("a\u2028b\u202ec\u0000")).toBe('"a\\u2028b\\u202ec\\u0000"');
});

describe("what is read of a form", () => {
  const form = { scope: { ...scope, item: { kind: "delivery", isForm: true } as const }, isForm: true };

  test("has the names that came, since n8n takes them apart", () => {
    expect(translated("={{ $json.body.leads.status[0].id }}", form)).toBe('body["leads[status][0][id]"]');
    expect(translated("={{ $json.body.nome.trim() }}", form)).toBe("body.nome?.trim()");
    expect(translated("={{ $json.query.a }}", form)).toBe("query.a");
  });
});

describe("a JSON text with expressions in it", () => {
  test.each([
    ['={ "status": "{{ $json.body.a }}", "n": {{ $json.body.n }} }', '{ status: `${body.a ?? ""}`, n: body.n }'],
    ["={{ { status: 'COMPLETED', n: $json.body.n } }}", '{ status: "COMPLETED", n: body.n }'],
    ["={{ JSON.stringify({ a: $json.body.a }) }}", "{ a: body.a }"],
    ['{ "a": [1, null, true] }', "{ a: [1, null, true] }"],
    ['={ "a": "x {{ $json.body.a }} y" }', '{ a: `x ${body.a ?? ""} y` }'],
    ['={ "__proto__": 1 }', "NAME_REFUSED __proto__"],
    ["={ nope", "BODY"],
  ])("%s", (parameter, code) => {
    expect(textOf(translateJson(parameter, context))).toBe(code);
  });
});

test("a reason never has a text of the expression in it", () => {
  const { reason } = notCarried("CONSTRUCT", "x");
  expect(reason.detail).toBe("x");
  expect(translated("={{ segredo('pn_live_0123456789') }}")).toBe("CONSTRUCT segredo()");
  expect(translated("={{ $json.body.a['pn_live 0123456789']() }}")).toBe("CONSTRUCT ()");
});
