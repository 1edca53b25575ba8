// `auto-close`: what runs would do, did, and may do.
import type { Command } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { nearest } from "../../lib/core/names.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { NotFound } from "../failure.ts";
import { idText, instantOption, sessionIdText, wholeNumber } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { confirmPolicy } from "./confirm-policy.ts";
import { continueStopped } from "./continue-stopped.ts";
import { listPolicies } from "./list-policies.ts";
import { listRuns } from "./list-runs.ts";
import { pausePolicy } from "./pause-policy.ts";
import { runNow } from "./run-now.ts";
import { findRun, recordsOfRuns } from "./run-tools.ts";
import { showPreview } from "./show-preview.ts";
import { showReport } from "./show-report.ts";
import { showRun } from "./show-run.ts";
import { undo } from "./undo.ts";

const help = `
Without --dry-run, a run is begun now, under the limits and the confirmations that hold for the schedule's. It works by the
hooks.config.ts of this folder, which should be the deployed one. --policy lets one policy act; the others keep their sessions.

Examples:
  npm run hooks -- auto-close --dry-run --stage prod
  npm run hooks -- auto-close --dry-run --now 2026-12-24T21:00:00Z
  npm run hooks -- auto-close --dry-run --session 2617d127-4314-4954-a7f6-07c17e7f7d2c
  npm run hooks -- auto-close --policy gentle`;

const undoHelp = `
Opens again what the run closed, with the status it had, where nobody has touched it since: says which it left, and why.
Notes, farewells, metadata and classification stay. What was restored is closed again only when something has been said in it.

Examples:
  npm run hooks -- auto-close runs undo 3f9a1c0b72de --dry-run
  npm run hooks -- auto-close runs undo 3f9a1c0b72de --stage prod`;

const example = (line: string, text = ""): string => `${text}
Example:
  npm run hooks -- auto-close ${line}`;

const helps = {
  policies: example(
    "policies --stage prod",
    "\nReads our own table and asks WTS nothing. What changed is said against what was confirmed; of texts only whether they are there.\n",
  ),
  confirm: example(
    "confirm comercial-sem-resposta",
    `
Shows what its dry run found. Changed after that, it has to be confirmed anew. --seen takes the hash of what you have looked at,
by \`auto-close policies\` or a preview: then no run need have shown it, and nothing else is confirmed.
`,
  ),
  pause: example(
    "pause comercial-sem-resposta",
    "\nIts sessions go to no other policy meanwhile. `pause` stops everything of the account.\n",
  ),
  resume: example("resume comercial-sem-resposta"),
  continue: example(
    "continue 3f9a1c0b72de --stage prod",
    "\nOnly this run: the next one that closes far more than usual stops again.\n",
  ),
  report: example(
    "report --days 7 --policy comercial-sem-resposta",
    "\nReads our own records and asks WTS nothing. A contact that writes again within 25 hours of a close is seen by the next run\nthat finds the session open; what no record shows is counted as not known.\n",
  ),
  runs: example("runs --limit 50"),
  show: example("runs show 3f9a1c"),
};

interface Options {
  account?: string;
  dryRun?: true;
  policy?: string;
  now?: string;
  show: number;
  session?: string;
}

const knownPolicy = ({ autoClose }: HooksConfig, name: string): string => {
  const names = autoClose.policies.map((policy) => policy.name);
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  const all = names.length > 0 ? `it has ${names.join(", ")}` : "it has none";
  const hint = near === undefined ? all : `the nearest is ${near}`;
  throw new NotFound(`hooks.config.ts has no policy ${name}: ${hint}`);
};

