// Does what every command about one account does before its own work: it finds out which one, and with which configuration.
import type { Command } from "commander";
import type { HooksConfig } from "../lib/config.ts";
import { type Surroundings, type Tools, withConnection } from "./with-connection.ts";

/** A command that has it works on one account. */
export const accountOption = [
  "--account <account>",
  "of the accounts secret (default: the one of hooks.config.ts)",
] as const;

/** The account is that of `--account`, or else the configuration's. */
export const withAccount = (
  command: Command,
  surroundings: Surroundings,
  work: (tools: Tools, config: HooksConfig, account: string) => Promise<void>,
): Promise<void> =>
  withConnection(command, surroundings, async (tools) => {
    const config = await tools.connection.config();
    await work(tools, config, command.opts<{ account?: string }>().account ?? config.account);
  });
