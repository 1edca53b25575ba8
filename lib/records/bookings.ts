// Remembers up to when each source of an account has booked the account's rate, for what of it waits in the queue.
import { bookingKey, bookingSourceIn, bookingsOf } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { Clock } from "../runtime/clock.ts";

export interface Bookings {
  /** Answers the sources that have booked beyond now, and up to when; a source is named as `book` answers it. */
  of(account: string): Promise<Map<string, number>>;
  /**
   * Books that much time for the source, from where its last booking ends, or from `earliest`; answers from when. `isBusy` is
   * what is believed of it: where that is right, it is one write.
   */
  book(
    account: string,
    source: string,
    booking: { durationMs: number; earliest: number; isBusy: boolean },
  ): Promise<number>;
}

/** DynamoDB deletes it some time after that; until then it does no harm. */
const keptMs = 86_400_000;

export const bookings = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): Bookings => {
  const expires = (untilMs: number): number => Math.ceil((untilMs + keptMs) / 1000);
  return {
    of: async (account) => {
      const items = await table.query(...bookingsOf(account));
      const booked = items.map((item) => [bookingSourceIn(item), Number(item.bookedUntil)] as const);
      return new Map(booked.filter(([, until]) => until > clock.now()));
    },

    book: async (account, source, { durationMs, earliest, isBusy }) => {
      const key = bookingKey(account, source);
      const append = async (now: number): Promise<number | undefined> => {
        const item = await table.update(key, {
          add: { bookedUntil: durationMs },
          set: { expires: expires(now + durationMs) },
          condition: "#bookedUntil > :now",
          values: { now },
        });
        return item && Number(item.bookedUntil) - durationMs;
      };
      const begin = async (now: number): Promise<number | undefined> => {
        const from = Math.max(now, earliest);
        const item = await table.update(key, {
          set: { bookedUntil: from + durationMs, expires: expires(from + durationMs) },
          condition: "attribute_not_exists(#bookedUntil) OR #bookedUntil <= :now",
          values: { now },
        });
        return item && from;
      };
      for (let appends = isBusy; ; appends = !appends) {
        const from = await (appends ? append : begin)(clock.now());
        if (from !== undefined) return from;
      }
    },
  };
};
