// What holds for every scheme: what is signed verifies, and nothing that differs from it does.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SentRequest } from "../../../lib/core/sent-request.ts";
import { textAt, withTextAt } from "../../../lib/webhooks/signatures/location.ts";
import { schemeOf } from "../../../lib/webhooks/signatures/resolve-scheme.ts";
import type { SignatureRecipe } from "../../../lib/webhooks/signatures/scheme.ts";
import { schemeFacts } from "../../../lib/webhooks/signatures/scheme-facts.ts";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { signedContent } from "../../../lib/webhooks/signatures/signed-content.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { eachScheme, type SchemeCase, type Secret } from "./support/scheme-cases.ts";

const signed = ({ options }: SchemeCase, delivery: SentRequest, { sign }: Secret): SentRequest => ({
  ...delivery,
  ...signDelivery(options, delivery, sign),
});

const flip = (bytes: Uint8Array, bit: number): Uint8Array => {
  const changed = Uint8Array.from(bytes);
  const at = bit % (bytes.length * 8);
  changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
  return changed;
};
const equal = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

const bit = fc.nat(1_000_000);
const numRuns = 20;

describe.each(eachScheme)("%s", (_name, scheme) => {
  const { options } = scheme;
  const facts = schemeFacts(options);
  const given = fc.tuple(scheme.delivery, scheme.secret);
  const [recipe] = schemeOf(options).recipes;
  const isToken = recipe.kind === "token";

  test("what is signed verifies, with the secret wherever in the list it stands", () => {
    fc.assert(
      fc.property(given, ([delivery, secret]) => {
        const sent = signed(scheme, delivery, secret);
        expect(verifySignature(options, sent, [secret.verify])).toEqual({ ok: true, secretIndex: 0 });
        const others = ["another:secret-of-no-use", "bm90IHRoZSBzZWNyZXQ="];
        expect(verifySignature(options, sent, [...others, secret.verify])).toEqual({ ok: true, secretIndex: 2 });
        expect(verifySignature(options, sent, others)).toMatchObject({ ok: false });
      }),
      { numRuns },
    );
  });

  test("a changed bit of the body passes only where the body is not signed", () => {
    const seen = { changed: 0 };
    fc.assert(
      fc.property(given, bit, ([delivery, secret], at) => {
        const sent = signed(scheme, delivery, secret);
        fc.pre(sent.body.length > 0);
        const changed = { ...sent, body: flip(sent.body, at) };
        const isSame = equal(signedContent(options, sent), signedContent(options, changed));
        seen.changed += isSame ? 0 : 1;
        const { ok } = verifySignature(options, changed, [secret.verify]);
        if (facts.signedParts.body) expect(ok && !isSame).toBe(false);
        // A token inside the body may be what was hit.
        else if (facts.secretBody.length === 0) expect(ok).toBe(true);
      }),
      { numRuns },
    );
    if (facts.signedParts.body) expect(seen.changed).toBeGreaterThan(0);
  });

  test("a changed address passes only where it is not signed", () => {
    fc.assert(
      fc.property(given, fc.constantFrom("x", "%20", "'", "?b=1", "&b=1"), ([delivery, secret], added) => {
        const sent = signed(scheme, delivery, secret);
        // What is added behind a signature in the query must not become a part of it.
        fc.pre(facts.secretQuery.length === 0 || added.startsWith("&"));
        const changed = { ...sent, url: sent.url + added };
        const isSame = equal(signedContent(options, sent), signedContent(options, changed));
        fc.pre(!isSame || !facts.signedParts.url);
        const isIdChanged = facts.signedParts.query.length !== 0 && !isSame;
        const isRefused = facts.signedParts.url || isIdChanged;
        if (isRefused) expect(verifySignature(options, changed, [secret.verify])).toMatchObject({ ok: false });
        else if (!isToken) expect(verifySignature(options, changed, [secret.verify])).toMatchObject({ ok: true });
      }),
      { numRuns },
    );
  });

  test("a changed bit of the signature or token is refused", () => {
    fc.assert(
      fc.property(given, bit, ([delivery, secret], at) => {
        const sent = signed(scheme, delivery, secret);
        const changed =
          recipe.kind === "token" ? withOtherToken(scheme, delivery, secret, at) : withOtherSignature(recipe, sent, at);
        expect(verifySignature(options, changed, [secret.verify])).toMatchObject({ ok: false });
      }),
      { numRuns },
    );
  });

  test("a changed bit of the secret is refused", () => {
    fc.assert(
      fc.property(given, bit, ([delivery, secret], at) => {
        const sent = signed(scheme, delivery, secret);
        const changed = otherSecret(secret.verify, at);
        expect(verifySignature(options, sent, [changed])).toMatchObject({ ok: false });
      }),
      { numRuns },
    );
  });

  test("no header that the sender adds can be left out, and none can be empty", () => {
    const unsigned = /version|algorithm/;
    fc.assert(
      fc.property(given, ([delivery, secret]) => {
        const sent = signed(scheme, delivery, secret);
        const added = Object.keys(sent.headers).filter((name) => !Object.hasOwn(delivery.headers, name));
        for (const name of added.filter((each) => !unsigned.test(each))) {
          const { [name]: _removed, ...headers } = sent.headers;
          expect(verifySignature(options, { ...sent, headers }, [secret.verify])).toMatchObject({ ok: false });
          const emptied = { ...sent, headers: { ...headers, [name]: "" } };
          expect(verifySignature(options, emptied, [secret.verify])).toMatchObject({ ok: false });
        }
      }),
      { numRuns: 5 },
    );
  });

  test("header names are read in any case, and values as a list of one", () => {
    fc.assert(
      fc.property(given, ([delivery, secret]) => {
        const sent = signed(scheme, delivery, secret);
        const headers = Object.entries(sent.headers).map(([name, value]) => [name.toUpperCase(), [value].flat()]);
        const respelt = { ...sent, headers: Object.fromEntries(headers) };
        expect(verifySignature(options, respelt, [secret.verify])).toMatchObject({ ok: true });
      }),
      { numRuns: 5 },
    );
  });

  test("without a secret, or with an empty one among others, nothing passes", () => {
    fc.assert(
      fc.property(given, ([delivery, secret]) => {
        const sent = signed(scheme, delivery, secret);
        for (const secrets of [[], [""], [" \n"], [secret.verify, ""], ["", secret.verify]])
          expect(verifySignature(options, sent, secrets)).toEqual({ ok: false, reason: "SECRET_MISSING" });
      }),
      { numRuns: 5 },
    );
  });
});

