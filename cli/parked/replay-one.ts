// `dlq replay <id>`: whoever names a message has looked at it.
import type { Tools } from "../with-connection.ts";
import { findLetter, mostLetters } from "./find-parked.ts";
import { holdDeadLetters } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { replayHeld } from "./replay-message.ts";
import { finishReplay, type ReplayResult, replayLine } from "./replay-result.ts";

/** Long enough to find one among them. */
const hiddenSeconds = 60;

export const replayOne = async (tools: Tools, prefix: string): Promise<void> => {
  const { connection, output } = tools;
  const held = await holdDeadLetters(connection, { most: mostLetters, hiddenSeconds });
  let result: ReplayResult | undefined;
  try {
    result = await replayHeld(
      connection,
      findLetter(held, ({ letter }) => letter, prefix),
    );
  } finally {
    const removed = result?.replayed ? result.messageId : undefined;
    const left = held.map(({ message }) => message).filter(({ messageId }) => messageId !== removed);
    await giveBack(connection, left);
  }
  output.line(replayLine(result));
  finishReplay(tools, [result]);
};
