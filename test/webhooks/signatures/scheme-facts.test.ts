// What may be trusted of a scheme's delivery, and what must not be kept of it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SentRequest } from "../../../lib/core/sent-request.ts";
import { checkScheme } from "../../../lib/webhooks/signatures/check-scheme.ts";
import { withBodyValue } from "../../../lib/webhooks/signatures/location.ts";
import { schemeOf } from "../../../lib/webhooks/signatures/resolve-scheme.ts";
import { type SchemeFacts, schemeFacts } from "../../../lib/webhooks/signatures/scheme-facts.ts";
import { schemes } from "../../../lib/webhooks/signatures/schemes.ts";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { lastingContent, signedContent } from "../../../lib/webhooks/signatures/signed-content.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { faultOf } from "../../core/support/fault-of.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";
import { eachScheme } from "./support/scheme-cases.ts";

const emptied = (
  sent: SentRequest,
  { secretHeaders, secretQuery, secretBody, isPathSecret }: SchemeFacts,
): SentRequest => {
  const headers = Object.entries(sent.headers).filter(([name]) => !secretHeaders.includes(name.toLowerCase()));
  const url = new URL(sent.url);
  for (const name of secretQuery) url.searchParams.delete(name);
  if (isPathSecret) url.pathname = url.pathname.replace(/[^/]*$/, "");
  const body = secretBody.reduce((bytes, name) => withBodyValue({ ...sent, body: bytes }, name, null), sent.body);
  return { ...sent, headers: Object.fromEntries(headers), url: url.toString(), body };
};

describe.each(eachScheme)("%s", (_name, { options, delivery, secret }) => {
  const facts = schemeFacts(options);
  const isTimed = schemeOf(options).recipes.some((recipe) => "timestamp" in recipe);

  test("names every location that must be emptied: without them nothing is left that verifies", () => {
    fc.assert(
      fc.property(delivery, secret, (given, { sign, verify }) => {
        const sent = { ...given, ...signDelivery(options, given, sign) };
        expect(verifySignature(options, sent, [verify])).toMatchObject({ ok: true });
        expect(verifySignature(options, emptied(sent, facts), [verify])).toMatchObject({ ok: false });
      }),
      { numRuns: 5 },
    );
  });

  test("answers with a status that is a success", () => {
    expect([200, 202, 204]).toContain(facts.successStatus);
  });

  test("knows a copy that is signed at another time", () => {
    fc.assert(
      fc.property(delivery, secret, (given, { sign }) => {
        const id = { "webhook-id": "msg_1", "x-request-id": "req-1", "x-id": "id-1" };
        const at = (now: Date) => {
          const sample = { ...given, headers: { ...given.headers, ...id }, now };
          const sent = { ...sample, ...signDelivery(options, sample, sign) };
          return { signed: signedContent(options, sent), lasting: lastingContent(options, sent) };
        };
        const [first, later] = [at(given.now), at(new Date(given.now.getTime() + 60_000))];
        expect(later.lasting).toEqual(first.lasting);
        // What is signed has the time in it wherever a time is signed: then no two attempts are equal.
        expect(Buffer.compare(later.signed, first.signed) !== 0).toBe(isTimed);
      }),
      { numRuns: 5 },
    );
  });
});

/** These need no option to be valid. */
const plainSchemes = [...schemes.keys()].filter((name) => checkScheme(name).length === 0);

test.each(["token", "strpe"])("a scheme that is not valid, such as %s, has no facts", (choice) => {
  expect(faultOf(() => schemeFacts(choice)).code).toBe("CONFIG_INVALID");
});

test("names of headers are in lower case, as they are compared", () => {
  const facts = plainSchemes.map((name) => schemeFacts(name));
  const names = facts.flatMap((each) => [
    ...each.secretHeaders,
    ...each.signedParts.headers,
    ...(each.deliveryIdAt?.headers ?? []),
  ]);
  expect(names).toEqual(names.map((name) => name.toLowerCase()));
  expect(schemeFacts({ scheme: "token", header: "X-Token" }).secretHeaders).toEqual(["x-token"]);
});

test("the address is needed where it is signed", () => {
  const needing = plainSchemes.filter((name) => schemeFacts(name).needsUrl);
  expect(needing).toEqual(["hubspot-v2", "hubspot-v3", "twilio", "square"]);
  expect(schemeFacts({ scheme: "hmac", header: "x-s", content: "{url}{body}" }).needsUrl).toBe(true);
});

test.each([
  ["github", { body: true, method: false, url: false, headers: [], query: [] }],
  [
    "standard-webhooks",
    {
      body: true,
      method: false,
      url: false,
      headers: ["webhook-id", "svix-id", "webhook-timestamp", "svix-timestamp"],
      query: [],
    },
  ],
  ["mercadopago", { body: false, method: false, url: false, headers: ["x-request-id"], query: ["data.id"] }],
  ["basic", { body: false, method: false, url: false, headers: [], query: [] }],
  ["hubspot-v2", { body: true, method: true, url: true, headers: [], query: [] }],
])("%s signs %j", (name, parts) => {
  expect(schemeFacts(name).signedParts).toEqual(parts);
});

test("what is signed by configuration is known in its parts", () => {
  const content = "{header:x-tenant}{query:id}{body}";
  expect(schemeFacts({ scheme: "hmac", header: "x-s", content }).signedParts).toEqual({
    body: true,
    method: false,
    url: false,
    headers: ["x-tenant"],
    query: ["id"],
  });
});

test("what is signed of a body, where its signature stands inside it, is known by its names", () => {
  const options = {
    scheme: "hmac",
    body: "sig",
    content: "{timestamp}{body:token}",
    timestamp: { body: "at", unit: "s" },
  };
  expect(schemeFacts(options)).toMatchObject({
    signedParts: { body: false, properties: ["at", "token"] },
    secretHeaders: [],
    secretQuery: [],
    secretBody: ["sig"],
  });
  const timed = { scheme: "hmac", query: "sig", content: "{timestamp}{body}", timestamp: { query: "at", unit: "s" } };
  expect(schemeFacts(timed)).toMatchObject({ signedParts: { body: true, query: ["at"] }, secretQuery: ["sig"] });
});

test.each([
  ["stripe", { body: "id", signed: true }],
  ["github", { headers: ["x-github-delivery"], signed: false }],
  ["standard-webhooks", { headers: ["webhook-id", "svix-id"], signed: true }],
  ["mercadopago", { body: "id", signed: false }],
  ["wts", undefined],
])("%s has its delivery id at %j", (name, location) => {
  expect(schemeFacts(name).deliveryIdAt).toEqual(location);
});

test("what is signed is the body, with the id and the time where they are signed; the time does not last", () => {
  const text = (name: string, secret: string) =>
    Buffer.from(signedContent(name, signedBy(name, secret, { headers: { "webhook-id": "msg_1" } }))).toString();
  expect(text("github", "secret")).toBe('{"id":"evt_1"}');
  expect(text("standard-webhooks", "c2VjcmV0")).toBe('msg_1.1795521600.{"id":"evt_1"}');
  const sent = signedBy("standard-webhooks", "c2VjcmV0", { headers: { "webhook-id": "msg_1" } });
  expect(Buffer.from(lastingContent("standard-webhooks", sent)).toString()).toBe('msg_1..{"id":"evt_1"}');
  expect(Buffer.from(signedContent("basic", deliveryOf({ body: "{}" }))).toString()).toBe("{}");
});
