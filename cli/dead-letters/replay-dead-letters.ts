// `dlq replay`: one message, or all of them in the order in which they were given up on.
import { describeError } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { findLetter, mostLetters } from "./find-letter.ts";
import { mayHaveBeenSent, outcomeUnknown } from "./may-have-been-sent.ts";
import { type HeldLetter, holdDeadLetters } from "./read-dead-letters.ts";
import { giveBack } from "./receive-messages.ts";
import { describeReplay, isReplayable, replayLetter } from "./replay-letter.ts";

export interface Result {
  messageId: string;
  replayed: boolean;
  /** How it was replayed, or why it was not. */
  how: string;
}

/** Long enough to find one among them, and to work through a round of them. */
const hiddenSeconds = { one: 60, round: 300 };
const roundOf = 500;

const resultLine = ({ messageId, replayed, how }: Result): string =>
  `${messageId.slice(0, shortLength)}  ${replayed ? "replayed" : "kept"}  ${how}`;

const isKept = ({ replayed }: Result): boolean => !replayed;

const finish = ({ output }: Tools, results: readonly Result[]): void => {
  output.json(results);
  const kept = results.filter(isKept).length;
  if (kept > 0) throw new Failure(`${kept} of ${results.length} could not be replayed; nothing of them was lost`);
};

/** Throws when it was not taken: the next one would not be either. */
const replayHeld = async ({ connection }: Tools, { letter, message }: HeldLetter): Promise<Result> => {
  const { messageId, replay } = letter;
  if (!isReplayable(letter)) return { messageId, replayed: false, how: describeReplay(replay) };
  await replayLetter(connection, letter, message);
  return { messageId, replayed: true, how: describeReplay(replay) };
};

/** By its id: whoever names it has looked at it. */
export const replayOne = async (tools: Tools, prefix: string): Promise<void> => {
  const { connection, output } = tools;
  const held = await holdDeadLetters(connection, { most: mostLetters, hiddenSeconds: hiddenSeconds.one });
  let result: Result | undefined;
  try {
    result = await replayHeld(
      tools,
      findLetter(held, ({ letter }) => letter.messageId, prefix),
    );
  } finally {
    const left = held.filter(({ letter }) => !(result?.replayed && letter.messageId === result.messageId));
    await giveBack(
      connection,
      left.map(({ message }) => message),
    );
  }
  output.line(resultLine(result));
  finish(tools, [result]);
};

interface Round {
  results: readonly Result[];
  left: readonly HeldLetter[];
  /** What ended it early. */
  failure?: unknown;
}

const replayRound = async (tools: Tools, held: readonly HeldLetter[], reason: string | undefined): Promise<Round> => {
  const { connection, output } = tools;
  const results: Result[] = [];
  const left: HeldLetter[] = [];
  for (const [index, each] of held.entries()) {
    const { letter } = each;
    try {
      const uncertain = reason !== outcomeUnknown && (await mayHaveBeenSent(connection, letter));
      const result: Result = uncertain
        ? {
            messageId: letter.messageId,
            replayed: false,
            how: "it may have been sent: look at the session, then replay it by its id",
          }
        : await replayHeld(tools, each);
      if (!result.replayed) left.push(each);
      results.push(result);
      output.line(resultLine(result));
    } catch (failure) {
      const result = { messageId: letter.messageId, replayed: false, how: describeError(failure) };
      output.line(resultLine(result));
      return { results: [...results, result], left: [...left, ...held.slice(index)], failure };
    }
  }
  return { results, left };
};

/**
 * In rounds, since what lies behind another of its session shows only when that one is gone. What is kept stays hidden
 * until the end, so that no round meets it again.
 */
export const replayAll = async (tools: Tools, reason: string | undefined): Promise<void> => {
  const { connection, output } = tools;
  const results: Result[] = [];
  const left: HeldLetter[] = [];
  const seen = new Set<string>();
  const otherReasons = new Set<string>();
  let failure: unknown;
  try {
    while (failure === undefined) {
      const held = await holdDeadLetters(connection, { most: roundOf, hiddenSeconds: hiddenSeconds.round });
      const fresh = held.filter(({ letter }) => !seen.has(letter.messageId));
      for (const { letter } of held) seen.add(letter.messageId);
      const meant = fresh.filter(({ letter }) => reason === undefined || letter.reason.code === reason);
      left.push(...held.filter((each) => !meant.includes(each)));
      for (const { letter } of left) if (letter.reason.code !== reason) otherReasons.add(letter.reason.code);
      if (fresh.length === 0) break;
      const round = await replayRound(tools, meant, reason);
      results.push(...round.results);
      left.push(...round.left);
      failure = round.failure;
    }
  } finally {
    await giveBack(
      connection,
      left.map(({ message }) => message),
    );
  }
  if (results.length === 0)
    output.line(
      otherReasons.size === 0
        ? `Nothing to replay in ${connection.place}.`
        : `Nothing to replay with the reason ${reason}; there are others: ${[...otherReasons].sort().join(", ")}.`,
    );
  finish(tools, results);
};
