// Reads what the runs of some days did to which sessions, from our own table; WTS is not asked.
import type { RunRecords, Sighting } from "./records/run-records.ts";
import type { SeenSession } from "./report-policies.ts";

const mostRuns = 20_000;

/** The runs that began in that time. */
export const readRuns = async (
  runs: Pick<RunRecords, "list" | "readSessions" | "readUndos">,
  account: string,
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
) => {
  const seen: SeenSession[] = [];
  const sightings: Sighting[] = [];
  const undone = new Map<string, number[]>();
  const runsOf = new Map<string, number[]>();
  const listed = await runs.list(account, mostRuns, sinceMs);
  const wanted = listed.filter(({ startedAt }) => Date.parse(startedAt) <= untilMs).reverse();
  for (const run of wanted) {
    const runAtMs = Date.parse(run.startedAt);
    sightings.push(...run.sightings);
    for (const { name, mode } of run.policies)
      if (run.state === "done" && mode !== "paused" && mode !== "not-asked")
        runsOf.set(name, [...(runsOf.get(name) ?? []), runAtMs]);
    for (let seq = 0; seq < run.seq; seq += 1)
      for (const session of (await runs.readSessions(run.id, seq)) ?? []) seen.push({ session, runAtMs });
    for (const { at, sessions } of run.undos > 0 ? await runs.readUndos(run.id) : [])
      for (const { id, result } of sessions)
        if (result === "restored") undone.set(id, [...(undone.get(id) ?? []), Date.parse(at)]);
  }
  return { seen, sightings, undone, runsOf, runs: wanted.length };
};
