// Bodies as senders write them, through the endpoint: what they are shows in what is signed, and no unsigned header changes it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SourceInput } from "../../lib/config.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import type { Delivery } from "../../lib/webhooks/sources/sources.ts";
import { multipart, multipartType } from "../support/multipart.ts";
import { type EventParts, webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const secret = "a-secret-of-this-test-0123456789";
const form = "application/x-www-form-urlencoded";

const endpointOf = (source: Partial<SourceInput> = {}) => {
  const seen: Delivery[] = [];
  const map = (delivery: Delivery) => {
    seen.push(delivery);
    return { command: "note", sessionId, text: "lido" };
  };
  const endpoint = webhookEndpoint({ sources: { crm: { verify: "github", map, ...source } } }, { crm: [secret] });
  const send = async (parts: EventParts) => endpoint.call(endpoint.signed("crm", { base64: true, ...parts }));
  return { ...endpoint, seen, send, body: () => seen.at(-1)?.body };
};

describe("a delivery", () => {
  test.each<[string, EventParts, unknown]>([
    ["GitHub's form", { body: "payload=%7B%22id%22%3A1%7D" }, { payload: '{"id":1}' }],
    [
      "a form in Latin-1",
      { body: "nome=Jos%E9", headers: { "content-type": `${form}; charset=ISO-8859-1` } },
      { nome: "José" },
    ],
    [
      "Jotform's multipart",
      {
        body: multipart([
          ["formID", "233"],
          ["nome", "José"],
        ]),
        headers: { "content-type": multipartType },
      },
      { formID: "233", nome: "José" },
    ],
    ["an id of 18 digits", { body: '{"id": 820982911946154508}' }, { id: "820982911946154508" }],
  ])("that is %s is seen as what it says", async (_what, parts, body) => {
    const endpoint = endpointOf();
    expect((await endpoint.send(parts)).statusCode).toBe(202);
    expect(endpoint.body()).toEqual(body);
    expect(endpoint.taken.queued).toHaveLength(1);
  });

  test.each<[string, Partial<SourceInput>, EventParts]>([
    ["is no UTF-8, escaped", {}, { body: "nome=Jos%E9" }],
    ["is no UTF-8", {}, { body: Buffer.from('{"nome":"José"}', "latin1") }],
    ["is no JSON, where that is stated", { format: "json" }, { body: "nome=Ana" }],
    ["is no form, where that is stated", { format: "form" }, { body: '{"nome":"Ana"}' }],
    ["is no JSON, which its scheme's sender always sends", { verify: "stripe" }, { body: "nome=Ana" }],
  ])("that %s is parked whole, without its text in the log", async (_how, source, parts) => {
    const endpoint = endpointOf(source);
    expect((await endpoint.send(parts)).statusCode).toBe(202);
    expect(endpoint.taken.queued).toEqual([]);
    expect(endpoint.taken.parked).toMatchObject([{ reason: { code: "DELIVERY_NOT_MAPPED" } }]);
    expect(endpoint.seen).toEqual([]);
    expect(endpoint.taken.lines.join()).not.toMatch(/Jos|Ana/);
  });

  test("by GET whose query is no UTF-8 is parked as well", async () => {
    const endpoint = endpointOf({ verify: { scheme: "token", query: "token" } });
    const sent = webhookEvent("crm", { method: "GET", rawQuery: `token=${secret}&nome=Jos%E9` });
    expect((await endpoint.call(sent)).statusCode).toBe(200);
    expect([endpoint.taken.queued, endpoint.taken.parked.length]).toEqual([[], 1]);
  });

  test("reads the same, and has the same ids, whatever format an unsigned content type names", async () => {
    const bodies = [
      '{"id":"d-1","nome":"José"}',
      "id=d-1&nome=Jos%C3%A9",
      "payload=%7B%22id%22%3A1%7D",
      multipart([
        ["id", "d-1"],
        ["nome", "José"],
      ]),
      "<id>d-1</id>",
    ];
    const types = fc.oneof(
      fc.constantFrom("application/json", form, "multipart/form-data; boundary=x", "text/plain", "application/xml", ""),
      fc.string({ unit: "binary-ascii" }).map((text) => text.replaceAll(/charset/gi, "")),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bodies), types, fc.boolean(), async (body, type, isSent) => {
        const endpoint = endpointOf({ deliveryId: "body.id" });
        await endpoint.send({ body, headers: { "content-type": "application/json" } });
        await endpoint.send({ body, headers: isSent ? { "content-type": type } : {} });
        const [first, second] = endpoint.seen;
        expect(second?.body).toEqual(first?.body);
        const [one, other] = endpoint.taken.queued as QueuedCommand[];
        expect([other?.id, other?.deliveryId]).toEqual([one?.id, one?.deliveryId]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an integer beyond what a number holds", () => {
  const body = '{"id": 820982911946154508, "valor": 12345678901234567.89}';

  test.each<[string, SourceInput["map"]]>([
    ["JSONata", { sessionId: `'${sessionId}'`, number: "body.id", metadata: { valor: "body.valor" } }],
    ["TypeScript", ({ body: sent }) => ({ sessionId, number: sent.id, metadata: { valor: sent.valor } })],
  ])("keeps its digits in %s", async (_how, map) => {
    const endpoint = endpointOf({ map });
    await endpoint.send({ body });
    expect(endpoint.taken.queued).toMatchObject([
      { targeted: { command: { number: "820982911946154508", metadata: { valor: "12345678901234567.89" } } } },
    ]);
  });

  test("is an id of its own", async () => {
    const endpoint = endpointOf({ deliveryId: "body.id" });
    for (const id of ["820982911946154508", "820982911946154509"]) await endpoint.send({ body: `{"id": ${id}}` });
    const [one, other] = endpoint.taken.queued as QueuedCommand[];
    expect([one?.deliveryId, other?.deliveryId]).toEqual(["820982911946154508", "820982911946154509"]);
    expect(one?.id).not.toBe(other?.id);
  });

  test("is stored with its digits where a token is taken out of the same body", async () => {
    const endpoint = endpointOf({ verify: { scheme: "token", body: "hottok" }, map: () => ({ sessionId: "" }) });
    await endpoint.send({ body: '{"id": 820982911946154508}' });
    const seen = endpointOf({ verify: { scheme: "token", body: "hottok" } });
    await seen.send({ body: '{"id": 820982911946154508}' });
    expect(seen.body()).toEqual({ id: "820982911946154508", hottok: "(removed)" });
  });
});

describe("a token inside a body", () => {
  test.each<[string, EventParts, object]>([
    [
      "a form in Latin-1",
      { body: "nome=Jos%E9", headers: { "content-type": `${form}; charset=iso-8859-1` } },
      { nome: "José" },
    ],
    [
      "multipart",
      { body: multipart([["nome", "José"]]), headers: { "content-type": multipartType } },
      { nome: "José" },
    ],
    [
      "JSON in Latin-1",
      {
        body: Buffer.from('{"nome":"José"}', "latin1"),
        headers: { "content-type": "application/json; charset=latin1" },
      },
      { nome: "José" },
    ],
    ["JSON in UTF-16", { body: Buffer.from('\ufeff{"nome":"José"}', "utf16le") }, { nome: "José" }],
  ])("of %s is let in, and withheld from the mapping", async (_what, parts, expected) => {
    const endpoint = endpointOf({ verify: { scheme: "token", body: "token" } });
    expect((await endpoint.send(parts)).statusCode).toBe(200);
    expect(endpoint.body()).toEqual({ ...expected, token: "(removed)" });
    expect(JSON.stringify([endpoint.seen, endpoint.taken])).not.toContain(secret);
  });

  test("of a part may be too short to be taken out anywhere else", async () => {
    const endpoint = webhookEndpoint(
      {
        sources: {
          crm: {
            verify: { scheme: "token", body: "t" },
            map: ({ body }) => ({ sessionId, number: `${body.t} ${body.a}` }),
          },
        },
      },
      { crm: { secrets: ["ab"], allowShort: true } },
    );
    const body = multipart([
      ["t", "ab"],
      ["a", "abab"],
    ]);
    expect((await endpoint.call(webhookEvent("crm", { body, base64: true }))).statusCode).toBe(200);
    expect(endpoint.taken.queued).toMatchObject([{ targeted: { command: { number: "(removed) abab" } } }]);
  });
});
