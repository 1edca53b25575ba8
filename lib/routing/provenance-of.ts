// Who a move is from: its id is the trigger's, so that a trigger that comes again is known.
import { commandIdOf } from "../core/command-id.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { RoutingAnswer } from "./routing-question.ts";
import type { ReassignTrigger } from "./session-trigger.ts";

/** The trigger's own id, or one that the session's next move alone has. */
export const provenanceOf = (
  { account, sessionId, door, source, hops, ...trigger }: ReassignTrigger,
  { day, moves }: Pick<RoutingAnswer["seen"], "day" | "moves">,
): Provenance => {
  const deliveryId = trigger.deliveryId ?? `${sessionId.toLowerCase()}/${day}/${moves.count}`;
  const id = commandIdOf({ account, source, deliveryId, index: 0 });
  const { correlationId = id, causationId = id } = trigger;
  return { id, account, door, source, deliveryId, correlationId, causationId, hops, attempt: 0 };
};
