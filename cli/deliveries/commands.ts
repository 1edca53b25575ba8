// Adds `deliveries` to the command line: what came in lately, and what became of it.
import type { Command } from "commander";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { dayText, idText, wholeNumber } from "../typed-values.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { showDeliveries } from "./show-deliveries.ts";

const listHelp = `
Every command that was begun on that day, from the ledger, which remembers 90 days. What still waits in the queue is not
in it: see \`status\`. What was refused before it became a command is not in it either: see \`parked list\`.

Example:
  npm run hooks -- deliveries list --day 2026-11-22 --limit 20`;

const showHelp = `
Answers what became of it: applied, refused, under way or parked; whether its event went out; by which id it is parked.

Examples:
  npm run hooks -- deliveries show 3f9a1c0b72de
  npm run hooks -- deliveries show order-4711-paid --day 2026-11-22`;

const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);

export const addDeliveries = (program: Command, surroundings: Surroundings): void => {
  const deliveries = program
    .command("deliveries")
    .description("what came in, and what became of it: list, show")
    .addHelpText("after", listHelp);

  deliveries
    .command("list")
    .description("the commands of one day, the newest first")
    .option("--day <day>", "YYYY-MM-DD in UTC (default: today)", dayText)
    .option("--limit <n>", "at most so many", wholeNumber(1_000), 50)
    .addHelpText("after", listHelp)
    .action(({ day = today(), limit }: { day?: string; limit: number }, command: Command) =>
      withConnection(command, surroundings, (tools) => listDeliveries(tools, day, limit)),
    );

  deliveries
    .command("show")
    .description("what became of one command, or of one delivery")
    .argument("<id>", "a command id, the beginning of one of that day, or the sender's delivery id", idText)
    .option(
      "--day <day>",
      "where to look for it: YYYY-MM-DD in UTC (default: today; for a whole command id, the last 14 days)",
      dayText,
    )
    .addHelpText("after", showHelp)
    .action((id: string, { day }: { day?: string }, command: Command) =>
      withConnection(command, surroundings, (tools) => showDeliveries(tools, id, day)),
    );
};
