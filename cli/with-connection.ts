// Does what every command does around its own work: it finds out where to work, and how to say what came of it.
import type { Command } from "commander";
import type { HooksConfig } from "../lib/config.ts";
import type { Language } from "../lib/core/texts/language.ts";
import { type Clock, systemClock } from "../lib/runtime/clock.ts";
import type { MappingBox } from "../lib/webhooks/mapping/mapping-box.ts";
import { type Connect, type Connection, connect, type StageOptions } from "./connection.ts";
import { type Output, outputTo, type Streams } from "./display/output.ts";
import type { Onlookers } from "./display/progress-bar.ts";
import { Failure } from "./failure.ts";
import type { RunProgram } from "./run-program.ts";

export interface Surroundings extends Streams, Onlookers {
  environment: NodeJS.ProcessEnv;
  /** Whoever asked has gone: what takes long and writes nothing looks at nothing more. */
  signal?: AbortSignal;
  /** Answers what somebody types; absent where nobody is there. */
  ask?: ((question: string) => Promise<string>) | undefined;
  /** The same for a key or a token: nothing of the answer is shown. Where nobody is there, it answers what is piped in. */
  askHidden?: ((question: string) => Promise<string>) | undefined;
  /** Ends a command that would go on until somebody stops it; absent: signals do. */
  stopping?: AbortSignal;
  /** Runs a command that deploys or removes; a process of its own unless said. */
  runProgram?: RunProgram;
  /** The folder in which it was typed; the process's own unless it is said. */
  cwd?: string;
  /** It stands in for hooks.config.ts. */
  config?: HooksConfig;
  /** The language of --help; absent: English. */
  helpLanguage?: Language;
  /** What is asked is answered in it, whatever the configuration's is. Nothing may be written so: teams read what stays in their own. */
  answersIn?: Language | undefined;
  /** Absent: the machine's own. */
  clock?: Clock;
  /** Works out what that says; where it is absent, a process does, from hooks.config.ts. */
  box?: MappingBox;
  /** How a command connects; where it is absent, anew, and for itself alone. */
  connect?: Connect;
}

/** Every command has these. */
export interface GlobalOptions extends StageOptions {
  json?: boolean;
}

export interface Tools {
  connection: Connection;
  output: Output;
  clock: Clock;
}

/** Throws a CommanderError. */
export const refuseLoneRegion = (command: Command): void => {
  const { stage, region } = command.opts<GlobalOptions>();
  if (region !== undefined && stage === undefined)
    command.error("error: --region needs a --stage: what runs here is in no region", { exitCode: 2 });
};

/** As its surroundings say, whatever the command. */
export const connectionOf = (surroundings: Surroundings, options: StageOptions): Connection => {
  const connection = (surroundings.connect ?? connect)(options, surroundings);
  const { answersIn: language } = surroundings;
  if (language === undefined) return connection;
  return { ...connection, config: async () => ({ ...(await connection.config()), language }) };
};

export const withConnection = async (
  command: Command,
  surroundings: Surroundings,
  work: (tools: Tools) => Promise<void>,
): Promise<void> => {
  const { stage, region, json = false } = command.opts<GlobalOptions>();
  refuseLoneRegion(command);
  const connection = connectionOf(surroundings, { stage, region });
  try {
    const { clock = systemClock } = surroundings;
    await work({ connection, output: outputTo(surroundings, { json }), clock });
  } finally {
    connection.close();
  }
};

/** For a command that has something to do without a stack, too: `nothing` says why there is none. */
export const withConnectionIfAny = async (
  command: Command,
  surroundings: Surroundings,
  work: (tools: { connection: Connection | undefined; nothing?: string; output: Output }) => Promise<void>,
): Promise<void> => {
  const { stage, region, json = false } = command.opts<GlobalOptions>();
  refuseLoneRegion(command);
  const output = outputTo(surroundings, { json });
  let connection: Connection;
  try {
    connection = connectionOf(surroundings, { stage, region });
  } catch (error) {
    if (!(error instanceof Failure && error.code === "NOTHING_RUNS")) throw error;
    return work({ connection: undefined, nothing: error.message, output });
  }
  try {
    await work({ connection, output });
  } finally {
    connection.close();
  }
};
