// Reads whether a person has answered: WTS's own times do not tell a person from a bot, the messages do.
import { lastRealMessageMs } from "../core/sessions/courtesy.ts";
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import { type MessageReader, readNewestMessages } from "../wts/newest-messages.ts";
import type { KnownReplies } from "./rules/held-session.ts";
import { readReplies } from "./rules/waiting-contact.ts";

export interface ReplyReader {
  /** Whether it is read what the contact wrote: after courtesy alone nobody waits. */
  readsCourtesy: boolean;
  /** What is known without asking WTS, since nothing has been written in the session since it was read. */
  known(facts: SessionFacts): KnownReplies | undefined;
  /** Throws Fault. */
  read(client: MessageReader, facts: SessionFacts): Promise<KnownReplies>;
}

/** One process remembers so many sessions; the oldest go first. */
const maxKnown = 10_000;

const writtenAt = ({ lastMessageInMs, lastMessageOutMs }: SessionFacts): string =>
  `${lastMessageInMs}/${lastMessageOutMs}`;

/** There is to be one for each account, for as long as the process lives. */
export const replyReader = (courtesyWords: readonly string[] | undefined): ReplyReader => {
  const held = new Map<string, { writtenAt: string; replies: KnownReplies }>();
  return {
    readsCourtesy: courtesyWords !== undefined,
    known: (facts) => {
      const found = held.get(facts.id);
      return found?.writtenAt === writtenAt(facts) ? found.replies : undefined;
    },
    read: async (client, facts) => {
      const items = await readNewestMessages(client, facts.id);
      const replies = {
        ...readReplies(
          items,
          courtesyWords && { words: courtesyWords, lastInMs: facts.lastMessageInMs ?? Number.POSITIVE_INFINITY },
        ),
        realMessageMs: lastRealMessageMs(items, { furtherWords: courtesyWords }),
      };
      held.delete(facts.id);
      held.set(facts.id, { writtenAt: writtenAt(facts), replies });
      const [oldest] = held.keys();
      if (held.size > maxKnown && oldest !== undefined) held.delete(oldest);
      return replies;
    },
  };
};
