// What a sender sends again: a copy where the first one took effect, and another try where it did not.
import { describe, expect, test } from "@jest/globals";
import { deduplicationIdOf } from "../../lib/aws/queue.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import type { Delivery } from "../../lib/webhooks/sources/sources.ts";
import { refusal, type WebhookWorld, webhookWorld, worldSession } from "../support/webhook-world.ts";

const secret = "a-secret-of-this-test-0123456789";
const minuteMs = 60_000;
const note = (more: object = {}) => ({ command: "note", sessionId: worldSession, text: "Pago", ...more });
const worldOf = (source: object): WebhookWorld =>
  webhookWorld({ sources: { loja: { answer: 200, map: () => note(), ...source } } } as unknown as HooksConfigInput, {
    loja: [secret],
  });
const linesOf = (world: WebhookWorld) =>
  world.taken.lines.map((line) => JSON.parse(line)).filter(({ message }) => message !== "request");

const nuvemshop = JSON.stringify({ store_id: 1, event: "order/updated", id: 77 });
const senders: [string, object, (world: WebhookWorld, attempt: number) => Record<string, string>][] = [
  ["stripe", { verify: "stripe" }, () => ({})],
  ["github", { verify: "github" }, () => ({ "x-github-delivery": "d-1" })],
  ["github, whose id changes", { verify: "github" }, (_, attempt) => ({ "x-github-delivery": `d-${attempt}` })],
  ["nuvemshop", { verify: "nuvemshop" }, () => ({})],
  ["a token", { verify: { scheme: "token", header: "x-token" } }, () => ({})],
  ["a token and an id", { verify: { scheme: "token", header: "x-token" }, deliveryId: "body.id" }, () => ({})],
  [
    "a signed time",
    {
      verify: {
        scheme: "hmac",
        header: "x-sig",
        content: "{timestamp}{body}",
        timestamp: { header: "x-t", unit: "s" },
      },
    },
    () => ({}),
  ],
];
const targets: [string, object][] = [
  ["by its id", {}],
  ["by metadata", { sessionId: undefined, session: { metadata: { pedido: "42" } } }],
];

describe.each(senders)("of %s", (name, source, headersOf) => {
  const send = async (world: WebhookWorld, attempt: number) => {
    const headers = headersOf(world, attempt);
    await world.call(world.signed("loja", { body: JSON.stringify({ id: "evt_1", event: "paid" }), headers }));
    const queued = world.taken.queued.map(({ id, receivedAt = "", attempt: tried }) =>
      deduplicationIdOf({ id, receivedAt, attempt: tried }),
    );
    await world.workAll();
    return queued;
  };

  test.each(targets)(
    "a session found %s: a copy within a minute changes nothing, and says whose it is",
    async (_how, more) => {
      const world = worldOf({ ...source, map: () => note(more) });
      for (const attempt of [1, 2, 3]) {
        await send(world, attempt);
        world.clock.advance(20_000);
      }
      expect(world.notes).toHaveLength(1);
      const copies = linesOf(world).filter(({ message }) => message === "duplicate");
      expect(copies).toHaveLength(2);
      const [first] = linesOf(world);
      for (const copy of copies)
        expect(copy).toMatchObject({ state: "applied", firstAt: expect.any(String), duplicateOf: first.commandId });
    },
  );

  test.each(targets)(
    "a session found %s: what was refused runs again, before and after it can be done",
    async (how, more) => {
      const world = worldOf({ ...source, map: () => note(more) });
      world.wts.answer = () => refusal;
      // SQS drops within five minutes what has the same id: none of these has.
      const ids = [...(await send(world, 1))];
      world.clock.advance(1_000);
      ids.push(...(await send(world, 2)));
      // One signature is parked once. A time that is signed makes two of them; what signs nothing cannot be told apart.
      const times = world.taken.parked.length;
      const isSignedAnew = ["stripe", "a signed time"].includes(name) && how === "by its id";
      expect(times).toBe(name.startsWith("a token") || isSignedAnew ? 2 : 1);
      world.wts.answer = () => undefined;
      world.clock.advance(1_000);
      ids.push(...(await send(world, 3)));
      expect(world.notes).toHaveLength(1);
      expect(new Set(ids).size).toBe(3);
      world.clock.advance(1_000);
      await send(world, 4);
      expect(world.notes).toHaveLength(1);
      expect(world.taken.parked).toHaveLength(times);
    },
  );

  test("what found no open session is looked for again", async () => {
    const world = worldOf({
      ...source,
      onNone: "ignore",
      map: () => note({ sessionId: undefined, session: { metadata: { pedido: "42" } } }),
    });
    world.wts.open = [];
    await send(world, 1);
    world.clock.advance(30_000);
    world.wts.open = [worldSession];
    await send(world, 2);
    world.clock.advance(30_000);
    await send(world, 3);
    expect(world.notes).toHaveLength(1);
  });

  test("what its mapping could not read is no copy either", async () => {
    let isBroken = true;
    const map = (_: Delivery) => {
      if (isBroken) throw new Error("no mapping");
      return note();
    };
    const world = worldOf({ ...source, map });
    await send(world, 1);
    isBroken = false;
    world.clock.advance(1_000);
    await send(world, 2);
    expect([world.notes.length, world.taken.parked.length]).toEqual([1, 1]);
  });

  test("what SQS brings again is no copy, and is not counted as one", async () => {
    const world = worldOf(source);
    const headers = headersOf(world, 1);
    await world.call(world.signed("loja", { body: JSON.stringify({ id: "evt_1" }), headers }));
    const items = world.taken.queued.splice(0) as QueuedCommand[];
    for (let receive = 0; receive < 3; receive += 1) await world.workWith()(...items);
    expect(world.notes).toHaveLength(1);
    expect(await world.records.read(world.place, items[0]?.id ?? "")).toMatchObject({ copies: 0 });
    expect(linesOf(world).map(({ message }) => message)).toEqual(["applied", "done before", "done before"]);
  });
});

