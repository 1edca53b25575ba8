// Declares the tests in which deliveries come, come again, are mapped otherwise, replayed and cut short by a crash, in any order.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HooksConfigInput } from "../../../lib/config.ts";
import type { QueueItem } from "../../../lib/core/queue/queue-item.ts";
import { replayedDelivery } from "../../../lib/webhooks/send-delivered.ts";
import type { Delivery } from "../../../lib/webhooks/sources/sources.ts";
import { anySeed } from "../../support/seeded-chance.ts";
import { refusal, webhookWorld, worldSession } from "../../support/webhook-world.ts";

const secret = "a-secret-of-this-test-0123456789";
const minuteMs = 60_000;
const texts = ["pago", "enviado"] as const;
type Text = (typeof texts)[number];

/** How its sender says which delivery it is. */
const senders = {
  "an id that is signed": {
    verify: "stripe",
    hasIds: true,
    body: (text: Text, id: string) => ({ id, text }),
    headers: () => ({}),
  },
  "an id that nobody signs": {
    verify: "github",
    hasIds: true,
    body: (text: Text, id: string) => ({ text, at: id }),
    headers: (id: string) => ({ "x-github-delivery": id }),
  },
  "no id": { verify: "nuvemshop", hasIds: false, body: (text: Text) => ({ text }), headers: () => ({}) },
  "no id, and a time that is signed": {
    verify: {
      scheme: "hmac",
      header: "x-sig",
      content: "{timestamp}.{body}",
      timestamp: { header: "x-time", unit: "s" },
    },
    hasIds: false,
    body: (text: Text) => ({ text }),
    headers: () => ({}),
  },
} as const;

/** Where the note goes to: the session by its id, or whichever has the metadata. */
const targets = {
  "by its id": { sessionId: worldSession },
  "by metadata": { session: { metadata: { pedido: "42" } } },
};

const mappings = ["right", "refused", "throws", "nobody"] as const;
type MappingKind = (typeof mappings)[number];

const mapOf = (kind: MappingKind, target: object) => {
  return ({ body }: Delivery) => {
    if (kind === "throws") throw new Error("no mapping");
    // The second note is right from the beginning, so that a replay meets what was applied.
    const second = { command: "note", ...target, text: `${body.text} também` };
    if (kind === "nobody")
      return [{ command: "note", session: { metadata: { pedido: "43" } }, text: body.text }, second];
    return [{ command: "note", ...target, text: kind === "refused" ? "refused" : body.text }, second];
  };
};

type Step =
  | { do: "deliver"; text: Text }
  | { do: "repeat"; event: number; afterSeconds: number }
  | { do: "bring again"; message: number }
  | { do: "map"; kind: MappingKind }
  | { do: "replay"; parked: number }
  | { do: "die"; at: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("deliver" as const), text: fc.constantFrom(...texts) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("repeat" as const), event: fc.nat(9), afterSeconds: fc.nat(20) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("bring again" as const), message: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("map" as const), kind: fc.constantFrom(...mappings) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("replay" as const), parked: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("die" as const),
      at: fc.constantFrom("content#", "reference#", "delivery#"),
    }),
  },
);

interface Sent {
  text: Text;
  id: string;
  firstAtMs: number;
}

