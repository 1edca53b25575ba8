// Reads the doors secret and logs which of its entries are closed: nobody else would know why a sender is refused.
import { type Doors, parseDoors } from "../core/doors-secret.ts";
import type { Log } from "../runtime/log.ts";

/** Throws CONFIG_INVALID where no entry can be read at all. */
export const loggedDoorsSecret =
  (log: Log) =>
  (text: string): Doors => {
    const doors = parseDoors(text);
    for (const reason of doors.problems) log.error("an entry of the doors secret is closed", { reason });
    for (const reason of doors.warnings) log.warn("an entry of the doors secret is doubtful", { reason });
    return doors;
  };
