// The function as a whole: an event looks at one session, the schedule at all of them.
import { isScheduledEvent } from "../core/event-envelope.ts";
import type { Invocation } from "../middleware/event-stack.ts";
import { triggerAccepter } from "./accept-trigger.ts";
import { sessionRouter } from "./route-session.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { scheduleRunner } from "./run-schedule.ts";

/** A session is not begun with less time left than this. */
const lastStartMs = 20_000;

export const routingFunction = (dependencies: RoutingDependencies) => {
  const routeSession = sessionRouter(dependencies);
  const accept = triggerAccepter(dependencies, routeSession);
  const run = scheduleRunner(dependencies, routeSession);
  return async (event: unknown, { id, endBy }: Invocation): Promise<void> => {
    const context = { owner: id, timeBox: { startBy: endBy - lastStartMs, endBy } };
    if (isScheduledEvent(event)) await run({ ...context, priority: "background" });
    else await accept(event, { ...context, priority: "queue" });
  };
};
