// `parked replay --all`: does all of them again in the order in which they were parked, each once, whatever becomes of them meanwhile.
import { describeError } from "../describe-error.ts";
import { type Onlookers, progressBar } from "../display/progress-bar.ts";
import type { Tools } from "../with-connection.ts";
import { isLeftByAll, mayHaveBeenSent } from "./left-by-all.ts";
import type { ParkedMessage } from "./parked-message.ts";
import { inParkedOrder } from "./parked-order.ts";
import { holdParked } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { replayMessage } from "./replay-message.ts";
import { finishReplay, type ReplayResult, replayLine } from "./replay-result.ts";

/** So many can be worked through while they are hidden. */
const roundOf = 500;
const hiddenSeconds = 300;

interface Replaying {
  /** Only messages that were parked for it are replayed. */
  reason: string | undefined;
  results: ReplayResult[];
  /** These stay hidden until the end, so that no round meets them again. */
  left: ParkedMessage[];
  seen: Set<string>;
  /** Earlier rounds replayed the commands of these ids. */
  replayed: Set<string>;
  /** So many were parked once more meanwhile: replayed each time they come back, they would never end. */
  again: number;
  otherReasons: Set<string>;
  /** Called with each result as it comes. */
  onResult(result: ReplayResult): void;
}

/** True if the command itself comes back, or one of those that a command for several sessions was split into. */
const isAgain = ({ about, replay }: ParkedMessage, { replayed }: Replaying): boolean =>
  replayed.has(about.commandId ?? "") ||
  (replay.as === "item" && replay.queued.kind === "command" && replayed.has(replay.queued.causationId));

/** Answers those of a round that are to be replayed; the others are left. */
const choose = (held: readonly ParkedMessage[], replaying: Replaying): readonly ParkedMessage[] =>
  held.filter((message) => {
    const isNew = !replaying.seen.has(message.messageId);
    replaying.seen.add(message.messageId);
    const isMeant = replaying.reason === undefined || message.reason.code === replaying.reason;
    if (isNew && !isMeant) replaying.otherReasons.add(message.reason.code);
    const comesBack = isNew && isMeant && isAgain(message, replaying);
    if (comesBack) replaying.again += 1;
    if (isNew && isMeant && !comesBack) return true;
    replaying.left.push(message);
    return false;
  });

const replayChosen = async (
  { connection }: Tools,
  message: ParkedMessage,
  { reason }: Replaying,
): Promise<ReplayResult> => {
  if (await isLeftByAll(connection, message, reason))
    return { messageId: message.messageId, replayed: false, how: mayHaveBeenSent };
  return replayMessage(connection, message);
};

/** Answers false when one was not taken: the next ones would fare no better. */
const replayRound = async (tools: Tools, chosen: readonly ParkedMessage[], replaying: Replaying): Promise<boolean> => {
  for (const [index, message] of chosen.entries()) {
    let isTaken = true;
    const result = await replayChosen(tools, message, replaying).catch((error: unknown): ReplayResult => {
      isTaken = false;
      return { messageId: message.messageId, replayed: false, how: describeError(error) };
    });
    replaying.results.push(result);
    replaying.onResult(result);
    if (!result.replayed) replaying.left.push(message);
    if (!isTaken) {
      replaying.left.push(...chosen.slice(index + 1));
      return false;
    }
  }
  for (const { about } of chosen) if (about.commandId) replaying.replayed.add(about.commandId);
  return true;
};

const summarize = ({ connection, output }: Tools, { reason, results, again, otherReasons }: Replaying): void => {
  if (again > 0) output.warn(`${again} of them were parked again meanwhile: see \`parked list\``);
  if (results.length > 0) return;
  const others = [...otherReasons].sort().join(", ");
  output.line(
    others === ""
      ? `Nothing to replay in ${connection.place}.`
      : `Nothing to replay with the reason ${reason}; there are others: ${others}.`,
  );
};

/** It goes in rounds, since what lies in the dead-letter queue behind another command of its session shows only when that one is gone. */
export const replayAll = async (tools: Tools, reason: string | undefined, onlookers: Onlookers): Promise<void> => {
  const { connection, output } = tools;
  const bar = progressBar(onlookers, "Messages");
  /** A bar and lines that scroll would get in each other's way: at a terminal the lines come when the bar is gone. */
  const later: string[] = [];
  const replaying: Replaying = {
    reason,
    results: [],
    left: [],
    seen: new Set(),
    replayed: new Set(),
    again: 0,
    otherReasons: new Set(),
    onResult: (result) => {
      if (onlookers.terminal) later.push(replayLine(result));
      else output.line(replayLine(result));
      bar.show(replaying.results.length, replaying.seen.size, "");
    },
  };
  const replayRounds = async (): Promise<void> => {
    for (let goesOn = true; goesOn; ) {
      const held = await holdParked(connection, { most: roundOf, hiddenSeconds });
      const known = replaying.seen.size;
      const chosen = choose(held, replaying);
      goesOn = replaying.seen.size > known && (await replayRound(tools, chosen, replaying));
    }
  };
  await inParkedOrder(() => replayRounds().finally(() => giveBack(connection, replaying.left))).finally(() => {
    bar.stop();
    output.line(...later);
  });
  summarize(tools, replaying);
  finishReplay(tools, replaying.results);
};
