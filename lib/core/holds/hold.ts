// A hold keeps a session from being closed, warned and moved by the clock until a time; what ends it earlier is here, too.
import type { SessionFacts } from "../sessions/session-facts.ts";
import { contactWroteMore } from "./contact-wrote-more.ts";

/** `DUE`: its time came. `CONTACT_WROTE`: more than thanks. `SESSION_CLOSED`: the session was closed, or is gone. */
export const holdEndings = ["DUE", "RELEASED", "CONTACT_WROTE", "SESSION_CLOSED"] as const;
export type HoldEnding = (typeof holdEndings)[number];

export interface Hold {
  /** The command that set it; for a tag, one that is made of the session and the tag. */
  id: string;
  untilMs: number;
  setAtMs: number;
  /** The contact's last message when it was set; null stands for none. By WTS's clock, so that ours does not matter. */
  lastMessageInMs: number | null;
  /** Where it came from, as an outcome says it. */
  source: string;
  /** Who set it: the source, or the person who typed the command. */
  setBy: string;
  /** The words of whoever set it: they are shown to the team, and never in an event or a log line. */
  reason?: string;
  /** The contact's tag that set it. */
  tag?: string;
  /** `by` is the command that ended it: whoever does that command again finds its own work. */
  ended?: { atMs: number; as: HoldEnding; by: string };
}

export type HoldState =
  | { is: "standing" }
  /** The contact has written since; whether more than thanks, only the messages say. */
  | { is: "unclear" }
  /** `sinceMs`: the session counts as idle from then at the earliest. */
  | { is: "over"; sinceMs: number; as: HoldEnding };

/** What the contact's last message has to be newer than, to have come after the hold was set. */
const heldSinceMs = ({ lastMessageInMs }: Hold): number => lastMessageInMs ?? Number.NEGATIVE_INFINITY;

/** `messages` are the session's newest, in any order, where they were read. */
export const holdState = (
  hold: Hold,
  { lastMessageInMs }: Pick<SessionFacts, "lastMessageInMs">,
  nowMs: number,
  messages?: readonly unknown[],
): HoldState => {
  if (hold.ended) return { is: "over", sinceMs: hold.ended.atMs, as: hold.ended.as };
  const hasWritten = typeof lastMessageInMs === "number" && lastMessageInMs > heldSinceMs(hold);
  if (hasWritten && messages !== undefined && contactWroteMore(messages, heldSinceMs(hold)))
    return { is: "over", sinceMs: hold.setAtMs, as: "CONTACT_WROTE" };
  if (!(nowMs < hold.untilMs)) return { is: "over", sinceMs: hold.untilMs, as: "DUE" };
  return { is: hasWritten && messages === undefined ? "unclear" : "standing" };
};
