// Every sender of the catalogue: its sample, signed as the sender signs, becomes what its comment promises, and nothing else does anything.
import { describe, expect, test } from "@jest/globals";
import { senders } from "../../catalogue/senders.ts";
import { findSender, nearestSender } from "../../cli/new/new-source.ts";
import { sampleOf } from "../../cli/new/sample-of.ts";
import { languages } from "../../lib/core/texts/language.ts";
import { signDelivery } from "../../lib/webhooks/signatures/sign-delivery.ts";
import { verifySignature } from "../../lib/webhooks/signatures/verify-signature.ts";
import { madeUpSecret } from "../../local/made-up-secret.ts";
import { deliver } from "../../testing/testing.ts";
import { englishIn } from "../support/english-words.ts";
import { config } from "../support/hooks.config.ts";

const rows = senders.map((sender) => [sender.key, sender] as const);

test.each(rows)("%s: the sample becomes all that is promised, and nothing more", async (_key, { source, sample }) => {
  const { content, answers, commands, events } = sampleOf(sample);
  const delivered = await deliver(source, content as object, { ...(answers && { answers }) });
  expect(delivered).toEqual({ passed: true, commands, events });
  expect(commands.length + events.length).toBeGreaterThan(0);
});

test.each(rows)("%s: another kind of event does nothing", async (_key, { source, sample, other }) => {
  const { content, isBare, answers } = sampleOf(sample);
  const changed = structuredClone(content) as Record<string, unknown>;
  const path = isBare ? other.at.slice(1) : other.at;
  const last = path.at(-1) ?? "";
  const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, changed);
  expect(holder[last]).toBeDefined();
  expect(holder[last]).not.toEqual(other.value);
  holder[last] = other.value;
  const { commands, events } = await deliver(source, changed, { ...(answers && { answers }) });
  expect({ commands, events }).toEqual({ commands: [], events: [] });
});

test.each(rows)(
  "%s: a signature of somebody else, and one that was touched, is refused",
  async (key, { source, sample }) => {
    const { content } = sampleOf(sample);
    expect((await deliver(source, content as object, { forged: true })).refused).toBe("SIGNATURE_MISMATCH");
    const secret = madeUpSecret(source.verify, key) ?? "";
    const sent = {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: Buffer.from('{"id":"1"}') },
      ...{ url: `https://hooks.example.com/webhooks/${key}?data.id=1`, now: new Date() },
    };
    const signed = { ...sent, ...signDelivery(source.verify, sent, secret) };
    expect(verifySignature(source.verify, signed, [secret])).toMatchObject({ ok: true });
    const touched = (text: string) => text.replace(/[\da-z](?=[^\da-z]*$)/i, (letter) => (letter === "a" ? "b" : "a"));
    const headers = Object.fromEntries(
      Object.entries(signed.headers).map(([name, value]) => [
        name,
        name === "content-type" ? value : touched(String(value)),
      ]),
    );
    const forged = { ...signed, headers, url: signed.url.replace(secret, touched(secret)) };
    expect(verifySignature(source.verify, forged, [secret])).toMatchObject({ ok: false });
  },
);

test.each([
  [{ checkout_phone: "980045904", checkout_phone_code: "98" }, "5598980045904"],
  [{ checkout_phone: "98004-5904", checkout_phone_code: "11" }, "5511980045904"],
  [{ checkout_phone: "11980045904", checkout_phone_code: "11" }, "5511980045904"],
  [{ checkout_phone: "(11) 98004-5904" }, "5511980045904"],
  [{ checkout_phone: "+351 912 345 678", checkout_phone_code: "351" }, "351912345678"],
])("Hotmart gives the area code with the number or apart from it: %j", async (phone, contactPhone) => {
  const hotmart = senders.find(({ key }) => key === "hotmart");
  if (!hotmart) throw new Error("the catalogue has no Hotmart");
  const { content } = sampleOf(hotmart.sample);
  const body = structuredClone(content) as { data: { buyer: object } };
  body.data.buyer = phone;
  const { commands } = await deliver(hotmart.source, body);
  expect(commands).toMatchObject([{ session: { contactPhone } }]);
});

test("what is said of each is said in both languages, and no English is left in the Portuguese", () => {
  for (const sender of senders) {
    const { becomes, other, secret, lookupSecret, enter } = sender;
    for (const language of languages) {
      expect(enter[language].join(" ")).toContain("{url}");
      for (const text of [becomes, other.called, secret, ...(lookupSecret ? [lookupSecret] : [])])
        expect(text[language]).toMatch(/\p{L}{3}/u);
    }
    const portuguese = [becomes, other.called, secret].map((text) => text["pt-BR"]);
    // What Zendesk and WTS call a thing in their own pages is not ours to translate.
    expect([sender.key, portuguese.flatMap((text) => englishIn(text))]).toEqual([sender.key, []]);
  }
});

test("a source asks its sender's API exactly where the catalogue says which key that takes", () => {
  for (const { key, source, lookupSecret } of senders)
    expect([key, lookupSecret !== undefined]).toEqual([key, source.lookup !== undefined]);
});

describe("people find a sender by what they call it", () => {
  test.each([
    ["Mercado Pago", "mercadopago"],
    ["mercado-pago", "mercadopago"],
    ["RD Station", "rdstation"],
    ["zendesk", "helpdesk"],
    ["Tiendanube", "nuvemshop"],
    ["WooCommerce", "woocommerce"],
    ["WTS Chat", "wts"],
  ])("%s is %s", (typed, key) => {
    expect(findSender(typed)?.key).toBe(key);
  });

  test("a slip has a nearest name, and what is like nothing has none", () => {
    expect(nearestSender("hotmrt")).toBe("hotmart");
    expect(nearestSender("Merado Pago")).toBe("mercadopago");
    expect(nearestSender("qqqq")).toBeUndefined();
  });
});

test("the configuration of the tests has all of them, so that their samples go through the endpoint, too", () => {
  expect(Object.keys(config.sources).toSorted()).toEqual(senders.map(({ key }) => key).toSorted());
});
