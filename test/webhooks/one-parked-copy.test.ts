// Whatever somebody changes of a delivery that a sender has signed once, and however often it comes: one message to look at, and nothing done twice.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { sourceProblems } from "../../lib/webhooks/sources/check-sources.ts";
import { type EventParts, webhookEvent } from "../support/webhook-endpoint.ts";
import { refusal, type WebhookWorld, webhookWorld, worldSession } from "../support/webhook-world.ts";

const publicUrl = "https://hooks.example.com";
const base = `${publicUrl}/webhooks/loja`;
const secret = "a-secret-of-this-test-0123456789";
const minuteMs = 60_000;

type Source = NonNullable<HooksConfigInput["sources"]>[string];
const worldOf = (source: object): WebhookWorld =>
  webhookWorld({ publicUrl, sources: { loja: source as Source } }, { loja: [secret] });
const unmapped = () => {
  throw new Error("no mapping");
};
const note = { command: "note", sessionId: worldSession, text: "Pago" };

const form = "AccountSid=AC1&Body=Pedido+pago&From=%2B5511912345678";
const headersOf = (event: { headers: object }): Record<string, string> => ({ ...event.headers });

/** What Twilio signs of a form: the address, and the names and values of its fields, with nothing between them. */
const signedText = (query: string): string =>
  `${base}${query}${[...new URLSearchParams(form)].map(([name, value]) => name + value).join("")}`;
/** The same bytes, divided between address and body at another place. */
const dividedAt = (text: string, cut: number, headers: Record<string, string>) => {
  const [rawQuery, body] = [text.slice(base.length + 1, cut), `${encodeURIComponent(text.slice(cut))}=`];
  return webhookEvent("loja", { rawQuery, headers, body });
};

const twilio = { verify: "twilio", address: "?unidade=2", map: unmapped };
const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

describe("bytes that move between address and body", () => {
  test("are refused, and the delivery as it was is parked once, within a minute and after ten", async () => {
    const world = worldOf(twilio);
    const genuine = world.signed("loja", { headers: formHeaders, body: form });
    const text = signedText("?unidade=2");
    // One of the cuts is where the address ends: that is the delivery itself.
    const cuts = Array.from({ length: 40 }, (_, index) => base.length + 2 + index);
    expect((await world.call(genuine)).statusCode).toBe(204);
    for (const pauseMs of [minuteMs, 10 * minuteMs]) {
      for (const cut of cuts) await world.call(dividedAt(text, cut, headersOf(genuine)));
      for (let times = 0; times < 40; times += 1) expect((await world.call(genuine)).statusCode).toBe(204);
      world.clock.advance(pauseMs);
    }
    await world.workAll();
    expect(world.taken.parked).toHaveLength(1);
    expect(world.taken.parked[0]?.queued).toMatchObject({ delivery: { query: { unidade: "2" } } });
    const refused = world.taken.lines.map((line) => JSON.parse(line)).filter(({ status }) => status === 401);
    expect(refused.map(({ reason }) => reason)).toEqual(Array(78).fill("ADDRESS_MISMATCH"));
  });

  const answerTo = async (source: object, parts: EventParts, change: Partial<EventParts> = {}) => {
    const world = worldOf({ map: unmapped, ...source });
    const signed = world.signed("loja", parts);
    const { rawQueryString, pathParameters } = signed;
    const { token } = pathParameters as { token?: string };
    const sent = { ...parts, headers: headersOf(signed), rawQuery: rawQueryString, ...(token && { token }), ...change };
    const { statusCode } = await world.call(webhookEvent("loja", sent));
    return statusCode === 401 ? world.lastLine().reason : statusCode;
  };
  const json = { headers: { "content-type": "application/json" }, body: '{"a":1}' };

  test.each([
    ["no query", {}, { headers: formHeaders, body: form }],
    ["its query", twilio, { headers: formHeaders, body: form }],
    ["its query and the hash that Twilio adds", twilio, json],
    ["the hash alone", {}, json],
    ["a path and a query", { address: "/abc?unidade=2" }, { headers: formHeaders, body: form }],
    ["a query that says all, without a body", twilio, { method: "GET", rawQuery: "Body=Oi&From=1" }],
  ])("the address of Twilio may have %s", async (_what, source, parts) => {
    expect(await answerTo({ verify: "twilio", ...source }, parts)).toBe(204);
  });

  test.each([
    ["square", json, 202],
    ["hubspot-v2", json, 202],
    ["hubspot-v3", json, 202],
    [{ scheme: "hmac", header: "x-sig", content: "{url}{body}" }, json, 202],
  ])("%j: the address counts byte for byte", async (verify, parts, taken) => {
    expect(await answerTo({ verify, address: "?unidade=2" }, parts)).toBe(taken);
    expect(await answerTo({ verify }, { ...parts, rawQuery: "unidade=2" })).toBe("ADDRESS_MISMATCH");
    expect(await answerTo({ verify, address: "?unidade=2" }, { ...parts, rawQuery: "unidade=2&mais=1" })).toBe(
      "ADDRESS_MISMATCH",
    );
    expect(await answerTo({ verify, address: "?unidade=2" }, parts, { rawQuery: "unidade=3" })).toBe(
      "SIGNATURE_MISMATCH",
    );
  });

  test("what a sender of its own adds is named", async () => {
    const verify = { scheme: "hmac", header: "x-sig", content: "{url}{body}", addedQuery: ["evento"] };
    expect(await answerTo({ verify, address: "?unidade=2" }, { ...json, rawQuery: "evento=pago" })).toBe(202);
    expect(await answerTo({ verify, address: "?unidade=2" }, { ...json, rawQuery: "outro=pago" })).toBe(
      "ADDRESS_MISMATCH",
    );
    expect(await answerTo({ verify }, { ...json, rawQuery: "evento=pago&evento=2" })).toBe("ADDRESS_MISMATCH");
  });
});

