// The webhook endpoint: whom it lets in, what it makes of what they send, and what it answers.
import { createHmac, randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HooksConfigInput, SourceInput } from "../../lib/config.ts";
import { parseAccess } from "../../lib/core/access-secret.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { type QueuedDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import type { Delivery } from "../../lib/webhooks/sources/sources.ts";
import { cpuMsOf } from "../support/cpu-time.ts";
import { multipart } from "../support/multipart.ts";
import { type EventParts, type WebhookEvent, webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const secret = "a-secret-of-this-test-0123456789";
const older = "an-older-secret-of-this-test-01";

const crm: SourceInput = { verify: "github", map: ({ body }) => body };
const endpointOf = (source: Partial<SourceInput> = {}, config: HooksConfigInput = {}) =>
  webhookEndpoint({ ...config, sources: { crm: { ...crm, ...source } } }, { crm: [secret] });
const command = (more: object = {}) => JSON.stringify({ sessionId, status: "PENDING", ...more });
const queuedBy = (endpoint: ReturnType<typeof webhookEndpoint>) => endpoint.taken.queued as QueuedCommand[];

describe("the bytes that were signed are the bytes that are checked", () => {
  const body = `{"sessionId": "${sessionId}",\r\n"command": "note", "text": "São Paulo 🏙\\n\\ttab"}\r\n`;
  const signature = (bytes: string | Uint8Array) =>
    `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
  const headers = { "content-type": "application/json" };

  test.each([
    ["plain", { body, base64: false }],
    ["base64", { body, base64: true }],
    ["with a byte order mark", { body: `\u{feff}${body}`, base64: false }],
    ["with a byte order mark, base64", { body: `\u{feff}${body}`, base64: true }],
  ])("%s", async (_name, parts) => {
    const endpoint = endpointOf();
    const event = webhookEvent("crm", {
      ...parts,
      headers: { ...headers, "x-hub-signature-256": signature(parts.body) },
    });
    expect((await endpoint.call(event)).statusCode).toBe(202);
    expect(queuedBy(endpoint)[0]?.targeted.command).toMatchObject({ text: "São Paulo 🏙\n\ttab" });
  });

  test.each(["X-Hub-Signature-256", "x-hub-signature-256", "X-HUB-SIGNATURE-256"])("header %s", async (name) => {
    const endpoint = endpointOf();
    const event = webhookEvent("crm", {
      body,
      headers: { "Content-Type": "application/json", [name]: signature(body) },
    });
    expect((await endpoint.call(event)).statusCode).toBe(202);
  });

  const version1 = (event: WebhookEvent) => ({
    resource: "/webhooks/{source}",
    path: event.rawPath,
    httpMethod: "POST",
    headers: Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), value])),
    multiValueHeaders: Object.fromEntries(
      Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), [value ?? ""]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: event.pathParameters,
    requestContext: { requestId: "r-1", requestTimeEpoch: 0 },
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
  });

  test.each([true, false])("payload 1.0 of a REST API, base64 %s", async (base64) => {
    const endpoint = endpointOf();
    const event = webhookEvent("crm", {
      body,
      base64,
      headers: { ...headers, "x-hub-signature-256": signature(body) },
    });
    expect((await endpoint.call(version1(event))).statusCode).toBe(202);
    expect(queuedBy(endpoint)).toHaveLength(1);
  });

  test("payload 1.0 has the query that is signed, too", async () => {
    const sources = {
      mp: { verify: "mercadopago", map: ({ query }: Delivery) => ({ sessionId, number: query["data.id"] }) },
    };
    const endpoint = webhookEndpoint({ sources: sources as HooksConfigInput["sources"] }, { mp: [secret] });
    const signed = endpoint.signed("mp", { rawQuery: "data.id=A%2B1&type=payment", headers: { "x-request-id": "r" } });
    const event = {
      ...version1(signed),
      queryStringParameters: { "data.id": "A+1", type: "payment" },
      multiValueQueryStringParameters: { "data.id": ["A+1"], type: ["payment"] },
    };
    expect((await endpoint.call(event)).statusCode).toBe(200);
    expect(queuedBy(endpoint)[0]?.targeted.command).toMatchObject({ number: "A+1" });
  });
});

describe("whom it lets in", () => {
  test("nobody where the access secret has no secret for the source", async () => {
    const endpoint = webhookEndpoint({ sources: { crm } }, {});
    const event = webhookEvent("crm", { body: command(), headers: { "x-hub-signature-256": "sha256=00" } });
    expect((await endpoint.call(event)).statusCode).toBe(401);
    expect(endpoint.lastLine()).toMatchObject({ code: "DELIVERY_NOT_VERIFIED", reason: "SECRET_MISSING" });
  });

  test("every refusal looks the same from outside, and the log has the reason", async () => {
    const sources = { crm, std: { verify: "standard-webhooks", map: () => null }, open: crm };
    const endpoint = webhookEndpoint(
      { sources: sources as HooksConfigInput["sources"] },
      { crm: [secret], std: [`whsec_${btoa(secret)}`] },
    );
    const good = endpoint.signed("std", { body: "{}" });
    const old = endpoint.signed("std", { body: "{}" });
    endpoint.clock.advance(301_000);
    const events = [
      webhookEvent("crm", { body: "{}" }),
      webhookEvent("crm", { body: "{}", headers: { "x-hub-signature-256": "" } }),
      webhookEvent("crm", { body: "{}", headers: { "x-hub-signature-256": "sha256=zz" } }),
      webhookEvent("crm", { body: "{}", headers: { "x-hub-signature-256": `sha256=${"0".repeat(64)}` } }),
      webhookEvent("crm", { body: "{}", headers: { "x-hub-signature-256": "é".repeat(64) } }),
      webhookEvent("open", { body: "{}" }),
      webhookEvent("crm", { method: "GET", rawQuery: "hub.challenge=1" }),
      { ...good, headers: { ...good.headers, "webhook-timestamp": "Infinity" } },
      old,
    ];
    const answers: string[] = [];
    const reasons: unknown[] = [];
    for (const event of events) {
      answers.push(JSON.stringify(await endpoint.call(event)));
      reasons.push(endpoint.lastLine().reason);
    }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? "")).toMatchObject({ statusCode: 401 });
    expect(answers[0]).not.toMatch(/www-authenticate/i);
    expect(new Set(reasons)).toEqual(
      new Set([
        "SIGNATURE_MISSING",
        "SIGNATURE_MALFORMED",
        "SIGNATURE_MISMATCH",
        "SECRET_MISSING",
        "TIMESTAMP_MALFORMED",
        "TIMESTAMP_TOO_OLD",
      ]),
    );
    expect(endpoint.taken.queued).toEqual([]);
  });

  test("an old secret while the new one is there as well, saying in the log which it was", async () => {
    const endpoint = endpointOf();
    const event = endpoint.signed("crm", { body: command() });
    endpoint.held.access = parseAccess(JSON.stringify({ clients: {}, sources: { crm: [older, secret] } }));
    expect((await endpoint.call(event)).statusCode).toBe(202);
    expect(endpoint.lastLine()).toMatchObject({ secretIndex: 1 });
    expect(endpoint.held.refreshes).toBe(0);
  });

  test("somebody whose secret was written a moment ago, since a failure asks for the secret again", async () => {
    const endpoint = endpointOf();
    const event = endpoint.signed("crm", { body: command() });
    const fresh = endpoint.held.access;
    endpoint.held.access = parseAccess(JSON.stringify({ clients: {}, sources: { crm: [older] } }));
    endpoint.access.refresh = async () => fresh;
    expect((await endpoint.call(event)).statusCode).toBe(202);
  });

  test("a source that nobody configured is 404, also when its name means something to every object", async () => {
    const endpoint = endpointOf();
    for (const name of ["crn", "constructor", "__proto__", "toString"])
      expect((await endpoint.call(webhookEvent(name, { body: command() }))).statusCode).toBe(404);
  });

  test("what stands where its name should be is not logged when it may be a secret in the wrong position", async () => {
    const endpoint = endpointOf();
    for (const name of ["a-token-which-reads-like-a-name", "crn"])
      await endpoint.call(webhookEvent(name, { body: command() }));
    expect(endpoint.taken.lines.map((line) => JSON.parse(line).source)).toEqual(["not shown", "crn"]);
  });

  test("nobody by an address that is no text", async () => {
    const endpoint = endpointOf({ verify: { scheme: "token", path: true } });
    expect((await endpoint.call(webhookEvent("crm", { body: command(), token: "\ud800" }))).statusCode).toBe(401);
  });

  test("a body over 1 MB is 413 before anything else is asked, and the log names its source", async () => {
    const endpoint = endpointOf();
    const unsigned = webhookEvent("crm", { body: "x".repeat(1024 * 1024 + 1) });
    expect((await endpoint.call(unsigned)).statusCode).toBe(413);
    expect(endpoint.lastLine()).toMatchObject({ source: "crm", status: 413, code: "BODY_TOO_LARGE" });
    const elsewhere = webhookEvent("nobody", { body: "x".repeat(1024 * 1024 + 1) });
    expect((await endpoint.call(elsewhere)).statusCode).toBe(404);
  });

  test("a large body is filtered out as any other is, or mapped, or parked", async () => {
    const large = (event: string) => JSON.stringify({ event, sessionId, photo: "x".repeat(1024 * 1024 - 100) });
    const endpoint = endpointOf({
      filter: "body.event != 'other'",
      map: ({ body }) => ({ sessionId: body.event === "won" ? body.sessionId : "", status: "PENDING" }),
    });
    for (const event of ["other", "won", "lost"])
      expect((await endpoint.call(endpoint.signed("crm", { body: large(event) }))).statusCode).toBe(202);
    const { queued, parked } = endpoint.taken;
    expect([queued.length, parked.length]).toEqual([1, 1]);
    const stored = storedDelivery(parked[0]?.queued as QueuedDelivery);
    expect(Buffer.from(stored.bytes).toString()).toBe(large("lost"));
  });

  test("what cannot be mapped, and is too large to be parked, stays with its sender", async () => {
    const endpoint = endpointOf({ map: () => ({ sessionId: "" }) });
    const photo = randomBytes(780_000).toString("base64");
    const asText = JSON.stringify({ photo: photo.slice(0, 1024 * 1024 - 20) });
    expect((await endpoint.call(endpoint.signed("crm", { body: asText }))).statusCode).toBe(202);
    expect(endpoint.taken.parked.splice(0)).toHaveLength(1);
    const upload = multipart([['photo"; filename="photo.jpg', randomBytes(1_000_000)]]);
    expect((await endpoint.call(endpoint.signed("crm", { body: upload, base64: true }))).statusCode).toBe(413);
    expect(endpoint.lastLine()).toMatchObject({ source: "crm", code: "BODY_TOO_LARGE" });
    expect([endpoint.taken.queued, endpoint.taken.parked]).toEqual([[], []]);
  });

  test.each<[string, SourceInput["verify"]]>([
    ["of any scheme", "github"],
    ["with a handshake of its own", "meta"],
    ["whose secret stands in the address", "wts"],
  ])("HEAD is told that a source %s is there, and nothing else", async (_what, verify) => {
    const endpoint = endpointOf({ verify });
    for (const token of [undefined, "not-the-secret"]) {
      const event = webhookEvent("crm", { method: "HEAD", ...(token !== undefined && { token }) });
      expect(await endpoint.call(event)).toMatchObject({ statusCode: 200, body: "" });
      expect(endpoint.lastLine()).toMatchObject({ level: "info", source: "crm", delivery: "handshake", status: 200 });
    }
    expect((await endpoint.call(webhookEvent("nobody", { method: "HEAD" }))).statusCode).toBe(404);
    expect(endpoint.lastLine()).toMatchObject({ level: "warn" });
    expect([endpoint.taken.queued, endpoint.taken.parked]).toEqual([[], []]);
  });

  test("Meta's handshake is answered with its challenge, as text, for the right verify token only", async () => {
    const endpoint = webhookEndpoint(
      { sources: { meta: { verify: "meta", map: () => null } } },
      { meta: { secrets: [secret], verifyTokens: ["a-verify-token-0123456789"] } },
    );
    const ask = (token: string) =>
      endpoint.call(
        webhookEvent("meta", {
          method: "GET",
          rawQuery: `hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`,
        }),
      );
    expect(await ask("a-verify-token-0123456789")).toMatchObject({
      statusCode: 200,
      body: "1158201444",
      headers: { "content-type": expect.stringMatching(/^text\/plain/) },
    });
    expect((await ask("wrong-verify-token-0123456")).statusCode).toBe(401);
    expect((await ask(secret)).statusCode).toBe(401);
  });
});

describe("what becomes of a delivery", () => {
  test("is answered only when the queue has all of it", async () => {
    const endpoint = endpointOf({ map: ({ body }) => [body, { command: "note", sessionId, text: "oi" }] });
    endpoint.failing.queue = true;
    const event = endpoint.signed("crm", { body: command() });
    expect((await endpoint.call(event)).statusCode).toBe(503);
    endpoint.failing.queue = false;
    const answer = await endpoint.call(event);
    expect([answer.statusCode, queuedBy(endpoint).length]).toEqual([202, 2]);
    const ids = queuedBy(endpoint).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(JSON.parse(answer.body ?? "")).toEqual({ status: "accepted", commandIds: ids });
  });

  test.each([
    [
      "a mapping that throws",
      {
        map: () => {
          throw new Error(secret);
        },
      },
      "DELIVERY_NOT_MAPPED",
    ],
    ["a filter that throws", { filter: "$error('x')" }, "DELIVERY_NOT_MAPPED"],
    ["a command that is not valid", { map: () => ({ sessionId, statu: "PENDING" }) }, "COMMAND_INVALID"],
    ["something that is no command", { map: () => "close it" }, "COMMAND_INVALID"],
    ["101 commands", { map: () => Array.from({ length: 101 }, () => ({ sessionId, number: "1" })) }, "COMMAND_INVALID"],
    [
      "a company of its own choosing",
      { map: () => ({ sessionId, number: "1", companyId: sessionId }) },
      "COMMAND_INVALID",
    ],
    ["a time that is none", { occurredAt: () => "soon" }, "COMMAND_INVALID"],
    ["an id that is none", { deliveryId: () => ({}) }, "DELIVERY_NOT_MAPPED"],
  ] as [string, Partial<SourceInput>, string][])(
    "%s is parked whole and answered as a success",
    async (_name, source, code) => {
      const endpoint = endpointOf(source);
      const event = endpoint.signed("crm", {
        body: command(),
        headers: { cookie: "c", "x-crm": "7", authorization: "Bearer x" },
      });
      expect((await endpoint.call(event)).statusCode).toBe(202);
      expect(endpoint.taken.queued).toEqual([]);
      const [parked] = endpoint.taken.parked;
      expect(parked).toMatchObject({ reason: { code }, door: "webhook", queued: { kind: "delivery", source: "crm" } });
      const queued = parked?.queued as QueuedDelivery | undefined;
      expect(queued?.delivery.headers).toEqual({ "x-crm": "7" });
      expect(JSON.stringify([parked, endpoint.taken.lines])).not.toContain(secret);
    },
  );

  test("of a hundred commands is queued whole, to be taken apart by the worker: that many are taken", async () => {
    const endpoint = endpointOf({
      map: () => Array.from({ length: 100 }, (_, index) => ({ sessionId, number: String(index) })),
    });
    const answer = await endpoint.call(endpoint.signed("crm", { body: command() }));
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body ?? "").commandIds).toHaveLength(100);
    expect(queuedBy(endpoint)).toMatchObject([{ kind: "delivery", source: "crm", attempt: 0 }]);
    expect(endpoint.taken.parked).toEqual([]);
  });

  test("a long text with many matches of a regular expression is no payload that keeps the mapping busy", async () => {
    const endpoint = endpointOf({
      map: { command: "'note'", sessionId: `'${sessionId}'`, text: "$replace(body, /\\s+/, ' ')" },
    });
    const body = "palavra  ".repeat(20_000);
    await endpoint.call(endpoint.signed("crm", { body, headers: { "content-type": "text/plain" } }));
    expect(queuedBy(endpoint)[0]?.targeted.command).toMatchObject({ text: "palavra ".repeat(20_000) });
  });

  test("a command that no queue takes is parked, since the sender would send it again and again for a 503", async () => {
    const endpoint = endpointOf({ map: ({ body }) => ({ command: "note", sessionId, text: body }) });
    // Each character is one byte, of which JSON makes six.
    const event = endpoint.signed("crm", { body: "\u0001".repeat(200_000), headers: { "content-type": "text/plain" } });
    expect((await endpoint.call(event)).statusCode).toBe(202);
    expect(endpoint.taken.queued).toEqual([]);
    expect(endpoint.taken.parked).toMatchObject([
      { reason: { code: "COMMAND_INVALID", issues: [{ code: "TOO_LARGE" }] } },
    ]);
  });

  test.each([
    ['{"id": 1', {}, "the body looks like JSON and is not valid JSON"],
    [command(), { filter: "$error('x')" }, "filter of the source threw JSONata D3137"],
  ])("the log says why %s was parked", async (body, source, reason) => {
    const endpoint = endpointOf(source);
    await endpoint.call(endpoint.signed("crm", { body }));
    const lines = endpoint.taken.lines.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ message: "parked", source: "crm", reason: expect.stringContaining(reason) }),
    );
  });

  test("when even the parked queue fails, the sender keeps it", async () => {
    const endpoint = endpointOf({ map: () => "nonsense" });
    endpoint.failing.parked = true;
    expect((await endpoint.call(endpoint.signed("crm", { body: command() }))).statusCode).toBe(503);
  });

  test("a token in the body is kept from the parked queue and from the mapping", async () => {
    const seen: unknown[] = [];
    const endpoint = endpointOf({
      verify: { scheme: "token", body: "hottok" },
      map: ({ body }) => {
        seen.push(body);
        return "nonsense";
      },
    });
    await endpoint.call(endpoint.signed("crm", { body: '{"event": "PURCHASE", "name": "São"}' }));
    expect(seen).toEqual([{ event: "PURCHASE", name: "São", hottok: "(removed)" }]);
    expect(JSON.stringify(endpoint.taken.parked)).not.toContain(secret);
  });

  describe("a secret is kept from the parked queue and from the mapping", () => {
    const slashed = "a/secret+of this=test";
    const parkedBy = async (
      verify: SourceInput["verify"],
      endpointSecret: string,
      send: (endpoint: ReturnType<typeof webhookEndpoint>) => WebhookEvent,
    ) => {
      const seen: Delivery[] = [];
      const map = (delivery: Delivery) => {
        seen.push(delivery);
        return "nonsense";
      };
      const endpoint = webhookEndpoint({ sources: { crm: { verify, map, answer: 200 } } }, { crm: [endpointSecret] });
      expect((await endpoint.call(send(endpoint))).statusCode).toBe(200);
      const queued = endpoint.taken.parked[0]?.queued as QueuedDelivery | undefined;
      const body = gunzipSync(Buffer.from(queued?.delivery.bodyGzip ?? "", "base64")).toString();
      return { shown: JSON.stringify([seen, queued, body, endpoint.taken.lines]), body };
    };

    test.each([
      ["as PHP writes it", String.raw`{"hottok": "a\/secret+of this=test", "n": 1}`],
      ["in escapes", String.raw`{"hottok": "\u0061/secret+of this=test", "n": 1}`],
      ["deeper, and again", `{"hottok": "${slashed}", "n": 1, "copy": {"of": ["${slashed}"]}}`],
    ])("in JSON %s", async (_how, body) => {
      const { shown, body: kept } = await parkedBy({ scheme: "token", body: "hottok" }, slashed, () =>
        webhookEvent("crm", { body }),
      );
      expect(JSON.parse(kept)).toMatchObject({ hottok: "(removed)", n: 1 });
      expect(shown).not.toMatch(/secret\+of/);
    });

    test.each([
      encodeURIComponent(slashed),
      // Some proxies write the escapes in lower case.
      encodeURIComponent(slashed).toLowerCase(),
      new URLSearchParams({ t: slashed }).toString().slice(2),
      slashed,
    ])("in a form, or in path and query of an address that a proxy adds, as %s", async (written) => {
      const headers = { "x-original-uri": `/webhooks/crm/${written}?t=${written}`, "x-token": slashed };
      const { shown } = await parkedBy({ scheme: "token", header: "x-token" }, slashed, () =>
        webhookEvent("crm", {
          body: `t=${written}&n=1`,
          headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
        }),
      );
      expect(shown).not.toMatch(/secret(\+|%2B)of/i);
      expect(shown).toContain("(removed)");
    });

    describe("and a signature, wherever it stands", () => {
      const form = "application/x-www-form-urlencoded";
      const json = JSON.stringify({ event: "paid", token: "n-1" });
      const inBody = { scheme: "hmac", body: "proof", content: "{body:token}" };
      const tokenProof = createHmac("sha256", secret).update("n-1").digest("hex");

      test.each<[string, SourceInput["verify"], EventParts]>([
        ["in a header", { scheme: "hmac", header: "x-proof" }, { body: json }],
        ["in the query", { scheme: "hmac", query: "proof", hash: "sha1" }, { body: json, rawQuery: "order=1" }],
        ["in JSON", inBody, { body: json }],
        ["in a form", inBody, { body: "event=paid&token=n-1", headers: { "content-type": form } }],
      ])("%s", async (_where, verify, parts) => {
        let proof = "";
        const { shown } = await parkedBy(verify, secret, (endpoint) => {
          const event = endpoint.signed("crm", parts);
          [proof = ""] = /[0-9a-f]{40,64}/.exec(JSON.stringify(event)) ?? [];
          return event;
        });
        expect(proof).not.toBe("");
        expect(shown).toContain("paid");
        expect(shown).not.toContain(proof);
      });

      test("also where a proxy writes the address into a header", async () => {
        const proof = createHmac("sha256", secret).update(json).digest("hex");
        const address = `proof=${proof}&order=1`;
        const { shown } = await parkedBy({ scheme: "hmac", query: "proof" }, secret, () =>
          webhookEvent("crm", {
            body: json,
            rawQuery: address,
            headers: { "x-original-uri": `/webhooks/crm?${address}` },
          }),
        );
        expect(shown).toContain("(removed)&order=1");
        expect(shown).not.toContain(proof);
      });

      test.each([
        [
          "JSON",
          { body: `{"token":"n-1","proof":"\\u00${tokenProof.charCodeAt(0).toString(16)}${tokenProof.slice(1)}"}` },
        ],
        [
          "a form",
          {
            body: `token=n-1&pr%6fof=%${tokenProof.charCodeAt(0).toString(16)}${tokenProof.slice(1)}&n=1`,
            headers: { "content-type": form },
          },
        ],
      ])("also in escapes of %s", async (_how, parts) => {
        const { shown, body } = await parkedBy(inBody, secret, () => webhookEvent("crm", parts));
        expect(body).toContain("n-1");
        expect(shown).not.toContain(tokenProof.slice(1));
      });
    });

    test("also the token that Slack still sends beside its signature, in JSON and in the form of a slash command", async () => {
      const token = "XXYYZZ-verification-token";
      const json = await parkedBy("slack", secret, (endpoint) =>
        endpoint.signed("crm", { body: `{"token": "${token}", "event_id": "e"}` }),
      );
      expect(json.shown).not.toContain(token);
      const form = await parkedBy("slack", secret, (endpoint) =>
        endpoint.signed("crm", {
          body: `token=${token}&command=%2Fclose`,
          headers: { "content-type": "application/x-www-form-urlencoded" },
        }),
      );
      expect(form.shown).not.toContain(token);
      expect(form.body).toContain("command=%2Fclose");
    });

    test("and a body that is full of it is emptied in a moment", async () => {
      const costMs = await cpuMsOf(async () => {
        const { body } = await parkedBy({ scheme: "token", header: "x-token" }, older.slice(0, 16), () =>
          webhookEvent("crm", { body: older.slice(0, 16).repeat(16_000), headers: { "x-token": older.slice(0, 16) } }),
        );
        expect(body).toBe("(removed)".repeat(16_000));
      });
      expect(costMs).toBeLessThan(5_000);
    });

    test("but not the id of Twilio's delivery, whose name only sounds like one", async () => {
      const sources = { crm: { verify: "twilio", map: () => ({ sessionId, number: "1" }) } };
      const endpoint = webhookEndpoint({ publicUrl: "https://hooks.example.com", sources }, { crm: [secret] });
      const headers = { "i-twilio-idempotency-token": "t-1", "content-type": "application/x-www-form-urlencoded" };
      await endpoint.call(endpoint.signed("crm", { body: "a=1", headers }));
      expect(queuedBy(endpoint)[0]?.deliveryId).toBe("t-1");
    });
  });

  test("observe: says what it would do, and does nothing", async () => {
    const endpoint = endpointOf({ observe: true });
    expect((await endpoint.call(endpoint.signed("crm", { body: command() }))).statusCode).toBe(202);
    expect((await endpoint.call(endpoint.signed("crm", { body: "{" }))).statusCode).toBe(202);
    expect([endpoint.taken.queued, endpoint.taken.parked]).toEqual([[], []]);
    const lines = endpoint.taken.lines.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ message: "would be queued", command: "update", fields: ["Status"], sessionId }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ message: "would be parked", code: "DELIVERY_NOT_MAPPED" }));
  });

  test.each([
    [200, undefined, 200, /accepted/],
    [{ status: 200, body: { received: true } }, undefined, 200, /^\{"received":true\}$/],
    [204, undefined, 204, /^$/],
    [undefined, undefined, 202, /accepted/],
  ])("answers %j as its sender counts success", async (answer, _none, status, body) => {
    const endpoint = endpointOf(answer === undefined ? {} : { answer });
    const answered = await endpoint.call(endpoint.signed("crm", { body: command() }));
    expect([answered.statusCode, answered.body ?? ""]).toEqual([status, expect.stringMatching(body)]);
  });

  test("takes the source's rules for a session named otherwise than by its id, unless the command has its own", async () => {
    const session = { metadata: { pedido: "42" } };
    const endpoint = endpointOf({
      onNone: "ignore",
      onMany: "all",
      map: () => [
        { session, number: "1" },
        { session, number: "2", onMany: "newest" },
      ],
    });
    await endpoint.call(endpoint.signed("crm", { body: "{}" }));
    expect(queuedBy(endpoint).map(({ targeted }) => targeted.reference)).toMatchObject([
      { onNone: "ignore", onMany: "all" },
      { onNone: "ignore", onMany: "newest" },
    ]);
  });

  test("never answers 3xx or 410, and 5xx only when nothing was taken, whatever is sent", async () => {
    const endpoint = endpointOf({ map: ({ body, headers }) => (headers["x-map"] === "throw" ? body.a.b.c : body) });
    const anyBody = fc.oneof(
      fc.json(),
      fc.string(),
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    );
    const headers = fc.record(
      { "content-type": fc.constantFrom("application/json", "text/plain", "x"), "x-map": fc.constant("throw") },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(anyBody, headers, fc.boolean(), async (body, given, sign) => {
        const parts = { body, headers: given as Record<string, string>, base64: true };
        const { statusCode = 0 } = await endpoint.call(
          sign ? { ...endpoint.signed("crm", parts) } : webhookEvent("crm", parts),
        );
        expect(statusCode).toBe(sign ? 202 : 401);
      }),
      { numRuns: 300 },
    );
  });
});

describe("which copies it knows", () => {
  const github = (id: string, more: object = {}) => ({ body: command(more), headers: { "x-github-delivery": id } });
  const idsOf = async (endpoint: ReturnType<typeof webhookEndpoint>, ...events: object[]) => {
    for (const parts of events) await endpoint.call(endpoint.signed("crm", parts));
    return queuedBy(endpoint).map(({ id, contents }) => ({ id, contents }));
  };
  const days = 86_400_000;

  test("the same delivery has the same command id, another one has another", async () => {
    const [first, again, other] = await idsOf(
      endpointOf(),
      github("d-1"),
      github("d-1"),
      github("d-2", { number: "1" }),
    );
    expect(again).toEqual(first);
    expect(other?.id).not.toBe(first?.id);
    expect(other?.contents).not.toEqual(first?.contents);
  });

  test("a copy under an id that nobody signed, or without one, has the same content, for 14 days", async () => {
    const bare = { body: command() };
    const [first, forged, without] = await idsOf(endpointOf(), github("d-1"), github("d-2"), bare);
    expect(forged?.id).not.toBe(first?.id);
    expect(first?.contents).toEqual([{ id: expect.any(String), withinMs: 14 * days }]);
    expect([forged?.contents, without?.contents]).toEqual([first?.contents, first?.contents]);
  });

  test("an id from a signed body needs no such help, since whoever changed it could not sign", async () => {
    const endpoint = endpointOf({ deliveryId: "body.number" });
    const [first, other] = await idsOf(endpoint, github("d-1", { number: "1" }), github("d-1", { number: "2" }));
    expect([first?.contents, other?.contents]).toEqual([undefined, undefined]);
    expect(first?.id).not.toBe(other?.id);
  });

  describe("of a sender without ids", () => {
    const minuteMs = 60_000;
    const bodies = (...numbers: string[]) => numbers.map((number) => ({ body: command({ number }) }));

    test("equal bodies are told apart by when they came, and have the same content, for five minutes", async () => {
      const endpoint = endpointOf({ verify: "nuvemshop" });
      const [first] = await idsOf(endpoint, ...bodies("1"));
      endpoint.clock.advance(10 * minuteMs);
      const [, later, other] = await idsOf(endpoint, ...bodies("1", "2"));
      expect(later?.id).not.toBe(first?.id);
      expect(first?.contents).toEqual([{ id: expect.any(String), withinMs: 5 * minuteMs }]);
      expect(later?.contents).toEqual(first?.contents);
      expect(other?.contents).not.toEqual(first?.contents);
    });

    test("its source says for how many minutes", async () => {
      const [first] = await idsOf(endpointOf({ verify: "nuvemshop", copyWithinMinutes: 1.5 }), ...bodies("1"));
      expect(first?.contents).toEqual([{ id: expect.any(String), withinMs: 90_000 }]);
    });

    test("that signs the time, the time tells them apart, and a captured one stays the one it is", async () => {
      const endpoint = endpointOf({
        verify: {
          scheme: "hmac",
          header: "x-sig",
          content: "{timestamp}.{body}",
          timestamp: { header: "x-time", unit: "s" },
        },
      });
      const captured = endpoint.signed("crm", { body: command() });
      await endpoint.call(captured);
      endpoint.clock.advance(2 * minuteMs);
      await endpoint.call(captured);
      await endpoint.call(endpoint.signed("crm", { body: command() }));
      const [first, replayed, again] = queuedBy(endpoint);
      expect(replayed?.id).toBe(first?.id);
      expect(again?.id).not.toBe(first?.id);
      expect(again?.contents).toEqual(first?.contents);
      expect(first?.contents).toEqual([{ id: expect.any(String), withinMs: 5 * minuteMs }]);
    });
  });

  test("of ids that nobody signed, beside a time that is signed, two at different times are two, though all else is equal", async () => {
    const endpoint = endpointOf({ verify: "zendesk" });
    const send = (id: string) => ({ body: command(), headers: { "x-zendesk-webhook-invocation-id": id } });
    const captured = endpoint.signed("crm", send("i-1"));
    await endpoint.call(captured);
    const { "x-zendesk-webhook-invocation-id": _id, ...headers } = captured.headers;
    await endpoint.call({ ...captured, headers });
    endpoint.clock.advance(2_000);
    await idsOf(endpoint, send("i-2"), send("i-1"));
    const [first, without, other, again] = queuedBy(endpoint);
    expect(without?.contents).toContainEqual(first?.contents?.[0]);
    expect(other?.contents).not.toEqual(first?.contents);
    expect(again?.id).toBe(first?.id);
  });

  test("an id in a form, or in letters beyond ASCII, that another content type would hide is known by the signed bytes", async () => {
    const endpoint = endpointOf({ deliveryId: "body.ref", map: () => ({ sessionId, number: "1" }) });
    const [first] = await idsOf(endpoint, { body: '{"ref": "pedido-é"}' });
    expect(first?.contents).toEqual([{ id: expect.any(String), withinMs: 14 * days }]);
    const [, missing] = await idsOf(endpoint, {
      body: '{"ref": "pedido-é"}',
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(missing?.contents).toEqual(first?.contents);
  });

  test("an id that only the method makes another one is not vouched for", async () => {
    const endpoint = endpointOf({ deliveryId: "method & body.number" });
    const [first, other] = await idsOf(endpoint, github("d-1", { number: "1" }), {
      ...github("d-1", { number: "1" }),
      method: "GET",
    });
    expect(first?.contents).toBeDefined();
    expect(other?.contents).toEqual(first?.contents);
  });

  test("an id that is a number too large to be kept exactly is none: two of them may look the same", async () => {
    const endpoint = endpointOf({ deliveryId: "body.id", map: () => ({ sessionId, number: "1" }) });
    const [one, other, again] = await idsOf(
      endpoint,
      { body: '{"id": 9007199254740992}' },
      { body: '{"id": 9007199254740993}' },
      { body: '{"id": 9007199254740993}' },
    );
    expect(other?.id).not.toBe(one?.id);
    expect(again?.id).toBe(other?.id);
  });

  describe("of an id that nobody signed", () => {
    const sourceOf = (verify: SourceInput["verify"], more: Partial<SourceInput> = {}) =>
      webhookEndpoint(
        { sources: { crm: { verify, map: () => ({ sessionId, number: "1" }), ...more } } },
        { crm: [secret] },
      );
    const idsBy = async (endpoint: ReturnType<typeof sourceOf>, ...events: WebhookEvent[]) => {
      for (const event of events) expect((await endpoint.call(event)).statusCode).toBe(200);
      return queuedBy(endpoint).map(({ id }) => id);
    };
    const payment = (id: string, requestId: string, notification: number) => ({
      rawQuery: `data.id=${id}&type=payment`,
      headers: { "x-request-id": requestId },
      body: JSON.stringify({ id: notification, type: "payment" }),
    });

    test("whoever has seen one delivery cannot use up the ids of those to come", async () => {
      const endpoint = sourceOf("mercadopago");
      const seen = endpoint.signed("crm", payment("1", "r-1", 9001));
      const forged = { ...seen, body: JSON.stringify({ id: 9002, type: "payment" }) };
      const [, burnt, genuine] = await idsBy(endpoint, seen, forged, endpoint.signed("crm", payment("2", "r-2", 9002)));
      expect(genuine).not.toBe(burnt);
    });

    test("nor can it where single properties of the body are signed, as Mailgun does, whichever id is changed", async () => {
      const verify = { scheme: "hmac", body: "sig", content: "{body:token}" };
      const endpoint = sourceOf(verify, { deliveryId: "body.id", answer: 200 });
      const sent = (token: string, id: string) => endpoint.signed("crm", { body: JSON.stringify({ token, id }) });
      const seen = sent("t-1", "m-1");
      const forged = { ...seen, body: String(seen.body).replace("m-1", "m-2") };
      const [, burnt, genuine] = await idsBy(endpoint, seen, forged, sent("t-2", "m-2"));
      expect(genuine).not.toBe(burnt);
      expect(queuedBy(endpoint)[0]?.contents).toBeDefined();
      expect(queuedBy(endpoint)[1]?.contents).toEqual(queuedBy(endpoint)[0]?.contents);
    });

    test("the same one with other content is another delivery: Shopify has one for all topics of an event", async () => {
      const endpoint = sourceOf("shopify", { answer: 200 });
      const topic = (body: string) => endpoint.signed("crm", { body, headers: { "x-shopify-event-id": "e-1" } });
      const [created, paid, again] = await idsBy(
        endpoint,
        topic('{"paid": false}'),
        topic('{"paid": true}'),
        topic('{"paid": true}'),
      );
      expect(paid).not.toBe(created);
      expect(again).toBe(paid);
    });

    test("what is sent again is known by it, although each attempt is signed anew", async () => {
      const payments = sourceOf("mercadopago");
      const attempts = ["r-1", "r-2"].map((requestId) => payments.signed("crm", payment("1", requestId, 9001)));
      expect(new Set(await idsBy(payments, ...attempts)).size).toBe(1);
      const issues = sourceOf("linear");
      const issue = () => issues.signed("crm", { body: '{"action": "create"}', headers: { "linear-delivery": "d-1" } });
      const first = issue();
      issues.clock.advance(10_000);
      expect(new Set(await idsBy(issues, first, issue())).size).toBe(1);
    });

    test("Twilio's form is signed without its boundaries, so an id in it can be lengthened, and is not trusted alone", async () => {
      const endpoint = webhookEndpoint(
        {
          publicUrl: "https://hooks.example.com",
          sources: {
            crm: {
              verify: "twilio",
              deliveryId: "body.MessageSid",
              map: () => ({ sessionId, number: "1" }),
              answer: 200,
            },
          },
        },
        { crm: [secret] },
      );
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const sent = endpoint.signed("crm", { body: "MessageSid=SM1&NumMedia=0", headers });
      await idsBy(endpoint, sent, { ...sent, body: "MessageSid=SM1NumMedia0" });
      const [first, copy] = queuedBy(endpoint);
      expect(first?.contents).toBeDefined();
      expect(copy?.contents).toEqual(first?.contents);
    });

    test("where nothing is signed at all it stands alone: whoever has the token needs no trick", async () => {
      const endpoint = sourceOf({ scheme: "token", header: "x-token" }, { deliveryId: "body.id" });
      const attempt = (n: number) => endpoint.signed("crm", { body: JSON.stringify({ id: "e-1", attempt: n }) });
      expect(new Set(await idsBy(endpoint, attempt(1), attempt(2))).size).toBe(1);
    });
  });

  describe("of a signed id", () => {
    const standardSecret = `whsec_${btoa(secret)}`;
    const standardEndpoint = (more: Partial<SourceInput> = {}) =>
      webhookEndpoint(
        { sources: { std: { verify: "standard-webhooks", map: ({ body }) => body, ...more } } },
        { std: [standardSecret] },
      );
    const svixNames = (headers: Record<string, string | undefined>) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace("webhook-", "svix-"), value]));
    const appliedIds = async (endpoint: ReturnType<typeof standardEndpoint>, events: readonly WebhookEvent[]) => {
      for (const event of events) await endpoint.call(event);
      return new Set(queuedBy(endpoint).map(({ id }) => id)).size;
    };

    test.each([" msg_1", "msg_1 ", "\tmsg_1", "\u00a0msg_1", "msg_1\u2028", "\ufeffmsg_1"])(
      "%j is not another one",
      async (id) => {
        const endpoint = standardEndpoint();
        const event = endpoint.signed("std", { body: command(), headers: { "webhook-id": "msg_1" } });
        const copy = { ...event, headers: { ...event.headers, "webhook-id": id } };
        expect(await appliedIds(endpoint, [event, copy])).toBe(1);
      },
    );

    test("another one beside it, under the sender's older name, is not taken for it", async () => {
      const endpoint = standardEndpoint({ deliveryId: "headers.'svix-id'" });
      const sent = endpoint.signed("std", { body: command(), headers: { "webhook-id": "msg_1" } });
      const event = { ...sent, headers: svixNames(sent.headers) };
      const copy = { ...sent, headers: { ...sent.headers, ...event.headers, "svix-id": "msg_2" } };
      expect(await appliedIds(endpoint, [event, copy])).toBe(1);
      expect((await endpoint.call({ ...sent, headers: { ...sent.headers, ...event.headers } })).statusCode).toBe(202);
    });
  });
});
