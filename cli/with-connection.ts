// Does what every command does around its own work: it finds out where to work, and how to say what came of it.
import type { Command } from "commander";
import type { HooksConfig } from "../lib/config.ts";
import type { MappingBox } from "../lib/webhooks/mapping/mapping-box.ts";
import { type Connection, connect, type StageOptions } from "./connection.ts";
import { type Output, outputTo, type Streams } from "./display/output.ts";

export interface Surroundings extends Streams {
  environment: NodeJS.ProcessEnv;
  /** A progress bar moves there: it is a terminal somebody looks at. */
  terminal?: NodeJS.WritableStream | undefined;
  /** Answers what somebody types; absent where nobody is there. */
  ask?: ((question: string) => Promise<string>) | undefined;
  /** The same for a key or a token: nothing of the answer is shown. Where nobody is there, it answers what is piped in. */
  askHidden?: ((question: string) => Promise<string>) | undefined;
  /** It stands in for hooks.config.ts. */
  config?: HooksConfig;
  /** Works out what that says; where it is absent, a process does, from hooks.config.ts. */
  box?: MappingBox;
}

/** Every command has these. */
interface GlobalOptions extends StageOptions {
  json?: boolean;
}

export interface Tools {
  connection: Connection;
  output: Output;
}

export const withConnection = async (
  command: Command,
  surroundings: Surroundings,
  work: (tools: Tools) => Promise<void>,
): Promise<void> => {
  const { stage, region, json = false } = command.opts<GlobalOptions>();
  if (region !== undefined && stage === undefined)
    command.error("error: --region needs a --stage: what runs here is in no region", { exitCode: 2 });
  const connection = connect({ stage, region }, surroundings);
  try {
    await work({ connection, output: outputTo(surroundings, { json }) });
  } finally {
    connection.close();
  }
};
