// Declares, for each scheme there is, the tests in which somebody changes whatever of a captured delivery is not signed.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HooksConfigInput } from "../../../lib/config.ts";
import type { SentRequest } from "../../../lib/core/sent-request.ts";
import { type SchemeFacts, schemeFacts } from "../../../lib/webhooks/signatures/scheme-facts.ts";
import type { Delivery } from "../../../lib/webhooks/sources/sources.ts";
import { anySeed } from "../../support/seeded-chance.ts";
import type { WebhookEvent } from "../../support/webhook-endpoint.ts";
import { type WebhookWorld, webhookWorld, worldSession } from "../../support/webhook-world.ts";
import { eachScheme, type SchemeCase, type Secret } from "../signatures/support/scheme-cases.ts";

const note = () => ({ command: "note", sessionId: worldSession, text: "Pago" });

const worldOf = ({ options }: SchemeCase, more: object = {}): WebhookWorld => {
  const sources = { crm: { verify: options, map: note, ...more } };
  const publicUrl = "https://hooks.example.com";
  return webhookWorld({ publicUrl, sources } as HooksConfigInput, { crm: ["a-secret-that-is-replaced"] });
};

const knowing = (world: WebhookWorld, secret: string): void => {
  world.held.access = { ...world.held.access, sources: new Map([["crm", { secrets: [secret], verifyTokens: [] }]]) };
};

/** It is signed as its sender signs it, with an id wherever this sender may have one. */
const sentTo = (world: WebhookWorld, { options }: SchemeCase, secret: Secret, sent: SentRequest): WebhookEvent => {
  const ids = schemeFacts(options).deliveryIdAt?.headers ?? [];
  const headers = Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  knowing(world, secret.sign);
  const event = world.signed("crm", {
    method: sent.method === "GET" ? "GET" : "POST",
    rawQuery: sent.url.split("?")[1] ?? "",
    headers: { ...Object.fromEntries(headers), ...Object.fromEntries(ids.map((name) => [name, "id-1"])) },
    body: sent.body,
    base64: true,
  });
  knowing(world, secret.verify);
  return event;
};

type Change = (event: WebhookEvent, facts: SchemeFacts) => WebhookEvent;

const withHeader = (event: WebhookEvent, name: string, value: string | undefined): WebhookEvent => {
  const kept = Object.entries(event.headers).filter(([each]) => each.toLowerCase() !== name);
  return { ...event, headers: { ...Object.fromEntries(kept), ...(value !== undefined && { [name]: value }) } };
};

/** What is signed, or proves the sender, stays: everything else is anybody's. */
const isFree = (name: string, { signedParts, secretHeaders }: SchemeFacts): boolean =>
  !signedParts.headers.includes(name) && !secretHeaders.includes(name);

const aHeaderText = fc.string({ unit: fc.constantFrom(..."abc019-/;= "), maxLength: 20 });

const headerChange: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(20), fc.option(aHeaderText, { nil: undefined }))
  .map(([at, value]) => (event, facts) => {
    const names = [...Object.keys(event.headers).map((name) => name.toLowerCase()), "x-added", "webhook-id", "x-id"];
    const free = names.filter((name) => isFree(name, facts));
    return withHeader(event, free[at % free.length] ?? "x-added", value);
  });

const idChange: fc.Arbitrary<Change> = fc.option(aHeaderText, { nil: undefined }).map((value) => (event, facts) => {
  const ids = (facts.deliveryIdAt?.headers ?? []).filter((name) => isFree(name, facts));
  return ids.reduce((changed, name) => withHeader(changed, name, value), event);
});

const contentTypes = [
  "application/x-www-form-urlencoded",
  "application/json; charset=iso-8859-1",
  "application/json; charset=utf-16le",
  "multipart/form-data; boundary=x",
  "text/plain",
];
const contentTypeChange: fc.Arbitrary<Change> = fc
  .constantFrom(...contentTypes, undefined)
  .map((value) => (event, facts) => (isFree("content-type", facts) ? withHeader(event, "content-type", value) : event));

const queryChange: fc.Arbitrary<Change> = aHeaderText.map((text) => (event, { signedParts }) => {
  // Where there is no body, the query is the delivery.
  if (signedParts.url || (!signedParts.body && !event.body)) return event;
  const added = new URLSearchParams({ added: text }).toString();
  return { ...event, rawQueryString: [event.rawQueryString, added].filter(Boolean).join("&") };
});

const methodChange: fc.Arbitrary<Change> = fc.constant((event, { signedParts }) => {
  if (signedParts.method) return event;
  const method = event.requestContext.http.method === "GET" ? "POST" : "GET";
  return { ...event, requestContext: { ...event.requestContext, http: { ...event.requestContext.http, method } } };
});

/** Where single values are signed, as with Mercado Pago, the body itself is anybody's. */
const bodyChange: fc.Arbitrary<Change> = fc.integer({ min: 1, max: 99 }).map((id) => (event, facts) => {
  const isSigned = facts.signedParts.body || (facts.signedParts.properties ?? []).length > 0;
  const isAllThereIs = facts.signedParts.headers.length === 0 && facts.signedParts.query.length === 0;
  if (isSigned || isAllThereIs) return event;
  return { ...event, body: Buffer.from(JSON.stringify({ id })).toString("base64"), isBase64Encoded: true };
});

const change = fc.oneof(headerChange, idChange, contentTypeChange, queryChange, methodChange, bodyChange);
/** Each of these is sent after so many seconds more, together within every tolerance and every window. */
const captures = fc.array(fc.tuple(fc.array(change, { maxLength: 3 }), fc.nat(40)), { minLength: 1, maxLength: 5 });

/** `numRuns`: so many captures are tried of each scheme, and of each way in which its source says an id. */
export const describeCapturedDeliveries = (numRuns: number): void => {
  describe.each(eachScheme)("%s", (_name, scheme) => {
    const facts = schemeFacts(scheme.options);

    const ownIds: (readonly [string, object])[] = [
      ["as its scheme has its ids", {}],
      ["with an id of its source's own, from the body", { deliveryId: ({ body }: Delivery) => Object(body).id }],
      ["with an id from a header", { deliveryId: ({ headers }: Delivery) => headers["x-id"] }],
    ];
    // Where the body is not signed, an id of the source's own is as good as whoever wrote the body.
    const kinds = facts.signedParts.body ? ownIds : ownIds.slice(0, 1);

    test.each(kinds)(
      "%s",
      async (_ids, more) => {
        await fc.assert(
          fc.asyncProperty(scheme.delivery, scheme.secret, captures, async (given, secret, changed) => {
            const world = worldOf(scheme, more);
            world.clock.advance(given.now.getTime() - world.clock.now());
            const original = withHeader(sentTo(world, scheme, secret, given), "x-id", "id-1");
            for (const [changes, seconds] of [[[], 0] as const, ...changed]) {
              world.clock.advance(seconds * 1_000);
              await world.call(changes.reduce((event, each) => each(event, facts), original));
              await world.workAll();
              expect(world.notes.length).toBeLessThanOrEqual(1);
            }
            // A body that nobody can read takes no effect at all, and is not counted.
            fc.pre(world.notes.length === 1);
          }),
          { numRuns, seed: anySeed() },
        );
      },
      60_000,
    );
  });
};
