// Adds `status` to the command line: it says whether anything is paused, and whether anything is stuck.
import type { Command } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { reconciliationRecords } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";
import { type Connection, type QueueName, unknownAccount } from "../connection.ts";
import { describeError, lacksCredentials } from "../describe-error.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { ageText } from "../display/time-text.ts";
import { BadVerdict, NotFound } from "../failure.ts";
import { readParked } from "../parked/read-parked.ts";
import { wholeNumber } from "../typed-values.ts";
import { type Surroundings, type Tools, withConnection } from "../with-connection.ts";
import { type AccountLine, accountRows, accountsNamedIn, readAccountLine } from "./account-lines.ts";
import { figureRows } from "./figure-rows.ts";
import { type AccountKey, keyText, readKeyState } from "./key-states.ts";
import { depthIfThere, queueDepth } from "./queue-depth.ts";
import { type Figure, readFigures } from "./read-figures.ts";
import { reconciliationText, type ShownReconciliation, shownReconciliation } from "./reconciliation-text.ts";
import { showMinutes } from "./show-minutes.ts";
import { statusWords } from "./status-words.ts";

const help = `
Waiting: to be taken next. Hidden: being applied, or between two attempts. SQS counts both only approximately.
How long the oldest command has been waiting is known to CloudWatch alone (ApproximateAgeOfOldestMessage, and the alarm
commands-age): looking into that queue would get in the way of its messages.
What happened in the last hour and day are the metrics, also locally, where they begin with \`npm start\`; – is nothing. They come to
some US$ 0.0002 each time.
Each account has a line, also one that hooks.config.ts names and the accounts secret does not have. Queues are for all of them.
With --keys, WTS Chat is asked whether the API key of each account works, and for sessions too.

Examples:
  npm run hooks -- status --stage prod
  npm run hooks -- status --keys`;

const queues: readonly QueueName[] = ["commands", "reassign-session-events", "commands-dead", "parked"];
/** What an earlier version made has none of these. */
const laterQueues: readonly QueueName[] = ["reassign-session-events"];
const mostUnpublished = 500;
/** These are enough to see the oldest of what anybody lets lie there. */
const mostRead = 200;

const knownAccounts = async ({ connection, output }: Tools): Promise<readonly string[]> => {
  try {
    return await connection.accountNames();
  } catch (error) {
    // Without credentials, nothing else would be shown either.
    if (lacksCredentials(error)) throw error;
    const why = describeError(error);
    output.warn(
      `warning: the accounts secret cannot be read (${why}), so only the account of hooks.config.ts is shown`,
    );
    return [(await connection.config()).account];
  }
};

/** A configuration that is being edited must not stand in the way. */
const readableConfig = ({ connection }: Tools): Promise<HooksConfig | undefined> =>
  connection.config().catch(() => undefined);

/** They are no reason to say nothing of the rest: who may read queues and table need not be allowed to read metrics. */
const figuresOf = async ({ connection, output }: Tools, language: Language): Promise<readonly Figure[] | null> => {
  try {
    return await readFigures(connection, clock.now());
  } catch (error) {
    output.warn(statusWords[language].noFigures(describeError(error)));
    return null;
  }
};

const depthsOf = async ({ connection, output }: Tools, language: Language) => {
  const depths = await Promise.all(
    queues.map(async (name) => {
      const isLater = laterQueues.includes(name);
      const depth = await (isLater ? depthIfThere(connection, name) : queueDepth(connection, name));
      return { name, depth };
    }),
  );
  for (const { name, depth } of depths) if (!depth) output.warn(statusWords[language].noQueue(name));
  return depths.flatMap(({ name, depth }) => (depth ? [{ name, ...depth }] : []));
};

const oldestByQueue = async (connection: Connection): Promise<ReadonlyMap<QueueName, string>> => {
  const messages = await readParked(connection, mostRead);
  return new Map(messages.toReversed().map(({ queue, at }) => [queue, at]));
};

const countText = (unpublished: number, language: Language): string =>
  unpublished === mostUnpublished ? statusWords[language].orMore(unpublished) : String(unpublished);

interface StatusOptions {
  keys?: true;
  account?: string;
}

/** With --json. */
export interface Status {
  place: string;
  accounts: readonly (AccountLine & { reconciliation?: ShownReconciliation })[];
  /** SQS counts only approximately. `oldestAt` is an ISO instant, of what lies there for people; null where nobody can say. */
  queues: readonly { name: QueueName; waiting: number; hidden: number; oldestAt: string | null }[];
  /** At most 500 are counted. */
  unpublishedOutcomes: number;
  /** Null where the metrics cannot be read. */
  figures: readonly Figure[] | null;
  /** With --keys. */
  keys?: readonly AccountKey[];
}

interface Found {
  accounts: readonly AccountLine[];
  depths: readonly { name: QueueName; waiting: number }[];
  keys: readonly AccountKey[] | undefined;
}

const peopleEmpty: readonly QueueName[] = ["parked", "commands-dead"];
const stoppedStates: readonly string[] = ["stopped", "refused", "failed"];
const goodKeys: readonly AccountKey["key"][] = ["works", "not known"];

