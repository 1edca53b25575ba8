// `session hold`, `session release` and `holds list`: a session that is neither closed nor moved by the clock until a time.
import type { Command } from "commander";
import type { Language } from "../../lib/core/texts/language.ts";
import { confirmed } from "../confirm.ts";
import { reasonText, sessionIdText } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { type HoldOptions, holdSession } from "./hold-session.ts";
import { languageOption } from "./language-option.ts";
import { listHolds } from "./list-holds.ts";

const holdHelp = `
The time is read in the timeZone of hooks.config.ts and shown before anything is done. A day without a time stands for its
opening. More than thanks of the contact ends the hold.

Examples:
  npm run hooks -- session hold 2617d127-4314-4954-a7f6-07c17e7f7d2c --until 'amanhã 09:00' --reason 'ligar de volta'
  npm run hooks -- session hold 2617d127-4314-4954-a7f6-07c17e7f7d2c --until '2 dias úteis' --dry-run
  npm run hooks -- session hold --phone 11980045904 --until 'segunda 9h' --stage prod`;

const releaseHelp = `
Idle time counts from then on.

Examples:
  npm run hooks -- session release 2617d127-4314-4954-a7f6-07c17e7f7d2c
  npm run hooks -- session release --phone 11980045904 --yes`;

const listHelp = `
Example:
  npm run hooks -- holds list`;

interface TypedOptions {
  phone?: string;
  until?: string;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  language?: Language;
}

export const addHoldCommands = (session: Command, surroundings: Surroundings): void => {
  const act = (sessionId: string | undefined, { yes = false, ...options }: TypedOptions, command: Command) => {
    if ((sessionId === undefined) === (options.phone === undefined))
      command.error("error: name one session id, or --phone", { exitCode: 2 });
    const asked: Omit<HoldOptions, "account"> = { ...options, sessionId, confirmed: confirmed(surroundings, yes) };
    return withAccount(command, surroundings, (tools, config, account) =>
      holdSession(tools, config, { ...asked, account }),
    );
  };
  session
    .command("hold")
    .description("keep it from being closed and moved by the clock until a time")
    .argument("[sessionId]", "the session's id, in any letter case", sessionIdText)
    .requiredOption("--until <time>", "such as 'amanhã 09:00', 'segunda 9h', '30/11 14:00' or '2 dias úteis'")
    .option("--phone <number>", "instead of an id: the open session of this contact")
    .option("--reason <reason>", "the team reads it in the note", reasonText)
    .option("--dry-run", "show until when it would be, and write nothing")
    .option("--yes", "do not ask")
    .addOption(languageOption())
    .option(...accountOption)
    .addHelpText("after", holdHelp)
    .action(act);
  session
    .command("release")
    .description("end its hold")
    .argument("[sessionId]", "the session's id, in any letter case", sessionIdText)
    .option("--phone <number>", "instead of an id: the open session of this contact")
    .option("--dry-run", "show what holds it, and write nothing")
    .option("--yes", "do not ask")
    .addOption(languageOption())
    .option(...accountOption)
    .addHelpText("after", releaseHelp)
    .action(act);
};

export const addHolds = (program: Command, surroundings: Surroundings): void => {
  program
    .command("holds")
    .description("sessions that are held: list")
    .addHelpText("after", listHelp)
    .command("list")
    .description("which sessions are held, until when, why, and who said so")
    .option(...accountOption)
    .addHelpText("after", listHelp)
    .action((_options: object, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) => listHolds(tools, config, account)),
    );
};
