// What nodes do that is easily taken for something else: each is written as n8n does it, or left to people.
import { expect, test } from "@jest/globals";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { type FlowNode, importOf, load, node, sessionId, sourceOf, webhook, wts, yieldOf } from "./support/workflow.ts";

const userId = "9b3f5a5e-6a5d-4a57-9c6e-0e3f1f0f4a11";

const metadata = (...pairs: readonly (readonly [string, string])[]): FlowNode =>
  wts("Grava", {
    operation: "updateSession",
    sessionId: "s",
    fieldsUpdate: ["Metadata"],
    metadataUpdateSession: { metadata: pairs.map(([key, value]) => ({ key, value })) },
  });

/** What the last node gets to see of a delivery. */
const seen = async (
  set: object,
  typeVersion: number,
  body: unknown,
  ...pairs: readonly (readonly [string, string])[]
) => {
  const nodes = [webhook("Campos"), node("Campos", "set", set, { typeVersion, to: [["Grava"]] }), metadata(...pairs)];
  const source = sourceOf(nodes);
  expect(source.todos).toEqual([]);
  return (yieldOf(await load(source), { body }) as { metadata: object }).metadata;
};

const assigned = (...fields: readonly (readonly [string, string, string])[]) => ({
  assignments: { assignments: fields.map(([name, type, value]) => ({ name, type, value })) },
});

const codesOf = (...nodes: readonly FlowNode[]): string[] => sourceOf(nodes).todos.map(({ reason }) => reason.code);

test("a field that is set below another one leaves its neighbours", async () => {
  const set = { ...assigned(["body.cliente.fone", "string", "551199"]), includeOtherFields: true };
  expect(
    await seen(
      ...[set, 3.4, { cliente: { nome: "Ana", fone: "0" } }],
      ...[["a", "={{ $json.body.cliente.nome }}"] as const, ["b", "={{ $json.body.cliente.fone }}"] as const],
    ),
  ).toEqual({ a: "Ana", b: "551199" });
});

test("types are converted: a text of a number, a number of a text; what is missing stays so", async () => {
  const set = assigned(
    ["texto", "string", "={{ $json.body.numero }}"],
    ["numero", "number", "={{ $json.body.texto }}"],
    ["sim", "boolean", "={{ $json.body.sim }}"],
    ["falta", "number", "={{ $json.body.falta }}"],
  );
  expect(
    await seen(
      ...[set, 3.4, { numero: 7, texto: "7", sim: "TRUE" }],
      ["a", "={{ $json.texto === '7' }}"],
      ["b", "={{ $json.numero === 7 }}"],
      ["c", "={{ $json.sim === true }}"],
      ["d", "=n={{ $json.falta }}"],
    ),
  ).toEqual({ a: true, b: true, c: true, d: "n=" });
});

test("before its version 3 a text stays what it is, and of a name that is set twice the text counts", async () => {
  const values = {
    string: [{ name: "x", value: "={{ $json.body.numero }}" }],
    number: [{ name: "x", value: 1 }],
  };
  expect(
    await seen({ values, keepOnlySet: true }, 2, { numero: 7 }, ["a", "={{ $json.x === 7 }}"], ["b", "={{ $json.x }}"]),
  ).toEqual({ a: true, b: 7 });
});

test.each([
  [assigned(["itens[0].id", "string", "x"]), "name"],
  [{ include: "selected", includeOtherFields: true, includeFields: "body.cliente" }, "includeFields"],
  [{ include: "except", includeOtherFields: true, excludeFields: "body.cliente" }, "excludeFields"],
])("a Set node that reaches into a list or an object by a path is left: %j", (set, detail) => {
  const { todos } = sourceOf([
    webhook("Campos"),
    node("Campos", "set", set, { typeVersion: 3.4, to: [["Grava"]] }),
    metadata(["a", "={{ $json.x }}"]),
  ]);
  expect(todos[0]?.reason).toEqual({ code: "PARAMETER", detail });
});

const conclude = (name: string, sessionId: string) => wts(name, { operation: "concludeSession", sessionId });

test("a rule of Switch 2 goes by its place, with or without a name of its own", async () => {
  const rules = { rules: [{ value2: "a" }, { value2: "b" }] };
  const source = sourceOf([
    webhook("Escolhe"),
    node(...(["Escolhe", "switch", { dataType: "string", value1: "={{ $json.body.x }}", rules }] as const), {
      typeVersion: 2,
      to: [["A"], ["B"]],
    }),
    ...[conclude("A", "a"), conclude("B", "b")],
  ]);
  const loaded = await load(source);
  expect(["a", "b", "c"].map((x) => yieldOf(loaded, { body: { x } }))).toEqual([
    [expect.objectContaining({ sessionId: "a" })],
    [expect.objectContaining({ sessionId: "b" })],
    [],
  ]);
});

test("of a webhook with several methods the way of POST is followed", async () => {
  const several: FlowNode = {
    ...webhook(),
    parameters: { path: "loja", multipleMethods: true, httpMethod: ["GET", "POST"] },
    to: [["Consulta"], ["Muda"]],
  };
  const loaded = await load(sourceOf([several, conclude("Consulta", "get"), conclude("Muda", "post")]));
  expect(yieldOf(loaded, { body: {} })).toMatchObject({ sessionId: "post" });
});

test("a filter that goes on with nothing is left, and so is a way to a node that is not there", () => {
  const filter = {
    ...node("Só pagos", "filter", { conditions: { string: [{ value1: "a", value2: "={{ $json.body.x }}" }] } }),
    to: [["A"]],
  };
  const [a] = [conclude("A", "a")] as const;
  expect(codesOf(webhook("Só pagos"), filter, a)).toEqual([]);
  expect(codesOf(webhook("Só pagos"), { ...filter, alwaysOutputData: true } as FlowNode, a)).toEqual(["EMPTY_ITEM"]);
  expect(codesOf(webhook("A", "Não está"), a)).toEqual(["NODE_MISSING"]);
});

test("nodes that are connected by their ids are found", async () => {
  const { sources } = importOf([{ ...webhook(), to: [["1"]] }, conclude("A", "a")]);
  const [source] = sources;
  expect(source?.todos).toEqual([]);
  expect(source && yieldOf(await load(source), { body: {} })).toMatchObject({ sessionId: "a" });
});

test("a person without a department is a line with a place for it, which is accepted once it is filled in", async () => {
  const assign = wts("Atribui", { operation: "assignUser", sessionId: "={{ $json.body.id }}", userId });
  const { text, todos, exportName } = sourceOf([webhook("Atribui"), assign]);
  expect(todos.map(({ reason }) => reason.code)).toEqual(["USER_WITHOUT_DEPARTMENT"]);
  expect(text).toMatch(/\/\/ {3}department: "…",\n\s*\/\/ {3}fields: \["UserId"\],/);
  const done = text
    .replaceAll(/^( *)\/\/ ((commands|\}\);| {3}?).*)$/gm, "$1$2")
    .replaceAll(/^ *\/\/ (?= )/gm, "")
    .replace("commands.push(", "return (")
    .replace('"…"', '"Vendas"')
    .replace("map: () =>", "map: ({ body }) =>");
  const yielded = yieldOf(await load({ text: done, exportName }), { body: { id: sessionId } });
  expect(parseCommand(yielded, { timeZone: "America/Sao_Paulo" })).toMatchObject({ ok: true });
});
