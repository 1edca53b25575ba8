// Decodes strictly: a text that means the same bytes as another one is refused, so that each signature has one spelling.
import { timingSafeEqual } from "node:crypto";
import type { SignatureEncoding } from "./scheme.ts";

const hexText = /^(?:[0-9a-f]{2})+$/i;

const decodeHex = (text: string): Buffer | undefined => (hexText.test(text) ? Buffer.from(text, "hex") : undefined);

/** Padded, in the standard alphabet, without stray bits. */
const decodeBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, "base64");
  return bytes.length > 0 && bytes.toString("base64") === text ? bytes : undefined;
};

export const decodeSignature = (text: string, encoding: SignatureEncoding): Buffer | undefined =>
  encoding === "hex" ? decodeHex(text) : decodeBase64(text);

/** Of a secret, which people paste without its padding. */
export const decodeSecret = (text: string, encoding: SignatureEncoding): Buffer | undefined => {
  if (encoding === "hex") return decodeHex(text);
  const bare = text.replace(/={1,2}$/, "");
  return decodeBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, "="));
};

/** How long it takes says nothing about where they differ; the length of a signature is no secret. */
export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right);
