// Senders that sign nothing send their secret: where it stands is configured, and there it must be, once.
import { describe, expect, test } from "@jest/globals";
import type { SchemeOptions } from "../../../lib/webhooks/signatures/scheme.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { multipart } from "../../support/multipart.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";

const secret = "asaas-0123456789";
const ok = { ok: true, secretIndex: 0 };
const missing = { ok: false, reason: "SIGNATURE_MISSING" };
const malformed = { ok: false, reason: "SIGNATURE_MALFORMED" };
const mismatch = { ok: false, reason: "SIGNATURE_MISMATCH" };
const address = "https://hooks.example.com/webhooks/source";

const verify = (options: SchemeOptions, given: Parameters<typeof deliveryOf>[0], secrets = [secret]) =>
  verifySignature(options, deliveryOf(given), secrets);

describe("a token", () => {
  test.each<[SchemeOptions, Parameters<typeof deliveryOf>[0], unknown]>([
    [{ scheme: "token", header: "asaas-access-token" }, { headers: { "Asaas-Access-Token": secret } }, ok],
    [{ scheme: "token", header: "asaas-access-token" }, { headers: { "asaas-access-token": [secret] } }, ok],
    [{ scheme: "token", header: "asaas-access-token" }, { headers: {} }, missing],
    [{ scheme: "token", header: "asaas-access-token" }, { headers: { "asaas-access-token": "" } }, missing],
    [{ scheme: "token", header: "asaas-access-token" }, { headers: { "asaas-access-token": `${secret}0` } }, mismatch],
    [
      { scheme: "token", header: "asaas-access-token" },
      { headers: { "asaas-access-token": secret.slice(1) } },
      mismatch,
    ],
    [
      { scheme: "token", header: "asaas-access-token" },
      { headers: { "asaas-access-token": [secret, secret] } },
      mismatch,
    ],
    [
      { scheme: "token", header: "authorization", bearer: true },
      { headers: { Authorization: `Bearer ${secret}` } },
      ok,
    ],
    [
      { scheme: "token", header: "authorization", bearer: true },
      { headers: { authorization: `bearer ${secret}` } },
      ok,
    ],
    [{ scheme: "token", header: "authorization", bearer: true }, { headers: { authorization: secret } }, malformed],
    [{ scheme: "token", header: "authorization", bearer: true }, { headers: { authorization: "Bearer " } }, malformed],
    [
      { scheme: "token", header: "authorization", bearer: true },
      { headers: { authorization: `Basic ${secret}` } },
      malformed,
    ],
    [{ scheme: "token", query: "token" }, { url: `${address}?a=1&token=${secret}` }, ok],
    [{ scheme: "token", query: "token" }, { url: `${address}?token=${secret}&token=${secret}` }, missing],
    [{ scheme: "token", query: "token" }, { url: `${address}?Token=${secret}` }, missing],
    [{ scheme: "token", query: "token" }, { url: `${address}#?token=${secret}` }, missing],
    [{ scheme: "token", body: "hottok" }, { body: JSON.stringify({ hottok: secret }) }, ok],
    [{ scheme: "token", body: "data.token" }, { body: JSON.stringify({ data: { token: secret } }) }, ok],
    [{ scheme: "token", body: "hottok" }, { body: JSON.stringify({ hottok: [secret] }) }, missing],
    [{ scheme: "token", body: "hottok" }, { body: JSON.stringify([{ hottok: secret }]) }, missing],
    [{ scheme: "token", body: "hottok" }, { body: `hottok ${secret}` }, missing],
    [{ scheme: "token", body: "hottok" }, { body: `nome=Ana&hottok=${secret}\n` }, ok],
    // Its content type is signed by nobody: what the body is shows in the body.
    [{ scheme: "token", body: "hottok" }, { body: `hottok=${secret}` }, ok],
    [{ scheme: "token", body: "hottok" }, { body: multipart([["hottok", secret]]) }, ok],
    [
      { scheme: "token", body: "hottok" },
      {
        body: multipart([
          ["hottok", secret],
          ["hottok", secret],
        ]),
      },
      missing,
    ],
    [{ scheme: "token", body: "hottok" }, { body: multipart([["hottok", `${secret}x`]]) }, mismatch],
    [
      { scheme: "token", body: "auth[application_token]" },
      {
        body: `event=ONCRMDEALUPDATE&auth[application_token]=${secret}`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
      ok,
    ],
    [
      { scheme: "token", body: "t" },
      { body: `t=${secret}&t=${secret}`, headers: { "content-type": "application/x-www-form-urlencoded" } },
      missing,
    ],
    [{ scheme: "token", path: true }, { url: `${address}/${secret}?a=1` }, ok],
    [{ scheme: "token", path: true }, { url: `${address}/${secret}/` }, missing],
    [{ scheme: "token", path: true }, { url: `${address}/${secret}/x` }, mismatch],
    [{ scheme: "token", path: true }, { url: `${address}/%E0%A4%A` }, missing],
    [{ scheme: "wts" }, { url: `${address}/${secret}` }, ok],
    [{ scheme: "wts" }, { url: address }, mismatch],
    [{ scheme: "wts", header: "x-wts-secret" }, { headers: { "x-wts-secret": secret } }, ok],
    [{ scheme: "wts", header: "x-wts-secret" }, { url: `${address}/${secret}` }, missing],
  ])("%j of %j: %j", (options, given, answer) => {
    expect(verify(options, given)).toEqual(answer);
  });

  test("in the path may need escapes", () => {
    const odd = "a/b c%ç";
    expect(verifySignature("wts", signedBy("wts", odd, { url: `${address}?x=1` }), [odd])).toEqual(ok);
  });

  test("is looked for among all secrets, and the answer says which", () => {
    const options = { scheme: "token", header: "x-token" };
    const given = { headers: { "x-token": secret } };
    expect(verify(options, given, ["old-token", secret, secret])).toEqual({ ok: true, secretIndex: 1 });
  });
});

describe("user and password", () => {
  const basic = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString("base64")}` } });

  test("are one secret", () => {
    expect(verify({ scheme: "basic" }, basic("pipedrive:p:ç"), ["pipedrive:p:ç"])).toEqual(ok);
    expect(verify({ scheme: "basic" }, basic("pipedrive:p"), ["pipedrive:other"])).toEqual(mismatch);
    expect(verify({ scheme: "basic" }, basic("other:p"), ["pipedrive:p"])).toEqual(mismatch);
  });

  test.each(["Basic", "Basic !!!", "Basic dXNlcjpwYXNz=", "Bearer dXNlcjpwYXNz", "dXNlcjpwYXNz"])(
    "are not to be read from %s",
    (authorization) => {
      expect(verify({ scheme: "basic" }, { headers: { authorization } }, ["user:pass"])).toEqual(malformed);
    },
  );
});

test("a token is put into a form that ends in a line end", () => {
  const options = { scheme: "token", body: "hottok" };
  const signed = signedBy(options, secret, { body: "nome=Ana\r\n" });
  expect(Buffer.from(signed.body).toString()).toBe(`nome=Ana&hottok=${secret}`);
  expect(verifySignature(options, signed, [secret])).toEqual(ok);
});
