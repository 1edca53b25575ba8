// Whatever arrives is answered, never with an exception and never with anything of a secret.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HeaderValues } from "../../../lib/core/sent-request.ts";
import { reasons } from "../../../lib/webhooks/signatures/reasons.ts";
import { schemeFacts } from "../../../lib/webhooks/signatures/scheme-facts.ts";
import { signedContent } from "../../../lib/webhooks/signatures/signed-content.ts";
import { answerHandshake, verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { fromEntries } from "../../core/support/any-input.ts";
import { anInstant, type SchemeCase, schemeCases } from "./support/scheme-cases.ts";

const namesOf = ({ options }: SchemeCase): readonly string[] => {
  const facts = schemeFacts(options);
  return [...facts.secretHeaders, ...facts.signedParts.headers, "content-type"];
};
const now = String(anInstant.getTime() / 1000);
const headerValue = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.base64String(),
  fc.constantFrom(
    "",
    "v1,",
    "v1,,",
    "v1a,AAAA",
    "t=",
    `t=${now},v1=00`,
    `t=${now},v1=`,
    "sha256=",
    "v0=00",
    now,
    `${now}000`,
    "2026-11-24T12:00:00Z",
    "2026-99-99T99:99:99Z",
    "Basic !",
    "Basic dXNlcjpwYXNz",
    "Bearer ",
    "application/x-www-form-urlencoded",
    "\ud800",
    "⚠️",
    "=".repeat(5000),
    "v1,AAAA ".repeat(2000),
  ),
);
const headersOf = (scheme: SchemeCase) =>
  fc
    .array(
      fc.tuple(
        fc.oneof(
          { arbitrary: fc.constantFrom(...namesOf(scheme)), weight: 9 },
          fc.constantFrom("__proto__", "constructor", "toString", ""),
          fc.string(),
        ),
        fc.oneof(
          { arbitrary: headerValue, weight: 5 },
          fc.array(headerValue, { maxLength: 3 }),
          fc.constantFrom<unknown>(undefined, null, 7, {}, [undefined, null, 7]),
        ),
      ),
      { maxLength: 12 },
    )
    .map((entries) => fromEntries(entries) as HeaderValues);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "?",
    "#",
    "https://",
    "https://[",
    "https://x/%",
    "https://x/%E0%A4%A",
    "https://x/?data.id=%FF&data.id=1",
    "https://x/?bodySHA256=%",
    "https://x/?hub.mode=subscribe&hub.challenge=<script>&hub.verify_token=%",
    "https://u:p@[::1]:99999/?a=%ZZ&a&=&=1",
  ),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc
    .constantFrom(
      "[".repeat(20_000),
      '{"webhookTimestamp":1e309}',
      '{"__proto__":{"webhookTimestamp":1}}',
      '{"type":"url_verification","challenge":{}}',
      '{"event":"endpoint.url_validation","payload":null}',
      "%",
      "a=%FF",
      "=&=&&",
    )
    .map((text) => new TextEncoder().encode(text)),
);
const secret = fc.oneof(
  fc.string({ minLength: 12 }).map((text) => `canary-${text}`),
  fc.constantFrom("whsec_canary!", "whpk_canary", "whsk_canary", "-----BEGIN PUBLIC KEY-----canary", "Y2FuYXJ5"),
);

const deliveryTo = (scheme: SchemeCase) =>
  fc.record({
    method: fc.oneof(fc.constantFrom("GET", "POST", "get"), fc.string()),
    url,
    headers: headersOf(scheme),
    body,
    now: fc.constantFrom(anInstant, new Date(Number.NaN)),
  });

test("any delivery at all is accepted or refused with a reason, and shows nothing of a secret", () => {
  const seen = new Set<string>();
  const scheme = fc.constantFrom(...schemeCases);
  fc.assert(
    fc.property(
      scheme.chain((each) => fc.tuple(fc.constant(each.options), deliveryTo(each))),
      fc.array(secret, { maxLength: 3 }),
      ([options, delivery], secrets) => {
        const verification = verifySignature(options, delivery, secrets);
        const handshake = answerHandshake(options, delivery, secrets, secrets);
        if (!verification.ok) expect(Object.keys(reasons)).toContain(verification.reason);
        seen.add(verification.ok ? "ok" : verification.reason);
        expect(`${JSON.stringify(verification)}${JSON.stringify(handshake)}`).not.toMatch(/canary|Y2FuYXJ5/);
        expect(signedContent(options, delivery)).toBeInstanceOf(Uint8Array);
      },
    ),
    { numRuns: 1000 },
  );
  // A thousand deliveries meet these; the rarer reasons have tables of their own.
  const always = ["SECRET_MISSING", "SIGNATURE_MISSING", "SIGNATURE_MALFORMED", "SIGNATURE_MISMATCH"];
  expect([...seen]).toEqual(expect.arrayContaining(always));
});
