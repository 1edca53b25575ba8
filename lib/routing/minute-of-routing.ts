// Every minute: the sessions that wait are looked at, and who is due is moved.
import type { Invocation } from "../middleware/event-stack.ts";
import { sessionRouter } from "./route-session.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { scheduleRunner } from "./run-schedule.ts";

/** A session is not begun with less time left than this. */
const lastStartMs = 20_000;

/** Never throws: the next minute is the repetition. */
export const minuteOfRouting = (dependencies: RoutingDependencies) => {
  const run = scheduleRunner(dependencies, sessionRouter(dependencies));
  return ({ id, endBy }: Invocation): Promise<void> =>
    run({ owner: id, timeBox: { startBy: endBy - lastStartMs, endBy }, priority: "background" });
};
