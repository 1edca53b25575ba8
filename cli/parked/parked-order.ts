// Has those of one process who look at what is parked, or take something away, wait for each other: what one of them is shown is hidden from the others
// meanwhile, and a page asks for several things at once.
import { oneAtATime } from "../../lib/runtime/one-at-a-time.ts";

/** Whoever has its time must not ask for another before it ends. */
export const inParkedOrder = oneAtATime();
