// The axes on which senders differ, as types: a scheme is data along them, and one engine reads it.

import type { SentRequest } from "../../core/sent-request.ts";
import type { Reason } from "./reasons.ts";

export type Hash = "sha1" | "sha256" | "sha384" | "sha512";

/** `digest` is a plain hash of secret and content, as HubSpot began with. */
export type Algorithm =
  | { readonly type: "hmac" | "digest" | "ecdsa" | "rsa"; readonly hash: Hash }
  | { readonly type: "ed25519" };

export type SignatureEncoding = "hex" | "base64";

/** How the text of a shared secret becomes the key. */
export interface SecretForm {
  readonly encoding: "text" | "base64" | "hex";
  /** Taken off when it is there. */
  readonly prefix?: string;
}

/** The whole header, with or without a prefix; or one of the list's items that has this key. */
export type HeaderForm =
  | { readonly prefix: string }
  | { readonly separator: string; readonly pair: string; readonly key: string };

export type TimestampUnit = "s" | "ms" | "s-or-ms" | "iso" | "s-or-iso";

export interface TimestampRule {
  readonly at: { readonly headers: readonly string[] } | { readonly part: string } | { readonly body: string };
  readonly unit: TimestampUnit;
  /** Into the past and the future alike; Infinity is "not looked at". */
  readonly toleranceSeconds: number;
}

export const usualToleranceSeconds = 300;

export interface SignedParts {
  readonly body: boolean;
  readonly method: boolean;
  readonly url: boolean;
  readonly headers: readonly string[];
  readonly query: readonly string[];
}

export interface ContentParts {
  readonly sent: SentRequest;
  readonly timestamp: string;
  readonly id: string | undefined;
}

/** For what no template can say. */
export interface ContentRule {
  readonly signs: SignedParts;
  /** False where parts run into each other: the whole is signed, and no single value in it. */
  readonly hasBoundaries?: false;
  /** Each is what may have been signed: the sender leaves open which. */
  readonly candidates: (parts: ContentParts) => readonly Uint8Array[] | Reason;
  /** The same for every delivery that one signature fits. */
  readonly canonical: (parts: ContentParts) => Uint8Array;
  /** Of that, what stays the same when the sender sends it again; all of it, unless said otherwise. */
  readonly lasting?: (parts: ContentParts) => Uint8Array;
}

export interface SignatureRecipe {
  readonly kind: "signature";
  readonly algorithm: Algorithm;
  readonly secret?: SecretForm;
  /** Any of them may hold signatures, and any signature may fit. */
  readonly headers: readonly string[];
  readonly form?: HeaderForm;
  readonly encoding: SignatureEncoding;
  readonly timestamp?: TimestampRule;
  readonly id?: { readonly headers: readonly string[]; readonly required: boolean };
  /** `{timestamp}.{body}`; also {id}, {method}, {url}, {header:name} and {query:name}. */
  readonly content: string | ContentRule;
  /** Unsigned headers the sender adds; one that is there must say the same. */
  readonly fixedHeaders?: Readonly<Record<string, string>>;
  /** What the same secret signs elsewhere, and no delivery looks like: it must not pass as one. */
  readonly foreignBody?: RegExp;
  /** Where a scheme has two recipes: whether this one reads such a header. */
  readonly reads?: (header: string) => boolean;
  /** What the sender puts into the URL before it signs. */
  readonly completeUrl?: (sent: SentRequest) => string;
}

export type TokenPlace =
  | { readonly header: string }
  | { readonly query: string }
  | { readonly body: string }
  | { readonly path: true };

/** Nothing is signed: the secret itself is sent. */
export interface TokenRecipe {
  readonly kind: "token";
  readonly at: TokenPlace;
  /** `basic` takes user:password. */
  readonly form: "plain" | "bearer" | "basic";
}

export type Recipe = SignatureRecipe | TokenRecipe;
/** The first one is how we sign. */
export type Recipes = readonly [Recipe, ...Recipe[]];

/** `{scheme: "stripe", toleranceSeconds: 60}`; which options a scheme has, `checkScheme` says. */
export interface SchemeOptions {
  readonly scheme: string;
  readonly toleranceSeconds?: number;
  readonly [option: string]: unknown;
}

export type SchemeChoice = string | SchemeOptions;

/** What is expected of the value, when it is not that. */
export type OptionRule = (value: unknown) => string | undefined;

export interface DeliveryIdPlace {
  /** The first that is there. */
  readonly headers?: readonly string[];
  /** A property of the JSON body. */
  readonly body?: string;
  readonly signed: boolean;
}

export interface HandshakeAnswer {
  readonly status: 200;
  readonly contentType: string;
  readonly body: string;
}

export interface Handshake {
  /** Cheap: asked of every delivery, before any signature is checked. */
  readonly mayBe: (sent: SentRequest) => boolean;
  readonly signed: boolean;
  /** `secret` is the one that fitted, where it is signed. */
  readonly answer: (
    sent: SentRequest,
    known: { readonly secret: string; readonly verifyTokens: readonly string[] },
  ) => HandshakeAnswer | { readonly refused: Reason } | undefined;
}

export interface Scheme {
  readonly name: string;
  readonly recipes: Recipes | ((options: SchemeOptions) => Recipes);
  /** Beside `toleranceSeconds`, which every scheme with a timestamp has. */
  readonly options?: Readonly<Record<string, OptionRule>>;
  /** What no single option can say; asked when each of them is valid. */
  readonly check?: (options: SchemeOptions) => readonly string[];
  readonly deliveryIdAt?: DeliveryIdPlace;
  /** Default 202. */
  readonly successStatus?: number;
  /** Beside those that hold what is verified. */
  readonly otherSecrets?: {
    readonly headers?: readonly string[];
    readonly query?: readonly string[];
    readonly body?: readonly string[];
  };
  readonly handshake?: Handshake;
}
