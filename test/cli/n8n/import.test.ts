// What becomes of a workflow's nodes: what n8n did with a delivery is what the written mapping does, or it is left and does nothing.
import { describe, expect, test } from "@jest/globals";
import { reasonCodes } from "../../../cli/n8n/expressions/not-carried.ts";
import { remarkCodes } from "../../../cli/n8n/nodes/outcome.ts";
import { importWords } from "../../../cli/n8n/writing/import-words.ts";
import { verifyCodes } from "../../../cli/n8n/writing/verify-of.ts";
import { englishIn } from "../../support/english-words.ts";
import { type FlowNode, ifEquals, importOf, load, node, sourceOf, webhook, wts, yieldOf } from "./support/workflow.ts";

const yields = async (nodes: readonly FlowNode[], body: unknown, more: object = {}): Promise<unknown> =>
  yieldOf(await load(sourceOf(nodes, more)), { headers: { "x-kind": "deal" }, body });

const reasonsOf = (nodes: readonly FlowNode[], more: object = {}): string[] =>
  sourceOf(nodes, more).todos.map(({ node: { name }, reason, field }) =>
    [name, reason.code, reason.detail, field].filter((part) => part !== "" && part !== undefined).join(" "),
  );

const conclude = (name: string, ...to: readonly string[]): FlowNode =>
  wts(name, { operation: "concludeSession", sessionId: "={{ $('Webhook').item.json.body.id }}" }, ...to);

