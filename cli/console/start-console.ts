// Starts the console of one place, whose page is answered by the commands of this very program.
import { answerCache } from "../../console/server/answer-cache.ts";
import type { RunCommand } from "../../console/server/run-command.ts";
import { type ServedConsole, serveConsole } from "../../console/server/serve-console.ts";
import { type Clock, systemClock } from "../../lib/runtime/clock.ts";
import { wallNow } from "../../local/move-date.ts";
import type { Connect, StageOptions } from "../connection.ts";
import { namesCredentials } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import type { Surroundings } from "../with-connection.ts";
import { keptBox } from "./kept-box.ts";
import { keptConnections } from "./kept-connections.ts";
import { watchLocalChanges } from "./watch-local-changes.ts";

/** Runs a command of this very program. */
export type RunHooks = (args: readonly string[], surroundings: Surroundings) => Promise<0 | 1 | 2>;

interface ConsoleOptions extends StageOptions {
  readonly surroundings: Surroundings;
  readonly runHooks: RunHooks;
  /** 0 takes a free one. */
  readonly port: number;
}

/** While a command of a moved stack runs, Date says its time: `asOf` is the machine's, to which the page adds how far the stack is from it. */
const machineClock: Clock = { ...systemClock, now: wallNow };

/** The commands that the page asks are about the same place, and nobody is there to be asked or shown a bar. */
const runnerFor =
  ({ stage, region, surroundings, runHooks }: ConsoleOptions, connect: Connect): RunCommand =>
  (words, streams) => {
    const place = Object.entries({ stage, region }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}=${value}`],
    );
    const end = words.includes("--") ? words.indexOf("--") : words.length;
    const { ask: _ask, askHidden: _askHidden, terminal: _terminal, ...others } = surroundings;
    return runHooks([...words.slice(0, end), ...place, ...words.slice(end)], { ...others, ...streams, connect });
  };

/** Throws Failure where the port is somebody else's. */
export const startConsole = async (given: ConsoleOptions): Promise<ServedConsole> => {
  const connections = keptConnections();
  const { box, close: closeBox } = keptBox(given.surroundings.environment);
  const options = { ...given, surroundings: { ...given.surroundings, box } };
  const served = await serveConsole({
    look: runnerFor(options, connections.toLook),
    act: runnerFor(options, connections.toAct),
    clock: machineClock,
    port: options.port,
    // The stand-in is asked for nothing, and what is seen here is what is so now.
    cache: options.stage === undefined ? undefined : answerCache({ clock: machineClock }),
    isStage: options.stage !== undefined,
    watchChanges: options.stage === undefined ? watchLocalChanges(options.surroundings.environment) : undefined,
    onFailed: ({ message }) => {
      if (namesCredentials(message)) void connections.renew();
    },
  }).catch((error: unknown) => {
    connections.close();
    closeBox();
    const { message, cause } = Object(error);
    throw Object(cause).code === "EADDRINUSE" ? new Failure(message) : error;
  });
  return {
    ...served,
    stop: async () => {
      await served.stop();
      connections.close();
      closeBox();
    },
  };
};
