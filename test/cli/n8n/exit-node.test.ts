// `n8n node`: what n8n's clipboard takes, for every operation, without a token in it; and what the person is told.
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { exitNodes } from "../../../cli/n8n/exit/exit-nodes.ts";
import { exitOperations } from "../../../cli/n8n/exit/exit-operations.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { englishIn } from "../../support/english-words.ts";
import { runHere } from "../support/hooks-for-tests.ts";
import { evaluateParameter } from "./support/evaluate-parameter.ts";

const nowhere = { LOCAL_RUNNING_FILE: "/nowhere/running.json" };
const url = "https://hooks.example.com";
const hooks = (...args: string[]) => runHere(["n8n", "node", ...args], nowhere);

/** What n8n looks at when something is pasted: the form of nodes and connections, and the parameters that these nodes have. */
const text = { type: "string", minLength: 1 };
const clipboardSchema = {
  type: "object",
  required: ["nodes", "connections"],
  additionalProperties: false,
  properties: {
    pinData: { type: "object", maxProperties: 0 },
    nodes: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["id", "name", "type", "typeVersion", "position", "parameters"],
        additionalProperties: false,
        properties: {
          id: { type: "string", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$" },
          name: text,
          type: { enum: ["n8n-nodes-base.httpRequest", "n8n-nodes-base.if", "n8n-nodes-base.stopAndError"] },
          typeVersion: { enum: [1, 2, 4.2] },
          position: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
          parameters: { type: "object" },
          credentials: {
            type: "object",
            required: ["httpHeaderAuth"],
            properties: {
              httpHeaderAuth: {
                type: "object",
                required: ["id", "name"],
                properties: { id: { type: "null" }, name: text },
              },
            },
          },
          retryOnFail: { const: true },
          maxTries: { type: "integer", minimum: 2, maximum: 5 },
          waitBetweenTries: { type: "integer", minimum: 0, maximum: 5000 },
        },
      },
    },
    connections: {
      type: "object",
      additionalProperties: {
        type: "object",
        required: ["main"],
        properties: {
          main: {
            type: "array",
            items: {
              type: "array",
              items: {
                type: "object",
                required: ["node", "type", "index"],
                properties: { node: text, type: { const: "main" }, index: { type: "integer" } },
              },
            },
          },
        },
      },
    },
  },
};
const requestSchema = {
  type: "object",
  required: [
    "method",
    "url",
    "authentication",
    "genericAuthType",
    "sendHeaders",
    "headerParameters",
    "sendBody",
    "specifyBody",
    "jsonBody",
    "options",
  ],
  additionalProperties: false,
  properties: {
    method: { enum: ["PATCH", "POST"] },
    url: text,
    authentication: { const: "genericCredentialType" },
    genericAuthType: { const: "httpHeaderAuth" },
    sendHeaders: { const: true },
    headerParameters: {
      type: "object",
      required: ["parameters"],
      properties: {
        parameters: {
          type: "array",
          items: {
            type: "object",
            required: ["name", "value"],
            additionalProperties: false,
            properties: { name: text, value: text },
          },
        },
      },
    },
    sendBody: { const: true },
    specifyBody: { const: "json" },
    jsonBody: { type: "string", pattern: "^=\\{\\{" },
    options: { type: "object", properties: { timeout: { type: "integer" } } },
  },
};
const ajv = new Ajv();
const isClipboard = ajv.compile(clipboardSchema);
const isRequest = ajv.compile(requestSchema);

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const item = { body: { sessionId, pedido: 4711 } };

describe.each(exitOperations)("%s", (operation) => {
  const clipboard = exitNodes({ operation, url, credential: "wts-session-hooks", name: `WTS ${operation}` });
  const [request] = clipboard.nodes;

  test("is what n8n takes, and every node in it is reached", () => {
    expect([isClipboard(clipboard), isClipboard.errors]).toEqual([true, null]);
    expect([isRequest(request?.parameters), isRequest.errors]).toEqual([true, null]);
    const names = clipboard.nodes.map(({ name }) => name);
    const reached = Object.values(clipboard.connections).flatMap(({ main }) => main.flat().map(({ node }) => node));
    expect([names[0], ...reached]).toEqual(names);
  });

  test("asks what our HTTP API takes, once what stands in <…> is filled in", () => {
    const body = JSON.parse(String(evaluateParameter(request?.parameters.jsonBody, item)));
    const filled = JSON.parse(
      JSON.stringify(body)
        .replaceAll("<2026-11-30 18:00>", "2026-11-30 18:00")
        .replaceAll(/<[^>]+ id>/g, sessionId),
    );
    for (const command of Array.isArray(filled) ? filled : [{ sessionId, ...filled }])
      expect(parseCommand(command, { timeZone: "America/Sao_Paulo" })).toMatchObject({ ok: true });
    const address = String(evaluateParameter(request?.parameters.url, item));
    expect(address).toBe(Array.isArray(body) ? `${url}/sessions/batch` : `${url}/sessions/${sessionId}`);
  });

  test("has a key of its own for each execution, round, item and node, and the same for each repetition", () => {
    const given = request?.parameters.headerParameters as { parameters: { name: string; value: string }[] } | undefined;
    const header = given?.parameters[0];
    expect(header?.name).toBe("Idempotency-Key");
    const key = (more: object) => evaluateParameter(header?.value, item, more);
    expect(key({ $itemIndex: 1 })).toBe(key({ $itemIndex: 1 }));
    expect(
      new Set([key({}), key({ $itemIndex: 1 }), key({ $runIndex: 1 }), key({ $execution: { id: "8" } })]).size,
    ).toBe(4);
    expect(String(key({}))).toMatch(/^[\w-]{1,100}$/);
  });
});

describe("the command", () => {
  test("prints the JSON and five lines of what to do", async () => {
    const { code, stdout, stderr } = await hooks("--url", `${url}/`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [json = "", rest = ""] = stdout.split("\n\n");
    expect(JSON.parse(json).nodes[0].parameters.url).toBe(`=${url}/sessions/{{ $json.body.sessionId }}`);
    expect(rest.trim().split("\n")).toHaveLength(5);
    expect(stdout).not.toMatch(/Bearer (?!<)/);
  });

  test.each(exitOperations)("in Portuguese, for %s", async (operation) => {
    const { stdout } = await hooks("--url", url, "--language", "pt-BR", "--operation", operation);
    const [, rest = ""] = stdout.split("\n\n");
    expect(rest).toContain("Cole".toLowerCase());
    expect(englishIn(rest)).toEqual([]);
  });

  test("with --json prints what is pasted, and nothing else", async () => {
    const { stdout } = await hooks("--url", url, "--client", "n8n", "--json");
    expect(JSON.parse(stdout).nodes[0].credentials.httpHeaderAuth).toEqual({ id: null, name: "wts-session-hooks n8n" });
  });

  test.each<[string[], number, string]>([
    [[], 1, "nothing is running here"],
    [["--url", "nowhere"], 1, "the address must be"],
    [["--operation", "fly", "--url", url], 2, "Allowed choices are update, transfer"],
  ])("%j is refused", async (args, exitCode, said) => {
    const { code, stderr } = await hooks(...args);
    expect([code, stderr]).toEqual([exitCode, expect.stringContaining(said)]);
  });
});