describe("operations of the WTS node", () => {
  const id = "={{ $json.body.id }}";
  const sessionOf = { sessionId: "s1" };

  test.each<[string, object, unknown]>([
    [
      "updateSession, with every field that has a value",
      {
        operation: "updateSession",
        fieldsUpdate: ["Status", "EndAt", "Number", "DepartmentId", "UserId", "Metadata"],
        statusUpdateSessionOption: "IN_PROGRESS",
        endAt: "2026-11-30 18:00",
        number: "={{ $json.body.n }}",
        departmentIdUpdatedSession: "d1",
        userIdByDepartmentUpdateSession: "u1",
        metadataUpdateSession: { metadata: [{ key: "pedido", value: "={{ $json.body.pedido }}" }] },
        companyId: "c1",
      },
      {
        ...sessionOf,
        ...{ status: "IN_PROGRESS", endAt: "2026-11-30 18:00", number: "7", departmentId: "d1", userId: "u1" },
        metadata: { pedido: 4711 },
      },
    ],
    [
      "updateSession, where nothing is chosen, erases what is ticked",
      {
        operation: "updateSession",
        fieldsUpdate: ["DepartmentId", "UserId", "EndAt", "Number"],
        departmentIdUpdatedSession: "null",
        userIdByDepartmentUpdateSession: "null",
      },
      { ...sessionOf, departmentId: null, userId: null, endAt: null, number: null },
    ],
    [
      "updateSession of the person alone checks the department, and does not write it",
      {
        operation: "updateSession",
        fieldsUpdate: ["UserId"],
        departmentIdUpdatedSession: "d1",
        userIdByDepartmentUpdateSession: "u1",
      },
      { ...sessionOf, departmentId: "d1", userId: "u1", fields: ["UserId"] },
    ],
    [
      "updateTransfer",
      { operation: "updateTransfer", departmentId: "d1", userIdByDepartment: "u1" },
      { command: "transfer", ...sessionOf, departmentId: "d1", userId: "u1" },
    ],
    [
      "transferSession, as newer versions call it, to a queue",
      { operation: "transferSession", departmentId: "d1", userIdByDepartment: "null" },
      { command: "transfer", ...sessionOf, departmentId: "d1" },
    ],
    [
      "updateStatusSession",
      { operation: "updateStatusSession", status: "PENDING" },
      { ...sessionOf, status: "PENDING" },
    ],
    [
      "updateStatusSession, as other versions name its status",
      { operation: "updateStatusSession", statusSessionOption: "PENDING" },
      { ...sessionOf, status: "PENDING" },
    ],
    [
      "concludeSession",
      { operation: "concludeSession", reactivateOnNewMessage: true },
      { command: "complete", ...sessionOf, reactivateOnNewMessage: true },
    ],
    [
      "sendMessageTextSession",
      { operation: "sendMessageTextSession", textMessage: "=Pedido {{ $json.body.pedido }} pago" },
      { command: "message", ...sessionOf, text: "Pedido 4711 pago" },
    ],
    [
      "sendTextBySessionid, as newer versions call it",
      { operation: "sendTextBySessionid", textMessage: "Oi", synchronousMessage: true },
      { command: "message", ...sessionOf, text: "Oi" },
    ],
  ])("%s", async (_name, parameters, command) => {
    const nodes = [webhook("WTS"), wts("WTS", { sessionId: id, ...parameters })];
    expect(await yields(nodes, { id: "s1", n: "7", pedido: 4711 })).toEqual(command);
    expect(reasonsOf(nodes)).toEqual([]);
  });

  test.each<[object, string]>([
    [{ operation: "assignUser", userId: "u1" }, "WTS USER_WITHOUT_DEPARTMENT userId"],
    [{ operation: "updateSession", fieldsUpdate: ["Autocomplete"] }, "WTS VALUE_MISSING Autocomplete Autocomplete"],
    [
      { operation: "updateSession", fieldsUpdate: ["Status"], statusUpdateSessionOption: "UNDEFINED" },
      "WTS VALUE_MISSING Status status",
    ],
    [{ operation: "updateSession", fieldsUpdate: [] }, "WTS VALUE_MISSING fieldsUpdate"],
    [{ operation: "updateSession", fieldsUpdate: "={{ $json.body.f }}" }, "WTS PARAMETER fieldsUpdate"],
    [{ operation: "updateTransfer", departmentId: "null" }, "WTS VALUE_MISSING departmentId"],
    [{ operation: "sendMessageFileSession" }, "WTS FILES"],
    [{ operation: "sendTemplateBySessionid" }, "WTS TEMPLATE"],
    [{ operation: "getAllSessions" }, "WTS OPERATION getAllSessions"],
    [{ operation: "somethingNew" }, "WTS OPERATION somethingNew"],
    [{ resource: "panel", operation: "createCard" }, "WTS OTHER_RESOURCE panel"],
    [
      {
        operation: "updateSession",
        fieldsUpdate: ["Metadata"],
        metadataUpdateSession: { metadata: [{ key: "__proto__", value: "1" }] },
      },
      "WTS NAME_REFUSED __proto__ metadata",
    ],
  ])("%j is left: %s", (parameters, reason) => {
    const nodes = [webhook("WTS"), wts("WTS", { sessionId: id, ...parameters })];
    expect(reasonsOf(nodes)).toEqual([reason]);
  });

  test("a session that the flow looks up by a phone is found by our locator", async () => {
    const nodes = [
      webhook("Contato"),
      wts(
        "Contato",
        { resource: "contact", operation: "getContactByPhone", phonenumber: "={{ $json.body.fone }}" },
        "Conversas",
      ),
      wts("Conversas", { operation: "getAllSessions", contactId: "={{ $json.id }}" }, "Conclui"),
      wts("Conclui", { operation: "concludeSession", sessionId: "={{ $json.items[0].id }}" }),
    ];
    expect(await yields(nodes, { fone: "+5511987650000" })).toEqual({
      command: "complete",
      session: { contactPhone: "+5511987650000" },
      onMany: "newest",
    });
  });

  test("a session that the flow reads by its id keeps its id, and nothing else that WTS answers is known", () => {
    const nodes = (field: string) => [
      webhook("Lê"),
      wts("Lê", { operation: "getSessionById", sessionId: id }, "Muda"),
      wts("Muda", { operation: "updateStatusSession", sessionId: `={{ $json.${field} }}`, status: "PENDING" }),
    ];
    expect(reasonsOf(nodes("id"))).toEqual([]);
    expect(reasonsOf(nodes("status"))).toEqual(["Muda OUTPUT_UNKNOWN WTS sessionId"]);
  });
});

