// Puts the command line together and runs it to its exit code. A new command is a file in the folder of its capability, and a line in the list here.
import { Command, CommanderError, Help } from "commander";
import { addAutoClose } from "./auto-close/commands.ts";
import { addClosedDays } from "./closed-days/commands.ts";
import { deployedRegion } from "./connection.ts";
import { addDeliveries } from "./deliveries/commands.ts";
import { errorLines } from "./describe-error.ts";
import { outputTo, shownLines } from "./display/output.ts";
import { addN8n } from "./n8n/commands.ts";
import { addNotify } from "./notify/commands.ts";
import { keepOptionsApart } from "./own-options.ts";
import { addParked } from "./parked/commands.ts";
import { addPrivacy } from "./privacy/commands.ts";
import { refuseRenamed } from "./renamed-commands.ts";
import { addDirectory } from "./routing/directory-command.ts";
import { addRoute } from "./routing/route-command.ts";
import { addHolds } from "./session/hold-commands.ts";
import { addSession } from "./session/session-command.ts";
import { addKillSwitch } from "./status/kill-switch-commands.ts";
import { addStatus } from "./status/status-command.ts";
import { addTry } from "./try/try-command.ts";
import { addWebhooks } from "./webhooks/commands.ts";
import type { Surroundings } from "./with-connection.ts";
import { addWts } from "./wts/commands.ts";

const commands: readonly ((program: Command, surroundings: Surroundings) => void)[] = [
  addTry,
  addStatus,
  addDeliveries,
  addSession,
  addHolds,
  addParked,
  addKillSwitch,
  addWebhooks,
  addAutoClose,
  addClosedDays,
  addPrivacy,
  addNotify,
  addRoute,
  addDirectory,
  addWts,
  addN8n,
];

const examples = `
Examples:
  npm run hooks -- status                           the local stack, while \`npm start\` runs
  npm run hooks -- parked list --stage prod         a deployed stage, with your AWS credentials
  npm run -s hooks -- deliveries list --json        JSON and nothing else
  npm run hooks -- auto-close --dry-run             which idle sessions would be closed, and why

Exit codes: 0 done, 1 not done, 2 wrong usage`;

/** Throws a CommanderError for wrong usage, and for help. */
export const hooksProgram = (surroundings: Surroundings): Command => {
  const { stdout, stderr } = surroundings;
  const program: Command = new Command("npm run hooks --")
    .description("Looks after the functions: what became of deliveries, what is parked, the kill switch.")
    .usage("<command> [options]")
    .option("--stage <stage>", "a deployed stage; without it, the stack that runs here")
    .option("--region <region>", `of the stage (default: ${deployedRegion})`)
    .option("--json", "print JSON and nothing else")
    .configureHelp({
      showGlobalOptions: true,
      // Every command has the program's options; help shows them apart from its own.
      visibleOptions: (command) => {
        const options = new Help().visibleOptions(command);
        return command.parent ? options.filter((option) => !program.options.includes(option)) : options;
      },
      visibleGlobalOptions: (command) => (command.parent ? [...program.options] : []),
    })
    .configureOutput({
      writeOut: (text) => stdout(shownLines(text)),
      writeErr: (text) => stderr(shownLines(text)),
    })
    .showHelpAfterError("Add --help for what is expected, with examples.")
    .addHelpText("after", examples)
    .exitOverride();
  for (const add of commands) add(program, surroundings);
  keepOptionsApart(program);
  return program;
};

export const runHooks = async (args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> => {
  try {
    refuseRenamed(args);
    await hooksProgram(surroundings).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Help that was asked for counts as done.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const [first = "", ...others] = errorLines(error);
    outputTo(surroundings, { json: false }).warn(`error: ${first}`, ...others);
    return 1;
  }
};
