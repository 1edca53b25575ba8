// `session list`: which sessions something of ours is about, and why.
import { type Command, Option } from "commander";
import type { Language } from "../../lib/core/texts/language.ts";
import { wholeNumber } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { languageOption, spokenIn } from "./language-option.ts";
import { type ListReason, listReasons } from "./list-reasons.ts";
import { listSessions } from "./list-sessions.ts";

const help = `
Not an inbox: those that are held, that a policy of auto-close would close or warn, that were warned and wait for the close, that
a command is at work on or parked of, and those that something was done with within a day. Each with what was done last, as its
story has it, and what comes next, decided as the next run would.

It reads our own table first (two pages of its index of days, and the records of at most 200 sessions), then WTS: three pages of
open sessions, the oldest first, one of closed ones, the names of the team, and at most ten sessions by themselves. It never takes
more calls than --calls says, and says what it did not ask.

Examples:
  npm run hooks -- session list
  npm run hooks -- session list --only waiting
  npm run hooks -- session list --limit 20 --calls 0 --stage prod`;

interface ListOptions {
  only?: ListReason;
  limit: number;
  calls: number;
  language?: Language;
}

const callsText = (text: string): number => (text.trim() === "0" ? 0 : wholeNumber(100)(text));

export const addListCommand = (session: Command, surroundings: Surroundings): void => {
  session
    .command("list")
    .description("which sessions were acted on, are due, held or wait for something of ours")
    .addOption(new Option("--only <reason>", "only those that are in the list for this").choices(listReasons))
    .option("--limit <count>", "at most so many", wholeNumber(200), 50)
    .option("--calls <count>", "at most so many calls of WTS; 0: our own table alone", callsText, 20)
    .addOption(languageOption())
    .option(...accountOption)
    .addHelpText("after", help)
    .action(({ only, limit, calls: mostCalls, language }: ListOptions, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        listSessions(tools, spokenIn(config, language), { account, limit, only, mostCalls }),
      ),
    );
};
