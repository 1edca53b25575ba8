// Adds `parked` to the command line: the messages in the parked queue and in the dead-letter queue of the commands.
import type { Command } from "commander";
import { confirmed } from "../confirm.ts";
import { idText, reasonText, wholeNumber } from "../typed-values.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { discardParked, previewDiscard } from "./discard-parked.ts";
import { listParked } from "./list-parked.ts";
import { previewReplay } from "./preview-replay.ts";
import { replayAll } from "./replay-all.ts";
import { replayNamed } from "./replay-named.ts";
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
messages of the same command go. What its sender sends again is tried again. --dry-run shows what would go.

Examples:
  npm run hooks -- parked discard 7c1f05d2 --reason cancelado
  npm run hooks -- parked discard --reason-code COMMAND_INVALID --dry-run
  npm run hooks -- parked discard 7c1f05d2 3f9a1c0b72de --reason teste --yes --stage prod`;

interface ReplayOptions {
  all?: true;
  reason?: string;
  dryRun?: true;
}

interface DiscardCommandOptions {
  reason?: string;
  reasonCode?: string;
  dryRun?: true;
  yes?: true;
}

/** Each word adds one. */
const idTexts = (text: string, others: readonly string[] = []): readonly string[] => [...others, idText(text)];

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
    .argument("[ids...]", "message ids, command ids, or the beginnings of some", idTexts)
    .option("--all", "every message, the oldest first")
    .option("--reason <code>", "with --all: only those parked for this reason")
    .option("--dry-run", "only show what it would do")
    .addHelpText("after", replayHelp)
    .action((prefixes: readonly string[], { all, reason, dryRun }: ReplayOptions, command: Command) => {
      if (prefixes.length === 0 ? !all : all)
        command.error("error: name message ids or command ids, or --all", { exitCode: 2 });
      if (reason !== undefined && !all) command.error("error: --reason goes with --all", { exitCode: 2 });
      return withConnection(command, surroundings, (tools) => {
        if (dryRun) return previewReplay(tools, { prefixes, reason });
        return all ? replayAll(tools, reason, surroundings) : replayNamed(tools, prefixes);
      });
    });

  parked
    .command("discard")
    .description("take it away without doing it")
    .argument("[ids...]", "message ids, command ids, or the beginnings of some", idTexts)
    .option("--reason-code <code>", "instead of ids: all that were parked for this reason")
    .option("--reason <text>", "why, for whoever looks for it later: at most 200 characters", reasonText)
    .option("--dry-run", "only show what would go")
    .option("--yes", "do not ask")
    .addHelpText("after", discardHelp)
    .action((prefixes: readonly string[], options: DiscardCommandOptions, command: Command) => {
      const { reason: why, reasonCode, dryRun, yes = false } = options;
      if ((prefixes.length === 0) === (reasonCode === undefined))
        command.error("error: name message ids or command ids, or --reason-code", { exitCode: 2 });
      const what = reasonCode === undefined ? { prefixes } : { reasonCode };
      if (dryRun) return withConnection(command, surroundings, (tools) => previewDiscard(tools, what));
      // It is not needed to see what would go, so that commander does not ask for it.
      if (why === undefined) command.error("error: required option '--reason <text>' not specified", { exitCode: 2 });
      return withConnection(command, surroundings, (tools) =>
        discardParked(tools, { what, why, confirmed: confirmed(surroundings, yes) }),
      );
    });
};
