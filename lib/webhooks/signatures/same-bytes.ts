// Compares bytes so that how long it takes says nothing about how near a guess came.
import { createHash, timingSafeEqual } from "node:crypto";

/** The length may show: that of a signature is no secret. */
export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right);

const digest = (value: string | Uint8Array): Buffer => createHash("sha256").update(value).digest();

/** The index of the first secret that is equal. Every secret is compared, and by its digest: its length must not show either. */
export const indexAmong = (secrets: readonly string[], presented: string | Uint8Array): number | undefined => {
  const wanted = digest(presented);
  let found: number | undefined;
  for (const [index, secret] of secrets.entries()) if (sameBytes(digest(secret), wanted)) found ??= index;
  return found;
};
