// A webhook's delivery travels with what it became, so that nothing of it is lost: what is refused, or finds nobody, is mapped again when that is right.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { HooksConfigInput, SourceInput } from "../../lib/config.ts";
import { defineConfig } from "../../lib/config.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { type QueuedDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { readBefore, replayPlan } from "../../lib/webhooks/replay-plan.ts";
import { replayedDelivery } from "../../lib/webhooks/send-delivered.ts";
import { boxHere } from "../support/box-here.ts";
import { brazilianPhones } from "../support/brazilian-phones.ts";
import { refusal, type WebhookWorld, webhookWorld, worldSession } from "../support/webhook-world.ts";

const secret = "a-secret-of-this-test-0123456789";
const other = "2617d127-4314-4954-a7f6-07c17e7f7d2d";
const noteFor = (text: string, sessionId = worldSession) => ({ command: "note", sessionId, text });
const worldOf = (map: SourceInput["map"], more: Partial<SourceInput> & HooksConfigInput = {}) => {
  const { rawKeptDays, ...source } = more as { rawKeptDays?: number };
  const sources = { loja: { verify: { scheme: "token", header: "x-token" }, map, ...source } };
  return webhookWorld({ ...(rawKeptDays && { rawKeptDays }), sources } as HooksConfigInput, { loja: [secret] });
};
const send = (world: WebhookWorld, body: object) =>
  world.call(world.signed("loja", { body: JSON.stringify(body), headers: { "content-type": "application/json" } }));
const queuedBy = (world: WebhookWorld) => world.taken.queued as QueuedCommand[];
const rawItems = (world: WebhookWorld) => world.table.items().filter(({ pk }) => String(pk).startsWith("delivery#"));
const nameOf = ({ account, source, deliveryId, receivedAt = "" }: QueuedCommand) => ({
  ...{ account, source, deliveryId, receivedAt },
});
const paid = { order: 7, name: "Maria", echo: secret };

describe("what is queued for a delivery has it along", () => {
  test("as it came, without its secrets", async () => {
    const world = worldOf(() => [noteFor("a"), noteFor("b")]);
    await send(world, paid);
    const raws = queuedBy(world).map(({ raw }) => raw);
    expect(raws).toHaveLength(2);
    for (const raw of raws) {
      if (!raw) throw new Error("there is no delivery");
      const { bytes, headers } = storedDelivery({ delivery: raw });
      expect(JSON.parse(Buffer.from(bytes).toString())).toEqual({ ...paid, echo: "(removed)" });
      expect(headers).toEqual({ "content-type": "application/json" });
    }
    expect(JSON.stringify(world.taken)).not.toContain(secret);
  });

  test.each([
    ["more commands than are queued at once", () => Array.from({ length: 11 }, (_, index) => noteFor(`n${index}`)), {}],
    [
      "a body that is large in each of them",
      () => [noteFor("n0"), noteFor("n1")],
      // Random letters are as hard to compress as any.
      { noise: Array.from({ length: 20_000 }, () => Math.random().toString(36).slice(2, 10)).join("") },
    ],
  ])("or, of %s, is queued in their place and kept before them", async (_what, map, body) => {
    const world = worldOf(map);
    await send(world, { ...paid, ...body });
    expect(world.taken.queued).toMatchObject([{ kind: "delivery", attempt: 0 }]);
    await world.workWith()(...world.taken.queued.splice(0));
    expect(rawItems(world)).toHaveLength(1);
    expect(queuedBy(world).every(({ raw, attempt }) => raw === undefined && attempt === 0)).toBe(true);
    const [first] = queuedBy(world);
    if (!first) throw new Error("nothing was queued");
    expect(await world.raws.read(nameOf(first))).toMatchObject({ source: "loja" });
    await world.workAll();
    expect(world.notes).toHaveLength(map().length);
    expect(world.taken.parked).toEqual([]);
  });
});

describe("it is kept", () => {
  test.each([
    ["where all of it was applied", () => [noteFor("a"), noteFor("b")], {}, 0],
    ["where its filter let none of it through", () => noteFor("refused"), { filter: "false" }, 0],
    ["where its mapping yields nothing", () => [], {}, 0],
    ["where one of three is refused", () => [noteFor("a"), noteFor("refused"), noteFor("c")], {}, 1],
    ["once, where two are refused", () => [noteFor("refused"), noteFor("refused too", other)], {}, 1],
    [
      "where nobody was found",
      () => ({ command: "note", session: { metadata: { pedido: "43" } }, text: "a" }),
      { onNone: "ignore" },
      1,
    ],
    [
      "where a session was not as it should be, which is not parked",
      () => ({ ...noteFor("a"), expect: { status: "PENDING" } }),
      {},
      1,
    ],
  ] as [string, SourceInput["map"], Partial<SourceInput>, number][])("%s: %#", async (_when, map, more, kept) => {
    const world = worldOf(map, more);
    world.wts.answer = (text) => (text.startsWith("refused") ? refusal : undefined);
    await send(world, paid);
    await world.workAll();
    expect(rawItems(world)).toHaveLength(kept);
  });

  test.each([
    [14, {}],
    [30, { rawKeptDays: 30 }],
  ])("for %i days, and read no longer", async (days, more) => {
    const world = worldOf(() => noteFor("refused"), more);
    world.wts.answer = () => refusal;
    await send(world, paid);
    const [queued] = queuedBy(world);
    if (!queued) throw new Error("nothing was queued");
    await world.workAll();
    const [item] = rawItems(world);
    expect(item?.expires).toBe(world.clock.now() / 1000 + days * 86_400);
    world.clock.advance(days * 86_400_000);
    expect(await world.raws.read(nameOf(queued))).toBeDefined();
    world.clock.advance(1_000);
    expect(await world.raws.read(nameOf(queued))).toBeUndefined();
  });
});