const history = async (sender: (typeof senders)[keyof typeof senders], target: object, steps: readonly Step[]) => {
  let kind: MappingKind = "right";
  const loja = {
    ...{ verify: sender.verify, onNone: "ignore", answer: 200 },
    map: (delivery: Delivery) => mapOf(kind, target)(delivery),
  };
  const world = webhookWorld({ sources: { loja } } as unknown as HooksConfigInput, { loja: [secret] });
  world.wts.answer = (text) => (text === "refused" ? refusal : undefined);
  const sent: Sent[] = [];
  const worked: QueueItem[] = [];

  const work = async (): Promise<void> => {
    const worker = world.workWith();
    for (let items = world.taken.queued.splice(0) as QueueItem[]; items.length > 0; ) {
      worked.push(...items);
      // What dies comes again when its session is free.
      for (let left = items; left.length > 0; ) {
        const [first, ...others] = left;
        const failed = first ? await worker(first) : [];
        if (failed.length > 0) world.clock.advance(2 * minuteMs);
        else left = others;
      }
      items = world.taken.queued.splice(0) as QueueItem[];
    }
  };
  const post = async ({ text, id }: Sent): Promise<void> => {
    const event = world.signed("loja", { body: JSON.stringify(sender.body(text, id)), headers: sender.headers(id) });
    expect((await world.call(event)).statusCode).toBe(200);
    await work();
  };
  const replay = async (at: number): Promise<void> => {
    const [message] = world.taken.parked.splice(at % Math.max(1, world.taken.parked.length), 1);
    const queued = message?.queued;
    if (!queued) return;
    const raw = queued.kind === "delivery" ? queued.delivery : queued.raw;
    if (!raw) throw new Error("it is parked without its delivery");
    world.taken.queued.push(replayedDelivery(raw, await world.nextAttempt(queued)) as never);
    await work();
  };
  const count = (text: string): number => world.notes.filter((note) => note.text === text).length;
  const check = (): void => {
    for (const text of texts) {
      const events = sent.filter((each) => each.text === text).length;
      expect(count(text)).toBeLessThanOrEqual(events);
      expect(count(`${text} também`)).toBeLessThanOrEqual(events);
    }
    expect(count("refused")).toBe(0);
  };

  for (const each of steps) {
    if (each.do === "deliver") {
      // Without ids, what comes so much later is another event.
      world.clock.advance(12 * minuteMs);
      const event = { text: each.text, id: `e-${sent.length}`, firstAtMs: world.clock.now() };
      sent.push(event);
      await post(event);
    }
    if (each.do === "repeat" && sent.length > 0) {
      const event = sent[each.event % sent.length];
      const isSoon = event && world.clock.now() + each.afterSeconds * 1_000 - event.firstAtMs <= 4 * minuteMs;
      if (event && (isSoon || sender.hasIds)) {
        world.clock.advance(each.afterSeconds * 1_000);
        await post(event);
      }
    }
    if (each.do === "bring again" && worked.length > 0) {
      const item = worked[each.message % worked.length];
      if (item) world.taken.queued.push(item as never);
      await work();
    }
    if (each.do === "map") kind = each.kind;
    if (each.do === "replay") await replay(each.parked);
    if (each.do === "die") world.dying.at = each.at;
    check();
  }
  world.dying.at = undefined;
  kind = "right";
  for (let left = world.taken.parked.length; left > 0; left -= 1) await replay(0);
  for (const record of world.ignored()) {
    const raw = await world.raws.read(record);
    if (!raw) throw new Error("what found nobody is not kept");
    world.taken.queued.push(replayedDelivery(raw, record.attempt + 1) as never);
    await work();
  }
  check();
  expect(world.taken.parked).toEqual([]);
  for (const text of texts) {
    const events = sent.filter((each) => each.text === text).length;
    expect([text, count(text), count(`${text} também`)]).toEqual([text, events, events]);
  }
};

/** Histories in which something went wrong once. */
const known: readonly (readonly Step[])[] = [
  // What was applied comes again while its mapping fails, and once more: the copy under the other id has the applied one's place as its own.
  [
    { do: "deliver", text: "pago" },
    { do: "map", kind: "throws" },
    { do: "repeat", event: 0, afterSeconds: 0 },
    { do: "repeat", event: 0, afterSeconds: 1 },
    { do: "map", kind: "nobody" },
    { do: "replay", parked: 0 },
  ],
];

/** `numRuns`: so many histories are tried of each kind of sender and each way to name a session. */
export const describeDeliveryHistories = (numRuns: number): void => {
  describe.each(Object.entries(senders))("of a sender with %s", (_sender, sender) => {
    test.each(Object.entries(targets))(
      "whose session is found %s",
      async (_target, target) => {
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => history(sender, target, steps)),
          { numRuns, seed: anySeed(), examples: known.map((steps) => [[...steps]]) },
        );
      },
      120_000,
    );
  });
};
