// The command `console` opens a page in which one sees, and decides, what the other commands say and do.
import { once } from "node:events";
import type { Command } from "commander";
import { answerCache } from "../../console/server/answer-cache.ts";
import type { RunCommand } from "../../console/server/run-command.ts";
import { serveConsole } from "../../console/server/serve-console.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { stopSignal } from "../../local/start/stop-signal.ts";
import type { Connect } from "../connection.ts";
import { namesCredentials } from "../describe-error.ts";
import { outputTo } from "../display/output.ts";
import { placeText } from "../display/place-text.ts";
import { Failure } from "../failure.ts";
import { wholeNumber } from "../typed-values.ts";
import { type GlobalOptions, refuseLoneRegion, type Surroundings, withConnection } from "../with-connection.ts";
import { consoleWords } from "./console-words.ts";
import { keptConnections } from "./kept-connections.ts";
import { type ConsolePlace, readPlace, showPlace } from "./read-place.ts";

/** What the command prints with --json, once it is open. */
export interface OpenedConsole {
  /** It lets one browser in, once. */
  readonly address: string;
  readonly place: string;
}

/** Runs a command of this very program. */
export type RunHooks = (args: readonly string[], surroundings: Surroundings) => Promise<0 | 1 | 2>;

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

/** The commands that the page asks are about the same place, and nobody is there to be asked or shown a bar. */
const runnerFor =
  (command: Command, surroundings: Surroundings, runHooks: RunHooks, connect: Connect): RunCommand =>
  (words, streams) => {
    const { stage, region } = command.opts<GlobalOptions>();
    const place = Object.entries({ stage, region }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}=${value}`],
    );
    const end = words.includes("--") ? words.indexOf("--") : words.length;
    const { ask: _ask, askHidden: _askHidden, terminal: _terminal, ...others } = surroundings;
    return runHooks([...words.slice(0, end), ...place, ...words.slice(end)], { ...others, ...streams, connect });
  };

const placeOf = async (command: Command, surroundings: Surroundings): Promise<ConsolePlace> => {
  const places: ConsolePlace[] = [];
  await withConnection(command, surroundings, async (tools) => {
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
  const connections = keptConnections(surroundings.environment);
  const served = await serveConsole({
    look: runnerFor(command, surroundings, runHooks, connections.toLook),
    act: runnerFor(command, surroundings, runHooks, connections.toAct),
    clock: systemClock,
    port,
    // The stand-in is asked for nothing, and what is seen here is what is so now.
    cache: command.opts<GlobalOptions>().stage === undefined ? undefined : answerCache({ clock: systemClock }),
    onFailed: ({ message }) => {
      if (namesCredentials(message)) connections.renew();
    },
  });
  try {
    const output = outputTo(surroundings, { json: command.opts<GlobalOptions>().json === true });
    const address = served.newAddress();
    output.json({ address, place } satisfies OpenedConsole);
    output.line(address, consoleWords[language].hint(placeText(place, language)));
    const stopping = surroundings.stopping ?? stopSignal();
    if (!stopping.aborted) await once(stopping, "abort");
  } finally {
    await served.stop();
    connections.close();
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
