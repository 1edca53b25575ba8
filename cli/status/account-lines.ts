// Says of each account, in one line, whether it is worked for: also of one that hooks.config.ts names and nobody has a key of.

import { runRecords } from "../../lib/auto-close/records/run-records.ts";
import { accountsOf } from "../../lib/auto-close/rules/policies-of.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { holds } from "../../lib/records/holds.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { runWords } from "../auto-close/run-words.ts";
import type { Connection } from "../connection.ts";
import type { Row } from "../display/aligned-table.ts";
import { shownTime } from "../display/time-text.ts";
import { statusWords } from "./status-words.ts";

export interface AccountLine {
  account: string;
  /** False: hooks.config.ts names it, and the accounts secret has no such account. */
  hasKey: boolean;
  paused: boolean;
  /** Who paused it; absent where it is not paused, or an earlier version did not note it. */
  pausedBy?: SaidSo;
  held: number;
  run?: { id: string; state: string; startedAt: string; problems: number };
}

/** In the order in which they are named, each once. */
export const accountsNamedIn = (config: HooksConfig): readonly string[] => [
  ...new Set([
    ...accountsOf(config),
    ...config.routing.policies.flatMap(({ account, enabled }) => (enabled && account) || []),
    ...Object.values(config.sources).flatMap(({ account }) => account ?? []),
    ...(config.reconcile.accounts ?? []),
    ...Object.keys(config.accounts),
  ]),
];

/** None older is of interest to who asks how things stand. */
const keptDays = 90;

export const readAccountLine = async (
  { table }: Connection,
  account: string,
  hasKey: boolean,
): Promise<AccountLine> => {
  const [{ paused, switchedBy }, held, [run]] = await Promise.all([
    killSwitch({ table, clock }).read(account),
    holds({ table, clock }).idsOf(account),
    runRecords({ table, clock, keptDays }).list(account, 1),
  ]);
  return {
    account,
    hasKey,
    paused,
    ...(paused && switchedBy && { pausedBy: switchedBy }),
    held: held.size,
    ...(run && { run: { id: run.id, state: run.state, startedAt: run.startedAt, problems: run.problems.length } }),
  };
};

const pausedText = ({ account, pausedBy }: AccountLine, config: HooksConfig | undefined): string => {
  const say = statusWords[config?.language ?? "en"];
  if (!pausedBy) return say.paused("");
  const at = config ? shownTime(pausedBy.at, localeOf(config, account)) : pausedBy.at;
  return say.paused(say.by(pausedBy.by, at));
};

const stateText = (state: string, language: Language): string => {
  const { states } = runWords[language];
  return Object.hasOwn(states, state) ? states[state as keyof typeof states] : state;
};

const runText = ({ account, run }: AccountLine, config: HooksConfig | undefined): string | undefined => {
  if (!run) return undefined;
  const language = config?.language ?? "en";
  const at = config ? shownTime(run.startedAt, localeOf(config, account)) : run.startedAt;
  return `${stateText(run.state, language)} ${at}${run.problems > 0 ? statusWords[language].problems(run.problems) : ""}`;
};

export const accountRows = (lines: readonly AccountLine[], config: HooksConfig | undefined): readonly Row[] => {
  const say = statusWords[config?.language ?? "en"];
  return [
    say.accountHeads,
    ...lines.map((line) => [
      line.account,
      line.hasKey ? (line.paused ? pausedText(line, config) : say.applied) : say.hasNoKey,
      runText(line, config),
      String(line.held),
      config && zoneOf(config, line.account),
    ]),
  ];
};