describe("an HTTP Request that calls WTS by itself", () => {
  const http = (parameters: object, typeVersion = 4.2): readonly FlowNode[] => [
    webhook("HTTP"),
    node("HTTP", "httpRequest", parameters, { typeVersion }),
  ];
  const url = (operation: string) => `=https://api.wts.chat/chat/v1/session/{{ $json.body.id }}/${operation}`;

  test.each<[string, object, number, unknown]>([
    [
      "partial, its body as JSON",
      {
        method: "PUT",
        url: "=https://api.helena.run/chat/v2/session/{{ $json.body.id }}/partial",
        sendBody: true,
        specifyBody: "json",
        jsonBody: '={ "fields": ["Status", "UserId"], "status": "{{ $json.body.s }}", "userId": null, "number": "9" }',
      },
      4.2,
      { sessionId: "s1", status: "PENDING", userId: null },
    ],
    [
      "complete, its body as an expression",
      {
        method: "PUT",
        url: "={{ 'https://api.wts.chat/chat/v1/session/' + $json.body.id + '/complete' }}",
        sendBody: true,
        specifyBody: "json",
        jsonBody: "={{ { reactivateOnNewMessage: true } }}",
      },
      4.1,
      { command: "complete", sessionId: "s1", reactivateOnNewMessage: true },
    ],
    [
      "transfer, its body as pairs",
      {
        method: "PUT",
        url: url("transfer"),
        sendBody: true,
        bodyParameters: {
          parameters: [
            { name: "type", value: "DEPARTMENT" },
            { name: "newDepartmentId", value: "d1" },
          ],
        },
      },
      3,
      { command: "transfer", sessionId: "s1", departmentId: "d1" },
    ],
    [
      "status, in the form of version 1",
      {
        requestMethod: "PUT",
        url: url("status"),
        jsonParameters: true,
        bodyParametersJson: '={"newStatus": "COMPLETED"}',
      },
      1,
      { sessionId: "s1", status: "COMPLETED" },
    ],
    [
      "message",
      { method: "POST", url: url("message"), sendBody: true, specifyBody: "json", jsonBody: '{"text": "Oi"}' },
      4.2,
      { command: "message", sessionId: "s1", text: "Oi" },
    ],
    [
      "note",
      {
        method: "POST",
        url: url("note"),
        sendBody: true,
        specifyBody: "json",
        jsonBody: '={"text": "{{ $json.body.s }}"}',
      },
      4.2,
      { command: "note", sessionId: "s1", text: "PENDING" },
    ],
  ])("%s", async (_name, parameters, version, command) => {
    expect(reasonsOf(http(parameters, version))).toEqual([]);
    expect(await yields(http(parameters, version), { id: "s1", s: "PENDING" })).toEqual(command);
  });

  test.each<[object, string]>([
    [{ url: "https://api.example.com/clientes/1" }, "HTTP HTTP GET"],
    [{ method: "PUT", url: "https://crm.example/chat/v1/session/1/complete" }, "HTTP HOST crm.example"],
    [{ method: "DELETE", url: url("complete") }, "HTTP OPERATION DELETE …/complete"],
    [
      { method: "PUT", url: url("assignee"), sendBody: true, specifyBody: "json", jsonBody: '{"userId":"u"}' },
      "HTTP USER_WITHOUT_DEPARTMENT userId",
    ],
    [
      { method: "PUT", url: url("partial"), sendBody: true, specifyBody: "json", jsonBody: '{"status":"x"}' },
      "HTTP PARAMETER fields",
    ],
    [{ method: "PUT", url: url("status"), sendBody: true, specifyBody: "json", jsonBody: "{no" }, "HTTP BODY body"],
    [{ method: "GET", url: "https://api.wts.chat/core/v1/tag" }, "HTTP HTTP GET"],
  ])("%j is left", (parameters, reason) => {
    expect(reasonsOf(http(parameters))).toEqual([reason]);
  });

  test("the host of a white label counts where the configuration names it", () => {
    const parameters = { method: "PUT", url: "https://api.marca.example/chat/v1/session/s1/complete" };
    expect(reasonsOf(http(parameters))).toEqual(["HTTP HOST api.marca.example"]);
    expect(reasonsOf(http(parameters), { hosts: ["api.marca.example"] })).toEqual([]);
  });
});

