// The instant a tick of the schedule stands for: the same one, however late it is delivered.
import { Fault, faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { isProperties, own } from "../core/value.ts";

/** Never later than the clock: nobody is idle in the future. Throws ENVELOPE_INVALID. */
export const tickTime = (event: unknown, clockMs: number): number => {
  const ms = isProperties(event) ? instantMs(own(event, "time")) : undefined;
  if (ms === undefined)
    throw new Fault(faults.envelopeInvalid, { message: "a scheduled event needs time, an instant in UTC" });
  return Math.min(ms, clockMs);
};
