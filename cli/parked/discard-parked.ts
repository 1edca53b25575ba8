// `parked discard`: takes away what nobody wants done any more, and notes on its record who said so, and why.
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { placeOfItem } from "../../lib/webhooks/place-of-item.ts";
import type { Confirmed } from "../confirm.ts";
import type { Connection } from "../connection.ts";
import { NotFound } from "../failure.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { type ParkedMessage, type ParkedSummary, parkedSummary, withoutPersonal } from "./parked-message.ts";
import { inParkedOrder } from "./parked-order.ts";
import {
  byCommand,
  findSeveralParked,
  holdParked,
  mostParked,
  type ParkedTogether,
  readParked,
} from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { remove } from "./replay-message.ts";

/** Either those that are named, by ids or beginnings of them, or all that were parked for one reason. */
type Discarded = { prefixes: readonly string[] } | { reasonCode: string };

interface DiscardOptions {
  what: Discarded;
  why: string;
  confirmed: Confirmed;
}

/** Of one command. */
export interface DiscardedCommand {
  commandId?: string | undefined;
  /** The ids of all its messages: all of them went. */
  messageIds: readonly string[];
  /** Who discarded it, and why, is noted on its record; false where it has none. */
  isNoted: boolean;
}

/** With --json. */
export interface DiscardAnswer {
  reason: string;
  /** Who discarded it. */
  by: string;
  discarded: readonly DiscardedCommand[];
}

/** Of one command, its newest message. */
export interface PreviewedDiscard extends ParkedSummary {
  messageIds: readonly string[];
}

/** With --json and --dry-run. */
export interface DiscardPreview {
  dryRun: true;
  messages: readonly PreviewedDiscard[];
}

/** A person thinks about the question for so long at most. */
const hiddenSeconds = 300;

/** False where there is no record: the message was all there was of it. */
const note = async (
  { table }: Connection,
  { replay }: ParkedMessage,
  discarded: { by: string; why: string },
): Promise<boolean> => {
  if (replay.as !== "item" || replay.queued.kind === "delivery") return false;
  const { queued } = replay;
  return ledger({ table, clock }).noteDiscarded(placeOfItem(queued), queued.id, discarded);
};

const chosenOf = (messages: readonly ParkedMessage[], what: Discarded): readonly ParkedTogether[] => {
  if ("prefixes" in what) return findSeveralParked(messages, what.prefixes);
  const { reasonCode } = what;
  const found = byCommand(messages).filter((together) => together.every(({ reason }) => reason.code === reasonCode));
  if (found.length > 0) return found;
  const others = [...new Set(messages.map(({ reason }) => reason.code))].toSorted().join(", ");
  throw new NotFound(`nothing is parked for ${reasonCode}${others === "" ? "" : `; there are others: ${others}`}`);
};

const described = ([{ messageId, about, reason }, ...others]: ParkedTogether): string => {
  const what = [about.command ?? "message", about.sessionId && `for ${about.sessionId}`].filter(Boolean).join(" ");
  const messages = others.length === 0 ? "" : `, ${others.length + 1} messages`;
  return `${messageId.slice(0, shortLength)} (${what}, ${reason.code}${messages})`;
};

const questionOf = ({ place }: Connection, found: readonly ParkedTogether[]): string => {
  const [only, ...others] = found;
  return only && others.length === 0
    ? `Discard ${described(only)} of ${place}? It is not done, and cannot be replayed from here.`
    : `Discard ${found.length} of ${place}? They are not done, and cannot be replayed from here.`;
};

export const previewDiscard = async ({ connection, output }: Tools, what: Discarded): Promise<void> => {
  const found = chosenOf(await readParked(connection, mostParked), what);
  const messages = found.map((together) => ({
    ...parkedSummary(withoutPersonal(together[0])),
    messageIds: together.map(({ messageId }) => messageId),
  }));
  output.json({ dryRun: true, messages } satisfies DiscardPreview);
  output.line(
    ...found.map((together) => `Would discard ${described(together)}`),
    `Nothing was changed in ${connection.place}.`,
  );
};

/** What was discarded before something went wrong is said all the same. */
export const discardParked = (tools: Tools, options: DiscardOptions): Promise<void> =>
  inParkedOrder(() => discardHeld(tools, options));

const discardHeld = async (tools: Tools, { what, why, confirmed }: DiscardOptions): Promise<void> => {
  const { connection, output } = tools;
  const held = await holdParked(connection, { most: mostParked, hiddenSeconds });
  const removed: ParkedMessage[] = [];
  const discarded: DiscardedCommand[] = [];
  let by = "";
  try {
    const found = chosenOf(held, what);
    if (found.length > 1) output.line(...found.map(described));
    await confirmed(questionOf(connection, found));
    by = await connection.callerName();
    for (const together of found) {
      const [message] = together;
      // The note comes first: what was taken away without one would be gone without a trace.
      const isNoted = await note(connection, message, { by, why });
      for (const each of together) {
        await remove(connection, each);
        removed.push(each);
      }
      const messageIds = together.map(({ messageId }) => messageId);
      discarded.push({ commandId: message.about.commandId, messageIds, isNoted });
      output.line(
        `Discarded ${described(together)}: ${why}${isNoted ? "" : " (there is no record of it to note that on)"}`,
      );
    }
  } finally {
    if (discarded.length > 0) output.json({ reason: why, by, discarded } satisfies DiscardAnswer);
    await giveBack(
      connection,
      held.filter((each) => !removed.includes(each)),
    );
  }
};
