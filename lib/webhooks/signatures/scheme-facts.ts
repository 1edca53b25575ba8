// Answers what a receiver has to know of a scheme beside verification: what it can trust, what it must not keep, how it answers.
import type { BodyFormat } from "./body-format.ts";
import { signedPartsOf } from "./content.ts";
import { schemeOf } from "./resolve-scheme.ts";
import type { DeliveryIdLocation, Recipe, SchemeChoice, SignedParts, TokenLocation } from "./scheme.ts";

export interface SchemeFacts {
  /** Everything else in a delivery may have been changed on its way. */
  readonly signedParts: SignedParts;
  /** It is signed, too, where one value of them ends and the next one begins. */
  readonly hasBoundaries: boolean;
  /** The time is signed, so that no two attempts are equal. */
  readonly isTimed: boolean;
  readonly deliveryIdAt: DeliveryIdLocation | undefined;
  /** This sender sends nothing else; undefined where it sends several formats, or is any sender. */
  readonly format: BodyFormat | undefined;
  /** This sender counts this status as success. */
  readonly successStatus: number;
  /** The URL is signed, so it has to be known as the sender knows it. */
  readonly needsUrl: boolean;
  /** Where the URL is signed: what the sender adds to the query of the address that it was given. */
  readonly addedQuery: readonly string[];
  /** These headers hold secrets or signatures and are removed before a delivery is stored. The names are in lower case. */
  readonly secretHeaders: readonly string[];
  readonly secretQuery: readonly string[];
  /** The paths are dotted, such as `data.token`. */
  readonly secretBody: readonly string[];
  /** The last segment of the path is a secret. */
  readonly isPathSecret: boolean;
}

const nothingSigned: SignedParts = { body: false, method: false, url: false, headers: [], query: [] };

const locationsOf = (recipes: readonly Recipe[]): readonly TokenLocation[] =>
  recipes.flatMap((recipe): readonly TokenLocation[] => (recipe.kind === "token" ? [recipe.at] : recipe.at));

/** Throws CONFIG_INVALID when the scheme or its options are not valid. */
export const schemeFacts = (choice: SchemeChoice): SchemeFacts => {
  const { scheme, recipes } = schemeOf(choice);
  const { headers = [], query = [], body = [] } = scheme.otherSecrets ?? {};
  const locations = locationsOf(recipes);
  const [first] = recipes;
  const signedParts = first.kind === "token" ? nothingSigned : signedPartsOf(first);
  const signedId = first.kind === "token" || first.id === undefined ? undefined : { ...first.id, signed: true };
  return {
    signedParts,
    hasBoundaries: first.kind === "token" || typeof first.content === "string" || first.content.hasBoundaries !== false,
    isTimed: first.kind === "signature" && first.timestamp !== undefined,
    deliveryIdAt: scheme.deliveryIdAt ?? signedId,
    format: scheme.format,
    successStatus: scheme.successStatus ?? 202,
    needsUrl: signedParts.url,
    addedQuery: first.kind === "token" ? [] : [...(first.addedQuery ?? []), ...signedParts.query],
    secretHeaders: [...locations.flatMap((at) => ("header" in at ? [at.header.toLowerCase()] : [])), ...headers],
    secretQuery: [...locations.flatMap((at) => ("query" in at ? [at.query] : [])), ...query],
    secretBody: [...locations.flatMap((at) => ("body" in at ? [at.body] : [])), ...body],
    isPathSecret: locations.some((at) => "path" in at),
  };
};

/** False for a sender that sends the secret itself. */
export const isAnySigned = ({ body, method, url, headers, query, properties = [] }: SignedParts): boolean =>
  body || method || url || headers.length > 0 || query.length > 0 || properties.length > 0;
