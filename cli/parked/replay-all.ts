// `dlq replay --all`: in the order in which they were given up on, each once, whatever becomes of them meanwhile.
import { describeError } from "../describe-error.ts";
import type { Tools } from "../with-connection.ts";
import { mayHaveBeenSent, outcomeUnknown } from "./may-have-been-sent.ts";
import type { DeadLetter } from "./parked-message.ts";
import { type HeldLetter, holdDeadLetters } from "./read-parked.ts";
import { giveBack } from "./receive-messages.ts";
import { replayHeld } from "./replay-message.ts";
import { finishReplay, type ReplayResult, replayLine } from "./replay-result.ts";

/** As many as can be worked through while they are hidden. */
const roundOf = 500;
const hiddenSeconds = 300;

interface Run {
  /** Only those given up on for it. */
  reason: string | undefined;
  results: ReplayResult[];
  /** Hidden until the end, so that no round meets them again. */
  left: HeldLetter[];
  seen: Set<string>;
  /** Ids of the commands that earlier rounds replayed. */
  replayed: Set<string>;
  /** What was given up on once more meanwhile: replayed each time it comes back, it would never end. */
  again: number;
  otherReasons: Set<string>;
}

/** The command itself, or one of those that a command for several sessions became. */
const isAgain = ({ about, replay }: DeadLetter, { replayed }: Run): boolean =>
  replayed.has(about.commandId ?? "") ||
  (replay.as === "item" && replay.queued.kind === "command" && replayed.has(replay.queued.causationId));

/** Those of a round that are to be replayed; the others are left. */
const choose = (held: readonly HeldLetter[], run: Run): readonly HeldLetter[] =>
  held.filter((each) => {
    const { letter } = each;
    const isNew = !run.seen.has(letter.messageId);
    run.seen.add(letter.messageId);
    const isMeant = run.reason === undefined || letter.reason.code === run.reason;
    if (isNew && !isMeant) run.otherReasons.add(letter.reason.code);
    const comesBack = isNew && isMeant && isAgain(letter, run);
    if (comesBack) run.again += 1;
    if (isNew && isMeant && !comesBack) return true;
    run.left.push(each);
    return false;
  });

const replayChosen = async ({ connection }: Tools, each: HeldLetter, run: Run): Promise<ReplayResult> => {
  const { letter } = each;
  if (run.reason === outcomeUnknown || !(await mayHaveBeenSent(connection, letter)))
    return replayHeld(connection, each);
  const how = "it may have been sent: look at the session, then replay it by its id";
  return { messageId: letter.messageId, replayed: false, how };
};

/** False when one was not taken: the next ones would fare no better. */
const replayRound = async (tools: Tools, chosen: readonly HeldLetter[], run: Run): Promise<boolean> => {
  for (const [index, each] of chosen.entries()) {
    let isTaken = true;
    const result = await replayChosen(tools, each, run).catch((error: unknown): ReplayResult => {
      isTaken = false;
      return { messageId: each.letter.messageId, replayed: false, how: describeError(error) };
    });
    run.results.push(result);
    tools.output.line(replayLine(result));
    if (!result.replayed) run.left.push(each);
    if (!isTaken) {
      run.left.push(...chosen.slice(index + 1));
      return false;
    }
  }
  for (const { letter } of chosen) if (letter.about.commandId) run.replayed.add(letter.about.commandId);
  return true;
};

const summarize = ({ connection, output }: Tools, { reason, results, again, otherReasons }: Run): void => {
  if (again > 0) output.warn(`${again} of them were given up on again meanwhile: see \`dlq list\``);
  if (results.length > 0) return;
  const others = [...otherReasons].sort().join(", ");
  output.line(
    others === ""
      ? `Nothing to replay in ${connection.place}.`
      : `Nothing to replay with the reason ${reason}; there are others: ${others}.`,
  );
};

/** In rounds, since what lies in the dead queue behind another command of its session shows only when that one is gone. */
export const replayAll = async (tools: Tools, reason: string | undefined): Promise<void> => {
  const { connection } = tools;
  const run: Run = {
    ...{ reason, results: [], left: [], again: 0 },
    ...{ seen: new Set(), replayed: new Set(), otherReasons: new Set() },
  };
  try {
    for (let goesOn = true; goesOn; ) {
      const held = await holdDeadLetters(connection, { most: roundOf, hiddenSeconds });
      const known = run.seen.size;
      const chosen = choose(held, run);
      goesOn = run.seen.size > known && (await replayRound(tools, chosen, run));
    }
  } finally {
    await giveBack(
      connection,
      run.left.map(({ message }) => message),
    );
  }
  summarize(tools, run);
  finishReplay(tools, run.results);
};