describe("what a delivery meets on its way", () => {
  test("a Filter at the beginning is the filter of the source", async () => {
    const nodes = [
      webhook("Filtro"),
      node(
        "Filtro",
        "filter",
        {
          conditions: {
            combinator: "or",
            conditions: [
              { leftValue: "={{ $json.body.a }}", rightValue: "x", operator: { type: "string", operation: "equals" } },
              { leftValue: "={{ $json.body.b }}", rightValue: 3, operator: { type: "number", operation: "gte" } },
            ],
          },
        },
        { typeVersion: 2, to: [["WTS"]] },
      ),
      conclude("WTS"),
    ];
    expect(sourceOf(nodes).text).toContain('filter: ({ body }) => body.a === "x" || body.b >= 3,');
    expect(await yields(nodes, { id: "s1", a: "x" })).toEqual({ command: "complete", sessionId: "s1" });
    expect(await yields(nodes, { id: "s1", b: 2 })).toBeUndefined();
  });

  test("IF of version 1 and both its ways", async () => {
    const nodes = [
      webhook("IF"),
      node(
        "IF",
        "if",
        {
          conditions: {
            string: [{ value1: "={{ $json.body.a }}", operation: "contains", value2: "pago" }],
            number: [{ value1: "={{ $json.body.n }}", operation: "larger", value2: 10 }],
          },
          combineOperation: "any",
        },
        { to: [["Conclui"], ["Diz"]] },
      ),
      conclude("Conclui"),
      wts("Diz", { operation: "sendTextBySessionid", sessionId: "={{ $json.body.id }}", textMessage: "Falta pagar" }),
    ];
    expect(await yields(nodes, { id: "s", a: "foi pago" })).toEqual([{ command: "complete", sessionId: "s" }]);
    expect(await yields(nodes, { id: "s", n: 11 })).toEqual([{ command: "complete", sessionId: "s" }]);
    expect(await yields(nodes, { id: "s", n: 10 })).toEqual([
      { command: "message", sessionId: "s", text: "Falta pagar" },
    ]);
  });

  const ways = (switchNode: FlowNode): readonly FlowNode[] => [
    webhook("Switch"),
    switchNode,
    ...["A", "B", "C"].map((name) =>
      wts(name, { operation: "updateStatusSession", sessionId: "={{ $json.body.id }}", status: name }),
    ),
  ];
  const to = [["A"], ["B"], ["C"]];
  const statusFor = async (nodes: readonly FlowNode[], body: object): Promise<unknown[]> =>
    ((await yields(nodes, { id: "s", ...body })) as { status: string }[]).map(({ status }) => status);

  test.each<[string, FlowNode, readonly [object, string[]][]]>([
    [
      "version 1",
      node(
        "Switch",
        "switch",
        {
          dataType: "string",
          value1: "={{ $json.body.k }}",
          rules: {
            rules: [
              { value2: "a", output: 1 },
              { value2: "b", output: 0 },
            ],
          },
          fallbackOutput: 2,
        },
        { to },
      ),
      [
        [{ k: "a" }, ["B"]],
        [{ k: "b" }, ["A"]],
        [{ k: "z" }, ["C"]],
      ],
    ],
    [
      "version 2",
      node(
        "Switch",
        "switch",
        {
          dataType: "number",
          value1: "={{ $json.body.n }}",
          rules: {
            rules: [
              { operation: "smaller", value2: 5, outputKey: "x" },
              { operation: "equal", value2: 5, outputKey: "y" },
            ],
          },
        },
        { typeVersion: 2, to },
      ),
      [
        [{ n: 1 }, ["A"]],
        [{ n: 5 }, ["B"]],
        [{ n: 9 }, []],
      ],
    ],
    [
      "version 3, with the way for the rest",
      node(
        "Switch",
        "switch",
        {
          rules: {
            values: ["a", "b"].map((value) => ({
              conditions: {
                combinator: "and",
                conditions: [
                  {
                    leftValue: "={{ $json.body.k }}",
                    rightValue: value,
                    operator: { type: "string", operation: "equals" },
                  },
                ],
              },
            })),
          },
          options: { fallbackOutput: "extra" },
        },
        { typeVersion: 3.2, to },
      ),
      [
        [{ k: "a" }, ["A"]],
        [{ k: "b" }, ["B"]],
        [{ k: "c" }, ["C"]],
      ],
    ],
    [
      "version 3, every way that fits, in any letter case",
      node(
        "Switch",
        "switch",
        {
          rules: {
            values: ["a", "ab"].map((value) => ({
              conditions: {
                combinator: "and",
                conditions: [
                  {
                    leftValue: "={{ $json.body.k }}",
                    rightValue: value,
                    operator: { type: "string", operation: "contains" },
                  },
                ],
              },
            })),
          },
          options: { allMatchingOutputs: true, ignoreCase: true },
        },
        { typeVersion: 3, to },
      ),
      [
        [{ k: "AB" }, ["A", "B"]],
        [{ k: "a" }, ["A"]],
        [{ k: "c" }, []],
      ],
    ],
    [
      "by an expression",
      node(
        "Switch",
        "switch",
        { mode: "expression", numberOutputs: 3, output: "={{ $json.body.n > 5 ? 2 : 0 }}" },
        { typeVersion: 3, to },
      ),
      [
        [{ n: 9 }, ["C"]],
        [{ n: 1 }, ["A"]],
      ],
    ],
  ])("Switch: %s", async (_name, switchNode, cases) => {
    for (const [body, statuses] of cases)
      expect([body, await statusFor(ways(switchNode), body)]).toEqual([body, statuses]);
  });

  const field = (name: string, value: unknown, type = "string") => ({ name, value, type });
  test.each<[string, number, object]>([
    ["1", 1, { values: { string: [field("fone", "={{ $json.body.fone.trim() }}")] }, keepOnlySet: true }],
    ["3", 3, { fields: { values: [{ name: "fone", stringValue: "={{ $json.body.fone.trim() }}" }] }, include: "none" }],
    ["3.4", 3.4, { assignments: { assignments: [field("fone", "={{ $json.body.fone.trim() }}")] } }],
    ["3.4, raw", 3.4, { mode: "raw", jsonOutput: '={ "fone": "{{ $json.body.fone.trim() }}" }' }],
  ])("Set, version %s: its values have names, and what it drops is gone", async (_name, typeVersion, parameters) => {
    const nodes = (text: string) => [
      webhook("Set"),
      node("Set", "set", parameters, { typeVersion, to: [["WTS"]] }),
      wts("WTS", { operation: "sendTextBySessionid", sessionId: "s", textMessage: text }),
    ];
    expect(await yields(nodes("={{ $json.fone }}"), { fone: " 11 " })).toEqual({
      command: "message",
      sessionId: "s",
      text: "11",
    });
    expect(sourceOf(nodes("={{ $json.fone }}")).text).toContain("const fone = ");
    expect(await yields(nodes("={{ $json.body.fone }}"), { fone: "1" })).toEqual({
      command: "message",
      sessionId: "s",
    });
  });

  test("Set keeps the other fields where it says so, and a point in a name goes inwards", async () => {
    const nodes = [
      webhook("Set"),
      node(
        "Set",
        "set",
        {
          assignments: { assignments: [field("cliente.nome", "Ana"), field("n", "7", "number")] },
          includeOtherFields: true,
        },
        { typeVersion: 3.4, to: [["WTS"]] },
      ),
      wts("WTS", {
        operation: "sendTextBySessionid",
        sessionId: "={{ $json.body.id }}",
        textMessage: "={{ $json.cliente.nome }} {{ $json.n + 1 }}",
      }),
    ];
    expect(await yields(nodes, { id: "s" })).toEqual({ command: "message", sessionId: "s", text: "Ana 8" });
  });

  test("a node that is switched off, NoOp and the answer are passed", async () => {
    const nodes = [
      webhook("Off"),
      { ...node("Off", "code", {}, { to: [["NoOp"]] }), disabled: true },
      node("NoOp", "noOp", {}, { to: [["Responde"]] }),
      node("Responde", "respondToWebhook", {}, { to: [["WTS"]] }),
      conclude("WTS"),
    ];
    expect(reasonsOf(nodes)).toEqual([]);
    expect(await yields(nodes, { id: "s" })).toEqual({ command: "complete", sessionId: "s" });
  });
});

