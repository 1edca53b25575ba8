// `dlq`: what was given up on, in the parked queue and in the dead-letter queue of the commands.
import type { Command } from "commander";
import { idText } from "../display/id-text.ts";
import { wholeNumber } from "../display/whole-number.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { listDeadLetters } from "./list-parked.ts";
import { replayAll } from "./replay-all.ts";
import { replayOne } from "./replay-one.ts";
import { showDeadLetter } from "./show-parked.ts";

const listHelp = `
Reads both queues: parked (refused, undeliverable, tried for 12 hours) and commands-dead (crashed every time). Nothing is
removed; a message is hidden from others only while it is read. SQS promises no complete list, only that nothing is lost.

Example:
  npm run hooks -- dlq list --limit 20`;

const showHelp = `
Examples:
  npm run hooks -- dlq show 7c1f05d2
  npm run hooks -- dlq show 3f9a1c0b72de`;

const replayHelp = `
A command goes into the queue once more, an event onto the bus once more, both under the same command id: what was applied
already is not applied again. Only then is the message removed. --all keeps notes and messages that may have been sent;
replay those by their id, or with --reason WTS_OUTCOME_UNKNOWN, when you have looked at the sessions.
\`deliveries show <command id>\` tells what becomes of it.

Examples:
  npm run hooks -- dlq replay 7c1f05d2
  npm run hooks -- dlq replay --all --reason RETRIES_EXHAUSTED --stage prod`;

interface ReplayOptions {
  all?: true;
  reason?: string;
}

export const addDlq = (program: Command, surroundings: Surroundings): void => {
  const dlq = program
    .command("dlq")
    .description("what was given up on: list, show, replay")
    .addHelpText("after", listHelp);

  dlq
    .command("list")
    .description("what was given up on, the newest first")
    .option("--limit <n>", "at most so many", wholeNumber(1_000), 100)
    .addHelpText("after", listHelp)
    .action(({ limit }: { limit: number }, command: Command) =>
      withConnection(command, surroundings, (tools) => listDeadLetters(tools, limit)),
    );

  dlq
    .command("show")
    .description("everything about one message")
    .argument("<id>", "a message id, a command id, or the beginning of one", idText)
    .option("--reveal", "show the texts of notes and messages, and phone numbers")
    .addHelpText("after", showHelp)
    .action((id: string, { reveal = false }: { reveal?: boolean }, command: Command) =>
      withConnection(command, surroundings, (tools) => showDeadLetter(tools, id, reveal)),
    );

  dlq
    .command("replay")
    .description("do it again, and remove it from the queue")
    .argument("[id]", "a message id, a command id, or the beginning of one", idText)
    .option("--all", "every message, the oldest first")
    .option("--reason <code>", "with --all: only those given up on for this reason")
    .addHelpText("after", replayHelp)
    .action((id: string | undefined, { all, reason }: ReplayOptions, command: Command) => {
      if (id === undefined ? !all : all)
        command.error("error: name one message id or command id, or --all", { exitCode: 2 });
      if (reason !== undefined && !all) command.error("error: --reason goes with --all", { exitCode: 2 });
      return withConnection(command, surroundings, (tools) =>
        id === undefined ? replayAll(tools, reason) : replayOne(tools, id),
      );
    });
};
