// Reads who answered while a run waits to read the list anew: what was said stays true for as long as nobody says anything more.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { MessageReader } from "../wts/newest-messages.ts";
import { silenceOf } from "./silences.ts";

type Messages = Awaited<ReturnType<MessageReader["listMessages"]>>;

/** What WTS shows only in its messages, such as a bot's answer that moves none of the session's times, is seen so late at most. */
const knownMs = 60_000;

export interface ReadAhead {
  /** Whether what was read of the session is still all there is: the list says that nobody has said anything since. */
  has(facts: SessionFacts): boolean;
  /** Answers what was read before, and otherwise reads and remembers it. It is of one session. */
  reader(client: MessageReader, facts: SessionFacts): MessageReader;
  /** It is of no more use. */
  forget(id: string): void;
}

export const readAhead = ({ now }: Pick<Clock, "now">): ReadAhead => {
  const held = new Map<string, { of: string; atMs: number; messages: Messages }>();
  const find = (facts: SessionFacts): Messages | undefined => {
    const found = held.get(facts.id);
    return found?.of === silenceOf(facts) && now() - found.atMs < knownMs ? found.messages : undefined;
  };
  return {
    has: (facts) => find(facts) !== undefined,
    reader: (client, facts) => ({
      listMessages: async (...args) => {
        const found = find(facts);
        if (found) return found;
        const atMs = now();
        const messages = await client.listMessages(...args);
        held.set(facts.id, { of: silenceOf(facts), atMs, messages });
        return messages;
      },
    }),
    forget: (id) => {
      held.delete(id);
    },
  };
};
