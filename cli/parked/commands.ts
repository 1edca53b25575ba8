// Adds `parked` to the command line: the messages in the parked queue and in the dead-letter queue of the commands.
import type { Command } from "commander";
import { confirmed } from "../confirm.ts";
import { idText, reasonText, wholeNumber } from "../typed-values.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { discardOne } from "./discard-one.ts";
import { listParked } from "./list-parked.ts";
import { replayAll } from "./replay-all.ts";
import { replayOne } from "./replay-one.ts";
import { showParked } from "./show-parked.ts";

const listHelp = `
Reads both queues: parked (refused, undeliverable, or tried for as long as queue.giveUpAfterMs says) and commands-dead
(crashed every time). Nothing is removed; a message is hidden from others only while it is read. SQS promises no complete
list, only that nothing is lost.

Example:
  npm run hooks -- parked list --limit 20`;

const showHelp = `
Examples:
  npm run hooks -- parked show 7c1f05d2
  npm run hooks -- parked show 3f9a1c0b72de`;

const replayHelp = `
What came by webhook is done again from its delivery, with the mapping that is deployed now: what was applied of it is skipped, and
the rest runs under its old ids. Any other command goes into the queue once more, an event onto the bus once more, both under the
same command id. Only then is the message removed. --all keeps notes and messages that may have been sent;
replay those by their id, or with --reason WTS_OUTCOME_UNKNOWN, when you have looked at the sessions.
\`deliveries show <command id>\` tells what becomes of it.

Examples:
  npm run hooks -- parked replay 7c1f05d2
  npm run hooks -- parked replay --all --reason RETRIES_EXHAUSTED --stage prod`;

const discardHelp = `
Its reason, who discarded it and when are noted on the record of its command, for \`deliveries show\` and \`session\`. All
messages of the same command go. What its sender sends again is tried again.

Examples:
  npm run hooks -- parked discard 7c1f05d2 --reason cancelado
  npm run hooks -- parked discard 7c1f05d2 --reason teste --yes --stage prod`;

interface ReplayOptions {
  all?: true;
  reason?: string;
}

export const addParked = (program: Command, surroundings: Surroundings): void => {
  const parked = program
    .command("parked")
    .description("what could not be applied: list, show, replay, discard")
    .addHelpText("after", listHelp);

  parked
    .command("list")
    .description("the parked messages, the newest first")
    .option("--limit <n>", "at most so many", wholeNumber(1_000), 100)
    .addHelpText("after", listHelp)
    .action(({ limit }: { limit: number }, command: Command) =>
      withConnection(command, surroundings, (tools) => listParked(tools, limit)),
    );

  parked
    .command("show")
    .description("everything about one message")
    .argument("<id>", "a message id, a command id, or the beginning of one", idText)
    .option("--reveal", "show the texts of notes and messages, and phone numbers")
    .addHelpText("after", showHelp)
    .action((id: string, { reveal = false }: { reveal?: boolean }, command: Command) =>
      withConnection(command, surroundings, (tools) => showParked(tools, id, reveal)),
    );

  parked
    .command("replay")
    .description("do it again, and remove it from the queue")
    .argument("[id]", "a message id, a command id, or the beginning of one", idText)
    .option("--all", "every message, the oldest first")
    .option("--reason <code>", "with --all: only those parked for this reason")
    .addHelpText("after", replayHelp)
    .action((id: string | undefined, { all, reason }: ReplayOptions, command: Command) => {
      if (id === undefined ? !all : all)
        command.error("error: name one message id or command id, or --all", { exitCode: 2 });
      if (reason !== undefined && !all) command.error("error: --reason goes with --all", { exitCode: 2 });
      return withConnection(command, surroundings, (tools) =>
        id === undefined ? replayAll(tools, reason, surroundings) : replayOne(tools, id),
      );
    });

  parked
    .command("discard")
    .description("take it away without doing it")
    .argument("<id>", "a message id, a command id, or the beginning of one", idText)
    .requiredOption("--reason <text>", "why, for whoever looks for it later: at most 200 characters", reasonText)
    .option("--yes", "do not ask")
    .addHelpText("after", discardHelp)
    .action((id: string, { reason: why, yes = false }: { reason: string; yes?: boolean }, command: Command) =>
      withConnection(command, surroundings, (tools) =>
        discardOne(tools, id, {
          why,
          confirmed: confirmed(surroundings, yes),
        }),
      ),
    );
};
