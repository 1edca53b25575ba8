// What the runs did lately, the newest first.
import { useSignal } from "@preact/signals";
import type { RunList } from "../../../../cli/auto-close/list-runs.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { SeriesChart } from "../../components/series-chart.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { Counts } from "./counts.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { RunState, StartedBy } from "./run-state.tsx";
import { runsWords } from "./runs-words.ts";

const firstLimit = 30;
const mostRuns = 1_000;
/** Two points make no line that says anything. */
const fewestInChart = 3;

const RunsChart = ({ runs }: Pick<RunList, "runs">) => {
  const say = useWords(runsWords);
  const shown = runs.filter(({ counts }) => counts.closed || counts.warned).toReversed();
  if (shown.length < fewestInChart) return null;
  return (
    <SeriesChart
      label={say.chart}
      at={shown.map(({ startedAt }) => startedAt)}
      series={[
        { name: say.closed, colour: "accent", values: shown.map(({ counts }) => counts.closed ?? 0) },
        { name: say.warned, colour: "warning", values: shown.map(({ counts }) => counts.warned ?? 0), isDashed: true },
      ]}
      tableTitle={say.chartTable}
      timeHead={say.chartTime}
    />
  );
};

export const RunsTab = ({ account }: { readonly account: string }) => {
  const say = useWords(runsWords);
  const limit = useSignal(firstLimit);
  const runs = useAnswer("auto-close/runs", { account, limit: limit.value });
  return (
    <>
      <div class="actions">
        <AsOf of={runs} />
      </div>
      <Answer of={runs}>
        {({ runs: listed, busy }) => (
          <>
            {busy && <Notice tone="neutral" title={say.busy} />}
            <RunsChart runs={listed} />
            <DataTable
              caption={say.caption}
              rows={listed}
              rowKey={({ id }) => id}
              empty={say.none}
              columns={[
                {
                  head: say.heads.run,
                  isHeader: true,
                  cell: ({ id }) => (
                    <a href={`/auto-close/runs/${encodeURIComponent(id)}`}>
                      <code>{id}</code>
                    </a>
                  ),
                },
                { head: say.heads.started, cell: ({ startedAt }) => <Time at={startedAt} /> },
                { head: say.heads.by, cell: (run) => <StartedBy run={run} /> },
                { head: say.heads.state, cell: ({ state, undos }) => <RunState state={state} isUndone={undos > 0} /> },
                { head: say.heads.did, cell: ({ counts }) => <Counts counts={counts} onlyDone /> },
                {
                  head: say.heads.policies,
                  cell: ({ policies }) => (
                    <ul class="plain-list">
                      {policies.map(({ name, mode }) => (
                        <li key={name}>
                          <Foreign text={name} /> {mode !== "acts" && <ModeBadge mode={mode} />}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
            {listed.length === limit.value && limit.value < mostRuns && (
              <button type="button" onClick={() => (limit.value = Math.min(mostRuns, limit.value * 4))}>
                {say.more}
              </button>
            )}
          </>
        )}
      </Answer>
    </>
  );
};
