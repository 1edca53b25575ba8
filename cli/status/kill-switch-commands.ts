// Adds `pause` and `resume` to the command line: they stop an account's queue without a deployment, and let it go on.
import type { Command } from "commander";
import { longestPausedMs, pausedWaitMs } from "../../lib/commands/queue/retry-later.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { checkAccount } from "../check-account.ts";
import type { Connection } from "../connection.ts";
import { ageText } from "../display/time-text.ts";
import { saidSoNow } from "../said-so-now.ts";
import { accountOption } from "../with-account.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";

const pauseHelp = `
Paused, no queued command of the account is applied; they wait in the queue, in their order, for days. Nor is any idle
session warned or closed; \`auto-close pause\` does that for one policy.
A command that has waited for longer than queue.giveUpAfterMs gets one attempt when the account is resumed, before it is
parked.
Not paused: updates over HTTP, and taking in events and deliveries.

Example:
  npm run hooks -- pause --account filial`;

const resumeHelp = `
Example:
  npm run hooks -- resume --account filial`;

/** The numbers are those of the configuration of this folder, which may be in the middle of an edit: the switch must not wait for that. */
const resumeText = async ({ config }: Connection): Promise<string> => {
  const queue = await config().then(
    (read) => read.queue,
    () => undefined,
  );
  const within = queue ? ageText(longestPausedMs(queue)) : "what queue.longestPauseMs allows";
  const tooLong = queue ? `${ageText(queue.giveUpAfterMs)} (queue.giveUpAfterMs)` : "queue.giveUpAfterMs";
  return `within ${within}; what waited longer than ${tooLong} gets one attempt before it is parked`;
};

/** With --json. */
export interface SwitchThrown {
  account: string;
  /** As it is from now on, or with --dry-run would be. */
  paused: boolean;
  dryRun: boolean;
  /** As it was, and who had it so. */
  before: { paused: boolean; switchedBy: SaidSo | null };
  /** Who throws it; null with --dry-run. */
  switchedBy: SaidSo | null;
}

const pausedText = (account: string, place: string, resume: string): string => `
Paused: queued commands of account ${account} in ${place} are no longer applied; what is under way is finished.
  also paused  auto-close: no idle session is warned or closed, and a run under way stops
  still done   events and deliveries are taken in; their commands wait in the queue, in their order
  still done   updates over HTTP reach WTS at once; only \`Prefer: respond-async\` waits
  resume       ${resume}
               (\`parked replay\` brings it back)`;

const resumedText = (account: string, place: string): string =>
  `Resumed: queued commands of account ${account} in ${place} are applied again; those that waited come back within ${ageText(pausedWaitMs)}.`;

export const addKillSwitch = (program: Command, surroundings: Surroundings): void => {
  const add = (name: "pause" | "resume", description: string, help: string): void => {
    program
      .command(name)
      .description(description)
      .option("--dry-run", "say what it would do, and write nothing")
      .option(...accountOption)
      .addHelpText("after", help)
      .action(({ account: named, dryRun = false }: { account?: string; dryRun?: boolean }, command: Command) =>
        withConnection(command, surroundings, async (tools) => {
          const { connection, output } = tools;
          const account = named ?? (await connection.config()).account;
          // A misspelt account would be paused, and the right one would go on.
          await checkAccount(tools, account);
          const thrown = killSwitch({ table: connection.table, clock });
          const { paused: wasPaused, switchedBy: by = null } = await thrown.read(account);
          const switchedBy = dryRun ? null : await saidSoNow(tools);
          if (switchedBy) await thrown[name](account, switchedBy.by);
          const paused = name === "pause";
          const before = { paused: wasPaused, switchedBy: by };
          output.json({ account, paused, dryRun, before, switchedBy } satisfies SwitchThrown);
          const { place } = connection;
          if (dryRun) output.line("Nothing was written. Without --dry-run:", "");
          output.line(
            ...(paused
              ? pausedText(account, place, await resumeText(connection))
                  .trim()
                  .split("\n")
              : [resumedText(account, place)]),
          );
        }),
      );
  };
  add("pause", "stop applying an account's queued commands", pauseHelp);
  add("resume", "go on applying them", resumeHelp);
};
