// The spellings that made other receivers accept what they should refuse, or the other way round.
import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { HeaderValues } from "../../../lib/core/sent-request.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";
import { anInstant } from "./support/scheme-cases.ts";

const ok = { ok: true, secretIndex: 0 };
const refusedFor = (reason: string) => ({ ok: false, reason });
const seconds = String(anInstant.getTime() / 1000);
const secret = "whsec_of_this_endpoint";
const hmac = (content: string, hash = "sha256") => createHmac(hash, secret).update(content);

describe("Stripe's header", () => {
  const body = '{"id":"evt_1"}';
  const good = hmac(`${seconds}.${body}`).digest("hex");
  const bad = "0".repeat(64);
  const verify = (header: string | string[]) =>
    verifySignature("stripe", deliveryOf({ body, headers: { "stripe-signature": header } }), [secret]);

  test.each([
    `t=${seconds},v1=${good}`,
    `v1=${good},t=${seconds}`,
    `v1=${bad},t=${seconds},v1=${good},v0=${bad}`,
    `t=${seconds},v1=1234567890,v1=potato,v1=${good}`,
    `t=${seconds}, v1=${good}`,
    `t=${seconds},v1=${good.toUpperCase()}`,
    `t=${seconds},,v1=${good},`,
  ])("is good whatever stands beside a good v1: %s", (header) => {
    expect(verify(header)).toEqual(ok);
    expect(verify([header])).toEqual(ok);
    expect(verify(header.split(","))).toEqual(ok);
  });

  test.each([
    [`t=${seconds},v0=${good}`, "SIGNATURE_VERSION_UNKNOWN"],
    [`t=${seconds},v2=${good}`, "SIGNATURE_VERSION_UNKNOWN"],
    [`t=${seconds},V1=${good}`, "SIGNATURE_VERSION_UNKNOWN"],
    [`t=${seconds}`, "SIGNATURE_VERSION_UNKNOWN"],
    [`t=${seconds},v1=${bad}`, "SIGNATURE_MISMATCH"],
    [`t=${seconds},v1=${good.slice(0, -2)}`, "SIGNATURE_MISMATCH"],
    [`t=${seconds},v1=${good}00`, "SIGNATURE_MISMATCH"],
    [`t=${seconds},v1=${good.slice(0, -1)}`, "SIGNATURE_MALFORMED"],
    [`t=${seconds},v1=`, "SIGNATURE_MALFORMED"],
    [`t=${seconds},v1=⚠️`, "SIGNATURE_MALFORMED"],
    [`t=${seconds},v1= ${good}`, "SIGNATURE_MALFORMED"],
    [`t=${seconds};v1=${good}`, "SIGNATURE_VERSION_UNKNOWN"],
    [good, "SIGNATURE_MALFORMED"],
    ["", "SIGNATURE_MISSING"],
    [`v1=${good}`, "TIMESTAMP_MISSING"],
    [`t=,v1=${good}`, "TIMESTAMP_MISSING"],
    [`t=${seconds},t=${seconds},v1=${good}`, "TIMESTAMP_MALFORMED"],
  ])("is refused: %s for %s", (header, reason) => {
    expect(verify(header)).toEqual(refusedFor(reason));
  });

  test.each(["Infinity", "NaN", "1e9", "-1", "+1", "0x10", "01", "1.5", `${seconds}abc`, `${seconds}000000`, "٣"])(
    "has no time when t is %s, though it is signed",
    (time) => {
      const header = `t=${time},v1=${hmac(`${time}.${body}`).digest("hex")}`;
      expect(verify(header)).toEqual(refusedFor("TIMESTAMP_MALFORMED"));
    },
  );

  test("holds no more signatures than a sender in the middle of a rotation has", () => {
    expect(verify(`t=${seconds}${`,v1=${bad}`.repeat(31)},v1=${good}`)).toEqual(ok);
    expect(verify(`t=${seconds}${`,v1=${bad}`.repeat(32)},v1=${good}`)).toEqual(refusedFor("SIGNATURE_MISMATCH"));
  });
});