/** Parts that stand one behind the other without anything between them: what of one may pass for the other's. */
const joined: readonly (readonly [string, object, (left: string, right: string) => EventParts])[] = [
  [
    "sendgrid's time and body",
    { verify: { scheme: "hmac", header: "x-sig", content: "{header:x-a}{body}" } },
    (left, right) => ({ headers: { "x-a": left }, body: right }),
  ],
  [
    "two headers",
    { verify: { scheme: "hmac", header: "x-sig", content: "{header:x-a}{header:x-b}" } },
    (left, right) => ({ headers: { "x-a": left, "x-b": right }, body: "{}" }),
  ],
  [
    "an id and a body",
    {
      verify: { scheme: "hmac", header: "x-sig", idHeader: "x-a", content: "{id}{body}" },
      deliveryId: "headers.`x-a`",
    },
    (left, right) => ({ headers: { "x-a": left }, body: right }),
  ],
  [
    "an added query and a body",
    { verify: { scheme: "hmac", header: "x-sig", content: "{url}{body}", addedQuery: ["a"] } },
    (left, right) => ({ rawQuery: `a=${left}`, body: right }),
  ],
];

describe.each(joined)("%s", (_what, source, partsOf) => {
  test("wherever they are divided, it is refused, or one and the same delivery", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a-z0-9]{2,12}$/),
        fc.array(fc.nat(11), { maxLength: 6 }),
        async (text, cuts) => {
          for (const map of [unmapped, () => note]) {
            const world = worldOf({ ...source, map });
            const genuine = world.signed("loja", partsOf(text.slice(0, 1), text.slice(1)));
            const signature = headersOf(genuine)["x-sig"] ?? "";
            for (const cut of [1, ...cuts]) {
              const parts = partsOf(text.slice(0, cut), text.slice(cut));
              await world.call(webhookEvent("loja", { ...parts, headers: { ...parts.headers, "x-sig": signature } }));
              await world.workAll();
              world.clock.advance(1_000);
            }
            expect(world.taken.parked.length + world.notes.length).toBe(1);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe("copies of one signature, with something unsigned changed in each", () => {
  const body = JSON.stringify({ id: "evt_1", event: "paid" });
  const senders: readonly (readonly [string, object])[] = [
    ["github", { verify: "github" }],
    ["stripe", { verify: "stripe" }],
    ["nuvemshop", { verify: "nuvemshop" }],
    ["a sender of its own", { verify: { scheme: "hmac", header: "x-sig" }, deliveryId: "headers.`x-id`" }],
  ];
  const changes: readonly ((event: ReturnType<typeof webhookEvent>, index: number) => unknown)[] = [
    (event) => event,
    (event, index) => ({
      ...event,
      headers: { ...event.headers, "x-github-delivery": `d-${index}`, "x-id": `${index}` },
    }),
    (event, index) => ({ ...event, headers: { ...event.headers, "content-type": `text/plain; charset=x-${index}` } }),
    (event) => ({ ...event, headers: { ...event.headers, "content-type": "application/json; charset=utf-16" } }),
    (event, index) => ({ ...event, rawQueryString: `q=${index}`, queryStringParameters: { q: String(index) } }),
    (event, index) => ({ ...event, pathParameters: { source: "loja", token: `t${index}` } }),
  ];
  const signedBy = (world: WebhookWorld) =>
    world.signed("loja", { headers: { "x-github-delivery": "d", "x-id": "d" }, body });
  const attack = async (world: WebhookWorld, genuine = signedBy(world)): Promise<void> => {
    for (let index = 0; index < 40; index += 1) {
      await world.call(changes[index % changes.length]?.(genuine, index));
      await world.workAll();
    }
  };

  test.each(senders)("of %s: what cannot be mapped is parked once", async (_name, source) => {
    const world = worldOf({ ...source, map: unmapped });
    const genuine = signedBy(world);
    await attack(world, genuine);
    world.clock.advance(2 * minuteMs);
    await attack(world, genuine);
    await world.workAll();
    expect(world.taken.parked).toHaveLength(1);
  });

  test.each(senders)("of %s: what WTS refuses is parked once", async (_name, source) => {
    const world = worldOf({ ...source, format: "json", map: () => note });
    world.wts.answer = () => refusal;
    await attack(world);
    await world.workAll();
    expect(world.taken.parked).toHaveLength(1);
  });

  test("ten minutes later they still are one, of a sender that has ids or signs its time", async () => {
    const world = worldOf({ verify: "github", map: unmapped });
    const genuine = signedBy(world);
    await attack(world, genuine);
    world.clock.advance(10 * minuteMs);
    await attack(world, genuine);
    await world.workAll();
    expect(world.taken.parked).toHaveLength(1);
    expect(world.taken.lines.filter((line) => line.includes('"parked"')).length).toBeGreaterThan(1);
  });
});

describe("nothing is lost by that", () => {
  const headers = { "x-github-delivery": "d" };

  test("a delivery that differs in what is signed is parked beside it", async () => {
    const world = worldOf({ verify: "github", map: unmapped });
    for (const text of ["a", "b"]) await world.call(world.signed("loja", { headers, body: JSON.stringify({ text }) }));
    expect(world.taken.parked).toHaveLength(2);
  });

  test("what is replayed and fails again is parked again, and so is its sender's copy of that", async () => {
    const world = worldOf({ verify: "github", map: unmapped });
    const event = world.signed("loja", { headers, body: "{}" });
    await world.call(event);
    for (let times = 1; times <= 2; times += 1) {
      const [message] = world.taken.parked.splice(0);
      const queued = message?.queued;
      if (queued?.kind !== "delivery") throw new Error("it is not parked as it came");
      world.taken.queued.push({ ...queued, attempt: queued.attempt + 1 } as never);
      await world.workAll();
      await world.call(event);
      expect(world.taken.parked).toHaveLength(1);
    }
  });

  test("what was replayed and done is parked anew where it comes again and fails by then", async () => {
    let isBroken = true;
    const map = () => (isBroken ? unmapped() : note);
    const world = worldOf({ verify: "nuvemshop", map });
    const event = world.signed("loja", { body: "{}" });
    await world.call(event);
    isBroken = false;
    const [message] = world.taken.parked.splice(0);
    world.taken.queued.push({ ...message?.queued, attempt: 1 } as never);
    await world.workAll();
    expect(world.notes).toHaveLength(1);
    isBroken = true;
    world.clock.advance(1_000);
    await world.call(event);
    expect(world.taken.parked).toHaveLength(1);
  });

  test("of a sender without ids and times, what comes after its minutes means something new", async () => {
    const world = worldOf({ verify: "nuvemshop", map: unmapped, copyWithinMinutes: 5 });
    for (const pauseMs of [minuteMs, 5 * minuteMs, 0]) {
      await world.call(world.signed("loja", { body: "{}" }));
      world.clock.advance(pauseMs);
    }
    expect(world.taken.parked).toHaveLength(2);
  });

  test("a pause holds up nothing that people have to see", async () => {
    const world = worldOf({ verify: "github", map: unmapped });
    await world.call(world.signed("loja", { headers, body: "{}" }));
    const [message] = world.taken.parked.splice(0);
    const { table, clock } = world;
    await killSwitch({ table, clock }).pause(world.config.account);
    world.clock.advance(15 * 86_400_000);
    const again = { ...message?.queued, refused: message?.reason } as QueueItem;
    if (again.kind === "delivery") again.delivery.receivedAt = new Date(clock.now()).toISOString();
    expect(await world.workWith()(again)).toEqual([]);
    expect(world.taken.parked).toHaveLength(1);
    expect(world.taken.parked[0]).toMatchObject({ reason: message?.reason });
    expect(world.taken.parked[0]?.queued).not.toHaveProperty("refused");
  });

  test("a sender that signs nothing is parked as often as it comes", async () => {
    const world = worldOf({ verify: { scheme: "token", header: "x-token" }, map: unmapped });
    for (const _ of [1, 2]) await world.call(world.signed("loja", { body: "{}" }));
    expect(world.taken.parked).toHaveLength(2);
  });
});

test.each(["", "x", "?", "/a/b", "?a#b", "? a"])("%j is the end of no address", (address) => {
  const source = { verify: "twilio", address, map: () => note };
  expect(() => worldOf(source)).toThrow("must be what the sender has behind /webhooks/<source>");
});

test("an address is named where the sender signs it, and nowhere else", () => {
  const problemsOf = (verify: string) =>
    sourceProblems(
      defineConfig({ sources: { loja: { verify, address: "?unidade=2", map: () => note } } }).sources.loja as never,
      { publicUrl, timeZone: "America/Sao_Paulo" },
    );
  expect(problemsOf("twilio")).toEqual([]);
  expect(problemsOf("github")).toEqual([expect.stringContaining("address: has no meaning for this sender")]);
});
