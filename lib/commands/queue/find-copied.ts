// Finds the earlier command that a command is a copy of, by what both bring: one that was applied, or may have been.
import type { Place } from "../../aws/item-keys.ts";
import type { QueuedCommand } from "../../core/queue/queued-command.ts";
import type { CommandRecord, Ledger } from "../../records/ledger.ts";
import type { ContentHolder, Contents } from "../../records/seen-contents.ts";
import { RetryLater } from "./retry-later.ts";

export interface Copied {
  place: Place;
  record: CommandRecord;
}

interface CopiedFinderDependencies {
  config: { leaseMs: number };
  ledger: Ledger;
  contents: Contents;
}

/** The note or message of a command in doubt may be with WTS: that command is parked, or still comes again, and looks before it sends. */
const mayBeApplied = ({ state, sending }: CommandRecord): boolean => state === "applied" || sending !== undefined;

export const copiedFinder = ({ config, ledger, contents }: CopiedFinderDependencies) => {
  const firstApplied = async (id: string, rivals: readonly ContentHolder[]): Promise<Copied | undefined> => {
    for (const { commandId, place } of rivals) {
      const record = await ledger.read(place, commandId);
      // What this very command left in doubt, at the place where an earlier mapping had it, nobody but itself brings to an end.
      const counts = record && (commandId === id ? record.state === "applied" : mayBeApplied(record));
      if (counts) return { place, record };
    }
    return undefined;
  };

  /** Undefined when the command is to be applied: from then on it is the one that brought its contents. */
  return async (
    { id, contents: brought = [], receivedAt }: QueuedCommand,
    place: Place,
  ): Promise<Copied | undefined> => {
    if (receivedAt === undefined) return undefined;
    for (const content of brought) {
      const { rivals, join } = await contents.claim(content, { commandId: id, place, receivedAt });
      const copied = await firstApplied(id, rivals);
      if (copied) return copied;
      if (!(await join())) throw new RetryLater(config.leaseMs, "busy");
    }
    return undefined;
  };
};