describe("a signature in base64", () => {
  // Its signature has a +, a / and padding.
  const bodyWith = (pattern: RegExp): string => {
    for (let index = 0; ; index++) {
      const body = `{"index":${index}}`;
      if (pattern.test(hmac(body).digest("base64"))) return body;
    }
  };
  const body = bodyWith(/^(?=.*\+)(?=.*\/)(?=.*[a-z]).*[^A]=$/);
  const good = hmac(body).digest("base64");
  const verify = (signature: string) =>
    verifySignature("line", deliveryOf({ body, headers: { "x-line-signature": signature } }), [secret]);

  test("is good as its sender writes it", () => {
    expect(verify(good)).toEqual(ok);
  });

  test.each([
    ["in another case", good.replace(/[a-z]/, (letter) => letter.toUpperCase()), "SIGNATURE_MISMATCH"],
    ["without its padding", good.replace("=", ""), "SIGNATURE_MALFORMED"],
    ["with more padding", `${good}=`, "SIGNATURE_MALFORMED"],
    ["in the alphabet of URLs", good.replaceAll("+", "-").replaceAll("/", "_"), "SIGNATURE_MALFORMED"],
    ["with white space in it", `${good.slice(0, 9)} ${good.slice(9)}`, "SIGNATURE_MALFORMED"],
    ["in hex", Buffer.from(good, "base64").toString("hex"), "SIGNATURE_MISMATCH"],
    ["cut off", good.slice(0, 8), "SIGNATURE_MISMATCH"],
  ])("is refused %s", (_how, signature, reason) => {
    expect(verify(signature)).toEqual(refusedFor(reason));
  });

  test("is refused with stray bits behind the last byte, which a lenient reader does not see", () => {
    const last = good.at(-2) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const stray = `${good.slice(0, -2)}${alphabet[alphabet.indexOf(last) + 1]}=`;
    expect(Buffer.from(stray, "base64")).toEqual(Buffer.from(good, "base64"));
    expect(verify(stray)).toEqual(refusedFor("SIGNATURE_MALFORMED"));
  });
});

