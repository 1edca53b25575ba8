// The function as a whole: an event looks at one session, the clock at all of them.
import { isProperties, own } from "../core/value.ts";
import type { Invocation } from "../middleware/event-stack.ts";
import { triggerAccepter } from "./accept-trigger.ts";
import { sessionReassigner } from "./route-session.ts";
import type { ReassignDependencies } from "./routing-dependencies.ts";
import { sessionDetails } from "./routing-records.ts";
import { scheduleRunner } from "./run-schedule.ts";

/** A session is not begun with less than this left. */
const lastStartMs = 20_000;

const isTick = (event: unknown): boolean => isProperties(event) && own(event, "detail-type") === "Scheduled Event";

export const reassigner = (dependencies: ReassignDependencies) => {
  const { routing } = dependencies;
  const reassign = sessionReassigner(dependencies, sessionDetails(routing));
  const accept = triggerAccepter(dependencies, reassign);
  const run = scheduleRunner(dependencies, reassign);
  return async (event: unknown, { id, endBy }: Invocation): Promise<void> => {
    if (isTick(event)) {
      await run({ priority: "background", owner: id, timeBox: { startBy: endBy - lastStartMs, endBy } });
      return;
    }
    await accept(event, { priority: "queue", owner: id, timeBox: { startBy: endBy - lastStartMs, endBy } });
  };
};