describe("a command that names nobody, which its source ignores", () => {
  const byPhone = ({ body }: { body: { phone?: string } }) => ({
    command: "note",
    session: { contactPhone: body.phone ?? null },
    text: "c",
  });
  const map: SourceInput["map"] = (delivery) => [noteFor("a"), byPhone(delivery), noteFor("b", other)];

  test("is told in the records, and the delivery is kept; the others go on, once", async () => {
    const world = worldOf(map, { onNone: "ignore" });
    await send(world, paid);
    await world.workAll();
    expect(world.notes.map(({ text }) => text).sort()).toEqual(["a", "b"]);
    expect(world.ignored()).toHaveLength(1);
    expect(rawItems(world)).toHaveLength(1);
    expect(world.taken.parked).toEqual([]);
  });

  test("can be done again when the mapping finds whom it is about", async () => {
    const world = worldOf(byPhone, { onNone: "ignore" });
    const answer = await send(world, paid);
    expect(JSON.parse(answer.body ?? "")).toEqual({ status: "accepted", commandIds: [] });
    await world.workAll();
    const [named] = world.ignored();
    const raw = named && (await world.raws.read(named));
    if (!raw) throw new Error("nothing was kept");
    const corrected = {
      loja: { verify: { scheme: "token", header: "x-token" }, map: () => noteFor("c") },
    } as HooksConfigInput["sources"];
    const source = defineConfig({ sources: corrected }).sources.loja;
    if (!source) throw new Error("there is no source");
    const { items } = await understandDelivery(source, storedDelivery({ delivery: raw }), {
      timeZone: "UTC",
      readPhone: brazilianPhones,
      box: boxHere({ loja: source }),
    });
    expect(replayPlan(items, await readBefore(world.records, items, raw.places))).toMatchObject([
      { before: { state: "ignored", attempt: 0 }, will: "apply" },
    ]);
    world.taken.queued.push(replayedDelivery(raw, 1) as never);
    await world.workAll(corrected);
    world.taken.queued.push(replayedDelivery(raw, 2) as never);
    await world.workAll(corrected);
    expect(world.notes.map(({ text }) => text)).toEqual(["c"]);
  });

  test("runs again when its sender sends it again, and is one row for each time it came", async () => {
    const world = worldOf(byPhone, { onNone: "ignore" });
    await send(world, paid);
    await world.workAll();
    world.clock.advance(60_000);
    await send(world, paid);
    await world.workAll();
    expect(rawItems(world)).toHaveLength(2);
    expect(world.taken.parked).toEqual([]);
  });
});