describe("Standard Webhooks", () => {
  const padded = `whsec_${Buffer.from("a key of twenty-five bytes".slice(0, 25)).toString("base64")}`;
  const sent = signedBy("standard-webhooks", padded);
  const withHeaders = (headers: HeaderValues) =>
    verifySignature("standard-webhooks", { ...sent, headers: { ...sent.headers, ...headers } }, [padded]);

  test("takes a secret with or without its prefix and its padding", () => {
    const spellings = [padded, padded.replace("==", ""), padded.replace("whsec_", ""), padded.slice(6, -2)];
    for (const each of spellings) expect(verifySignature("standard-webhooks", sent, [each])).toEqual(ok);
  });

  test.each(["whsec_", "whsec_====", "not base64!", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS_"])(
    "cannot use the secret %s, and says so",
    (each) => {
      expect(verifySignature("standard-webhooks", sent, [each])).toEqual(refusedFor("SECRET_UNUSABLE"));
    },
  );

  test("refuses another id than the signed one, whichever header it comes in", () => {
    expect(withHeaders({ "webhook-id": "msg_other" })).toEqual(refusedFor("SIGNATURE_MISMATCH"));
    expect(withHeaders({ "webhook-id": undefined, "svix-id": "msg_other" })).toEqual(refusedFor("SIGNATURE_MISMATCH"));
    expect(withHeaders({ "webhook-id": "" })).toEqual(refusedFor("SIGNED_PART_INVALID"));
    // Only one of the two was signed, and a mapping may read either.
    expect(withHeaders({ "svix-id": "msg_other" })).toEqual(refusedFor("SIGNED_PART_INVALID"));
  });

  test("refuses the asymmetric version where a shared secret is configured", () => {
    const signature = String(sent.headers["webhook-signature"]).replace("v1,", "v1a,");
    expect(withHeaders({ "webhook-signature": signature })).toEqual(refusedFor("SIGNATURE_VERSION_UNKNOWN"));
  });
});

describe("one secret for two purposes", () => {
  test.each([
    "5f0c0d2e-8f57-4f0e-9e3c-6c8b1d9a4d11",
    "offline_shop.myshopify.com",
    "123456789012345",
    "state=1&shop=a",
  ])("Shopify's cookie or query string %s is signed with it, and is no webhook", (body) => {
    const headers = { "x-shopify-hmac-sha256": hmac(body).digest("base64") };
    expect(verifySignature("shopify", deliveryOf({ body, headers }), [secret])).toEqual(
      refusedFor("SIGNED_PART_INVALID"),
    );
  });

  test("what Convoy signs with a time is no body signed without one", () => {
    const body = `${seconds},{"id":"evt_1"}`;
    const headers = { "x-convoy-signature": hmac(body).digest("hex") };
    for (const mode of ["simple", undefined])
      expect(verifySignature({ scheme: "convoy", mode }, deliveryOf({ body, headers }), [secret])).toMatchObject({
        ok: false,
      });
  });

  test("a mode that is configured refuses the other one", () => {
    const simple = signedBy({ scheme: "convoy", mode: "simple" }, secret);
    const advanced = signedBy({ scheme: "convoy", mode: "advanced" }, secret);
    const verify = (mode: string | undefined, sent: typeof simple) =>
      verifySignature({ scheme: "convoy", mode }, sent, [secret]).ok;
    expect([verify("simple", simple), verify("advanced", advanced)]).toEqual([true, true]);
    expect([verify("simple", advanced), verify("advanced", simple)]).toEqual([false, false]);
    expect([verify(undefined, simple), verify(undefined, advanced)]).toEqual([true, true]);
  });
});

describe("HubSpot's plain hash", () => {
  test("is refused for bytes that are no UTF-8, such as the filling that lengthens a hash one has seen", () => {
    const body = Buffer.concat([Buffer.from('{"id":1}'), Buffer.from([0x80, 0, 0, 0]), Buffer.from(',{"id":2}')]);
    const headers = { "x-hubspot-signature": createHash("sha256").update(secret).update(body).digest("hex") };
    expect(verifySignature("hubspot-v1", deliveryOf({ body, headers }), [secret])).toEqual(
      refusedFor("SIGNATURE_MISMATCH"),
    );
  });

  test("is refused when HubSpot itself calls it another version", () => {
    const sent = signedBy("hubspot-v1", secret);
    const headers = { ...sent.headers, "x-hubspot-signature-version": "v2" };
    expect(verifySignature("hubspot-v1", { ...sent, headers }, [secret])).toEqual(
      refusedFor("SIGNATURE_VERSION_UNKNOWN"),
    );
  });

  test("of the third version undoes the escapes HubSpot undoes, and no others", () => {
    const url = "https://hooks.example.com/webhooks/x?a=%3A%2f%20%C3%A7&b=%2B";
    const sent = signedBy("hubspot-v3", secret, { url });
    expect(verifySignature("hubspot-v3", sent, [secret])).toEqual(ok);
    const decoded = "https://hooks.example.com/webhooks/x?a=:/%20%C3%A7&b=%2B";
    const content = `POST${decoded}{"id":"evt_1"}${anInstant.getTime()}`;
    expect(sent.headers["x-hubspot-signature-v3"]).toBe(hmac(content).digest("base64"));
  });
});

describe("Box", () => {
  const keys = ["primary-key", "secondary-key"];
  const by = (key: string) => {
    const { headers, ...sent } = signedBy("box", key);
    return { sent, headers, signature: headers["box-signature-primary"] };
  };
  const { sent, headers } = by("primary-key");

  test.each([
    [0, { "box-signature-primary": by("primary-key").signature, "box-signature-secondary": "AAAA" }],
    [1, { "box-signature-primary": undefined, "box-signature-secondary": by("secondary-key").signature }],
  ])("is good when one of its two keys fits, and says that it was number %i", (secretIndex, signatures) => {
    expect(verifySignature("box", { ...sent, headers: { ...headers, ...signatures } }, keys)).toEqual({
      ok: true,
      secretIndex,
    });
  });

  test("is refused with an algorithm we do not check", () => {
    const other = { ...headers, "box-signature-algorithm": "HmacSHA1" };
    expect(verifySignature("box", { ...sent, headers: other }, keys)).toEqual(refusedFor("SIGNATURE_VERSION_UNKNOWN"));
  });
});

test("Linear's time is read from the body, and must be there", () => {
  const verify = (body: string) => {
    const headers = { "linear-signature": hmac(body).digest("hex") };
    return verifySignature("linear", deliveryOf({ body, headers }), [secret]);
  };
  expect(verify(`{"webhookTimestamp":${anInstant.getTime()}}`)).toEqual(ok);
  expect(verify(`{"webhookTimestamp":${anInstant.getTime() - 60_001}}`)).toEqual(refusedFor("TIMESTAMP_TOO_OLD"));
  expect(verify("{}")).toEqual(refusedFor("TIMESTAMP_MISSING"));
  expect(verify('{"webhookTimestamp":null}')).toEqual(refusedFor("TIMESTAMP_MISSING"));
  expect(verify('{"webhookTimestamp":1e15}')).toEqual(refusedFor("TIMESTAMP_MALFORMED"));
  expect(verify("no JSON")).toEqual(refusedFor("TIMESTAMP_MISSING"));
});

test("SendGrid's time is looked at when that is configured", () => {
  const body = "[]\r\n";
  const headers = { "x-twilio-email-event-webhook-timestamp": "not a time" };
  const name = "x-twilio-email-event-webhook-signature";
  expect(verifySignature("sendgrid", deliveryOf({ body, headers: { ...headers, [name]: "AAAA" } }), [secret])).toEqual(
    refusedFor("TIMESTAMP_MALFORMED"),
  );
});

describe("a signature by configuration", () => {
  test("needs every part that is signed, once", () => {
    const options = { scheme: "hmac", header: "x-s", content: "{query:id}{header:x-tenant}{body}" };
    const url = "https://hooks.example.com/webhooks/x?id=1";
    const sent = signedBy(options, secret, { url, headers: { "x-tenant": "loja" } });
    const verify = (change: Partial<typeof sent>) => verifySignature(options, { ...sent, ...change }, [secret]);
    expect(verify({})).toEqual(ok);
    expect(verify({ url: `${url}&id=2` })).toEqual(refusedFor("SIGNED_PART_INVALID"));
    expect(verify({ url: "https://hooks.example.com/webhooks/x" })).toEqual(refusedFor("SIGNED_PART_INVALID"));
    const { "x-tenant": _removed, ...headers } = sent.headers;
    expect(verify({ headers })).toEqual(refusedFor("SIGNED_PART_INVALID"));
  });

  describe("inside the body", () => {
    const options = { scheme: "hmac", body: "sig", content: "{body:id}|{body:n}" };
    const verify = (body: string, type = "application/json") =>
      verifySignature(options, deliveryOf({ body, headers: { "content-type": type } }), [secret]);
    const good = hmac("a|1").digest("hex");
    const missing = refusedFor("SIGNATURE_MISSING");
    const invalid = refusedFor("SIGNED_PART_INVALID");

    test.each([
      ["of JSON", `{"id":"a","n":1,"sig":"${good}"}`, ok],
      ["with more that is not signed", `{"id":"a","n":"1","more":2,"sig":"${good.toUpperCase()}"}`, ok],
      ["with another id", `{"id":"b","n":1,"sig":"${good}"}`, refusedFor("SIGNATURE_MISMATCH")],
      ["with a character that changed sides", `{"id":"a|","n":"1","sig":"${good}"}`, refusedFor("SIGNATURE_MISMATCH")],
      ["without a signature", '{"id":"a","n":1}', missing],
      ["with an empty one", '{"id":"a","n":1,"sig":""}', missing],
      ["with a list of them", `{"id":"a","n":1,"sig":["${good}"]}`, missing],
      ["that is a list", `[{"id":"a","n":1,"sig":"${good}"}]`, missing],
      ["that is a form, whatever its content type says", `id=a&n=1&sig=${good}`, ok],
      ["that is a text", `id a, n 1, sig ${good}`, missing],
      ["without what is signed", `{"id":"a","sig":"${good}"}`, invalid],
      ["with a number that has other spellings", `{"id":"a","n":1.5,"sig":"${good}"}`, invalid],
      [
        "with a number that JavaScript would round",
        `{"id":"a","n":9007199254740993,"sig":"${hmac("a|9007199254740993").digest("hex")}"}`,
        ok,
      ],
      [
        "with the number that it would be rounded to",
        `{"id":"a","n":9007199254740993,"sig":"${hmac("a|9007199254740992").digest("hex")}"}`,
        refusedFor("SIGNATURE_MISMATCH"),
      ],
      ["with half a character", `{"id":"\\ud800","n":1,"sig":"${hmac("\ufffd|1").digest("hex")}"}`, invalid],
    ])("%s", (_how, body, answer) => {
      expect(verify(body)).toEqual(answer);
    });

    test.each([
      ["", ok],
      ["&n=2", invalid],
      [`&sig=${good}`, missing],
    ])("of a form, with %j behind it", (more, answer) => {
      expect(verify(`id=a&n=%31&sig=${good}${more}`, "application/x-www-form-urlencoded; charset=utf-8")).toEqual(
        answer,
      );
    });
  });

  test("in the query is looked for under its whole name, as a mapping sees it", () => {
    const options = { scheme: "hmac", query: "sig" };
    const at = (query: string) =>
      verifySignature(options, deliveryOf({ body: "{}", url: `https://hooks.example.com/webhooks/x${query}` }), [
        secret,
      ]);
    const good = hmac("{}").digest("hex");
    expect(at(`?sig=${good}`)).toEqual(ok);
    expect(at(`?a=1&s%69g=${good}`)).toEqual(ok);
    for (const query of [`??sig=${good}`, `?Sig=${good}`, `?sig=${good}&sig=`, `#?sig=${good}`, ""])
      expect(at(query)).toEqual(refusedFor("SIGNATURE_MISSING"));
  });

  test("cannot use a secret that is nothing but its prefix, which would be an empty key", () => {
    const options = { scheme: "hmac", header: "x-s", secretForm: { encoding: "text", prefix: "key_" } };
    const headers = { "x-s": createHmac("sha256", "").update("{}").digest("hex") };
    expect(verifySignature(options, deliveryOf({ body: "{}", headers }), ["key_"])).toEqual(
      refusedFor("SECRET_UNUSABLE"),
    );
  });
});

test("a scheme we do not know refuses everything", () => {
  expect(verifySignature("strpe", deliveryOf(), [secret])).toEqual(refusedFor("SCHEME_UNKNOWN"));
  expect(verifySignature({ scheme: "__proto__" }, deliveryOf(), [secret])).toEqual(refusedFor("SCHEME_UNKNOWN"));
  expect(verifySignature({ scheme: "stripe", tolerance: 300 }, deliveryOf(), [secret])).toEqual(
    refusedFor("OPTIONS_INVALID"),
  );
});
