// Makes keys of what people paste: a text, base64 with a sender's prefix, PEM, or DER in base64.
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { decodeSecret } from "./encoding.ts";
import type { SecretForm, SignatureRecipe } from "./scheme.ts";

export type Key = Buffer | KeyObject;

const keyTypes = { ed25519: "ed25519", ecdsa: "ec", rsa: "rsa" } as const;
type KeyType = keyof typeof keyTypes;

const usualForm: SecretForm = { encoding: "text" };

/** In DER this stands before the 32 bytes of a bare Ed25519 key. */
const ed25519Spki = Buffer.from("302a300506032b6570032100", "hex");
const ed25519Pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = "whpk_";
const privatePrefix = "whsk_";

const withoutPrefix = (secret: string, prefix: string): string =>
  secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;

const sharedKey = (secret: string, { encoding, prefix = "", versionPrefix = "" }: SecretForm): Buffer | undefined => {
  const text = withoutPrefix(withoutPrefix(secret, versionPrefix), prefix);
  const key = encoding === "text" ? Buffer.from(text) : decodeSecret(text, encoding);
  return key === undefined || key.length === 0 ? undefined : key;
};

const base64 = (text: string): Buffer => decodeSecret(text.replaceAll(/\s/g, ""), "base64") ?? Buffer.alloc(0);

/** Whatever it was pasted through may have made spaces, or `\n` in so many letters, of its line ends, or lost them. */
const withLineEnds = (pem: string): string => {
  const [, label, inner] = /-----BEGIN ([A-Z ]+)-----(.*?)-----END \1-----/s.exec(pem) ?? [];
  if (label === undefined || inner === undefined) return pem;
  const lines = inner.replaceAll(/\\[nr]|\s/g, "").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n");
};

/** PEM in base64, as Woovi publishes its key, becomes PEM. */
const pemOf = (secret: string): string | undefined => {
  if (secret.includes("-----BEGIN")) return withLineEnds(secret);
  const inner = base64(secret).toString("latin1");
  return inner.startsWith("-----BEGIN") ? inner : undefined;
};

const ofType = (key: KeyObject, type: KeyType): KeyObject | undefined =>
  key.asymmetricKeyType === keyTypes[type] ? key : undefined;

const isPrivate = (secret: string): boolean =>
  secret.startsWith(privatePrefix) || (pemOf(secret)?.includes("PRIVATE KEY") ?? false);

const readPublic = (secret: string, type: KeyType): KeyObject | undefined => {
  const pem = pemOf(secret);
  if (pem !== undefined) return ofType(createPublicKey(pem), type);
  const bytes = base64(withoutPrefix(secret, publicPrefix));
  const der = type === "ed25519" && bytes.length === 32 ? Buffer.concat([ed25519Spki, bytes]) : bytes;
  return ofType(createPublicKey({ key: der, format: "der", type: "spki" }), type);
};

const readPrivate = (secret: string, type: KeyType): KeyObject | undefined => {
  const pem = pemOf(secret);
  if (pem !== undefined) return ofType(createPrivateKey(pem), type);
  const bytes = base64(withoutPrefix(secret, privatePrefix));
  // It is the seed, with or without the public half behind it.
  const isBare = type === "ed25519" && (bytes.length === 32 || bytes.length === 64);
  const der = isBare ? Buffer.concat([ed25519Pkcs8, bytes.subarray(0, 32)]) : bytes;
  return ofType(createPrivateKey({ key: der, format: "der", type: "pkcs8" }), type);
};

const keyBy =
  (readPair: typeof readPublic) =>
  ({ algorithm: { type }, secret: form = usualForm }: SignatureRecipe, secret: string): Key | undefined => {
    if (type === "hmac" || type === "digest") return sharedKey(secret, form);
    try {
      return readPair(secret, type);
    } catch {
      // node:crypto throws for what is no key, and its message could quote it.
      return undefined;
    }
  };

/** Undefined when the secret has not the form the scheme needs; where signatures are only checked, a private key must not be. */
export const verificationKey = keyBy((secret, type) => (isPrivate(secret) ? undefined : readPublic(secret, type)));

export const signingKey = keyBy(readPrivate);

const sharedSecretWanted = ({ encoding, prefix }: SecretForm): string => {
  if (encoding === "text") return "must be a text";
  return `must be in ${encoding}${prefix === undefined ? "" : `, with or without ${prefix} before it`}`;
};

/** Answers what a secret of this recipe must be, when it is not that. */
export const secretProblem = (recipe: SignatureRecipe, secret: string): string | undefined => {
  if (verificationKey(recipe, secret) !== undefined) return undefined;
  const { type } = recipe.algorithm;
  if (type === "hmac" || type === "digest") return sharedSecretWanted(recipe.secret ?? usualForm);
  return isPrivate(secret)
    ? "is a private key; only the sender has that one, give the public one"
    : `must be the sender's public key (${type}), as PEM or in base64`;
};
