// Finds the contact of a phone number, and remembers for a minute which numbers nobody has: a sender may ask for one again and again.
import type { Clock } from "../runtime/clock.ts";
import type { WtsClient } from "./client.ts";
import { WtsApiError } from "./wts-api-error.ts";

const missLifetimeMs = 60_000;
/** So many are remembered; then the oldest is forgotten. */
const mostMisses = 1_000;

type ContactReader = Pick<WtsClient, "getContactByPhone">;

export interface ContactFinder {
  /** Answers the contact's id, in lower case; undefined when WTS knows nobody of this number. `anew` asks WTS in any case. */
  idOf(reader: ContactReader, phone: string, anew?: boolean): Promise<string | undefined>;
}

/** Is made once an account and process. */
export const contactFinder = ({ clock }: { clock: Pick<Clock, "now"> }): ContactFinder => {
  const missedAt = new Map<string, number>();

  const remember = (phone: string): void => {
    missedAt.delete(phone);
    missedAt.set(phone, clock.now());
    const [oldest] = missedAt.keys();
    if (missedAt.size > mostMisses && oldest !== undefined) missedAt.delete(oldest);
  };

  const isMissed = (phone: string): boolean =>
    clock.now() - (missedAt.get(phone) ?? Number.NEGATIVE_INFINITY) < missLifetimeMs;

  return {
    idOf: async (reader, phone, anew = false) => {
      if (!anew && isMissed(phone)) return undefined;
      try {
        const { id } = await reader.getContactByPhone(phone);
        missedAt.delete(phone);
        return id.toLowerCase();
      } catch (error) {
        if (!(error instanceof WtsApiError && error.isRefusal)) throw error;
        remember(phone);
        return undefined;
      }
    },
  };
};
