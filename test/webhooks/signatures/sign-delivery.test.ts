// What we sign as a sender would: for samples and for trying a source.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { faultOf } from "../../core/support/fault-of.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";
import { anInstant } from "./support/scheme-cases.ts";

const seconds = anInstant.getTime() / 1000;

describe("a signed delivery", () => {
  test("has what the sender adds, and what was there", () => {
    const { headers } = signedBy("standard-webhooks", "whsec_c2VjcmV0", {
      headers: { "Content-Type": "application/json" },
    });
    expect(headers).toEqual({
      "Content-Type": "application/json",
      "webhook-id": expect.stringMatching(/^msg_[0-9a-f]{27}$/),
      "webhook-timestamp": String(seconds),
      "webhook-signature": expect.stringMatching(/^v1,[\w+/]{43}=$/),
    });
  });

  test("keeps an id it has, and replaces an old signature however its header is spelled", () => {
    const given = { "Webhook-Id": "msg_mine", "WEBHOOK-SIGNATURE": "v1,old", "Webhook-Timestamp": "1" };
    const { headers } = signedBy("standard-webhooks", "whsec_c2VjcmV0", { headers: given });
    expect(Object.keys(headers)).toEqual(["Webhook-Id", "webhook-timestamp", "webhook-signature"]);
    expect(headers["Webhook-Id"]).toBe("msg_mine");
  });

  test("verifies also where the sample has the sender's other names of its headers", () => {
    const headers = { "svix-id": "msg_1", "svix-timestamp": "1", "svix-signature": "v1,old" };
    const sent = signedBy("standard-webhooks", "whsec_c2VjcmV0", { headers });
    expect(verifySignature("standard-webhooks", sent, ["whsec_c2VjcmV0"])).toEqual({ ok: true, secretIndex: 0 });
  });

  test("has the time of now in its body where the sender has it there", () => {
    const at = (body: string) => Buffer.from(signedBy("linear", "secret", { body }).body).toString();
    const now = anInstant.getTime();
    expect(at('{"action":"create"}')).toBe(`{"action":"create","webhookTimestamp":${now}}`);
    expect(at('{"webhookTimestamp":1}')).toBe(`{"webhookTimestamp":${now}}`);
    expect(at(`{ "webhookTimestamp": ${now - 1000} }`)).toBe(`{ "webhookTimestamp": ${now - 1000} }`);
  });

  test("has its token where it is configured, and nothing else changed", () => {
    const url = "https://hooks.example.com/webhooks/x?a=1";
    const inserted = (options: Record<string, unknown>) => signedBy({ scheme: "token", ...options }, "t/1", { url });
    expect(inserted({ query: "token" }).url).toBe(`${url}&token=t%2F1`);
    expect(inserted({ path: true }).url).toBe("https://hooks.example.com/webhooks/x/t%2F1?a=1");
    expect(Buffer.from(inserted({ body: "auth.token" }).body).toString()).toBe('{"id":"evt_1","auth":{"token":"t/1"}}');
    expect(inserted({ header: "authorization", bearer: true }).headers).toEqual({ authorization: "Bearer t/1" });
    expect(signedBy("basic", "user:pass").headers).toEqual({ authorization: "Basic dXNlcjpwYXNz" });
  });
});

describe("a signature in the query or in the body", () => {
  const url = "https://hooks.example.com/webhooks/x?q=%c3%a7+1&sig=old&a=%41";

  test("takes the place of an old one, and leaves the rest of the query as it is spelled", () => {
    const signed = signedBy({ scheme: "hmac", query: "sig", encoding: "base64" }, "secret", { url });
    expect(signed.url).toMatch(/^https:\/\/hooks\.example\.com\/webhooks\/x\?q=%c3%a7\+1&a=%41&sig=[\w%]+%3D$/);
  });

  test("has a time beside it where the sender has it there", () => {
    const timed = { scheme: "hmac", query: "sig", content: "{timestamp}{body}", timestamp: { query: "ts", unit: "s" } };
    expect(signedBy(timed, "secret", { url }).url).toMatch(new RegExp(`&a=%41&ts=${seconds}&sig=[0-9a-f]{64}$`));
  });

  test("is a field of a form, whose other fields stay as they are", () => {
    const options = { scheme: "hmac", body: "auth[sig]", content: "{body:id}" };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { body } = signedBy(options, "secret", { body: "nome=Jos%E9&id=7&auth%5Bsig%5D=old", headers });
    expect(Buffer.from(body).toString()).toMatch(/^nome=Jos%E9&id=7&auth%5Bsig%5D=[0-9a-f]{64}$/);
  });

  test.each(["a text", "[1]"])("has no place in %s, and nothing of that is lost for it", (body) => {
    for (const options of [
      { scheme: "hmac", body: "sig", content: "{method}" },
      { scheme: "token", body: "token" },
    ])
      expect(faultOf(() => signedBy(options, "secret", { body })).message).toContain(
        "must be a JSON object, or a form",
      );
  });
});

describe("what cannot be signed", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const messageOf = (choice: string, secret: string, given = {}): string =>
    faultOf(() => signDelivery(choice, deliveryOf(given), secret)).message;

  test.each([
    [
      "sendgrid",
      pem,
      "sendgrid is signed with a private key (ecdsa); the one given is the public one, which can only check",
    ],
    ["sendgrid", "secret", "sendgrid is signed with a private key (ecdsa); the one given is no such key"],
    [
      "woovi",
      privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      "woovi is signed with a private key (rsa)",
    ],
    ["standard-webhooks-v1a", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", "is the public one"],
    ["standard-webhooks", "whsec_", "the secret of standard-webhooks has not the form it needs"],
    ["stripe", " ", "the secret of stripe has not the form it needs"],
    ["strpe", "secret", "strpe is no scheme we know; the nearest one is stripe"],
  ])("is said clearly: %s", (choice, secret, message) => {
    expect(messageOf(choice, secret)).toContain(message);
  });

  test("is a body without a place for its time, too", () => {
    expect(messageOf("linear", "secret", { body: "a text" })).toContain("The time that is signed is missing");
  });

  test("is an address that has two ids, too", () => {
    const url = "https://hooks.example.com/webhooks/x?data.id=1&data.id=2";
    expect(messageOf("mercadopago", "secret", { url })).toContain("this cannot be signed as mercadopago does");
  });
});
