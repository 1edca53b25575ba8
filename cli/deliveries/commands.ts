// Adds `deliveries` to the command line: what came in lately, and what became of it.
import type { Command } from "commander";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { confirmed } from "../confirm.ts";
import { dayText, idText, wholeNumber } from "../typed-values.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { replayDelivery } from "./replay-delivery.ts";
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

const replayHelp = `
For what was refused, or found no open session and was ignored: the delivery is kept for rawKeptDays. First it shows, command by
command, what became of it and what the mapping of this folder makes of it; then it asks. What was applied is skipped.

Examples:
  npm run hooks -- deliveries replay 3f9a1c0b72de --dry-run
  npm run hooks -- deliveries replay order-4711-paid --yes --stage prod`;

interface ReplayOptions {
  day?: string;
  dryRun?: boolean;
  yes?: boolean;
}

const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);

export const addDeliveries = (program: Command, surroundings: Surroundings): void => {
  const deliveries = program
    .command("deliveries")
    .description("what came in, and what became of it: list, show, replay")
    .addHelpText("after", listHelp);

  deliveries
    .command("list")
    .description("the commands of one day, the newest first")
    .option("--day <day>", "YYYY-MM-DD in UTC (default: today)", dayText)
    .option("--limit <n>", "at most so many", wholeNumber(1_000), 50)
    .addHelpText("after", listHelp)
    .action(({ day, limit }: { day?: string; limit: number }, command: Command) =>
      // Today is that of where one looks, whose clock may have been moved.
      withConnection(command, surroundings, (tools) => listDeliveries(tools, day ?? today(), limit)),
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

  deliveries
    .command("replay")
    .description("do a webhook's delivery again, with the mapping that is deployed")
    .argument("<id>", "a command id, the beginning of one of that day, or the sender's delivery id", idText)
    .option("--day <day>", "where to look for it, as in `show`", dayText)
    .option("--dry-run", "only show what it would do")
    .option("--yes", "do not ask")
    .addHelpText("after", replayHelp)
    .action((id: string, { day, dryRun = false, yes = false }: ReplayOptions, command: Command) =>
      withConnection(command, surroundings, (tools) =>
        replayDelivery(tools, id, {
          day,
          dryRun,
          confirmed: confirmed(surroundings, yes),
        }),
      ),
    );
};
