// Senders that name nobody, each from its webhook to its commands: the API it documents is asked on a real socket.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { asaas } from "../../../catalogue/sources/asaas/source.ts";
import { kommo } from "../../../catalogue/sources/kommo/source.ts";
import { mercadopago } from "../../../catalogue/sources/mercadopago/source.ts";
import { nuvemshop } from "../../../catalogue/sources/nuvemshop/source.ts";
import type { SourceInput } from "../../../lib/config.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import type { QueuedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import { deliveryWorkerOf } from "../../support/delivery-worker.ts";
import { asaasApi, asaasCustomer, asaasKey } from "../../support/senders/asaas-api.ts";
import { atSender } from "../../support/senders/at-sender.ts";
import { kommoApi, kommoBareLead, kommoContact, kommoLead, kommoToken } from "../../support/senders/kommo-api.ts";
import { mercadopagoApi, mercadopagoPayment, mercadopagoToken } from "../../support/senders/mercadopago-api.ts";
import { nuvemshopApi, nuvemshopOrder, nuvemshopToken } from "../../support/senders/nuvemshop-api.ts";
import { type SenderApi, type StartedSender, startSender } from "../../support/senders/sender-api.ts";
import { type EventParts, webhookEndpoint } from "../../support/webhook-endpoint.ts";

const secret = "a-secret-of-this-test-0123456789";

