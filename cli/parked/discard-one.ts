// `parked discard <id> --reason <text>`: takes away what nobody wants done any more, and notes on its record who said so, and why.
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { placeOfItem } from "../../lib/webhooks/place-of-item.ts";
import type { Confirmed } from "../confirm.ts";
import type { Connection } from "../connection.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import type { ParkedMessage } from "./parked-message.ts";
import { findParked, holdParked, mostParked } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { remove } from "./replay-message.ts";

interface DiscardOptions {
  why: string;
  confirmed: Confirmed;
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

const described = ({ messageId, about, reason }: ParkedMessage, times: number): string => {
  const what = [about.command ?? "message", about.sessionId && `for ${about.sessionId}`].filter(Boolean).join(" ");
  const messages = times === 1 ? "" : `, ${times} messages`;
  return `${messageId.slice(0, shortLength)} (${what}, ${reason.code}${messages})`;
};

export const discardOne = async (tools: Tools, prefix: string, { why, confirmed }: DiscardOptions): Promise<void> => {
  const { connection, output } = tools;
  const held = await holdParked(connection, { most: mostParked, hiddenSeconds });
  let removed: readonly ParkedMessage[] = [];
  try {
    const found = findParked(held, prefix);
    const [message] = found;
    const what = described(message, found.length);
    await confirmed(`Discard ${what} of ${connection.place}? It is not done, and cannot be replayed from here.`);
    // The note comes first: what was taken away without one would be gone without a trace.
    const by = await connection.callerName();
    const isNoted = await note(connection, message, { by, why });
    for (const each of found) await remove(connection, each);
    removed = found;
    const messageIds = found.map(({ messageId }) => messageId);
    output.json({ discarded: messageIds, commandId: message.about.commandId, reason: why, by, isNoted });
    output.line(`Discarded ${what}: ${why}${isNoted ? "" : " (there is no record of it to note that on)"}`);
  } finally {
    await giveBack(
      connection,
      held.filter((each) => !removed.includes(each)),
    );
  }
};
