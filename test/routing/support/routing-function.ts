// What the two functions of routing do, in one: an event is accepted as reassign-session does, the schedule's as look-after-sessions.
import { isProperties, own } from "../../../lib/core/value.ts";
import type { Invocation } from "../../../lib/middleware/event-stack.ts";
import { triggerAccepter } from "../../../lib/routing/accept-trigger.ts";
import { minuteOfRouting } from "../../../lib/routing/minute-of-routing.ts";
import { sessionRouter } from "../../../lib/routing/route-session.ts";
import type { EventDependencies } from "../../../lib/routing/routing-dependencies.ts";

export const routingFunction = (dependencies: EventDependencies) => {
  const { accept } = triggerAccepter(dependencies, sessionRouter(dependencies));
  const giveOut = minuteOfRouting(dependencies);
  return (event: unknown, { id, endBy }: Invocation): Promise<void> => {
    if (isProperties(event) && own(event, "detail-type") === "Scheduled Event") return giveOut({ id, endBy });
    return accept(event, { owner: id, timeBox: { startBy: endBy - 20_000, endBy }, priority: "queue" });
  };
};
