// Remembers what was read of a session in its present silence: a contact that waits for hours is not read anew by every run.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { KnownWait } from "./rules/auto-close-case.ts";

export interface KnownSilence {
  /** It is absent where all that is known is that we had not closed the session before. */
  wait?: KnownWait;
}

/** What WTS shows only in its messages, such as a bot's answer that does not move the session's times, is seen so late at most. */
const knownMs = 3_600_000;
/** One process remembers so many sessions; the oldest go first. */
const maxKnown = 10_000;

/** It is another one as soon as anybody has said anything, or the session has changed its status. */
export const silenceOf = ({ status, lastMessageInMs, lastMessageOutMs }: SessionFacts): string =>
  [status, lastMessageInMs, lastMessageOutMs].join("/");

export const silences = ({ now }: Pick<Clock, "now">) => {
  const held = new Map<string, { of: string; atMs: number; known: KnownSilence }>();
  const keyOf = (account: string, { id }: SessionFacts): string => `${account} ${id}`;
  return {
    known: (account: string, facts: SessionFacts): KnownSilence | undefined => {
      const found = held.get(keyOf(account, facts));
      return found?.of === silenceOf(facts) && now() - found.atMs < knownMs ? found.known : undefined;
    },
    remember: (account: string, facts: SessionFacts, known: KnownSilence): void => {
      const key = keyOf(account, facts);
      held.delete(key);
      held.set(key, { of: silenceOf(facts), atMs: now(), known });
      const [oldest] = held.keys();
      if (held.size > maxKnown && oldest !== undefined) held.delete(oldest);
    },
  };
};
