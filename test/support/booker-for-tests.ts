// Books the rate of WTS's own limits in whatever table a test has.
import type { Table } from "../../lib/aws/table.ts";
import { type MessageBooker, messageBooker } from "../../lib/commands/queue/message-booker.ts";
import { defineConfig } from "../../lib/config.ts";
import { bookings } from "../../lib/records/bookings.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { rateRules } from "../../lib/wts/rate-limit/rate-rules.ts";

export const bookerForTests = ({ table, clock }: { table: Table; clock: Clock }): MessageBooker => {
  const { perTokenMs } = rateRules(defineConfig({}).limits);
  return messageBooker({ bookings: bookings({ table, clock }), tokenMs: () => perTokenMs, clock });
};
