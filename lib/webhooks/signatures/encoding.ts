// Decodes strictly: a text that means the same bytes as another one is refused, so that each signature has one spelling.
import type { SignatureEncoding } from "./scheme.ts";

const decodeHex = (text: string): Buffer | undefined =>
  /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, "hex") : undefined;

/** It has to be padded, in the standard alphabet and without stray bits. */
const decodeBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, "base64");
  return bytes.length > 0 && bytes.toString("base64") === text ? bytes : undefined;
};

export const decodeSignature = (text: string, encoding: SignatureEncoding): Buffer | undefined =>
  encoding === "hex" ? decodeHex(text) : decodeBase64(text);

/** People paste secrets without their padding, so that it may be missing here. */
export const decodeSecret = (text: string, encoding: SignatureEncoding): Buffer | undefined => {
  if (encoding === "hex") return decodeHex(text);
  const bare = text.replace(/={1,2}$/, "");
  return decodeBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, "="));
};
