// Mercado Pago signs two ids and the time, and its documentation and its library do not agree on the spelling.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { HeaderValues } from "../../../lib/core/sent-request.ts";
import { signedContent } from "../../../lib/webhooks/signatures/signed-content.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";
import { anInstant } from "./support/scheme-cases.ts";

const secret = "a secret";
const address = "https://hooks.example.com/webhooks/mercadopago";
const ms = String(anInstant.getTime());

const sentWith = (content: string, url: string, headers: HeaderValues = {}, time = ms) => {
  const v1 = createHmac("sha256", secret).update(content).digest("hex");
  return deliveryOf({ url, headers: { "x-signature": `ts=${time},v1=${v1}`, ...headers } });
};
const verify = (delivery: ReturnType<typeof deliveryOf>) => verifySignature("mercadopago", delivery, [secret]);
const ok = { ok: true, secretIndex: 0 };
const requestId = { "x-request-id": "req-1" };

describe("Mercado Pago", () => {
  test("may lower the case of data.id or not", () => {
    for (const id of ["ORD01Jq", "ord01jq"]) {
      const content = `id:${id};request-id:req-1;ts:${ms};`;
      expect(verify(sentWith(content, `${address}?data.id=ORD01Jq&type=order`, requestId))).toEqual(ok);
    }
    const other = `id:ORD01JQ;request-id:req-1;ts:${ms};`;
    expect(verify(sentWith(other, `${address}?data.id=ORD01Jq`, requestId))).toMatchObject({ ok: false });
  });

  test("may count in seconds or in milliseconds", () => {
    for (const time of [ms, ms.slice(0, -3)]) {
      const sent = sentWith(`id:1;request-id:req-1;ts:${time};`, `${address}?data.id=1`, requestId, time);
      expect(verify(sent)).toEqual(ok);
      const later = (seconds: number) => ({ ...sent, now: new Date(anInstant.getTime() + seconds * 1000) });
      expect(verify(later(300))).toEqual(ok);
      expect(verify(later(301))).toEqual({ ok: false, reason: "TIMESTAMP_TOO_OLD" });
    }
  });

  test("leaves out what is missing", () => {
    expect(verify(sentWith(`id:1;ts:${ms};`, `${address}?data.id=1`))).toEqual(ok);
    expect(verify(sentWith(`request-id:req-1;ts:${ms};`, address, requestId))).toEqual(ok);
    expect(verify(sentWith(`request-id:req-1;ts:${ms};`, `${address}?data.id=`, requestId))).toEqual(ok);
  });

  test("vouches for nothing when both ids are missing", () => {
    expect(verify(sentWith(`ts:${ms};`, address))).toEqual({ ok: false, reason: "SIGNED_PART_INVALID" });
  });

  test("cannot have one id stand for two, nor be asked for two at once", () => {
    const content = `id:1;request-id:req-1;ts:${ms};`;
    const injected = encodeURIComponent("1;request-id:req-1");
    const refused = { ok: false, reason: "SIGNED_PART_INVALID" };
    expect(verify(sentWith(content, `${address}?data.id=${injected}`))).toEqual(refused);
    expect(verify(sentWith(content, `${address}?data.id=1&data.id=2`, requestId))).toEqual(refused);
    const hidden = { "x-request-id": "req-1;ts:1" };
    expect(verify(sentWith(`request-id:req-1;ts:1;ts:${ms};`, address, hidden))).toEqual(refused);
  });

  test("a copy of a delivery is known by its ids, in any case and whatever its body says", () => {
    const first = signedBy("mercadopago", secret, { url: `${address}?data.id=ABC`, headers: requestId });
    const copy = { ...first, url: `${address}?other=1&data.id=abc`, body: Buffer.from("{}") };
    expect([verify(first), verify(copy)]).toEqual([ok, ok]);
    expect(signedContent("mercadopago", copy)).toEqual(signedContent("mercadopago", first));
    expect(Buffer.from(signedContent("mercadopago", first)).toString()).toBe(
      "id:abc;request-id:req-1;ts:1795521600000;",
    );
  });
});
