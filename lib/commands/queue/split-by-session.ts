// Makes of a command that names its session by contact or metadata one for each session it means, in that session's own line.
import { sessionPlace } from "../../aws/item-keys.ts";
import type { CommandQueue } from "../../aws/queue.ts";
import { resolvedCommandId } from "../../core/command/command-id.ts";
import type { QueuedCommand } from "../../core/queue/queued-command.ts";
import type { Ledger } from "../../records/ledger.ts";

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
  const send = async (queued: QueuedCommand, parentId: string, sessionIds: readonly string[]): Promise<void> => {
    for (const sessionId of sessionIds) await queue.send(commandFor(queued, parentId, sessionId));
  };
  return {
    split: (queued: QueuedCommand, sessionIds: readonly string[]): Promise<void> => send(queued, queued.id, sessionIds),

    /**
     * Sends those again that were not applied, and answers how many they are. The sessions are those of the first time:
     * another one may be open by now, which nobody meant.
     */
    sendUnapplied: async (queued: QueuedCommand, parentId: string, sessionIds: readonly string[]): Promise<number> => {
      const { account } = queued;
      const records = await Promise.all(
        sessionIds.map((sessionId) =>
          ledger.read(sessionPlace({ account, sessionId }), resolvedCommandId(parentId, sessionId)),
        ),
      );
      const unapplied = sessionIds.filter((_, index) => records[index]?.state !== "applied");
      await send(queued, parentId, unapplied);
      return unapplied.length;
    },
  };
};
