// Names what somebody saw before they said yes.
import { createHash } from "node:crypto";
import { sortedJson } from "../../lib/core/value.ts";

/** Equal values have the same one, whatever the order of their properties. */
export const seenHash = (value: unknown): string =>
  createHash("sha256")
    .update(sortedJson(value) ?? "")
    .digest("base64url");