test("what answers after the only command does not get in its way", async () => {
  const nodes = [webhook("C"), conclude("C", "Responde"), node("Responde", "respondToWebhook", {})];
  expect(await yields(nodes, { id: "s" })).toEqual([{ command: "complete", sessionId: "s" }]);
});

describe("what is left", () => {
  const leftTypes: [string, string][] = [
    ["code", "CODE"],
    ["wait", "WAIT"],
    ["merge", "MERGE"],
    ["splitInBatches", "LOOP"],
    ["splitOut", "ITEMS"],
    ["executeWorkflow", "SUBWORKFLOW"],
    ["slack", "OTHER_NODE"],
  ];
  test.each(leftTypes)(
    "%s is a TODO at its place, and what comes there does nothing, not even what was done before",
    async (type, code) => {
      const nodes = [
        webhook("Antes"),
        conclude("Antes", "IF"),
        ifEquals("IF", "={{ $('Webhook').item.json.body.k }}", "a", ["Nó"], ["Depois"]),
        node("Nó", type, {}, { to: [["Seguinte"]] }),
        conclude("Seguinte"),
        wts("Depois", { operation: "updateStatusSession", sessionId: "s", status: "PENDING" }),
      ];
      const { text } = sourceOf(nodes);
      expect(reasonsOf(nodes)[0]).toMatch(new RegExp(`^Nó ${code}`));
      expect(text).toContain('// TODO: node "Nó"');
      expect(text).toContain('// commands.push({ command: "complete", sessionId: body.id });');
      expect(await yields(nodes, { id: "s", k: "a" })).toEqual([]);
      expect(await yields(nodes, { id: "s", k: "b" })).toEqual([
        { command: "complete", sessionId: "s" },
        { sessionId: "s", status: "PENDING" },
      ]);
    },
  );

  test("of two branches that both run, one with a TODO stops both", async () => {
    const nodes = [webhook("Conclui", "Planilha"), conclude("Conclui"), node("Planilha", "googleSheets", {})];
    expect(await yields(nodes, { id: "s" })).toEqual([]);
  });

  test("a way back is one", () => {
    expect(
      reasonsOf([webhook("A"), node("A", "noOp", {}, { to: [["B"]] }), node("B", "noOp", {}, { to: [["A"]] })]),
    ).toEqual(["A LOOP"]);
  });

  test("a flow that branches without end is left whole", async () => {
    const nodes = Array.from({ length: 30 }, (_each, index) =>
      node(`N${index}`, "noOp", {}, { to: [[`N${index + 1}`, `M${index + 1}`]] }),
    ).flatMap((each, index) => [each, { ...each, name: `M${index}` }]);
    const all = [webhook("C", "N0"), conclude("C"), ...nodes];
    expect(reasonsOf(all)).toEqual(["Webhook TOO_MANY_STEPS"]);
    expect(await yields(all, { id: "s" })).toEqual([]);
  });

  test("a second way out for errors is one", () => {
    const nodes = [
      webhook("WTS"),
      { ...conclude("WTS"), onError: "continueErrorOutput", to: [[], ["Avisa"]] },
      node("Avisa", "slack", {}),
    ];
    expect(reasonsOf(nodes)).toContain("WTS OUTPUTS");
  });

  test("dates and worked-out patterns are not compared", () => {
    const nodes = (type: string, operation: string, rightValue: string) => [
      webhook("IF"),
      node(
        "IF",
        "if",
        {
          conditions: {
            combinator: "and",
            conditions: [{ leftValue: "={{ $json.body.a }}", rightValue, operator: { type, operation } }],
          },
        },
        { typeVersion: 2, to: [["WTS"]] },
      ),
      conclude("WTS"),
    ];
    expect(reasonsOf(nodes("dateTime", "after", "2026-01-01"))).toEqual(["IF DATES"]);
    expect(reasonsOf(nodes("string", "regex", "={{ $json.body.b }}"))).toEqual(["IF CONDITION regex"]);
    expect(reasonsOf(nodes("string", "regex", "^[0-9]+$"))).toEqual([]);
  });
});