describe("a replay", () => {
  let world: WebhookWorld;
  const wrong = () => [noteFor("a"), noteFor("refused"), { ...noteFor("c"), sessionId: other }];
  const right = () => [noteFor("a"), noteFor("b"), { ...noteFor("c"), sessionId: other }];
  const corrected = (map: SourceInput["map"]) =>
    ({ loja: { verify: "nuvemshop", map } }) as HooksConfigInput["sources"];
  const parkedCommand = (): QueuedCommand => {
    const queued = world.taken.parked[0]?.queued;
    if (queued?.kind !== "command" || !queued.raw) throw new Error("no command is parked with its delivery");
    return queued;
  };
  const replay = async (map: SourceInput["map"], attempt = 1) => {
    const { raw } = parkedCommand();
    if (raw) world.taken.queued.push(replayedDelivery(raw, attempt) as never);
    await world.workAll(corrected(map));
  };
  const planOf = async (map: SourceInput["map"]) => {
    const { raw, id } = parkedCommand();
    const source = corrected(map)?.loja;
    if (!raw || !source) throw new Error("there is nothing to plan");
    const { items } = await understandDelivery(source as never, storedDelivery({ delivery: raw }), {
      timeZone: "UTC",
      readPhone: brazilianPhones,
      box: boxHere({ loja: source as never }),
    });
    return replayPlan(items, await readBefore(world.records, items), [id]);
  };
  const texts = () => world.notes.map(({ text }) => text);

  beforeEach(async () => {
    world = worldOf(wrong);
    world.wts.answer = (text) => (text === "refused" ? refusal : undefined);
    await send(world, paid);
    await world.workAll();
    expect(texts()).toEqual(["a", "c"]);
  });

  test("does with today's mapping what was refused, and nothing that was applied", async () => {
    await replay(right);
    expect(texts()).toEqual(["a", "c", "b"]);
    expect(world.taken.parked).toHaveLength(1);
  });

  test("may be made again and again: only what is still refused is tried", async () => {
    for (const attempt of [1, 2, 3]) await replay(wrong, attempt);
    expect(world.taken.parked).toHaveLength(4);
    await replay(right, 4);
    await replay(right, 5);
    expect(texts()).toEqual(["a", "c", "b"]);
  });

  test("that today's mapping cannot do is parked whole, and is done when it can", async () => {
    await replay(() => ({ statu: "PENDING" }));
    const parked = world.taken.parked.at(-1)?.queued as QueuedDelivery | undefined;
    expect(parked).toMatchObject({ kind: "delivery", attempt: 1 });
    world.taken.queued.push({ ...parked, attempt: 2 } as never);
    await world.workAll(corrected(right));
    expect(texts()).toEqual(["a", "c", "b"]);
  });

  test("stays the delivery it was where its source finds another id in it by now", async () => {
    const withId = { loja: { verify: "nuvemshop", map: right, deliveryId: "body.order" } };
    const { raw } = parkedCommand();
    if (raw) world.taken.queued.push(replayedDelivery(raw, 1) as never);
    await world.workAll(withId as HooksConfigInput["sources"]);
    expect(texts()).toEqual(["a", "c", "b"]);
  });

  test.each([
    ["signs its id", { verify: "stripe" }],
    ["sends a token and an id", { verify: { scheme: "token", header: "x-token" }, deliveryId: "body.order" }],
    ["has no ids", { verify: "nuvemshop" }],
  ])(
    "of a sender that %s applies nothing again where the corrected mapping finds another session for it",
    async (_sender, source) => {
      const found = (pedido: string) => ({ session: { metadata: { pedido } }, onNone: "ignore" });
      const before = [
        { ...noteFor("a") },
        { command: "note", ...found("42"), text: "b" },
        { command: "note", ...found("43"), text: "c" },
      ];
      const loja = { ...source, answer: 200, map: () => before };
      world = webhookWorld({ sources: { loja } } as unknown as HooksConfigInput, { loja: [secret] });
      await send(world, { id: "evt_1", order: 7 });
      const [first] = queuedBy(world);
      const raw = first?.raw;
      if (!raw) throw new Error("nothing was queued");
      await world.workAll();
      expect(texts()).toEqual(["a", "b"]);
      const after = [noteFor("a", other), noteFor("b", other), { command: "note", ...found("42"), text: "c" }];
      const sources = { loja: { ...loja, map: () => after } } as unknown as HooksConfigInput["sources"];
      for (const attempt of [1, 2]) {
        world.taken.queued.push(replayedDelivery(raw, attempt) as never);
        await world.workAll(sources);
        expect(texts()).toEqual(["a", "b", "c"]);
      }
    },
  );

  test("says before what it will do: command by command, what became of it and what it is now", async () => {
    expect(await planOf(right)).toEqual([
      {
        index: 0,
        commandId: expect.any(String),
        before: { state: "applied", at: expect.any(String), attempt: 0 },
        now: { command: "note", session: worldSession, fields: [] },
        will: "skip",
      },
      {
        index: 1,
        commandId: parkedCommand().id,
        before: { state: "rejected", at: expect.any(String), attempt: 0 },
        now: { command: "note", session: worldSession, fields: [] },
        will: "apply",
      },
      {
        index: 2,
        commandId: expect.any(String),
        before: { state: "applied", at: expect.any(String), attempt: 0 },
        now: { command: "note", session: other, fields: [] },
        will: "skip",
      },
    ]);
    expect(JSON.stringify(await planOf(right))).not.toContain("refused");
  });

  test("says what was parked and is not among what the mapping yields today", async () => {
    const plan = await planOf(() => [noteFor("a")]);
    expect(plan.map(({ index, will, now }) => [index, will, now !== undefined])).toEqual([
      [0, "skip", true],
      [undefined, "nothing", false],
    ]);
  });

  test("shows where a command goes, and no words of it", async () => {
    const [item] = await planOf(() => ({
      command: "transfer",
      session: { contactPhone: "+5511987654321" },
      department: "Comercial",
    }));
    expect(item?.now).toEqual({
      command: "transfer",
      session: "by contactPhone",
      fields: ["DepartmentId", "UserId"],
      department: "Comercial",
    });
  });
});
