// `parked replay <id>`: does one message again, whatever it was parked for, since whoever names it has looked at it.
import type { Tools } from "../with-connection.ts";
import { findParked, holdParked, mostParked } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { replayMessage } from "./replay-message.ts";
import { finishReplay, type ReplayResult, replayLine } from "./replay-result.ts";

/** This is long enough to find one among them. */
const hiddenSeconds = 60;

export const replayOne = async (tools: Tools, prefix: string): Promise<void> => {
  const { connection, output } = tools;
  const held = await holdParked(connection, { most: mostParked, hiddenSeconds });
  let result: ReplayResult | undefined;
  try {
    result = await replayMessage(connection, findParked(held, prefix));
  } finally {
    const removed = result?.replayed ? result.messageId : undefined;
    await giveBack(
      connection,
      held.filter(({ messageId }) => messageId !== removed),
    );
  }
  output.line(replayLine(result));
  finishReplay(tools, [result]);
};