interface Case {
  name: string;
  source: SourceInput;
  api: SenderApi;
  lookupSecret: string;
  delivery: EventParts;
  asked: string[];
  command: object;
  reference: object;
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const leadForm = (id: number) =>
  new URLSearchParams({
    "leads[status][0][id]": String(id),
    "leads[status][0][status_id]": "142",
    "leads[status][0][pipeline_id]": "7039101",
    "account[subdomain]": "outra-empresa",
  }).toString();
const asaasEvent = {
  id: "evt_1",
  event: "PAYMENT_RECEIVED",
  payment: { id: "pay_0802", customer: asaasCustomer.id, paymentDate: "2026-11-20" },
};

const cases: readonly Case[] = [
  {
    ...{ name: "asaas", source: asaas, api: asaasApi, lookupSecret: asaasKey },
    delivery: { body: JSON.stringify(asaasEvent) },
    asked: [`GET /v3/customers/${asaasCustomer.id}`],
    command: { metadata: { cobranca: "pay_0802", pago: "sim", pagoEm: "2026-11-20" } },
    reference: {
      locator: { contactPhone: expect.stringContaining("11980045904") },
      onNone: "ignore",
      onMany: "newest",
    },
  },
  {
    ...{ name: "mercadopago", source: mercadopago, api: mercadopagoApi, lookupSecret: mercadopagoToken },
    delivery: {
      rawQuery: `data.id=${mercadopagoPayment.id}&type=payment`,
      headers: { "x-request-id": "r-1" },
      body: JSON.stringify({ action: "payment.updated", type: "payment", id: 998877, data: { id: "123456" } }),
    },
    asked: [`GET /v1/payments/${mercadopagoPayment.id}`],
    command: { metadata: { pagamento: "123456", pago: "sim" } },
    reference: { locator: { metadata: { pedido: "pedido-4711" } }, onNone: "ignore", onMany: "newest" },
  },
  {
    ...{ name: "nuvemshop", source: nuvemshop, api: nuvemshopApi, lookupSecret: nuvemshopToken },
    delivery: { body: JSON.stringify({ store_id: 1234567, event: "order/paid", id: nuvemshopOrder.id }) },
    asked: [`GET /v1/1234567/orders/${nuvemshopOrder.id}`],
    command: { metadata: { pedido: "4711", pago: "sim" } },
    reference: {
      locator: { contactPhone: expect.stringContaining("5511980045904") },
      onNone: "ignore",
      onMany: "newest",
    },
  },
  {
    ...{ name: "kommo", source: kommo, api: kommoApi, lookupSecret: kommoToken },
    delivery: { headers: form, body: leadForm(kommoLead.id) },
    asked: [`GET /api/v4/leads/${kommoLead.id}?with=contacts`, `GET /api/v4/contacts/${kommoContact.id}`],
    command: { metadata: { negocio: String(kommoLead.id) } },
    reference: {
      locator: { contactPhone: expect.stringContaining("5511980045904") },
      onNone: "ignore",
      onMany: "newest",
    },
  },
];

describe.each(cases.map((each) => [each.name, each] as const))("%s", (name, each) => {
  let sender: StartedSender;
  beforeAll(async () => {
    sender = await startSender(each.api);
  });
  afterAll(() => sender.stop());
  beforeEach(() => {
    sender.asked.length = 0;
  });

  const connected = () => {
    const sources = { [name]: atSender(each.source, sender.url) };
    const secrets = { [name]: { secrets: [secret], lookupSecret: each.lookupSecret } };
    const endpoint = webhookEndpoint({ sources }, secrets);
    const worker = deliveryWorkerOf({ sources, secrets });
    /** What the endpoint queues is what the worker is given. */
    const receive = async (delivery = each.delivery) => {
      const answer = await endpoint.call(endpoint.signed(name, delivery));
      expect(answer.statusCode).toBe(200 + (name === "nuvemshop" ? 2 : 0));
      return endpoint.taken.queued.splice(0) as unknown as QueuedDelivery[];
    };
    return { endpoint, worker, receive };
  };

  test("is taken and queued without a look-up, looked up by the worker, and mapped with what its API answers", async () => {
    const { endpoint, worker, receive } = connected();
    const [item, ...others] = await receive();
    if (!item) throw new Error("nothing was queued");
    expect([item.kind, others, sender.asked]).toEqual(["delivery", [], []]);
    expect(endpoint.lastLine()).toMatchObject({ delivery: "queued", commandIds: [item.id] });

    expect(await worker.deliver(item)).toBeUndefined();
    expect(sender.asked).toEqual(each.asked);
    expect(worker.taken.queued).toMatchObject([
      { kind: "command", door: "webhook", source: `webhook:${name}`, targeted: { command: each.command } },
    ]);
    expect((worker.taken.queued as QueuedCommand[])[0]?.targeted.reference).toEqual(each.reference);
    expect(worker.taken.parked).toEqual([]);
    expect(JSON.stringify([item, endpoint.taken, worker.taken])).not.toContain(each.lookupSecret);
  });

  test("with a secret that its API refuses is parked with its body, for a replay once that is mended", async () => {
    const [item] = await connected().receive();
    if (!item) throw new Error("nothing was queued");
    const broken = deliveryWorkerOf({
      sources: { [name]: atSender(each.source, sender.url) },
      secrets: { [name]: { secrets: [secret], lookupSecret: "another-secret-that-opens-nothing" } },
    });
    expect(await broken.deliver(item)).toBeUndefined();
    expect(broken.taken.queued).toEqual([]);
    expect(broken.taken.parked).toMatchObject([
      {
        reason: {
          code: "LOOKUP_FAILED",
          message: expect.stringMatching(/answers 401; it refuses the source's lookupSecret/),
        },
      },
    ]);
    const [parked] = broken.taken.parked;
    const replayed = { ...(parked?.queued as QueuedDelivery), attempt: 1 };
    const mended = connected().worker;
    expect(await mended.deliver(replayed)).toBeUndefined();
    expect(mended.taken.queued).toMatchObject([{ attempt: 1, targeted: { command: each.command } }]);
  });
});

describe("Kommo's lead without a contact", () => {
  test("is asked for, its contact is not, and the mapping decides: nothing is done", async () => {
    const sender = await startSender(kommoApi);
    try {
      const sources = { kommo: atSender(kommo, sender.url) };
      const secrets = { kommo: { secrets: [secret], lookupSecret: kommoToken } };
      const endpoint = webhookEndpoint({ sources }, secrets);
      const worker = deliveryWorkerOf({ sources, secrets });
      await endpoint.call(endpoint.signed("kommo", { headers: form, body: leadForm(kommoBareLead.id) }));
      const [item] = endpoint.taken.queued as unknown as QueuedDelivery[];
      expect(item && (await worker.deliver(item))).toBeUndefined();
      expect(sender.asked).toEqual([`GET /api/v4/leads/${kommoBareLead.id}?with=contacts`]);
      expect([worker.taken.queued, worker.taken.parked]).toEqual([[], []]);
    } finally {
      await sender.stop();
    }
  });
});
