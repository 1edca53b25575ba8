// Says when a message of a crowded account is to be worked on: each source books time of the account's rate, all of them equal parts.
import { bookingSource } from "../../aws/item-keys.ts";
import { endOfSharedWork } from "../../core/queue/share-time.ts";
import type { Bookings } from "../../records/bookings.ts";
import type { Clock } from "../../runtime/clock.ts";
import { perAccount } from "../../runtime/per-account.ts";

interface MessageBookerDependencies {
  bookings: Bookings;
  /** How long a token of the account takes, at the rate that its queue has. */
  tokenMs(account: string): number;
  clock: Pick<Clock, "now">;
}

export interface MessageBooker {
  /** True where nobody should ask the limiter without having booked: it has nothing left, or others have booked it. */
  isCrowded(account: string, receiveCount: number): Promise<boolean>;
  /** The limiter had nothing for a message of the account. */
  noteRefusal(account: string): void;
  /**
   * Answers in how many milliseconds each of them is to be worked on; undefined where the source has booked too much already.
   * `tokens` is what each takes.
   */
  book(account: string, source: string, tokens: readonly number[]): Promise<readonly number[] | undefined>;
}

/** What waits for no longer than this is worked on at once: SQS hides for whole seconds. */
export const soonMs = 1_000;
/** What others book meanwhile is learnt when the limiter refuses something. */
const knownMs = 2_000;
/** So long nobody of this process asks the limiter again after it had nothing. */
const restMs = 1_000;
/** SQS gives nothing out any more while 120,000 messages of a queue are hidden: two accounts may have booked all that they can. */
const mostBookedTokens = 50_000;

interface Known {
  /** By source, up to when it has booked. */
  booked: Map<string, number>;
  readAtMs: number;
  restsUntilMs: number;
}

export const messageBooker = ({ bookings, tokenMs, clock }: MessageBookerDependencies): MessageBooker => {
  const knownOf = perAccount(
    (): Known => ({ booked: new Map(), readAtMs: Number.NEGATIVE_INFINITY, restsUntilMs: Number.NEGATIVE_INFINITY }),
  );

  const readAgain = async (account: string, known: Known): Promise<void> => {
    if (clock.now() - known.readAtMs < knownMs) return;
    known.booked = await bookings.of(account);
    known.readAtMs = clock.now();
  };
  const hasBooked = ({ booked }: Known): boolean => {
    const soon = clock.now() + soonMs;
    return [...booked.values()].some((until) => until > soon);
  };

  return {
    isCrowded: async (account, receiveCount) => {
      const known = knownOf(account);
      if (clock.now() < known.restsUntilMs) return true;
      // It was hidden for as long as it had booked, or for another reason that is over.
      if (receiveCount > 1) return false;
      // While nobody has booked nothing is read: whoever is refused learns of it.
      if (known.readAtMs === Number.NEGATIVE_INFINITY || hasBooked(known)) await readAgain(account, known);
      return hasBooked(known);
    },

    noteRefusal: (account) => {
      knownOf(account).restsUntilMs = clock.now() + restMs;
    },

    book: async (account, source, tokens) => {
      const known = knownOf(account);
      await readAgain(account, known);
      const now = clock.now();
      const name = bookingSource(source);
      const own = Math.max(now, known.booked.get(name) ?? now);
      const perTokenMs = tokenMs(account);
      if (own - now > mostBookedTokens * perTokenMs) return undefined;
      const others = [...known.booked].flatMap(([other, until]) => (other === name ? [] : [until]));
      const total = tokens.reduce((sum, each) => sum + each, 0);
      const durationMs = Math.ceil(endOfSharedWork(own, total * perTokenMs, others) - own);
      const from = await bookings.book(account, name, durationMs, own > now);
      known.booked.set(name, from + durationMs);
      let before = 0;
      return tokens.map((each) => {
        const beginsMs = endOfSharedWork(from, before * perTokenMs, others);
        before += each;
        return Math.max(0, beginsMs - now);
      });
    },
  };
};