describe("the source", () => {
  test("only watches, and answers as n8n did", async () => {
    const source = await load(sourceOf([webhook("C"), conclude("C")]));
    expect(source).toMatchObject({ observe: true, answer: 200, verify: { scheme: "token", path: true } });
  });

  const pinnedWith = (headers: object, authentication?: string) =>
    sourceOf(
      [
        {
          ...webhook("C"),
          parameters: { path: "loja", httpMethod: "POST", ...(authentication && { authentication }) },
        },
        conclude("C"),
      ],
      {
        pinData: { Webhook: [{ json: { headers, query: {}, body: { id: "s" } } }] },
      },
    );

  test.each<[object, string | undefined, unknown]>([
    [{ "stripe-signature": "t=1,v1=a" }, undefined, "stripe"],
    [{ "x-hub-signature-256": "sha256=a" }, undefined, { scheme: "token", path: true }],
    [{ "x-shopify-hmac-sha256": "a" }, undefined, "shopify"],
    [{ "x-loja-token": "abc" }, "headerAuth", { scheme: "token", header: "x-loja-token" }],
    [{}, "headerAuth", { scheme: "token", header: "x-api-key" }],
    [{}, "basicAuth", "basic"],
    [{}, "jwtAuth", { scheme: "token", path: true }],
  ])("knows its sender: %j, %s", async (headers, authentication, verify) => {
    const source = pinnedWith(headers, authentication);
    expect((await load(source)).verify).toEqual(verify);
    expect(JSON.stringify(source.samples)).not.toMatch(/t=1|sha256=|abc/);
  });

  test("has a sample that is pinned, or one that goes its ways", () => {
    const nodes = [webhook("IF"), ifEquals("IF", "={{ $json.body.k }}", "a", ["C"]), conclude("C")];
    expect(sourceOf(nodes).samples).toEqual([
      { isPinned: false, headers: { "content-type": "application/json" }, query: {}, body: { k: "a", id: "4711" } },
    ]);
    const pinData = { Webhook: [{ headers: { a: "1" }, query: { q: "2" }, body: { k: "b" } }] };
    expect(sourceOf(nodes, { pinData }).samples).toEqual([
      { isPinned: true, headers: { a: "1" }, query: { q: "2" }, body: { k: "b" } },
    ]);
  });

  test("each webhook of a workflow is one, and a clock points to policies", () => {
    const imported = importOf([
      webhook("C"),
      { ...webhook("C"), name: "Outro", parameters: { path: "4b4a3d0e-7a1f-4c39-9d0b-3f6d1b7a2e58" } },
      conclude("C"),
      node("Relógio", "scheduleTrigger", {}, { to: [["C"]] }),
      node("Formulário", "formTrigger", {}, { to: [["C"]] }),
    ]);
    expect(imported.sources.map(({ name, method }) => [name, method])).toEqual([
      ["loja", "POST"],
      ["loja-2", "GET"],
    ]);
    expect(imported.elsewhere.map(({ node: { name }, code }) => [name, code])).toEqual([
      ["Relógio", "SCHEDULE"],
      ["Formulário", "TRIGGER"],
    ]);
  });
});

test("every reason and remark has its sentence in both languages, and no English is in the Portuguese ones", () => {
  for (const language of ["en", "pt-BR"] as const) {
    const words = importWords[language];
    const sentences = [
      ...reasonCodes.map((code) => words.reason({ code, detail: "x" })),
      ...remarkCodes.map((code) => words.remark(code)),
      ...verifyCodes.map((code) => words.verify(code, "x")),
    ];
    for (const sentence of sentences) expect(sentence.length).toBeGreaterThan(10);
    if (language === "pt-BR") expect(sentences.flatMap((sentence) => englishIn(sentence))).toEqual([]);
  }
});
