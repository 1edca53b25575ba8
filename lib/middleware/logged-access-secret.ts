// Reads the access secret and logs which of its entries are closed: nobody else would know why a sender is refused.
import { type AccessSecret, parseAccess } from "../core/access-secret.ts";
import type { Log } from "../runtime/log.ts";

/** Throws CONFIG_INVALID where no entry can be read at all. */
export const loggedAccessSecret =
  (log: Log) =>
  (text: string): AccessSecret => {
    const access = parseAccess(text);
    for (const reason of access.problems) log.error("an entry of the access secret is closed", { reason });
    for (const reason of access.warnings) log.warn("an entry of the access secret is doubtful", { reason });
    return access;
  };
