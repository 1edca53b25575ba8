// Of a replay: what was applied where an earlier mapping had it is not applied once more where today's has it.
import type { CommandQueue } from "../aws/queue.ts";
import { sessionSplitter } from "../commands/queue/split-by-session.ts";
import type { RawDelivery } from "../core/queue/queued-delivery.ts";
import type { Ledger } from "../records/ledger.ts";
import { splitOf } from "../records/split-commands.ts";
import type { DeliveredItem } from "./mapping/understand-delivery.ts";
import { placeOfItem } from "./place-of-item.ts";

/** Answers the ids of those that are done. Of what was split by session, the commands that were refused are sent on the way, for their sessions. */
export const appliedElsewhere = async (
  { ledger, queue }: { ledger: Ledger; queue: CommandQueue },
  items: readonly DeliveredItem[],
  places: RawDelivery["places"] = {},
): Promise<ReadonlySet<string>> => {
  const splitter = sessionSplitter({ ledger, queue });
  const done = new Set<string>();
  for (const item of items) {
    const before = places[item.id];
    if (before === undefined || before === placeOfItem(item).pk) continue;
    const record = await ledger.read({ pk: before }, item.id);
    if (record?.state !== "applied") continue;
    done.add(item.id);
    const split = splitOf(record);
    if (item.kind === "command" && split) await splitter.sendUnapplied(item, split);
  }
  return done;
};
