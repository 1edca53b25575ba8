// The command `route moves` shows the last moves, and why each was made.
import type { Command } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { shownTime } from "../display/time-text.ts";
import { wholeNumber } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import { movesWords } from "./moves-words.ts";
import { type MoveList, readMoves } from "./read-moves.ts";

const help = `
From our own records, the newest first: when, which session, to whom, by which policy and trigger, why, and who was passed over.
WTS is asked for names alone. --answers reads the runs of auto-close as well: whether somebody had answered by the time one of them
looked at the session.

Examples:
  npm run hooks -- route moves
  npm run hooks -- route moves --days 7 --limit 100 --answers --stage prod`;

const showMoves = ({ output }: Tools, config: HooksConfig, list: MoveList): void => {
  const { account, moves, since, isWhole, withAnswers, notAsked } = list;
  const say = movesWords[config.language];
  const locale = localeOf(config, account);
  const timeOf = (instant: string) => shownTime(instant, locale);
  if (moves.length === 0) output.line(say.none(account, timeOf(since)));
  for (const { at, sessionId, sentence, details, movedAgainAt, answeredAt } of moves) {
    output.line(`${timeOf(at)}  ${sessionId}  ${sentence}`, ...details.map((detail) => `  ${detail}`));
    if (movedAgainAt !== undefined) output.line(`  ${say.movedAgain(timeOf(movedAgainAt))}`);
    if (answeredAt !== undefined) output.line(`  ${say.answered(timeOf(answeredAt))}`);
    else if (withAnswers) output.line(`  ${say.notKnown}`);
  }
  if (!isWhole) output.line("", say.more(moves.length));
  if (notAsked !== undefined) output.warn(say.notAsked(notAsked));
};

interface MovesOptions {
  days: number;
  limit: number;
  answers?: boolean;
}

export const addMoves = (route: Command, surroundings: Surroundings): void => {
  route
    .command("moves")
    .description("the last moves, each with why it was made and who was passed over")
    .option("--days <n>", "so many days back", wholeNumber(90), 1)
    .option("--limit <n>", "at most so many", wholeNumber(1_000), 20)
    .option("--answers", "also whether somebody had answered after it, as far as runs of auto-close have seen")
    .option(...accountOption)
    .addHelpText("after", help)
    .action(({ days, limit, answers = false }: MovesOptions, command: Command) =>
      withAccount(command, surroundings, async (tools, config, account) => {
        const list = await readMoves(tools, config, { account, days, limit, withAnswers: answers });
        tools.output.json(list satisfies MoveList);
        showMoves(tools, config, list);
      }),
    );
};
