// Books the rate of WTS's own limits in whatever table a test has.
import type { Table } from "../../lib/aws/table.ts";
import { type MessageBooker, messageBooker } from "../../lib/commands/queue/message-booker.ts";
import { defineConfig } from "../../lib/config.ts";
import { bookings } from "../../lib/records/bookings.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { rateRules } from "../../lib/wts/rate-limit/rate-rules.ts";

/** `areCallersPressing` says whether callers ask for all they can get. */
export const bookerForTests = (
  { table, clock }: { table: Table; clock: Clock },
  areCallersPressing: () => boolean = () => false,
): MessageBooker => {
  const { perTokenMs: aloneTokenMs, shares } = rateRules(defineConfig({}).limits);
  const sharedTokenMs = 1 / shares.queue.perMs;
  const rateNow = async () => ({
    tokenMs: areCallersPressing() ? sharedTokenMs : aloneTokenMs,
    waitMs: 0,
    mostAtOnce: 1,
    freeInMs: 0,
  });
  return messageBooker({ bookings: bookings({ table, clock }), aloneTokenMs, sharedTokenMs, rateNow, clock });
};
