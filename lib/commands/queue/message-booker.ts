// Says when a message of a crowded account is to be worked on: each source books time of the account's rate, all of them equal parts.
import { bookingSource } from "../../aws/item-keys.ts";
import { endOfSharedWork } from "../../core/queue/share-time.ts";
import type { Bookings } from "../../records/bookings.ts";
import type { Clock } from "../../runtime/clock.ts";
import { perAccount } from "../../runtime/per-account.ts";
import type { PresentRate } from "../../wts/rate-limit/present-rate.ts";
import { isEventLine } from "./tokens-of.ts";

interface MessageBookerDependencies {
  bookings: Bookings;
  /** How long a token of the account takes when nobody but its queue asks for any. */
  aloneTokenMs: number;
  /** How long one takes when callers ask for all they can get as well. */
  sharedTokenMs: number;
  /** What of the rate its queue has now. */
  rateNow(account: string): Promise<PresentRate>;
  clock: Pick<Clock, "now" | "random">;
}

export interface MessageBooker {
  /** True where it should not ask the limiter without having booked: that has nothing left, or others have booked it. */
  isCrowded(asking: { account: string; source: string; receiveCount: number }): Promise<boolean>;
  /** The limiter had nothing for a message of the account. */
  noteRefusal(account: string): void;
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
/** A source that books its share to the last token has every other of its messages come a moment too early. */
const shareToBook = 0.95;

/** Who would wait for longer than that for its token would not get it. */
const inVainMs = 5_000;

interface Known {
  /** By line, up to when it has been booked. */
  booked: Map<string, number>;
  /** By line, up to when what had booked comes again without booking. */
  light: Map<string, number>;
  reading: Promise<void> | undefined;
  readAtMs: number;
  rate: Promise<PresentRate> | undefined;
  askedAtMs: number;
  restsUntilMs: number;
}

/**
 * Each source has two lines. In the first one stands what comes for the first time, at the rate that the queue has alone: it
 * comes again no later than it could be worked on. If callers press then, it goes on to the second one, at the rate of then.
 */
const secondLine = (source: string): string => `${source}/again`;

/** By source, up to when it has booked: whoever is in its first line may still come into the second one, but not the other way round. */
const bookedBySource = (booked: ReadonlyMap<string, number>, isSlow: boolean): Map<string, number> => {
  const bySource = new Map<string, number>();
  for (const [line, until] of booked) {
    const isSecond = line.endsWith(secondLine(""));
    if (isSecond && !isSlow) continue;
    const source = isSecond ? line.slice(0, -secondLine("").length) : line;
    bySource.set(source, Math.max(until, bySource.get(source) ?? until));
  }
  return bySource;
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

export const messageBooker = (dependencies: MessageBookerDependencies): MessageBooker => {
  const { bookings, aloneTokenMs, sharedTokenMs, rateNow, clock } = dependencies;
  const never = Number.NEGATIVE_INFINITY;
  const knownOf = perAccount(
    (): Known => ({
      ...{
        booked: new Map(),
        light: new Map(),
        reading: undefined,
        readAtMs: never,
        rate: undefined,
        askedAtMs: never,
      },
      restsUntilMs: never,
    }),
  );

  const readAgain = async (account: string, known: Known): Promise<void> => {
    if (clock.now() - known.readAtMs < knownMs) return;
    const read = async (): Promise<void> => {
      known.booked = await bookings.of(account);
      known.readAtMs = clock.now();
    };
    known.reading ??= read().finally(() => {
      known.reading = undefined;
    });
    await known.reading;
  };
  const presentRate = (account: string, known: Known): Promise<PresentRate> => {
    if (known.rate && clock.now() - known.askedAtMs < knownMs) return known.rate;
    known.askedAtMs = clock.now();
    known.rate = rateNow(account);
    return known.rate;
  };
  const nameOf = (source: string): string => (isEventLine(source) ? source : bookingSource(source));
  const isBeyondSoon = (until: number | undefined): boolean => until !== undefined && until > clock.now() + soonMs;
  const isLight = ({ booked }: Known, name: string): boolean =>
    Math.max(booked.get(name) ?? 0, booked.get(secondLine(name)) ?? 0) - clock.now() <= lightMs;
  const hasBooked = ({ booked }: Known): boolean => [...booked.values()].some(isBeyondSoon);

  return {
    isCrowded: async ({ account, source, receiveCount }) => {
      const known = knownOf(account);
      const name = nameOf(source);
      const second = secondLine(name);
      const mayAskAgain = receiveCount > 2 || (receiveCount === 2 && isLight(known, name));
      // Whose time had come a second time is nobody's to hold back, unless there is nothing for anybody.
      if (!mayAskAgain && clock.now() < known.restsUntilMs) return true;
      // While nobody has booked nothing is read: whoever is refused learns of it.
      if (known.readAtMs === never || hasBooked(known)) await readAgain(account, known);
      if (receiveCount === 1 || !hasBooked(known)) return hasBooked(known);
      const { tokenMs, waitMs } = await presentRate(account, known);
      if (tokenMs <= aloneTokenMs) return false;
      // Others of its source whose time is not yet come are there, and it has no time of that line.
      const isAfterOthers = receiveCount === 2 && isBeyondSoon(known.booked.get(second));
      return isAfterOthers || waitMs > inVainMs;
    },

    noteRefusal: (account) => {
      knownOf(account).restsUntilMs = clock.now() + restMs;
    },

    book: async ({ account, source, isAgain, isBooked, tokens }) => {
      const known = knownOf(account);
      await readAgain(account, known);
      const now = clock.now();
      const bookedMs = (line: string): number => Math.max(0, (known.booked.get(line) ?? now) - now);
      const first = nameOf(source);
      const second = secondLine(first);
      const bookedTokens = bookedMs(first) / aloneTokenMs + bookedMs(second) / sharedTokenMs;
      if (!isAgain && bookedTokens > mostBookedTokens) return undefined;
      const alone = { tokenMs: aloneTokenMs, waitMs: 0 };
      const { tokenMs, waitMs } = isAgain ? await presentRate(account, known) : alone;
      const isSlow = tokenMs > aloneTokenMs;
      const perTokenMs = isSlow ? tokenMs / shareToBook : aloneTokenMs;
      const line = isSlow ? second : first;
      const shared = sharedWith(first, bookedBySource(known.booked, isSlow));
      const earliest = now + waitMs;
      const own = bookedMs(line) > 0 ? now + bookedMs(line) : earliest;
      const total = tokens.reduce((sum, each) => sum + each, 0);
      const again = Math.max(own, known.light.get(line) ?? 0);
      if (isBooked && again - now <= lightMs) {
        known.light.set(line, again + total * perTokenMs);
        const chance = clock.random();
        return startsOf(tokens).map((before) => again - now + before * perTokenMs + soonMs * (1 + chance));
      }
      const durationMs = Math.ceil(endOfSharedWork(own, total * perTokenMs, ...shared) - own);
      const from = await bookings.book(account, line, { durationMs, earliest, isBusy: bookedMs(line) > 0 });
      known.booked.set(line, from + durationMs);
      return startsOf(tokens).map((before) => Math.max(0, endOfSharedWork(from, before * perTokenMs, ...shared) - now));
    },
  };
};
