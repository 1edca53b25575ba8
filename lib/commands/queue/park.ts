// Puts aside what was given up on, with the reason, for people to look at and to replay.
import type { Parked, ParkedQueue } from "../../aws/queue.ts";
import type { Fault } from "../../core/faults.ts";
import type { Clock } from "../../runtime/clock.ts";

export const park = (
  { parked, clock }: { parked: ParkedQueue; clock: Pick<Clock, "now"> },
  { code, message, issues }: Fault,
  rest: Pick<Parked, "door"> & Partial<Parked>,
): Promise<void> =>
  parked.park({ reason: { code, message, issues }, parkedAt: new Date(clock.now()).toISOString(), ...rest });