const whatNeedsSomebody = ({ accounts, depths, keys = [] }: Found, language: Language): readonly string[] => {
  const say = statusWords[language];
  return [
    ...accounts.flatMap(({ account, hasKey }) => (hasKey ? [] : say.accountHasNoKey(account))),
    ...accounts.flatMap(({ account, paused }) => (paused ? say.accountPaused(account) : [])),
    ...accounts.flatMap(({ account, run }) =>
      run && (run.problems > 0 || stoppedStates.includes(run.state)) ? say.runHasProblems(account) : [],
    ),
    ...depths.flatMap(({ name, waiting }) =>
      peopleEmpty.includes(name) && waiting > 0 ? say.isParked(waiting, name) : [],
    ),
    ...keys.flatMap(({ account, key }) => (goodKeys.includes(key) ? [] : say.keyIsBad(account))),
  ];
};

const showStatus = async (tools: Tools, { keys: asksKeys, account: only }: StatusOptions): Promise<void> => {
  const { connection, output } = tools;
  const { table } = connection;
  const known = await knownAccounts(tools);
  const config = await readableConfig(tools);
  const language = config?.language ?? "en";
  const say = statusWords[language];
  const all = [...new Set([...known, ...(config ? accountsNamedIn(config) : [])])];
  const named = only === undefined ? all : all.filter((account) => account === only);
  if (only !== undefined && named.length === 0) throw new NotFound(unknownAccount(only, connection.place, known));
  const names = named.filter((account) => known.includes(account));
  const { latest } = reconciliationRecords({ table, clock });
  const accounts = await Promise.all(
    named.map(async (account) => {
      const line = readAccountLine(connection, account, known.includes(account));
      const [read, reconciliation] = await Promise.all([line, latest(account)]);
      return { ...read, ...(reconciliation && { reconciliation }) };
    }),
  );
  const reconciled = accounts.flatMap(({ account, reconciliation }) =>
    reconciliation ? [[account, reconciliationText(reconciliation, language)]] : [],
  );
  const depths = await depthsOf(tools, language);
  const oldest = await oldestByQueue(connection);
  const keys = asksKeys ? await Promise.all(names.map((account) => readKeyState(connection, account))) : undefined;
  const figures = await figuresOf(tools, language);
  const unpublished = (await ledger({ table, clock }).due(mostUnpublished)).length;

  output.json({
    place: connection.place,
    accounts: accounts.map(({ reconciliation, ...account }) => ({
      ...account,
      ...(reconciliation && { reconciliation: shownReconciliation(reconciliation) }),
    })),
    queues: depths.map((depth) => ({ ...depth, oldestAt: oldest.get(depth.name) ?? null })),
    unpublishedOutcomes: unpublished,
    figures,
    ...(keys && { keys }),
  } satisfies Status);
  output.line(`${say.statusOf(placeText(connection.place, language))}`, "");
  output.line(...alignedTable(accountRows(accounts, config)));
  output.line("");
  output.line(
    ...alignedTable([
      say.queueHeads,
      ...depths.map(({ name, waiting, hidden }) => {
        const at = oldest.get(name);
        const age = at === undefined ? undefined : say.ago(ageText(clock.now() - Date.parse(at)));
        return [name, String(waiting), String(hidden), age];
      }),
    ]),
  );
  if (figures) output.line("", ...alignedTable(figureRows(figures, language)));
  output.line("", `${say.unpublished(countText(unpublished, language))}`);
  if (reconciled.length > 0) output.line("", ...alignedTable([say.webhookHeads, ...reconciled]));
  if (keys)
    output.line("", ...alignedTable([say.keyHeads, ...keys.map((each) => [each.account, keyText(each, language)])]));
  const needs = whatNeedsSomebody({ accounts, depths, keys }, language);
  if (needs.length > 0) throw new BadVerdict(say.needs(needs));
};

const minutesHelp = `
What was accepted, applied, refused and parked by minute, as the metrics have it: they come some seconds late. Of the rate, what our own
calls have taken of what \`limits\` lets them. It comes to some US$ 0.00005 each time.

Example:
  npm run hooks -- status minutes --limit 15`;

export const addStatus = (program: Command, surroundings: Surroundings): void => {
  const status = program
    .command("status")
    .description("whether anything is paused, waits or is parked, and what happened in the last hour and day")
    .option("--keys", "ask WTS Chat whether the API key of each account works, and for sessions too")
    .option("--account <account>", "only this one (default: all)")
    .addHelpText("after", help)
    .action((options: StatusOptions, command: Command) =>
      withConnection(command, surroundings, (tools) => showStatus(tools, options)),
    );
  status
    .command("minutes")
    .description("what happened in each of the last minutes, and how much of the rate is taken")
    .option("--limit <minutes>", "at most so many", wholeNumber(180), 60)
    .addHelpText("after", minutesHelp)
    .action(({ limit }: { limit: number }, command: Command) =>
      withConnection(command, surroundings, (tools) => showMinutes(tools, limit)),
    );
};
