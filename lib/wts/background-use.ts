// How work that nobody waits for uses an account's rate: after everybody else, for as long as there is time.
import type { Clock } from "../runtime/clock.ts";
import type { WtsUse } from "./rate-tokens.ts";

/** `endBy` is in epoch milliseconds. */
export const backgroundUse = (endBy: number, clock: Pick<Clock, "now">): WtsUse => ({
  priority: "background",
  timeBox: { startBy: endBy, endBy },
  tokenWaitMs: endBy - clock.now(),
});
