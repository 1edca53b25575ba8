// Counts what events asked for and did not get: a rule that answers refusals with what is refused again makes a loop as well.
import { createHash } from "node:crypto";
import { refusedKey } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import { mostAnHour } from "../core/sessions/event-pace.ts";
import type { Clock } from "../runtime/clock.ts";

const hourMs = 3_600_000;

export interface RefusedRequest {
  account: string;
  source: string;
  /** The session that it names, as far as that could be read; for what a reference was to find, the reference's place. */
  about: string;
}

/** Answers whether the outcome may go out: after sixty in the same hour it is only parked and logged. */
export type MayAnswer = (request: RefusedRequest) => Promise<boolean>;

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** One write for each that is refused. While the table is away everybody is answered. */
export const refusedRequests =
  ({ table, clock }: { table: Pick<Table, "update">; clock: Pick<Clock, "now"> }): MayAnswer =>
  async ({ account, source, about }) => {
    const hour = Math.floor(clock.now() / hourMs);
    const key = refusedKey(hash(JSON.stringify([account, source, about.toLowerCase(), hour])));
    const expires = (hour + 2) * (hourMs / 1000);
    const item = await table.update(key, { set: { expires }, add: { count: 1 } }).catch(() => undefined);
    return Number(item?.count ?? 0) <= mostAnHour;
  };
