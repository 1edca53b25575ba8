// Whether a session's contact has asked for silence, as far as that has been read.
import { type Wish, wishIn } from "../../core/texts/opt-out.ts";
import type { AutoCloseCase } from "./auto-close-case.ts";

/** What it wrote in these messages; undefined where nobody asks for it. */
export const wishInMessages = (
  messages: readonly unknown[],
  { ready }: Pick<AutoCloseCase, "ready">,
): Wish | undefined => {
  const { optOutWords = [], optInWords = [] } = ready.messages ?? {};
  return optOutWords.length === 0 ? undefined : wishIn(messages, { optOut: optOutWords, optIn: optInWords });
};

/** With `needs` the fact was not asked for yet. What the contact wrote here counts before what it once wrote elsewhere. */
export const isOptedOut = (one: AutoCloseCase): boolean | { needs: "messages" | "optOut" } => {
  const { facts, ready, moment } = one;
  if ((ready.messages?.optOutWords ?? []).length === 0) return false;
  const { messages, optOut } = moment.looked ?? {};
  if (facts.lastMessageInMs !== null) {
    if (messages === undefined) return { needs: "messages" };
    const wish = wishInMessages(messages, one);
    if (wish && wish.wish !== "silent") return wish.wish === "out";
  }
  return facts.contactId === undefined ? false : (optOut ?? { needs: "optOut" });
};
