// Asked before anything is said to a contact by a command: whether it may be written to, and with which words.
import { Fault, faults } from "../../core/faults.ts";
import type { Issue } from "../../core/issue.ts";
import { readSessionFacts, type SessionFacts } from "../../core/sessions/session-facts.ts";
import { mayMessage, type WhyNot } from "../../core/texts/may-message.ts";
import { type OptOutWords, wishIn } from "../../core/texts/opt-out.ts";
import { detailsOf, fillingOf } from "../../core/texts/placeholders.ts";
import { filledIn, type Said, type Saying, textsOf } from "../../core/texts/saying.ts";
import type { MessageFates, SentMessage } from "../../records/message-fates.ts";
import type { OptOuts } from "../../records/opt-outs.ts";
import type { Clock } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log } from "../../runtime/log.ts";
import type { WtsClient } from "../../wts/client.ts";
import { readNewestMessages } from "../../wts/newest-messages.ts";
import type { SessionDetail, WtsSession } from "../../wts/types.ts";
import type { MessagesConfig } from "./messages-config.ts";

export interface MessageGuard {
  /** Somebody who has read the session has decided already: it is not read for this. */
  readonly isDecided: boolean;
  /** What of the session has to be asked for beside its own properties. */
  detailsFor(saying: Saying): readonly SessionDetail[];
  /** Answers what goes out. Throws WINDOW_CLOSED, CONTACT_NOT_TO_BE_MESSAGED, and COMMAND_INVALID where something is missing that the text is about. */
  said(saying: Saying, session: WtsSession | undefined, client: WtsClient): Promise<Said>;
  /** WTS has taken the message: it is asked later what became of it. Never throws, since the message is out. */
  sent(message: SentMessage): Promise<void>;
}

const sayings: Record<Exclude<WhyNot, "WINDOW_CLOSED">, string> = {
  CONTACT_BLOCKED: "the contact is blocked in WTS Chat",
  CONTACT_OPTED_OUT: "the contact asked for silence with one of messages.optOutWords, and has not taken it back",
  CONTACT_TAGGED: "the contact has a tag of messages.neverMessage",
  CONTACT_UNKNOWN: "WTS Chat does not show the contact's tags, and one of them may be of messages.neverMessage",
};

const refusal = (why: WhyNot): Fault => {
  if (why === "WINDOW_CLOSED") return new Fault(faults.windowClosed);
  const issue: Issue = { path: "sessionId", code: why, message: sayings[why] };
  return new Fault(faults.contactNotToBeMessaged, { issues: [issue] });
};

const nothingMissing = (said: Said | undefined): Said => {
  if (said) return said;
  const message =
    "WTS Chat has no protocol for this session: write what stands there then, such as {protocolo|seu atendimento}";
  throw new Fault(faults.commandInvalid, { issues: [{ path: "text", code: "PLACEHOLDER_EMPTY", message }] });
};

/** Texts are filled in by whoever decided. */
export const decidedGuard = (said: Said | undefined): MessageGuard => ({
  isDecided: true,
  detailsFor: () => [],
  said: async ({ text }) => said ?? { text },
  // Auto-close asks itself before it relies on it.
  sent: async () => {},
});

interface GuardOptions {
  account: string;
  messages: Pick<MessagesConfig, "neverMessage" | "optOutWords" | "optInWords"> &
    Partial<Pick<MessagesConfig, "askAfterMinutes">>;
  /** Absent where no table can be asked. */
  optOuts?: OptOuts | undefined;
  /** Absent where nobody asks later. */
  fates?: Pick<MessageFates, "expect"> | undefined;
  log?: Log;
  /** Nothing is written down. */
  dryRun?: boolean;
  clock: Pick<Clock, "now">;
}

export const messageGuard = (options: GuardOptions): MessageGuard => {
  const { account, messages, optOuts, fates, log, dryRun = false, clock } = options;
  const { neverMessage, optOutWords, askAfterMinutes = 2 } = messages;
  const words: OptOutWords = { optOut: optOutWords, optIn: messages.optInWords };

  /** What it wrote in this session counts before what it once wrote elsewhere: whoever comes back by itself wants to be answered. */
  const isOptedOut = async ({ id, contactId, lastMessageInMs }: SessionFacts, client: WtsClient): Promise<boolean> => {
    if (optOutWords.length === 0) return false;
    // What was said before the newest ones is not the last word.
    const messages = lastMessageInMs === null ? [] : await readNewestMessages(client, id);
    const wish = wishIn(messages, words);
    if (contactId === undefined || !optOuts) return wish.wish === "out";
    if (!dryRun) await optOuts.remember({ account, contactId }, wish);
    return wish.wish === "silent" ? optOuts.isOut({ account, contactId }) : wish.wish === "out";
  };

  return {
    isDecided: false,
    detailsFor: (saying) => [
      "ContactDetails",
      ...(detailsOf(textsOf(saying)).owner ? (["AgentDetails"] as const) : []),
    ],
    said: async (saying, session, client) => {
      const facts = readSessionFacts(session);
      if (!facts) throw new TypeError("a message needs its session");
      const terms = { nowMs: clock.now(), neverMessage, hasTemplate: saying.template !== undefined };
      const known = mayMessage(facts, { ...terms, isOptedOut: false });
      // The call for its messages is made only where it makes a difference.
      const answer =
        known.may && (await isOptedOut(facts, client)) ? mayMessage(facts, { ...terms, isOptedOut: true }) : known;
      if (!answer.may) throw refusal(answer.why);
      return nothingMissing(filledIn(saying, answer.as, fillingOf(facts)));
    },
    sent: async (message) => {
      const { sessionId, commandId } = message;
      await fates?.expect(message, clock.now() + askAfterMinutes * 60_000).catch((error: unknown) => {
        log?.warn("message will not be asked for", { account, sessionId, commandId, ...faultFields(toFault(error)) });
      });
    },
  };
};

/** What WTS itself knows of the contact, for whoever has no configuration. */
export const bareGuard = (clock: Pick<Clock, "now">): MessageGuard =>
  messageGuard({ account: "", messages: { neverMessage: [], optOutWords: [], optInWords: [] }, clock });

export type MessageGuardOf = (account: string, options?: { dryRun?: boolean }) => MessageGuard;
