// What a door has to know of a scheme beside verification: what it can trust, what it must not keep, how it answers.
import { signedPartsOf } from "./content.ts";
import { resolveScheme } from "./resolve-scheme.ts";
import type { DeliveryIdPlace, Recipe, SchemeChoice, SignedParts, TokenPlace } from "./scheme.ts";

export interface SchemeFacts {
  /** Everything else in a delivery may have been changed on its way. */
  readonly signedParts: SignedParts;
  /** Where one value of them ends and the next begins is signed, too. */
  readonly hasBoundaries: boolean;
  readonly deliveryIdAt: DeliveryIdPlace | undefined;
  /** What this sender counts as success. */
  readonly successStatus: number;
  /** The URL is signed, so it has to be known as the sender knows it. */
  readonly needsUrl: boolean;
  /** What holds secrets or signatures, in lower case, to be removed before a delivery is stored. */
  readonly secretHeaders: readonly string[];
  readonly secretQuery: readonly string[];
  /** Dotted. */
  readonly secretBody: readonly string[];
  /** The last segment of the path is a secret. */
  readonly isPathSecret: boolean;
}

const nothingSigned: SignedParts = { body: false, method: false, url: false, headers: [], query: [] };

const placesOf = (recipes: readonly Recipe[]): readonly TokenPlace[] =>
  recipes.flatMap((recipe): readonly TokenPlace[] =>
    recipe.kind === "token" ? [recipe.at] : recipe.headers.map((header) => ({ header })),
  );

/** Undefined when the scheme or its options are not valid. */
export const schemeFacts = (choice: SchemeChoice): SchemeFacts | undefined => {
  const resolved = resolveScheme(choice);
  if (!resolved.ok) return undefined;
  const { scheme, recipes } = resolved;
  const { headers = [], query = [], body = [] } = scheme.otherSecrets ?? {};
  const places = placesOf(recipes);
  const [first] = recipes;
  const signedParts = first.kind === "token" ? nothingSigned : signedPartsOf(first);
  return {
    signedParts,
    hasBoundaries: first.kind === "token" || typeof first.content === "string" || first.content.hasBoundaries !== false,
    deliveryIdAt: scheme.deliveryIdAt,
    successStatus: scheme.successStatus ?? 202,
    needsUrl: signedParts.url,
    secretHeaders: [...places.flatMap((at) => ("header" in at ? [at.header.toLowerCase()] : [])), ...headers],
    secretQuery: [...places.flatMap((at) => ("query" in at ? [at.query] : [])), ...query],
    secretBody: [...places.flatMap((at) => ("body" in at ? [at.body] : [])), ...body],
    isPathSecret: places.some((at) => "path" in at),
  };
};
