// Compares a text with every secret there is, so that neither the time nor the length says how near a guess came.
import { createHash } from "node:crypto";
import { sameBytes } from "./encoding.ts";

const digest = (value: string | Uint8Array): Buffer => createHash("sha256").update(value).digest();

/** The index of the first that is equal. */
export const indexAmong = (secrets: readonly string[], presented: string | Uint8Array): number | undefined => {
  const wanted = digest(presented);
  let found: number | undefined;
  for (const [index, secret] of secrets.entries()) if (sameBytes(digest(secret), wanted)) found ??= index;
  return found;
};
