// Twilio signs the address together with the fields of a form, and its services spell the address differently.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonicalUrl, urlSpellings } from "../../../lib/webhooks/signatures/schemes/twilio.ts";
import { signedContent } from "../../../lib/webhooks/signatures/signed-content.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";

const secret = "a token";
const form = { "content-type": "application/x-www-form-urlencoded" };
const address = "https://hooks.example.com/webhooks/twilio";

const sent = (content: string, given: Parameters<typeof deliveryOf>[0] = {}) => {
  const signature = createHmac("sha1", secret).update(content).digest("base64");
  return deliveryOf({ url: address, ...given, headers: { ...given.headers, "x-twilio-signature": signature } });
};
const verify = (delivery: ReturnType<typeof deliveryOf>) => verifySignature("twilio", delivery, [secret]);
const ok = { ok: true, secretIndex: 0 };
const invalid = { ok: false, reason: "SIGNED_PART_INVALID" };

describe("Twilio's body", () => {
  test("as a form is signed by its fields, sorted, each value once", () => {
    const content = `${address}AccountSidAC1BodyOlá & maisMedia1Media2`;
    const body = "Media=2&Body=Ol%C3%A1+%26+mais&Media=1&AccountSid=AC1&Media=2";
    expect(verify(sent(content, { headers: form, body }))).toEqual(ok);
  });

  test("that nothing vouches for is refused: a signature of the address alone does not cover it", () => {
    expect(verify(sent(address, { headers: { "content-type": "application/json" } }))).toEqual(invalid);
    expect(verify(sent(address))).toEqual(invalid);
    expect(verify(sent(address, { body: "" }))).toEqual(ok);
  });

  test("must have the hash the address says, which stands there once", () => {
    const good = signedBy("twilio", secret, { headers: { "content-type": "application/json" } });
    expect(good.url).toMatch(/\?bodySHA256=[0-9a-f]{64}$/);
    expect(verify(good)).toEqual(ok);
    expect(verify({ ...good, body: Buffer.from("{}") })).toEqual(invalid);
    const twice = `${good.url}&bodySHA256=0`;
    expect(verify(sent(twice, { url: twice, body: good.body }))).toEqual(invalid);
  });

  test("is refused as a form when it is not UTF-8, since several bodies would look the same", () => {
    for (const body of ["a=%FF", "a=%", new Uint8Array([97, 61, 255])])
      expect(verify(sent(`${address}a\ufffd`, { headers: form, body }))).toEqual(invalid);
  });
});

describe("Twilio's address", () => {
  const url = fc
    .tuple(
      fc.constantFrom("https://", "http://", "HTTPS://"),
      fc.constantFrom("", "user@", "user:p%40ss@"),
      fc.constantFrom("hooks.example.com", "Hooks.Example.com", "[::1]"),
      fc.constantFrom("", ":443", ":80", ":8443"),
      fc.constantFrom("", "/", "/webhooks/it's", "/a%27b"),
      fc.constantFrom("", "?", "?a=1&b=2&a=3", "?Body=It's+amazing", "?q=%c3%a7&x", "?a=b%20c(d)!"),
    )
    .map((parts) => parts.join(""));

  test("signed in any of its spellings verifies, and is the same delivery", () => {
    fc.assert(
      fc.property(url, fc.nat(7), (given, index) => {
        const spellings = urlSpellings(given);
        const spelling = spellings[index % spellings.length] ?? "";
        expect(verify(sent(spelling, { url: given, body: "" }))).toEqual(ok);
        expect(canonicalUrl(spelling)).toBe(canonicalUrl(given));
      }),
      { numRuns: 500 },
    );
  });

  test("with other escapes, and a form in another order, is known as a copy", () => {
    const first = deliveryOf({ url: `${address}?q=It%27s`, headers: form, body: "b=2&a=%31" });
    const copy = deliveryOf({ url: `${address}?q=It's`, headers: form, body: "a=1&b=2" });
    expect(signedContent("twilio", copy)).toEqual(signedContent("twilio", first));
  });
});
