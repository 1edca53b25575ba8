// The command `console` opens a page in which one sees, and decides, what the other commands say and do.
import { once } from "node:events";
import type { Command } from "commander";
import { stopSignal } from "../../local/start/stop-signal.ts";
import { outputTo } from "../display/output.ts";
import { placeText } from "../display/place-text.ts";
import { readDeployedStack } from "../doctor/read-deployed-stack.ts";
import { Failure, NotFound } from "../failure.ts";
import { wholeNumber } from "../typed-values.ts";
import { type GlobalOptions, refuseLoneRegion, type Surroundings, withConnection } from "../with-connection.ts";
import { consoleWords } from "./console-words.ts";
import { type ConsolePlace, readPlace, showPlace } from "./read-place.ts";
import { type RunHooks, startConsole } from "./start-console.ts";

/** What the command prints with --json, once it is open. */
export interface OpenedConsole {
  /** It lets one browser in, once. */
  readonly address: string;
  readonly place: string;
}

const help = `
A page on this machine, for this machine alone: sessions, auto-close, routing, what is parked, and everything as it comes. It shows
what the other commands say, and does what they do, with your own AWS credentials. Nothing is deployed for it.

The address lets one browser in, once. For another browser, run it again.

Examples:
  npm run hooks -- console                  what runs here, while \`npm start\` runs; that prints an address of its own
  npm run hooks -- console --stage prod     a deployed stage`;

const placeHelp = `
Example:
  npm run hooks -- console place --json`;

const highestPort = 65_535;

const placeOf = async (command: Command, surroundings: Surroundings): Promise<ConsolePlace> => {
  const places: ConsolePlace[] = [];
  await withConnection(command, surroundings, async (tools) => {
    const { stack, place } = tools.connection;
    if (stack && !(await readDeployedStack(stack)))
      throw new NotFound(`there is no ${place} of this AWS account: check --stage, --region and the credentials`);
    places.push(await readPlace(tools));
  });
  const [place] = places;
  if (!place) throw new Failure("the console knows no place to open");
  return place;
};

const openConsole = async (command: Command, surroundings: Surroundings, runHooks: RunHooks): Promise<void> => {
  refuseLoneRegion(command);
  const { port = 0 } = command.opts<{ port?: number }>();
  // Where nothing runs, or the credentials are missing, the terminal is the place to say so.
  const { place, language } = await placeOf(command, surroundings);
  const { stage, region } = command.opts<GlobalOptions>();
  const served = await startConsole({ stage, region, surroundings, runHooks, port });
  try {
    const output = outputTo(surroundings, { json: command.opts<GlobalOptions>().json === true });
    const address = served.newAddress();
    output.json({ address, place } satisfies OpenedConsole);
    output.line(address, consoleWords[language].hint(placeText(place, language)));
    const stopping = surroundings.stopping ?? stopSignal();
    if (!stopping.aborted) await once(stopping, "abort");
  } finally {
    await served.stop();
  }
};

/** `runHooks` is given, as the program that has this command runs the others for it. */
export const addConsole = (program: Command, surroundings: Surroundings, runHooks: RunHooks): void => {
  const opened = program
    .command("console")
    .description("a page in which one sees and decides all of it, on this machine")
    .option("--port <port>", "where it answers (default: any free one)", wholeNumber(highestPort))
    .addHelpText("after", help)
    .action((_options: object, command: Command) => openConsole(command, surroundings, runHooks));
  opened
    .command("place")
    .description("which stack, accounts and person the page is about")
    .addHelpText("after", placeHelp)
    .action((_options: object, command: Command) => withConnection(command, surroundings, showPlace));
};
