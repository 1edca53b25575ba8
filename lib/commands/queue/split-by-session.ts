// Makes of a command that names its session by contact or metadata one for each session it means, in that session's own line.
import type { CommandQueue } from "../../aws/queue.ts";
import { resolvedCommandId } from "../../core/command/command-id.ts";
import type { QueuedCommand } from "../../core/queue/queued-command.ts";
import type { Ledger } from "../../records/ledger.ts";
import { readSplit, type Split } from "../../records/split-commands.ts";

/** `parentId` is that of the command which was split first: a copy of it means the same commands. */
const commandFor = (queued: QueuedCommand, parentId: string, sessionId: string): QueuedCommand => {
  // The contents stay the parent's own: what it is split into are no copies of a delivery.
  const { contents: _contents, targeted, ...copied } = queued;
  return {
    ...copied,
    id: resolvedCommandId(parentId, sessionId),
    causationId: parentId,
    targeted: { command: { ...targeted.command, sessionId } },
  };
};

export const sessionSplitter = ({ queue, ledger }: { queue: CommandQueue; ledger: Ledger }) => {
  const send = async (queued: QueuedCommand, { parentId, sessionIds }: Split): Promise<void> => {
    for (const sessionId of sessionIds) await queue.send(commandFor(queued, parentId, sessionId));
  };
  return {
    split: (queued: QueuedCommand, sessionIds: readonly string[]): Promise<void> =>
      send(queued, { parentId: queued.id, sessionIds }),

    /**
     * Sends those again that were not applied, and answers how many they are. The sessions are those of the first time:
     * another one may be open by now, which nobody meant.
     */
    sendUnapplied: async (queued: QueuedCommand, { parentId, sessionIds }: Split): Promise<number> => {
      const records = await readSplit(ledger, queued.account, { parentId, sessionIds });
      const unapplied = sessionIds.filter((_, index) => records[index]?.state !== "applied");
      await send(queued, { parentId, sessionIds: unapplied });
      return unapplied.length;
    },
  };
};
