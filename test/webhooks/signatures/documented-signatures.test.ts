// What the senders document, put together by hand for those whose known answers nobody published.
import { createHmac, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { SchemeChoice } from "../../../lib/webhooks/signatures/scheme.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { signedBy } from "./support/delivery-of.ts";
import { anInstant } from "./support/scheme-cases.ts";

const secret = "0badcafe00";
const body = '{"texto":"Olá ♥"}\r\n';
const seconds = String(anInstant.getTime() / 1000);
const ms = String(anInstant.getTime());
const mac = (content: string, hash = "sha256", key: string | Buffer = secret) => createHmac(hash, key).update(content);
const hex = (...given: Parameters<typeof mac>) => mac(...given).digest("hex");
const base64 = (...given: Parameters<typeof mac>) => mac(...given).digest("base64");

const url = "https://hooks.example.com/webhooks/source?id=1";

describe("a header as documented", () => {
  test.each<[SchemeChoice, Record<string, string>]>([
    ["zoom", { "x-zm-request-timestamp": seconds, "x-zm-signature": `v0=${hex(`v0:${seconds}:${body}`)}` }],
    ["meta", { "x-hub-signature-256": `sha256=${hex(body)}` }],
    ["intercom", { "x-hub-signature": `sha1=${hex(body, "sha1")}` }],
    ["calendly", { "calendly-webhook-signature": `t=${seconds},v1=${hex(`${seconds}.${body}`)}` }],
    ["typeform", { "typeform-signature": `sha256=${base64(body)}` }],
    ["chatwoot", { "x-chatwoot-timestamp": seconds, "x-chatwoot-signature": `sha256=${hex(`${seconds}.${body}`)}` }],
    ["nuvemshop", { "x-linkedstore-hmac-sha256": hex(body) }],
    ["tawk", { "x-tawk-signature": hex(body, "sha1") }],
    ["dixa", { "x-dixa-signature": `t=${ms},v1=${hex(`${ms}.${body}`, "sha256", Buffer.from(secret, "hex"))}` }],
    [
      {
        scheme: "hmac",
        header: "x-sig",
        hash: "sha512",
        encoding: "base64",
        prefix: "v1:",
        content: "{method}\n{url}\n{header:x-tenant}\n{query:id}\n{id}\n{timestamp}\n{body}",
        timestamp: { header: "x-time", unit: "iso" },
        idHeader: "x-id",
      },
      {
        "x-time": "2026-11-24T12:00:00.000Z",
        "x-sig": `v1:${base64(`POST\n${url}\nloja\n1\nevt-1\n2026-11-24T12:00:00.000Z\n${body}`, "sha512")}`,
      },
    ],
    [
      {
        scheme: "hmac",
        header: "x-sig",
        hash: "sha1",
        list: { separator: ";", pair: ":", key: "sig" },
        content: "{timestamp}|{body}",
        timestamp: { part: "at", unit: "ms" },
        secretForm: { encoding: "hex" },
      },
      { "x-sig": `at:${ms};sig:${hex(`${ms}|${body}`, "sha1", Buffer.from(secret, "hex"))}` },
    ],
  ])("%j sends %j", (choice, headers) => {
    const given = { "x-tenant": "loja", "x-id": "evt-1" };
    expect(signedBy(choice, secret, { body, url, headers: given }).headers).toEqual({ ...given, ...headers });
  });

  test("Kiwify sends SHA-1 of the body in its address, and a secret of eleven characters is one", () => {
    const kiwify = { scheme: "hmac", query: "signature", hash: "sha1" };
    const sent = signedBy(kiwify, "a1b2c3d4e5f", { body, url });
    expect(sent).toMatchObject({ url: `${url}&signature=${hex(body, "sha1", "a1b2c3d4e5f")}`, headers: {} });
    expect(verifySignature(kiwify, sent, ["a1b2c3d4e5f"])).toEqual({ ok: true, secretIndex: 0 });
  });

  test("Mailgun sends time, token and signature inside the body, and signs the first two", () => {
    const mailgun = {
      scheme: "hmac",
      body: "signature.signature",
      content: "{timestamp}{body:signature.token}",
      timestamp: { body: "signature.timestamp", unit: "s" },
    };
    const given = { signature: { token: "8f1c", timestamp: seconds }, "event-data": { event: "opened" } };
    const sent = signedBy(mailgun, secret, { body: JSON.stringify(given) });
    expect(JSON.parse(Buffer.from(sent.body).toString())).toEqual({
      ...given,
      signature: { ...given.signature, signature: hex(`${seconds}8f1c`) },
    });
    expect(verifySignature(mailgun, sent, [secret])).toEqual({ ok: true, secretIndex: 0 });
  });

  test("linear sends the hash of a body that has the time", () => {
    const timed = `{"webhookTimestamp":${ms}}`;
    expect(signedBy("linear", secret, { body: timed }).headers).toEqual({ "linear-signature": hex(timed) });
  });

  test("woovi sends what RSA with SHA-256 makes of the body", () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const { headers } = signedBy("woovi", pem, { body });
    const signature = Buffer.from(String(headers["x-webhook-signature"]), "base64");
    expect(verify("RSA-SHA256", Buffer.from(body), publicKey, signature)).toBe(true);
  });
});
