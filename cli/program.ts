// Puts the command line together and runs it to its exit code. A new command is a file in the folder of its capability, and a line in the list here.
import { Command, CommanderError, Help } from "commander";
import type { Language } from "../lib/core/texts/language.ts";
import { addAutoClose } from "./auto-close/commands.ts";
import { addClosedDays } from "./closed-days/commands.ts";
import { deployedRegion } from "./connection.ts";
import { addConsole } from "./console/console-command.ts";
import { addDeliveries } from "./deliveries/commands.ts";
import { errorDocument, errorLines } from "./describe-error.ts";
import { outputTo, shownLines } from "./display/output.ts";
import { addDoctor } from "./doctor/doctor-command.ts";
import { exitCodeText } from "./exit-codes.ts";
import { BadVerdict } from "./failure.ts";
import { addedWording, helpWording } from "./help/help-wording.ts";
import { addInit } from "./init/commands.ts";
import { asksForJson, type JsonSurroundings, jsonSurroundings } from "./json-output.ts";
import { addLocal } from "./local/commands.ts";
import { addN8n } from "./n8n/commands.ts";
import { addNew } from "./new/commands.ts";
import { addNotify } from "./notify/commands.ts";
import { keepOptionsApart, wordsOf } from "./own-options.ts";
import { addParked } from "./parked/commands.ts";
import { addPrivacy } from "./privacy/commands.ts";
import { refuseRenamed } from "./renamed-commands.ts";
import { addDirectory } from "./routing/directory-command.ts";
import { addRoute } from "./routing/route-command.ts";
import { addHolds } from "./session/hold-commands.ts";
import { addSession } from "./session/session-command.ts";
import { addRemove } from "./setup/remove-command.ts";
import { addSetup } from "./setup/setup-command.ts";
import { addKillSwitch } from "./status/kill-switch-commands.ts";
import { addStatus } from "./status/status-command.ts";
import { addTry } from "./try/try-command.ts";
import { addVersion, withVersion } from "./version/version-command.ts";
import { addExplain } from "./webhooks/explain-command.ts";
import { addSend } from "./webhooks/send-command.ts";
import type { Surroundings } from "./with-connection.ts";
import { addWts } from "./wts/commands.ts";

type Add = (program: Command, surroundings: Surroundings) => void;

/** The page asks the commands of this very program. */
const addConsoleHere: Add = (program, surroundings) => addConsole(program, surroundings, runHooks);

/** What a person is about to do, in the order in which they come to it. */
const groups: readonly (readonly [heading: string, commands: readonly Add[]])[] = [
  ["Begin:", [addTry, addInit, addNew, addN8n]],
  [
    "Look:",
    [addConsoleHere, addStatus, addDoctor, addSession, addDeliveries, addExplain, addRoute, addDirectory, addVersion],
  ],
  ["Act:", [addAutoClose, addClosedDays, addHolds, addParked, addKillSwitch, addNotify, addPrivacy]],
  ["Set up:", [addSetup, addWts, addRemove]],
  ["On this machine:", [addLocal, addSend]],
];

const examples = `
Examples:
  npm run hooks -- status                           the local stack, while \`npm start\` runs
  npm run hooks -- parked list --stage prod         a deployed stage, with your AWS credentials
  npm run -s hooks -- deliveries list --json        JSON and nothing else
  npm run hooks -- auto-close --dry-run             which idle sessions would be closed, and why
  npm run hooks -- --version                        what this is, and what runs
`;

const treeOf = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(treeOf)];

/** One that only holds others does nothing itself. */
const actsItself = (command: Command): boolean =>
  !command.parent || command.commands.length === 0 || command.registeredArguments.length + command.options.length > 0;

const sayExitCodes = (program: Command, language: Language): void => {
  for (const command of treeOf(program))
    if (actsItself(command)) command.addHelpText("after", `\n${exitCodeText(wordsOf(command), language)}`);
};

/** Throws a CommanderError for wrong usage, and for help. */
export const hooksProgram = (surroundings: Surroundings | JsonSurroundings): Command => {
  const { stdout, stderr, helpLanguage = "en" } = surroundings;
  const write = "takeHelp" in surroundings ? surroundings.takeHelp : (text: string) => stdout(shownLines(text));
  const program: Command = new Command("npm run hooks --")
    .description("Looks after the functions: what became of deliveries, what is parked, the kill switch.")
    .usage("<command> [options]")
    .option("--stage <stage>", "a deployed stage; without it, the stack that runs here")
    .option("--region <region>", `of the stage (default: ${deployedRegion})`)
    .option("--json", "print JSON and nothing else")
    .configureHelp({
      ...helpWording(helpLanguage),
      showGlobalOptions: true,
      // Every command has the program's options; help shows them apart from its own.
      visibleOptions: (command) => {
        const options = new Help().visibleOptions(command);
        return command.parent ? options.filter((option) => !program.options.includes(option)) : options;
      },
      visibleGlobalOptions: (command) => (command.parent ? [...program.options] : []),
    })
    .configureOutput({
      writeOut: (text) => write(addedWording(text, helpLanguage)),
      writeErr: (text) => stderr(shownLines(addedWording(text, helpLanguage))),
    })
    .showHelpAfterError("Add --help for what is expected, with examples.")
    .addHelpText("after", examples)
    .exitOverride();
  for (const [heading, commands] of groups) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, surroundings);
  }
  // Commander would put it under the last heading.
  program.commandsGroup("Look:").helpCommand(true);
  sayExitCodes(program, helpLanguage);
  keepOptionsApart(program);
  return program;
};

/** Of the command that is typed: an option of another one may have the same name and no value. */
const valuedOptions = (args: readonly string[], surroundings: Surroundings): ReadonlySet<string> => {
  let command = hooksProgram(surroundings);
  const options = [...command.options];
  for (const arg of args) {
    const inner = command.commands.find((each) => each.name() === arg);
    if (!inner) continue;
    command = inner;
    options.push(...inner.options);
  }
  return new Set(options.flatMap(({ required, long }) => (required && long ? long : [])));
};

const jsonAsked = (args: readonly string[], surroundings: Surroundings): JsonSurroundings | undefined =>
  args.includes("--json") && asksForJson(args, valuedOptions(args, surroundings))
    ? jsonSurroundings(surroundings)
    : undefined;

export const runHooks = async (args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> => {
  const json = jsonAsked(args, surroundings);
  try {
    refuseRenamed(args);
    await hooksProgram(json ?? surroundings).parseAsync(withVersion(args), { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      json?.printHelp();
      // Help that was asked for counts as done.
      return 0;
    }
    json?.fail(errorDocument(error));
    if (error instanceof CommanderError) return 2;
    const [first = "", ...others] = errorLines(error);
    const begin = error instanceof BadVerdict ? "" : "error: ";
    outputTo(surroundings, { json: false }).warn(`${begin}${first}`, ...others);
    return 1;
  }
};
