// What somebody sends who captured a delivery, or who wants to keep the endpoint busy: through the door and the queue behind it.
import { createHmac } from "node:crypto";
import { describe, expect, jest, test } from "@jest/globals";
import type { HooksConfigInput } from "../../lib/config.ts";
import { storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { bytesWithout } from "../../lib/webhooks/receiving/withhold-secrets.ts";
import type { Delivery } from "../../lib/webhooks/sources/sources.ts";
import { cpuMsOf } from "../support/cpu-time.ts";
import { webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";
import { webhookWorld, worldSession } from "../support/webhook-world.ts";

const secret = "a-secret-of-this-test-0123456789";
const note = () => ({ command: "note", sessionId: worldSession, text: "Pago" });
const configOf = (source: object): HooksConfigInput =>
  ({ sources: { loja: { map: note, ...source } } }) as unknown as HooksConfigInput;
const worldOf = (source: object) => webhookWorld(configOf(source), { loja: [secret] });

describe("a delivery of Mailgun, whose body is not signed, takes effect once", () => {
  const parts = (world: ReturnType<typeof worldOf>) => {
    const timestamp = String(Math.floor(world.clock.now() / 1000));
    const token = "5a8f3c0d9e7b41268f0c3d5e7a9b1c2d";
    const signature = createHmac("sha256", secret)
      .update(timestamp + token)
      .digest("hex");
    return { timestamp, token, signature };
  };
  type Parts = ReturnType<typeof parts>;
  const form = (given: Parts) => new URLSearchParams({ ...given, event: "failed" }).toString();
  const json = (given: Parts) => JSON.stringify({ signature: given, "event-data": { event: "failed" } });
  const jsonType = { "content-type": "application/json" };

  test.each<[string, (given: Parts) => string, Record<string, string>]>([
    ["as a form", form, { "content-type": "application/x-www-form-urlencoded" }],
    ["as JSON with the three at its top", (given) => JSON.stringify({ ...given, n: 2 }), jsonType],
    ["with another body around them", (given) => JSON.stringify({ signature: given, n: 2 }), jsonType],
  ])("sent again %s", async (_how, again, headers) => {
    const world = worldOf({ verify: "mailgun" });
    const given = parts(world);
    await world.call(webhookEvent("loja", { body: json(given), headers: jsonType }));
    await world.workAll();
    expect(world.notes).toHaveLength(1);
    world.clock.advance(60 * 60_000);
    await world.call(webhookEvent("loja", { body: again(given), headers, base64: true }));
    await world.workAll();
    expect(world.notes).toHaveLength(1);
  });

  test("and one with another token is another one", async () => {
    const world = worldOf({ verify: "mailgun" });
    for (const token of ["token-number-one", "token-number-two"]) {
      const { timestamp } = parts(world);
      const signature = createHmac("sha256", secret)
        .update(timestamp + token)
        .digest("hex");
      await world.call(webhookEvent("loja", { body: json({ timestamp, token, signature }), headers: jsonType }));
      await world.workAll();
    }
    expect(world.notes).toHaveLength(2);
  });
});

test.each<[string, unknown]>([
  ["a function", ({ headers, body }: Delivery) => headers["x-id"] ?? body.id],
  ["an expression", 'headers."x-id" ? headers."x-id" : body.id'],
])(
  "a source's id that %s finds in the signed body is none that a header can take the place of",
  async (_how, deliveryId) => {
    const world = worldOf({ verify: "github", deliveryId });
    const event = world.signed("loja", { body: JSON.stringify({ id: "evt-1" }) });
    for (const headers of [{}, { "x-id": "evt-2" }, { "x-id": "evt-3" }]) {
      await world.call({ ...event, headers: { ...event.headers, ...headers } });
      await world.workAll();
      world.clock.advance(60 * 60_000);
    }
    expect(world.notes).toHaveLength(1);
  },
);

test("what the filter lets go is let go, also where the id of those that are meant is not in it", async () => {
  const endpoint = webhookEndpoint(
    configOf({
      verify: "github",
      filter: "body.event = 'paid'",
      deliveryId: ({ body }: Delivery) => body.data.object.id,
    }),
    { loja: [secret] },
  );
  const send = (body: object) => endpoint.call(endpoint.signed("loja", { body: JSON.stringify(body) }));
  expect((await send({ event: "ping" })).statusCode).toBe(202);
  expect(endpoint.lastLine()).toMatchObject({ delivery: "filtered" });
  expect(endpoint.taken.parked).toEqual([]);
  await send({ event: "paid" });
  expect(endpoint.lastLine()).toMatchObject({ delivery: "parked" });
});

describe("a body that is made to be slow", () => {
  const megabyte = 1024 * 1024 - 16;
  const sources: [string, object][] = [
    ["a token", { verify: { scheme: "token", body: "token" } }],
    ["mailgun", { verify: "mailgun" }],
    ["bitrix24", { verify: "bitrix24" }],
    ["twilio", { verify: "twilio" }],
  ];
  const bodies: [string, string][] = [
    ["fields without a sign between name and value", "a&".repeat(megabyte / 2)],
    ["fields in escapes", "%61=1&".repeat(megabyte / 6)],
    // The digits of a number are compared with what JavaScript makes of it.
    ["a number with many zeros", `[1.${"0".repeat(megabyte / 4)}1]`],
  ];
  test.each(sources.flatMap(([name, source]) => bodies.map((body) => [name, ...body, source] as const)))(
    "%s: %s",
    async (_name, _what, body, source) => {
      const endpoint = webhookEndpoint(
        { ...configOf(source), publicUrl: "https://hooks.example.com" },
        { loja: [secret] },
      );
      const { user } = process.cpuUsage();
      const event = webhookEvent("loja", { body, headers: { "content-type": "application/x-www-form-urlencoded" } });
      expect((await endpoint.call(event)).statusCode).toBe(401);
      // Read as a whole, it takes seven seconds and more; a sender waits for four.
      expect(process.cpuUsage().user - user).toBeLessThan(3_000_000);
    },
  );
});

test.each<[string, (each: (at: number) => string) => string]>([
  ["a form", (each) => Array.from({ length: 17_000 }, (_, at) => `token=${each(at)}`).join("&")],
  [
    "multipart",
    (each) => {
      const part = (at: number) => `--b\r\ncontent-disposition: form-data; name="token"\r\n\r\n${each(at)}\r\n`;
      return `${Array.from({ length: 12_000 }, (_, at) => part(at)).join("")}--b--`;
    },
  ],
])("%s in which one name has thousands of secrets is taken in moments, without them", async (_what, bodyOf) => {
  const endpoint = webhookEndpoint(configOf({ verify: "slack" }), { loja: [secret] });
  const body = bodyOf((at) => `a-secret-${String(at).padStart(12, "0")}`);
  const signed = endpoint.signed("loja", { body });
  // Each of them was looked for in all of the body: five seconds for a form, and more than that for multipart.
  expect(await cpuMsOf(() => endpoint.call(signed))).toBeLessThan(2_000);
  const { queued, parked } = endpoint.taken;
  const [raw] = [...queued, ...parked.map((each) => each.queued)].map(
    (item) => Object(item).raw ?? Object(item).delivery,
  );
  const kept = Buffer.from(storedDelivery({ delivery: raw }).bytes).toString();
  expect(kept).toContain("(removed)");
  expect(kept).not.toContain("a-secret");
});

test("a body of JSON is read once before it is known whether it is the sender's, however many of its values are asked for", async () => {
  const endpoint = webhookEndpoint(configOf({ verify: "mailgun" }), { loja: [secret] });
  const body = JSON.stringify({ signature: { timestamp: "1795521600", token: "t", signature: "0".repeat(64) } });
  const parse = jest.spyOn(JSON, "parse");
  try {
    await endpoint.call(webhookEvent("loja", { body }));
    expect(parse.mock.calls.filter(([text]) => text === body)).toHaveLength(1);
  } finally {
    parse.mockRestore();
  }
});

describe("JSON that is nested too deep to be written", () => {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;

  test.each<[string, object, (now: number) => string]>([
    ["linear", { verify: "linear" }, (now) => `{"webhookTimestamp":${now},"deep":${deep}}`],
    ["a token", { verify: { scheme: "token", body: "token" } }, () => `{"token":"${secret}","deep":${deep}}`],
  ])("%s: is parked, without its secret", async (name, source, bodyOf) => {
    const endpoint = webhookEndpoint(configOf(source), { loja: [secret] });
    const body = bodyOf(endpoint.clock.now());
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    const headers: Record<string, string> = name === "linear" ? { "linear-signature": signature } : {};
    expect((await endpoint.call(webhookEvent("loja", { body, headers }))).statusCode).toBe(200);
    expect(endpoint.lastLine()).toMatchObject({ delivery: "parked" });
    expect(endpoint.taken.parked).toMatchObject([{ reason: { message: expect.stringContaining("100 levels") } }]);
  });
});

test.each([
  ["PHP's and Python's JSON", String.raw`{"a":"chave-da-a\u00e7\u00e3o-1"}`],
  ["JSON", `{"a":"chave-da-ação-1"}`],
  ["a form", "a=chave-da-a%C3%A7%C3%A3o-1"],
])("a secret with letters beyond ASCII is taken out of %s", (_what, body) => {
  const kept = Buffer.from(bytesWithout(Buffer.from(body), ["chave-da-ação-1"])).toString();
  expect(kept).toContain("(removed)");
  expect(kept).not.toContain("chave");
});
