// `auto-close runs`: what the runs of an account did lately.
import type { RunRecord } from "../../lib/auto-close/records/run-records.ts";
import type { Language, Locale } from "../../lib/core/texts/language.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { shownTime } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import type { recordsOfRuns } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

/** With --json. */
export interface RunList {
  account: string;
  /** A run is at work at this moment. */
  busy: boolean;
  /** The newest come first. */
  runs: readonly RunRecord[];
}

const policyText = ({ policies }: RunRecord, language: Language): string =>
  policies.map(({ name, mode }) => (mode === "acts" ? name : `${name} (${runWords[language].modes[mode]})`)).join(", ");

/** What was left alone is the business of `runs show`. */
const doneText = ({ counts }: RunRecord, language: Language): string =>
  countsText(Object.fromEntries(Object.entries(counts).filter(([name]) => /^[a-z]/.test(name))), language);

export const listRuns = async (
  { output, connection }: Tools,
  { runs, runLeases }: ReturnType<typeof recordsOfRuns>,
  { account, limit, locale }: { account: string; limit: number; locale: Locale },
): Promise<void> => {
  const { language, timeZone } = locale;
  const say = runWords[language];
  const place = placeText(connection.place, language);
  const listed = await runs.list(account, limit);
  const { busy } = await runLeases.read(account);
  output.json({ account, busy, runs: listed } satisfies RunList);
  if (listed.length === 0) return output.line(say.noRuns(account, place));
  output.line(`${say.runsOf({ account, place, timeZone })}`, "");
  output.line(
    ...alignedTable([
      say.runHeads,
      ...listed.map((run) => [
        run.id,
        shownTime(run.startedAt, locale),
        say.startedBy(run),
        say.states[run.undos === 0 ? run.state : "undone"],
        doneText(run, language),
        policyText(run, language),
      ]),
    ]),
  );
  const troubled = listed.find(({ state }) => state !== "done" && state !== "running" && state !== "superseded");
  for (const problem of troubled?.problems ?? []) output.line("", `${troubled?.id}: ${problem}`);
};
