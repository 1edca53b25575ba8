// Deliveries that are looked up, from the endpoint to WTS: each is applied once, and what was refused comes back with its sender's repetition.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { SourceInput } from "../../../lib/config.ts";
import { replayedDelivery } from "../../../lib/webhooks/send-delivered.ts";
import { nuvemshopApi, nuvemshopOrder, nuvemshopToken } from "../../support/senders/nuvemshop-api.ts";
import { type StartedSender, startSender } from "../../support/senders/sender-api.ts";
import { refusal, webhookWorld } from "../../support/webhook-world.ts";

const secret = "a-secret-of-this-test-0123456789";
const secrets = { loja: { secrets: [secret], lookupSecret: nuvemshopToken } };
const minuteMs = 60_000;
let sender: StartedSender;
beforeAll(async () => {
  sender = await startSender(nuvemshopApi);
});
afterAll(() => sender.stop());
beforeEach(() => {
  sender.asked.length = 0;
});

const sourceOf = (more: Partial<SourceInput> = {}): SourceInput => ({
  verify: "nuvemshop",
  lookup: {
    order: {
      url: `${sender.url}/v1/{body.store_id}/orders/{body.id}`,
      headers: { authentication: "bearer {secret}", "user-agent": "wts-session-hooks (suporte@loja.example)" },
    },
  },
  onMany: "newest",
  map: { command: "'note'", session: { metadata: { pedido: "'42'" } }, text: "'Pedido ' & lookup.order.number" },
  ...more,
});
const body = JSON.stringify({ store_id: 1234567, event: "order/updated", id: nuvemshopOrder.id });

const corrected: Partial<SourceInput> = {
  map: {
    command: "'note'",
    session: { metadata: { pedido: "'42'" } },
    text: "'Pedido ' & lookup.order.number & ' de ' & lookup.order.contact_name",
  },
};

const worldOf = (more: Partial<SourceInput> = {}) => {
  const world = webhookWorld({ sources: { loja: sourceOf(more) } }, secrets);
  const send = async (headers: Record<string, string> = {}) => {
    expect((await world.call(world.signed("loja", { body, headers }))).statusCode).toBe(202);
    await world.workAll();
  };
  return { ...world, send, texts: () => world.notes.map(({ text }) => text) };
};

test("an event of a sender without ids is applied once, its copy within minutes is not, and the next one is", async () => {
  const world = worldOf();
  await world.send();
  expect(world.texts()).toEqual(["Pedido 4711"]);
  world.clock.advance(minuteMs);
  await world.send();
  expect(world.texts()).toHaveLength(1);
  world.clock.advance(10 * minuteMs);
  await world.send();
  expect(world.texts()).toHaveLength(2);
});

test("a copy of a sender with ids is known before its API is asked", async () => {
  const world = worldOf({ deliveryId: "$string(body.id)" });
  await world.send();
  world.clock.advance(60 * minuteMs);
  await world.send();
  expect([world.texts(), sender.asked.length]).toEqual([["Pedido 4711"], 1]);
});

test("a copy under another id is looked up once, and known from then on", async () => {
  const world = worldOf({ deliveryId: 'headers."x-id"' });
  await world.send({ "x-id": "first" });
  for (let repetition = 0; repetition < 3; repetition += 1) {
    world.clock.advance(minuteMs);
    await world.send({ "x-id": "second" });
  }
  expect([world.texts(), sender.asked.length]).toEqual([["Pedido 4711"], 2]);
});

test("what WTS refused is looked up and tried again when its sender repeats it", async () => {
  const world = worldOf({ deliveryId: "$string(body.id)" });
  world.wts.answer = () => refusal;
  await world.send();
  expect(world.taken.parked).toHaveLength(1);
  world.wts.answer = () => undefined;
  world.clock.advance(minuteMs);
  await world.send();
  expect([world.texts(), sender.asked.length]).toEqual([["Pedido 4711"], 2]);
});

test("what found nobody is looked up again when its sender repeats it", async () => {
  const world = worldOf({ deliveryId: "$string(body.id)", onNone: "ignore" });
  world.wts.open = [];
  await world.send();
  expect([world.texts(), world.taken.parked]).toEqual([[], []]);
  world.wts.open = ["2617d127-4314-4954-a7f6-07c17e7f7d2c"];
  world.clock.advance(minuteMs);
  await world.send();
  expect([world.texts(), sender.asked.length]).toEqual([["Pedido 4711"], 2]);
});

test("what WTS refused is kept with what was answered: a replay asks nobody, and maps it as it was", async () => {
  const world = worldOf({ deliveryId: "$string(body.id)" });
  world.wts.answer = () => refusal;
  await world.send();
  const [parked] = world.taken.parked;
  if (parked?.queued?.kind !== "command" || parked.queued.receivedAt === undefined)
    throw new Error("nothing is parked");
  const { account, source, deliveryId, receivedAt } = parked.queued;
  const raw = await world.raws.read({ account, source, deliveryId, receivedAt });
  if (!raw) throw new Error("the delivery is not kept");
  world.wts.answer = () => undefined;
  sender.asked.length = 0;
  const replay = world.workWith({ loja: sourceOf({ deliveryId: "$string(body.id)", ...corrected }) });
  await replay(replayedDelivery(raw, 1));
  await world.workAll();
  expect([world.texts(), sender.asked]).toEqual([["Pedido 4711 de Ana Souza"], []]);
});
