// Names the axes on which senders differ, as types: a scheme is data along them, and one engine reads it.

import type { SentRequest } from "../../core/sent-request.ts";
import type { BodyFormat } from "./body-format.ts";
import type { Reason } from "./reasons.ts";

export type Hash = "sha1" | "sha256" | "sha384" | "sha512";

/** `digest` is a plain hash of secret and content, which HubSpot began with. */
export type Algorithm =
  | { readonly type: "hmac" | "digest" | "ecdsa" | "rsa"; readonly hash: Hash }
  | { readonly type: "ed25519" };

export type SignatureEncoding = "hex" | "base64";

/** Says how the text of a shared secret becomes the key. */
export interface SecretForm {
  readonly encoding: "text" | "base64" | "hex";
  /** It is taken off where the secret has it. */
  readonly prefix?: string;
  /** Some senders show the version of the signature before that, and it is taken off as well. */
  readonly versionPrefix?: string;
}

/** What stands in the body is a property of a JSON object, by its dotted path, or a field of a form. */
export type SignatureLocation = { readonly header: string } | { readonly query: string } | { readonly body: string };

/** The signature is the whole text, with or without a prefix, or every item of a list that has this key. */
export type SignatureForm =
  | { readonly prefix: string }
  | { readonly separator: string; readonly pair: string; readonly key: string };

export type TimestampUnit = "s" | "ms" | "s-or-ms" | "iso" | "s-or-iso";

export interface TimestampRule {
  readonly at:
    | { readonly headers: readonly string[] }
    | { readonly part: string }
    | { readonly query: string }
    | { readonly body: string };
  readonly unit: TimestampUnit;
  /** It counts into the past and into the future alike; Infinity means that the time is not looked at. */
  readonly toleranceSeconds: number;
}

export const usualToleranceSeconds = 300;

export interface SignedParts {
  readonly body: boolean;
  readonly method: boolean;
  readonly url: boolean;
  readonly headers: readonly string[];
  readonly query: readonly string[];
  /** These are what of the body is signed, where it is not signed whole. */
  readonly properties?: readonly string[];
}

export interface ContentParts {
  readonly sent: SentRequest;
  readonly timestamp: string;
  readonly id: string | undefined;
}

/** Puts together what no template can express. */
export interface ContentRule {
  readonly signs: SignedParts;
  /** False where the parts run into each other: the sender signs the whole, and vouches for no single value in it. */
  readonly hasBoundaries?: false;
  /** Each candidate may be what was signed: the sender leaves open which. */
  readonly candidates: (parts: ContentParts) => readonly Uint8Array[] | Reason;
  /** It is the same for every delivery that one signature fits. */
  readonly canonical: (parts: ContentParts) => Uint8Array;
  /** It is what stays the same when the sender sends it again: all of `canonical`, unless a scheme knows better. */
  readonly lasting?: (parts: ContentParts) => Uint8Array;
}

export interface SignatureRecipe {
  readonly kind: "signature";
  readonly algorithm: Algorithm;
  readonly secret?: SecretForm;
  /** Signatures may stand at any of these, and it is enough that one of them fits. We sign at the first. */
  readonly at: readonly [SignatureLocation, ...SignatureLocation[]];
  readonly form?: SignatureForm;
  readonly encoding: SignatureEncoding;
  readonly timestamp?: TimestampRule;
  readonly id?: { readonly headers: readonly string[]; readonly required: boolean };
  /** A template is `{timestamp}.{body}`; it may also name {id}, {method}, {url}, {header:name}, {query:name} and {body:name}. */
  readonly content: string | ContentRule;
  /** The sender adds these headers unsigned; one that is there must have this value. */
  readonly fixedHeaders?: Readonly<Record<string, string>>;
  /** The same secret signs such bodies elsewhere, and no delivery looks like them: they must not pass as one. */
  readonly foreignBody?: RegExp;
  /** Where a scheme has two recipes, this says whether this one reads such a signature. */
  readonly reads?: (text: string) => boolean;
  /** The sender adds these to the query of the address that it was given, and signs them with it. */
  readonly addedQuery?: readonly string[];
  /** Some senders put something into the URL before they sign it. */
  readonly completeUrl?: (sent: SentRequest) => string;
}

export type TokenLocation = SignatureLocation | { readonly path: true };

/** The sender signs nothing: it sends the secret itself. */
export interface TokenRecipe {
  readonly kind: "token";
  readonly at: TokenLocation;
  /** `basic` takes user:password. */
  readonly form: "plain" | "bearer" | "basic";
}

export type Recipe = SignatureRecipe | TokenRecipe;
/** The first recipe is the one we sign with, unless the sample has a signature of another one. */
export type Recipes = readonly [Recipe, ...Recipe[]];

/** `{scheme: "stripe", toleranceSeconds: 60}`; `checkScheme` knows which options a scheme has. */
export interface SchemeOptions {
  readonly scheme: string;
  readonly toleranceSeconds?: number;
  readonly [option: string]: unknown;
}

export type SchemeChoice = string | SchemeOptions;

/** Answers what is expected of the value, or undefined when the value is that. */
export type OptionRule = (value: unknown) => string | undefined;

export interface DeliveryIdLocation {
  /** The first of these headers that is there counts. */
  readonly headers?: readonly string[];
  /** This is the dotted path of a property of the JSON body. */
  readonly body?: string;
  readonly signed: boolean;
}

export interface HandshakeAnswer {
  readonly status: 200;
  readonly contentType: string;
  readonly body: string;
}

export interface Handshake {
  /** This has to be cheap: it is asked of every delivery, before any signature is checked. */
  readonly mayBe: (sent: SentRequest) => boolean;
  readonly signed: boolean;
  /** `secret` is the one that fitted, where the question is signed. */
  readonly answer: (
    sent: SentRequest,
    known: { readonly secret: string; readonly verifyTokens: readonly string[] },
  ) => HandshakeAnswer | { readonly refused: Reason } | undefined;
}

export interface Scheme {
  readonly name: string;
  readonly recipes: Recipes | ((options: SchemeOptions) => Recipes);
  /** Every scheme with a timestamp has `toleranceSeconds` as well. */
  readonly options?: Readonly<Record<string, OptionRule>>;
  /** This finds what no single option shows; it is asked once each of them is valid. */
  readonly check?: (options: SchemeOptions) => readonly string[];
  readonly deliveryIdAt?: DeliveryIdLocation;
  /** It is left out where the sender sends more than one, or is any sender. */
  readonly format?: BodyFormat;
  /** The default is 202. */
  readonly successStatus?: number;
  /** Secrets also stand here, beside those that verification reads. */
  readonly otherSecrets?: {
    readonly headers?: readonly string[];
    readonly query?: readonly string[];
    readonly body?: readonly string[];
  };
  readonly handshake?: Handshake;
}
