// The four kinds of signatures, behind one question each: is it one, and what is it.
import { createHash, createHmac, KeyObject, sign, verify } from "node:crypto";
import { sameBytes } from "./encoding.ts";
import type { Key } from "./keys.ts";
import type { Algorithm } from "./scheme.ts";

/** Ed25519 has its hash built in. */
const hashOf = (algorithm: Algorithm): string | null => ("hash" in algorithm ? algorithm.hash : null);

const sharedSignature = (algorithm: Algorithm, key: Buffer, content: Uint8Array): Buffer => {
  const hash = hashOf(algorithm) ?? "";
  return algorithm.type === "hmac"
    ? createHmac(hash, key).update(content).digest()
    : createHash(hash).update(key).update(content).digest();
};

/** A plain hash can be lengthened by whoever has seen one; the filling this needs is never valid UTF-8. */
const isLengthened = ({ type }: Algorithm, content: Uint8Array): boolean => {
  if (type !== "digest") return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return false;
  } catch {
    return true;
  }
};

const fits = (algorithm: Algorithm, key: KeyObject, content: Uint8Array, signature: Uint8Array): boolean =>
  verify(hashOf(algorithm), content, key, signature);

export const anyFits = (
  algorithm: Algorithm,
  key: Key,
  contents: readonly Uint8Array[],
  signatures: readonly Uint8Array[],
): boolean =>
  contents.some((content) => {
    if (key instanceof KeyObject) return signatures.some((signature) => fits(algorithm, key, content, signature));
    if (isLengthened(algorithm, content)) return false;
    const expected = sharedSignature(algorithm, key, content);
    return signatures.some((signature) => sameBytes(signature, expected));
  });

export const makeSignature = (algorithm: Algorithm, key: Key, content: Uint8Array): Buffer => {
  if (key instanceof KeyObject) return sign(hashOf(algorithm), content, key);
  return sharedSignature(algorithm, key, content);
};
