// `parked replay <ids>`: does messages again, whatever they were parked for, since whoever names them has looked at them.
import { describeError } from "../describe-error.ts";
import type { Tools } from "../with-connection.ts";
import type { ParkedMessage } from "./parked-message.ts";
import { inParkedOrder } from "./parked-order.ts";
import { planParked } from "./plan-parked.ts";
import { findSeveralParked, holdParked, mostParked, type ParkedTogether } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { replayMessage } from "./replay-message.ts";
import { finishReplay, type ReplayResult, replayLine } from "./replay-result.ts";
import { planLines } from "./show-plan.ts";

/** This is long enough to work through as many as somebody names. */
const hiddenSeconds = 60;

const showPlan = async ({ connection, output }: Tools, [message]: ParkedTogether): Promise<void> => {
  const plan = await planParked(connection, message);
  if (plan) output.line(...planLines(plan));
};

/** Throws what kept the only one from being replayed; of several it answers that, so that it is said what became of the others. */
const replayEach = async (
  tools: Tools,
  found: readonly ParkedTogether[],
  removed: ParkedMessage[],
): Promise<readonly ReplayResult[]> => {
  const results: ReplayResult[] = [];
  for (const [message, ...others] of found) {
    const result = await replayMessage(tools.connection, message, others).catch((error: unknown): ReplayResult => {
      if (found.length === 1) throw error;
      return { messageId: message.messageId, replayed: false, how: describeError(error) };
    });
    results.push(result);
    if (result.replayed) removed.push(message, ...others);
  }
  return results;
};

const replayHeld = async (tools: Tools, prefixes: readonly string[]): Promise<readonly ReplayResult[]> => {
  const { connection } = tools;
  const held = await holdParked(connection, { most: mostParked, hiddenSeconds });
  const removed: ParkedMessage[] = [];
  let results: readonly ReplayResult[] = [];
  try {
    const found = findSeveralParked(held, prefixes);
    const [only, ...others] = found;
    if (only && others.length === 0) await showPlan(tools, only);
    results = await replayEach(tools, found, removed);
  } finally {
    await giveBack(
      connection,
      held.filter((each) => !removed.includes(each)),
    );
  }
  return results;
};

export const replayNamed = async (tools: Tools, prefixes: readonly string[]): Promise<void> => {
  const results = await inParkedOrder(() => replayHeld(tools, prefixes));
  tools.output.line(...results.map(replayLine));
  finishReplay(tools, results);
};
