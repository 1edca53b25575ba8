// Makes and checks signatures of all four kinds, so that nobody else has to know which kind it is.
import { createHash, createHmac, KeyObject, sign, verify } from "node:crypto";
import type { Key } from "./keys.ts";
import { sameBytes } from "./same-bytes.ts";
import type { Algorithm } from "./scheme.ts";

/** Ed25519 has its hash built in. */
const hashOf = (algorithm: Algorithm): string | null => ("hash" in algorithm ? algorithm.hash : null);

const sharedSignature = (algorithm: Algorithm, key: Buffer, content: Uint8Array): Buffer => {
  const hash = hashOf(algorithm) ?? "";
  return algorithm.type === "hmac"
    ? createHmac(hash, key).update(content).digest()
    : createHash(hash).update(key).update(content).digest();
};

/** Whoever has seen a plain hash can lengthen what it is of; the filling that this needs is never valid UTF-8. */
const isLengthened = ({ type }: Algorithm, content: Uint8Array): boolean => {
  if (type !== "digest") return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return false;
  } catch {
    return true;
  }
};

/** The content that one of the signatures is of; undefined where none of them fits. */
export const fittingContent = (
  algorithm: Algorithm,
  key: Key,
  contents: readonly Uint8Array[],
  signatures: readonly Uint8Array[],
): Uint8Array | undefined =>
  contents.find((content) => {
    if (key instanceof KeyObject)
      return signatures.some((signature) => verify(hashOf(algorithm), content, key, signature));
    if (isLengthened(algorithm, content)) return false;
    const expected = sharedSignature(algorithm, key, content);
    return signatures.some((signature) => sameBytes(signature, expected));
  });

export const makeSignature = (algorithm: Algorithm, key: Key, content: Uint8Array): Buffer =>
  key instanceof KeyObject ? sign(hashOf(algorithm), content, key) : sharedSignature(algorithm, key, content);
