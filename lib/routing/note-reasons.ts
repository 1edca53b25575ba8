// Leaves the reason of a move with the session, as a note for the team, unless that is switched off, and where the policy says so as metadata for other programs.
import type { CommandQueue } from "../aws/queue.ts";
import { resolvedCommandId } from "../core/command/command-id.ts";
import type { Provenance, QueuedCommand } from "../core/queue/queued-command.ts";
import type { Locale } from "../core/texts/language.ts";
import type { Wts } from "../wts/connect.ts";
import { type RecordedMove, routingMetadata, routingNote } from "./rules/move-note.ts";
import type { Routing } from "./rules/routing-config.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";
import type { Decided, HeldSession } from "./trigger-context.ts";

const namesOf = async ({ departmentId, userId }: RoutingDecision, { client, directory }: Wts) => {
  const [department] = departmentId === undefined ? [] : await directory.departments(client, departmentId);
  const [agent] = userId === undefined ? [] : await directory.agents(client, userId);
  return {
    ...(typeof department?.name === "string" && { departmentName: department.name }),
    ...(typeof agent?.name === "string" && { userName: agent.name }),
  };
};

export interface NotedMove extends Pick<HeldSession, "trigger" | "wts">, Pick<Decided, "answer"> {
  provenance: Provenance;
}

/** They go through the queue, each under an id of its own: so they are applied once, also when this is done a second time. */
export const noteReasons = async (
  { queue, routing }: { queue: CommandQueue; routing: Pick<Routing, "note"> },
  move: NotedMove,
  locale: Locale,
): Promise<void> => {
  const { trigger, provenance, answer, wts } = move;
  const { decision, policy, context, seen } = answer;
  const { sessionId } = trigger;
  const writesNote = policy?.note ?? routing.note;
  if (!writesNote && !policy?.metadata) return;
  const recorded: RecordedMove = {
    trigger: context.trigger.on,
    ...(writesNote && (await namesOf(decision, wts))),
    ...(trigger.requestedBecause !== undefined && { requestedBecause: trigger.requestedBecause }),
    nowMs: context.nowMs,
    hops: seen.moves.count + 1,
  };
  const send = (what: string, command: QueuedCommand["targeted"]["command"]): Promise<void> =>
    queue.send({
      kind: "command",
      ...provenance,
      id: resolvedCommandId(provenance.id, what),
      causationId: provenance.id,
      hops: provenance.hops + 1,
      targeted: { command },
    });
  if (writesNote) await send("note", { command: "note", sessionId, text: routingNote(decision, recorded, locale) });
  const metadata = routingMetadata(decision, recorded);
  if (policy?.metadata) await send("metadata", { command: "update", sessionId, fields: ["Metadata"], metadata });
};