export const addAutoClose = (program: Command, surroundings: Surroundings): void => {
  const autoClose = program
    .command("auto-close")
    .description(
      "closing idle sessions: try it, run it, what it did: policies, runs, report, confirm, pause, resume, continue",
    )
    .option(...accountOption)
    .option("--dry-run", "say what would happen and why, and write nothing")
    .option("--policy <name>", "the one policy that may act")
    .option("--now <instant>", "measure idleness as of then; in the future only with --dry-run")
    .option("--show <n>", "with --dry-run: at most so many sessions", wholeNumber(100_000), 50)
    .option("--session <sessionId>", "with --dry-run: only this session, and why it stays", sessionIdText)
    .addHelpText("after", help)
    .action((options: Options, command: Command) => {
      const { dryRun, policy, now, show: limit, session } = options;
      if (!dryRun && command.getOptionValueSource("show") === "cli")
        command.error("error: --show goes with --dry-run: a run's sessions are in `auto-close runs show`", {
          exitCode: 2,
        });
      if (!dryRun && session !== undefined)
        command.error("error: --session goes with --dry-run: a run asks about every session", { exitCode: 2 });
      return withAccount(command, surroundings, async (tools, config, account) => {
        const nowMs =
          now === undefined ? tools.clock.now() : instantOption(command, "--now", now, zoneOf(config, account));
        if (nowMs > tools.clock.now() && !dryRun)
          command.error("error: --now in the future goes with --dry-run: nobody is idle yet", { exitCode: 2 });
        const only = policy === undefined ? undefined : knownPolicy(config, policy);
        if (dryRun)
          return showPreview(tools, config, { account, policy: only, sessionId: session, nowMs, limit, surroundings });
        return runNow(tools, config, { account, policy: only, nowMs, onlookers: surroundings });
      });
    });

  autoClose
    .command("policies")
    .description("each policy: whether it acts, who confirmed or paused it, what changed since, and the next run")
    .option(...accountOption)
    .addHelpText("after", helps.policies)
    .action((_options: object, command: Command) => withAccount(command, surroundings, listPolicies));
  autoClose
    .command("confirm")
    .description("let a new or changed policy act, after its dry run")
    .argument("<policy>", "its name in hooks.config.ts")
    .option("--seen <hash>", "the one that `policies` or a dry run has shown; refused where it is another by now")
    .option("--dry-run", "say what would be confirmed, and in what it is another one than before; write nothing")
    .option(...accountOption)
    .addHelpText("after", helps.confirm)
    .action((policy: string, { seen, dryRun = false }: { seen?: string; dryRun?: boolean }, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        confirmPolicy(tools, config, { account, policy, seen, dryRun }),
      ),
    );
  for (const name of ["pause", "resume"] as const)
    autoClose
      .command(name)
      .description(`${name} one policy`)
      .argument("<policy>", "its name in hooks.config.ts")
      .option("--dry-run", "say what it would do then, and write nothing")
      .option(...accountOption)
      .addHelpText("after", helps[name])
      .action((argument: string, { dryRun = false }: { dryRun?: boolean }, command: Command) =>
        withAccount(command, surroundings, (tools, config, account) => {
          const paused = name === "pause";
          // A policy of a deployed configuration may be gone from this one: it can be resumed all the same.
          const policy = paused ? knownPolicy(config, argument) : argument;
          return pausePolicy(tools, config, { account, policy, paused, dryRun });
        }),
      );
  autoClose
    .command("continue")
    .description("let a run go on that was about to close far more than usual")
    .argument("<run>", "its id, or the beginning of it", idText)
    .option("--dry-run", "say where it stopped, and write nothing")
    .option(...accountOption)
    .addHelpText("after", helps.continue)
    .action((id: string, { dryRun = false }: { dryRun?: boolean }, command: Command) =>
      withAccount(command, surroundings, async (tools, config, account) => {
        const { runs } = recordsOfRuns(tools, config);
        await continueStopped(tools, config, await findRun(runs, account, id), dryRun);
      }),
    );

  autoClose
    .command("report")
    .description("what became of what the policies did, and of the moves, in the last days")
    .option("--days <n>", "so many days back", wholeNumber(90), 7)
    .option("--policy <name>", "only this policy of auto-close, and no moves")
    .option(...accountOption)
    .addHelpText("after", helps.report)
    .action(({ days, policy }: { days: number; policy?: string }, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        showReport(tools, config, { account, days, policy }),
      ),
    );

  const runs = autoClose
    .command("runs")
    .description("what the runs did: list (default), show, undo")
    .option(...accountOption)
    .option("--limit <n>", "at most so many", wholeNumber(1_000), 20)
    .addHelpText("after", helps.runs)
    .action(({ limit }: { limit: number }, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        listRuns(tools, recordsOfRuns(tools, config), { account, limit, locale: localeOf(config, account) }),
      ),
    );
  runs
    .command("show")
    .description("every session of one run, what became of it, and why")
    .argument("<run>", "its id, or the beginning of it", idText)
    .option(...accountOption)
    .addHelpText("after", helps.show)
    .action((id: string, _options: object, command: Command) =>
      withAccount(command, surroundings, async (tools, config, account) => {
        const records = recordsOfRuns(tools, config);
        await showRun(tools, records.runs, await findRun(records.runs, account, id), localeOf(config, account));
      }),
    );
  runs
    .command("undo")
    .description("open again what one run closed, where nobody has touched it since")
    .argument("<run>", "its id, or the beginning of it", idText)
    .option("--dry-run", "say what would be opened again and what not, and why; write nothing")
    .option(...accountOption)
    .addHelpText("after", undoHelp)
    .action((id: string, { dryRun = false }: { dryRun?: boolean }, command: Command) =>
      withAccount(command, surroundings, async (tools, config, account) => {
        const records = recordsOfRuns(tools, config);
        await undo(tools, config, await findRun(records.runs, account, id), { dryRun, onlookers: surroundings });
      }),
    );
};