/** The signature is what stands last in its text. */
function withOtherSignature({ at: [location] }: SignatureRecipe, sent: SentRequest, at: number): SentRequest {
  const value = textAt(location, sent) ?? "";
  const [text = ""] = /[0-9A-Za-z+/]{16,}={0,2}$/.exec(value) ?? [];
  const encoding = /^[0-9a-f]+$/.test(text) ? "hex" : "base64";
  const changed = Buffer.from(flip(Buffer.from(text, encoding), at)).toString(encoding);
  return { ...sent, ...withTextAt(location, sent, value.slice(0, value.length - text.length) + changed) };
}

function withOtherToken(scheme: SchemeCase, delivery: SentRequest, { sign }: Secret, at: number): SentRequest {
  return signed(scheme, delivery, { sign: otherSecret(sign, at), verify: "" });
}

/** One bit of what the text stands for is another; in a public key it is a bit of the point or the modulus. */
function otherSecret(secret: string, at: number): string {
  const [, prefix = "", inner = secret] = /^(whsec_|whpk_|key_)(.*)$/.exec(secret) ?? [];
  if (prefix !== "") return prefix + Buffer.from(flip(Buffer.from(inner, "base64"), at)).toString("base64");
  if (secret.includes("-----BEGIN")) {
    const der = Buffer.from(secret.replaceAll(/-----.*-----|\s/g, ""), "base64");
    const point = der.subarray(40, -8);
    return Buffer.concat([der.subarray(0, 40), flip(point, at), der.subarray(-8)]).toString("base64");
  }
  if (/^(?:[0-9a-f]{2})+$/.test(secret)) return Buffer.from(flip(Buffer.from(secret, "hex"), at)).toString("hex");
  // The last character is changed, so that what Basic cuts off before the colon stays.
  const last = secret.charCodeAt(secret.length - 1) ^ (1 << (at % 5));
  return secret.slice(0, -1) + String.fromCharCode(last === 32 || last < 32 ? last + 97 : last);
}
