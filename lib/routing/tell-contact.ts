// Tells the contact who takes over, at most once a day: within the policy's hours and WhatsApp's window, and never to whom nothing may be said.
import type { CommandQueue } from "../aws/queue.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { windowOpenUntil } from "../core/sessions/whatsapp-window.ts";
import type { Language } from "../core/texts/language.ts";
import { tellingText } from "../core/texts/tell-contact.ts";
import type { NotedMove } from "./note-reasons.ts";
import { closedNow } from "./rules/policy-hours.ts";
import type { Routing } from "./rules/routing-config.ts";

/** Whether somebody else takes over, at a time at which people may be written to, from whom the contact waits for something. */
const isToBeTold = ({ answer: { facts, decision, policy, context } }: NotedMove): boolean =>
  decision.userId !== undefined &&
  decision.userId !== facts.userId &&
  typeof facts.lastMessageInMs === "number" &&
  windowOpenUntil(facts, context.nowMs) !== undefined &&
  (policy === undefined || closedNow(facts, policy, context) === undefined);

/**
 * It goes through the queue, whose worker asks whether the contact may be written to at all. A day's first is the only one: all
 * of a session's have the same id.
 */
export const tellContact = async (
  { queue, routing }: { queue: CommandQueue; routing: Pick<Routing, "tellContact"> },
  move: NotedMove,
  language: Language,
): Promise<void> => {
  const { trigger, provenance, answer } = move;
  const { policy, decision, seen } = answer;
  const text = tellingText(policy?.tellContact ?? routing.tellContact, language);
  const { userId } = decision;
  if (text === undefined || userId === undefined || !isToBeTold(move)) return;
  const { account, sessionId } = trigger;
  const deliveryId = `${sessionId.toLowerCase()}/${seen.day}/tell-contact`;
  await queue.send({
    kind: "command",
    ...provenance,
    id: commandIdOf({ account, source: "reassign-session", deliveryId, index: 0 }),
    causationId: provenance.id,
    hops: provenance.hops + 1,
    whenRefused: "leave",
    // Whoever has it by then may be another one, of whom nothing was decided.
    targeted: { command: { command: "message", sessionId, text, expect: { userId } } },
  });
};
