// What happened in each minute of the last hour, and how much of each account's rate is taken.
import type { MinutesAnswer } from "../../../../cli/status/show-minutes.ts";
import { Meter } from "../../components/meter.tsx";
import { Notice } from "../../components/notice.tsx";
import { SeriesChart } from "../../components/series-chart.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

export const MinutesCharts = ({ minutes, rates }: MinutesAnswer) => {
  const say = useWords(activityWords);
  return (
    <div class="minutes">
      <SeriesChart
        label={say.chart.label}
        at={minutes.map(({ at }) => at)}
        series={[
          { name: say.chart.applied, colour: "good", values: minutes.map(({ applied }) => applied) },
          { name: say.chart.rejected, colour: "bad", values: minutes.map(({ rejected }) => rejected) },
          { name: say.chart.parked, colour: "warning", values: minutes.map(({ parked }) => parked), isDashed: true },
        ]}
        tableTitle={say.chart.table}
        timeHead={say.chart.minute}
      />
      <section class="card rates" aria-label={say.rate.title}>
        <h2>{say.rate.title}</h2>
        <p class="quiet">{say.rate.intro}</p>
        {rates.map(({ account, windows, pausedUntil }) => (
          <div key={account}>
            {rates.length > 1 && <h3>{account}</h3>}
            {windows.map(({ windowMs, used, most }) => (
              <div key={windowMs} class="rate">
                <span>{say.rate.window(windowMs / 1_000)}</span>
                <Meter label={say.rate.of(account, windowMs / 1_000)} value={used} most={most} />
              </div>
            ))}
            {pausedUntil !== null && (
              <Notice tone="warning" title={say.rate.paused}>
                <Time at={pausedUntil} />
              </Notice>
            )}
          </div>
        ))}
      </section>
    </div>
  );
};
