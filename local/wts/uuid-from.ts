// Derives ids from names, so that two runs, or two resets, hold the same ids without storing them.
import { createHash } from "node:crypto";

const uuidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const uuidFrom = (...parts: readonly (string | number)[]): string => {
  const hex = createHash("sha1").update(parts.join("\u0000")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const isUuid = (text: string): boolean => uuidPattern.test(text);
