// `parked replay <id>`: does one message again, whatever it was parked for, since whoever names it has looked at it.
import type { Tools } from "../with-connection.ts";
import { deliveryOf } from "./delivery-of.ts";
import type { ParkedMessage } from "./parked-message.ts";
import { findParked, holdParked, mostParked } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { replayMessage } from "./replay-message.ts";
import { finishReplay, type ReplayResult, replayLine } from "./replay-result.ts";
import { planLines, planReplay } from "./show-plan.ts";

/** This is long enough to find one among them. */
const hiddenSeconds = 60;

const showPlan = async ({ connection, output }: Tools, found: readonly ParkedMessage[]): Promise<void> => {
  const [first] = found;
  const delivery = first?.replay.as === "item" ? await deliveryOf(connection, first.replay.queued) : undefined;
  if (!delivery) return;
  const parked = first?.about.command === "delivery" ? [] : [first?.about.commandId ?? ""];
  output.line(...planLines(await planReplay(connection, delivery, parked)));
};

export const replayOne = async (tools: Tools, prefix: string): Promise<void> => {
  const { connection, output } = tools;
  const held = await holdParked(connection, { most: mostParked, hiddenSeconds });
  let result: ReplayResult | undefined;
  let removed: readonly ParkedMessage[] = [];
  try {
    const found = findParked(held, prefix);
    const [message, ...others] = found;
    await showPlan(tools, found);
    result = await replayMessage(connection, message, others);
    if (result.replayed) removed = found;
  } finally {
    await giveBack(
      connection,
      held.filter((each) => !removed.includes(each)),
    );
  }
  output.line(replayLine(result));
  finishReplay(tools, [result]);
};
