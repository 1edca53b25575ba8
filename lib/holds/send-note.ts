// Sends a note for the team through the queue, under an id of its own: so it is written once, also when it is sent a second time.
import type { CommandQueue } from "../aws/queue.ts";
import { resolvedCommandId } from "../core/command/command-id.ts";
import type { Provenance } from "../core/queue/queued-command.ts";

export type NoteQueue = Pick<CommandQueue, "send">;

export const sendNote = async (
  queue: NoteQueue,
  {
    contents: _contents,
    raw: _raw,
    receivedAt: _receivedAt,
    occurredAt: _occurredAt,
    ...provenance
  }: Provenance & {
    contents?: unknown;
    raw?: unknown;
  },
  sessionId: string,
  text: string,
): Promise<void> =>
  queue.send({
    ...provenance,
    kind: "command",
    id: resolvedCommandId(provenance.id, "note"),
    causationId: provenance.id,
    hops: provenance.hops + 1,
    attempt: 0,
    targeted: { command: { command: "note", sessionId, text } },
  });
