// `session complete` and `session route`: somebody closes a session, or has it moved, with what would become of it shown before.
import { type Command, InvalidArgumentError } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import { type Expectation, parseExpectation } from "../../lib/core/command/expect.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { collectIssues } from "../../lib/core/issue.ts";
import { readJson } from "../../lib/core/read-json.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { confirmed } from "../confirm.ts";
import { reasonText, sessionIdText } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { type ActOptions, actOnSession } from "./act-on-session.ts";
import { actWords } from "./act-words.ts";
import { languageOption } from "./language-option.ts";

const completeHelp = `
It is done only if the session still is as it was shown: with the same status, person and department, and nothing more from its
contact. With --json the dry run has that as "expect", for --expect.

Examples:
  npm run hooks -- session complete 2617d127-4314-4954-a7f6-07c17e7f7d2c --dry-run
  npm run hooks -- session complete 2617d127-4314-4954-a7f6-07c17e7f7d2c --reason 'resolvido por telefone'
  npm run hooks -- session complete --phone 11980045904 --farewell 'Até logo!' --stage prod`;

const routeHelp = `
Without --policy, --department and --user the first policy that fits decides, as for a "Session Reassignment Requested". The dry
run says who would get it, and why nobody else.

Examples:
  npm run hooks -- session route 2617d127-4314-4954-a7f6-07c17e7f7d2c --dry-run
  npm run hooks -- session route 2617d127-4314-4954-a7f6-07c17e7f7d2c --department Suporte --reason 'é do suporte'
  npm run hooks -- session route --phone 11980045904 --user carla@example.com`;

interface TypedOptions {
  phone?: string;
  reason?: string;
  farewell?: string;
  department?: string;
  user?: string;
  policy?: string;
  expect?: unknown;
  dryRun?: boolean;
  yes?: boolean;
  language?: Language;
}

const expectJson = (text: string): unknown => {
  try {
    return readJson(text);
  } catch {
    throw new InvalidArgumentError('Expected what the dry run has as "expect", as JSON.');
  }
};

const textOption = (text: string): string => {
  if (text.trim() !== "" && text.length <= 4_000) return text.trim();
  throw new InvalidArgumentError("Expected a text of 1 to 4000 characters.");
};

/** Its times are of the account's zone, which only a running command knows. */
const expectationIn = (
  command: Command,
  given: unknown,
  config: HooksConfig,
  account: string,
): Expectation | undefined => {
  if (given === undefined) return undefined;
  const { issues, report } = collectIssues();
  const expect = parseExpectation(given, zoneOf(config, account), report);
  return issues.length === 0
    ? expect
    : command.error(`error: --expect: ${issues.map(({ message }) => message).join("; ")}`, { exitCode: 2 });
};

type Meant = (options: TypedOptions, unsaid: string) => ActOptions["command"];

const complete: Meant = ({ reason, farewell }) => ({
  ...{ command: "complete", reactivateOnNewMessage: false, stopBotInExecution: false },
  ...(reason !== undefined && { note: reason }),
  ...(farewell !== undefined && { farewell }),
});

const route: Meant = ({ reason, department, user, policy }, unsaid) => {
  const to = { ...(department !== undefined && { department }), ...(user !== undefined && { user }) };
  return {
    ...{ command: "route", reason: reason ?? unsaid },
    ...(Object.keys(to).length > 0 && { to }),
    ...(policy !== undefined && { policy }),
  };
};

export const addActCommands = (session: Command, surroundings: Surroundings): void => {
  const acting =
    (meant: Meant) =>
    (sessionId: string | undefined, { yes = false, ...options }: TypedOptions, command: Command) => {
      if ((sessionId === undefined) === (options.phone === undefined))
        command.error("error: name one session id, or --phone", { exitCode: 2 });
      return withAccount(command, surroundings, (tools, config, account) => {
        const { phone, dryRun, expect, language } = options;
        return actOnSession(tools, config, {
          ...{ account, sessionId, phone, dryRun, language, confirmed: confirmed(surroundings, yes) },
          expect: expectationIn(command, expect, config, account),
          command: meant(options, actWords[config.language].unsaid),
        });
      });
    };
  const named = (name: string, description: string): Command =>
    session
      .command(name)
      .description(description)
      .argument("[sessionId]", "the session's id, in any letter case", sessionIdText)
      .option("--phone <number>", "instead of an id: the open session of this contact")
      .option("--reason <reason>", "the team reads it in the note", reasonText)
      .option("--expect <expectation>", "do it only if the session still is so, as the dry run has it", expectJson)
      .option("--dry-run", "show what would become of it, and write nothing")
      .option("--yes", "do not ask")
      .addOption(languageOption())
      .option(...accountOption);
  named("complete", "close it")
    .option("--farewell <text>", "the contact gets it before the close", textOption)
    .addHelpText("after", completeHelp)
    .action(acting(complete));
  named("route", "have it moved, by a policy or to whom is named")
    .option("--department <department>", "by name or id")
    .option("--user <user>", "by name, e-mail or id")
    .option("--policy <name>", "the policy that decides")
    .addHelpText("after", routeHelp)
    .action(acting(route));
};