describe("a sender without ids", () => {
  const sendAt = async (world: WebhookWorld, minutes: readonly number[], body = nuvemshop) => {
    const startMs = world.clock.now();
    for (const minute of minutes) {
      world.clock.advance(startMs + minute * minuteMs - world.clock.now());
      await world.call(world.signed("loja", { body }));
      await world.workAll();
    }
    return world.notes.length;
  };

  test.each([
    [[0, 10, 20], 3],
    [[0, 1, 2], 1],
    [[0, 1, 10, 11.5, 20], 3],
    [[0, 5], 1],
    [[0, 5.01], 2],
    // A copy is one of what was applied, not of another copy.
    [[0, 4, 8, 12], 2],
  ])("of equal deliveries at the minutes %j means %i", async (minutes, events) => {
    expect(await sendAt(worldOf({ verify: "nuvemshop" }), minutes)).toBe(events);
  });

  test.each([
    [1, [0, 0.9, 2], 2],
    [60, [0, 30, 59, 61], 2],
    [0, [0, 0.01, 0.02], 3],
  ])("and %i copyWithinMinutes, of equal ones at %j means %i", async (copyWithinMinutes, minutes, events) => {
    expect(await sendAt(worldOf({ verify: "nuvemshop", copyWithinMinutes }), minutes)).toBe(events);
  });

  test("is told apart from itself by what it sends", async () => {
    const world = worldOf({ verify: "nuvemshop" });
    await sendAt(world, [0], nuvemshop);
    expect(await sendAt(world, [0.5], nuvemshop.replace("77", "78"))).toBe(2);
  });

  test("whose messages are worked in the other order, or by clocks that differ, is known as well", async () => {
    const world = worldOf({ verify: "nuvemshop" });
    for (const minute of [0, 2]) {
      world.clock.advance(minute * minuteMs);
      await world.call(world.signed("loja", { body: nuvemshop }));
    }
    const [first, second] = world.taken.queued.splice(0) as QueuedCommand[];
    if (!first || !second) throw new Error("two were not queued");
    await world.workWith()(second, first);
    expect(world.notes).toHaveLength(1);
  });

  test("has the copies noted on the record of what they are copies of", async () => {
    const world = worldOf({ verify: "nuvemshop" });
    const startMs = world.clock.now();
    await sendAt(world, [0, 1, 2]);
    const [first] = await world.records.history(world.place);
    expect(first).toMatchObject({
      state: "applied",
      copies: 2,
      lastCopyAt: new Date(startMs + 2 * minuteMs).toISOString(),
    });
    const copies = (await world.records.history(world.place)).slice(1);
    expect(copies.map(({ state, remarks }) => [state, remarks])).toEqual([
      ["applied", { duplicateOf: first?.id }],
      ["applied", { duplicateOf: first?.id }],
    ]);
  });
});
