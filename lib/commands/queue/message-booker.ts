// Says when a message of a crowded account is to be worked on: each source books time of the account's rate, all of them equal parts.
import { bookingSource } from "../../aws/item-keys.ts";
import { endOfSharedWork } from "../../core/queue/share-time.ts";
import type { Bookings } from "../../records/bookings.ts";
import type { Clock } from "../../runtime/clock.ts";
import { perAccount } from "../../runtime/per-account.ts";
import { isEventLine } from "./tokens-of.ts";

interface MessageBookerDependencies {
  bookings: Bookings;
  /** How long a token of the account takes, at the rate that its queue has. */
  tokenMs(account: string): number;
  clock: Pick<Clock, "now" | "random">;
}

export interface MessageBooker {
  /** True where nobody should ask the limiter without having booked: it has nothing left, or others have booked it. */
  isCrowded(account: string, source: string, receiveCount: number): Promise<boolean>;
  /** Whether the limiter had something for a message of the account. */
  note(account: string, wasGranted: boolean, receiveCount: number): void;
  /** Answers in how many milliseconds each of them is to be worked on; undefined where the source has booked too much already. */
  book(booking: Booking): Promise<readonly number[] | undefined>;
}

interface Booking {
  account: string;
  source: string;
  /** They have come again when their time had come, or because something failed. */
  isAgain: boolean;
  /** They had booked, and found nothing when their time had come. */
  isBooked: boolean;
  /** What each of them takes. */
  tokens: readonly number[];
}

/** What waits for no longer than this is worked on at once: SQS hides for whole seconds. */
export const soonMs = 1_000;
/** What others book meanwhile is learnt when the limiter refuses something. */
const knownMs = 2_000;
/** So long nobody of this process asks the limiter again after it had nothing. */
const restMs = 1_000;
/** SQS gives nothing out any more while 120,000 messages of a queue are hidden: two accounts may have booked all that they can. */
const mostBookedTokens = 50_000;
/**
 * Who has booked no more than this is in nobody's way: what of it had booked, and found nothing since others had booked too
 * much, is not made to pay again. So much of it at a time: nobody knows that it had booked.
 */
const lightMs = 5_000;
/** So long it is remembered how many of those whose time had come found a token. */
const rememberedMs = 30_000;
/** Who has the least share of the rate comes no more rarely than this. */
const mostStretch = 10;
/** Some find nothing only since many come in the same second: they need no more time than they had booked. */
const leastStretch = 1.5;

interface Known {
  /** By source, up to when it has booked. */
  booked: Map<string, number>;
  /** By source, up to when what had booked comes again without booking. */
  light: Map<string, number>;
  readAtMs: number;
  restsUntilMs: number;
  /** Of those whose time had come lately, how many found a token, and how many did not; what is older counts less. */
  granted: number;
  refused: number;
  notedAtMs: number;
}

/** Less than was booked is there, while callers take their share as well: what was refused once is booked at the rate that there is. */
const stretchOf = ({ granted, refused }: Known): number => {
  const stretch = (granted + refused + 1) / (granted + 1);
  return stretch < leastStretch ? 1 : Math.min(mostStretch, stretch);
};

/** How many tokens those before each of them take. */
const startsOf = (tokens: readonly number[]): number[] => {
  let sum = 0;
  return tokens.map((each) => {
    sum += each;
    return sum - each;
  });
};

/**
 * Until when others have booked who have parts as large as its own, and those who are within the same part: the lines of
 * events have one part together.
 */
const sharedWith = (name: string, booked: ReadonlyMap<string, number>): [others: number[], within: number[]] => {
  const lines: number[] = [];
  const sources: number[] = [];
  for (const [other, until] of booked) if (other !== name) (isEventLine(other) ? lines : sources).push(until);
  if (isEventLine(name)) return [sources, lines];
  return [lines.length > 0 ? [...sources, Math.max(...lines)] : sources, []];
};

export const messageBooker = ({ bookings, tokenMs, clock }: MessageBookerDependencies): MessageBooker => {
  const knownOf = perAccount(
    (): Known => ({
      ...{
        booked: new Map(),
        light: new Map(),
        readAtMs: Number.NEGATIVE_INFINITY,
        restsUntilMs: Number.NEGATIVE_INFINITY,
      },
      ...{ granted: 0, refused: 0, notedAtMs: clock.now() },
    }),
  );

  const readAgain = async (account: string, known: Known): Promise<void> => {
    if (clock.now() - known.readAtMs < knownMs) return;
    known.booked = await bookings.of(account);
    known.readAtMs = clock.now();
  };
  const nameOf = (source: string): string => (isEventLine(source) ? source : bookingSource(source));
  const aheadMs = ({ booked }: Known, name: string): number => (booked.get(name) ?? 0) - clock.now();
  const hasBooked = ({ booked }: Known): boolean => {
    const soon = clock.now() + soonMs;
    return [...booked.values()].some((until) => until > soon);
  };

  return {
    isCrowded: async (account, source, receiveCount) => {
      const known = knownOf(account);
      const isLight = aheadMs(known, nameOf(source)) <= lightMs;
      if (clock.now() < known.restsUntilMs && !(isLight && receiveCount > 1)) return true;
      // It was hidden for as long as it had booked, or for another reason that is over.
      if (receiveCount > 1) return false;
      // While nobody has booked nothing is read: whoever is refused learns of it.
      if (known.readAtMs === Number.NEGATIVE_INFINITY || hasBooked(known)) await readAgain(account, known);
      return hasBooked(known);
    },

    note: (account, wasGranted, receiveCount) => {
      const known = knownOf(account);
      const now = clock.now();
      if (!wasGranted) known.restsUntilMs = now + restMs;
      if (receiveCount === 1) return;
      const weight = Math.exp((known.notedAtMs - now) / rememberedMs);
      known.granted = known.granted * weight + (wasGranted ? 1 : 0);
      known.refused = known.refused * weight + (wasGranted ? 0 : 1);
      known.notedAtMs = now;
    },

    book: async ({ account, source, isAgain, isBooked, tokens }) => {
      const known = knownOf(account);
      await readAgain(account, known);
      const now = clock.now();
      const name = nameOf(source);
      const own = Math.max(now, known.booked.get(name) ?? now);
      if (own - now > mostBookedTokens * tokenMs(account)) return undefined;
      const perTokenMs = tokenMs(account) * (isAgain ? stretchOf(known) : 1);
      const shared = sharedWith(name, known.booked);
      const total = tokens.reduce((sum, each) => sum + each, 0);
      const again = Math.max(now, known.light.get(name) ?? now);
      if (isBooked && Math.max(own, again) - now <= lightMs) {
        known.light.set(name, again + total * perTokenMs);
        const chance = clock.random();
        return startsOf(tokens).map((before) => again - now + before * perTokenMs + soonMs * (1 + chance));
      }
      const durationMs = Math.ceil(endOfSharedWork(own, total * perTokenMs, ...shared) - own);
      const from = await bookings.book(account, name, durationMs, own > now);
      known.booked.set(name, from + durationMs);
      return startsOf(tokens).map((before) => Math.max(0, endOfSharedWork(from, before * perTokenMs, ...shared) - now));
    },
  };
};
