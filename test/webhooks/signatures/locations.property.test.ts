// A signature counts where its scheme has it, there alone and once: in a header, in the query or in the body.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SentRequest } from "../../../lib/core/sent-request.ts";
import { signedPartsOf } from "../../../lib/webhooks/signatures/content.ts";
import { textAt, withTextAt } from "../../../lib/webhooks/signatures/location.ts";
import { resolveScheme } from "../../../lib/webhooks/signatures/resolve-scheme.ts";
import type { SignatureLocation, SignatureRecipe } from "../../../lib/webhooks/signatures/scheme.ts";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { formOf } from "../../../lib/webhooks/signatures/signature-text.ts";
import { verifySigned } from "../../../lib/webhooks/signatures/verify-signed.ts";
import { schemeCases } from "./support/scheme-cases.ts";

const locations: readonly SignatureLocation[] = [
  { header: "X-Moved" },
  { query: "moved" },
  { query: "auth[moved]" },
  { body: "moved" },
  { body: "deep.moved" },
];

const recipeOf = (options: (typeof schemeCases)[number]["options"]): SignatureRecipe | undefined => {
  const resolved = resolveScheme(options);
  const recipe = resolved.ok ? resolved.recipes[0] : undefined;
  return recipe?.kind === "signature" ? recipe : undefined;
};

/** What is signed must not hold the signature. */
const canHold = (recipe: SignatureRecipe, location: SignatureLocation): boolean => {
  const { url, body } = signedPartsOf(recipe);
  return "header" in location || ("query" in location ? !url : !body);
};

const cases = schemeCases.flatMap((scheme) => {
  const recipe = recipeOf(scheme.options);
  if (recipe === undefined) return [];
  return locations
    .filter((location) => canHold(recipe, location))
    .map((location) => ({ scheme, recipe, location, title: `${scheme.name} at ${JSON.stringify(location)}` }));
});

const twice = (location: { header: string } | { query: string }, sent: SentRequest, text: string): SentRequest =>
  "header" in location
    ? { ...sent, headers: { ...sent.headers, [location.header]: [text, text] } }
    : { ...sent, url: `${sent.url}&${encodeURIComponent(location.query)}=${encodeURIComponent(text)}` };

test("there are schemes for each location", () => {
  for (const kind of ["header", "query", "body"])
    expect(cases.filter(({ location }) => kind in location).length).toBeGreaterThan(kind === "body" ? 3 : 20);
});

describe.each(cases.map((each) => [each.title, each] as const))("%s", (_title, { scheme, recipe, location }) => {
  const moved: SignatureRecipe = { ...recipe, at: [location] };

  test("is good there, and nowhere else, not empty, and not twice", () => {
    fc.assert(
      fc.property(scheme.delivery, scheme.secret, (given, secret) => {
        const signed = { ...given, ...signDelivery(scheme.options, given, secret.sign) };
        const text = textAt(recipe.at[0], signed) ?? "";
        const without = { ...signed, ...withTextAt(recipe.at[0], signed, "") };
        const sent = { ...without, ...withTextAt(location, without, text) };
        const verify = (each: SentRequest) => verifySigned(moved, each, [secret.verify]);

        const missing = { ok: false, reason: "SIGNATURE_MISSING" };

        expect(verify(sent)).toMatchObject({ ok: true, secretIndex: 0 });
        expect(verify(signed)).toEqual(missing);
        expect(verify({ ...sent, ...withTextAt(location, sent, "") })).toEqual(missing);
        if ("query" in location) expect(verify(twice(location, sent, text))).toEqual(missing);
        // A header that is there twice is one list, and in a list there may be several signatures.
        else if ("header" in location && !("separator" in formOf(recipe)))
          expect(verify(twice(location, sent, text))).toMatchObject({ ok: false });
      }),
      { numRuns: 5 },
    );
  });
});
