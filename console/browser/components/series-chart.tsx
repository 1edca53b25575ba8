// A line or bars over time. Who cannot see it reads the same numbers in a table below it.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { language } from "../state/language.ts";
import { timeZone } from "../state/place.ts";
import { machineIsDark, theme } from "../state/theme.ts";

export interface Series {
  readonly name: string;
  /** A name of a colour of the style sheet, such as "accent". */
  readonly colour: "accent" | "good" | "warning" | "bad" | "quiet";
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
}

interface SeriesChartProps {
  readonly label: string;
  /** ISO instants. */
  readonly at: readonly string[];
  readonly series: readonly Series[];
  readonly heightPx?: number;
  readonly tableTitle: string;
  readonly timeHead: string;
}

const colourOf = (name: string): string => {
  // A custom property that says light-dark() has no value of its own: an element that uses it has.
  const probe = document.createElement("span");
  probe.className = `colour-${name}`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

const dayMs = 86_400_000;

/** Over more than a day the hour alone would say the same again and again. */
const timeText = (ms: number, isLong: boolean): string =>
  new Date(ms).toLocaleString(language.value, {
    ...{ timeZone: timeZone.value, hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...(isLong && { day: "2-digit", month: "2-digit" }),
  });

export const SeriesChart = ({ label, at, series, heightPx = 180, tableTitle, timeHead }: SeriesChartProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const key = JSON.stringify([at, series]);
  const isLong = Date.parse(at.at(-1) ?? "") - Date.parse(at[0] ?? "") > dayMs;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const axis = { stroke: colourOf("quiet"), grid: { stroke: colourOf("line"), width: 1 }, ticks: { show: false } };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: heightPx,
        legend: { show: false },
        cursor: { show: false },
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), timeZone.value),
        axes: [
          {
            ...axis,
            values: (_chart, seconds) => seconds.map((each) => timeText(each * 1_000, isLong)),
          },
          // What is counted has no halves.
          {
            ...axis,
            size: 44,
            incrs: [1, 2, 5]
              .flatMap((each) => [each, each * 10, each * 100, each * 1_000])
              .sort((one, other) => one - other),
          },
        ],
        scales: { y: { range: (_chart, _min, max) => [0, Math.max(max, 1)] } },
        series: [
          {},
          ...series.map(({ name, colour, isDashed }) => ({
            label: name,
            stroke: colourOf(colour),
            width: 2,
            points: { show: false },
            ...(isDashed && { dash: [6, 4] }),
          })),
        ],
      },
      [at.map((each) => Date.parse(each) / 1_000), ...series.map(({ values }) => [...values])],
      element,
    );
    const resizing = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      chart.destroy();
    };
  }, [key, theme.value, machineIsDark.value, language.value, timeZone.value]);
  return (
    <figure class="chart">
      <figcaption>
        {label}
        <span class="legend" aria-hidden="true">
          {series.map(({ name, colour, isDashed }) => (
            <span key={name} class={`colour-${colour}`}>
              <span class={isDashed ? "stroke dashed" : "stroke"} />
              {name}
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={frame} aria-hidden="true" class="drawing" />
      <details>
        <summary>{tableTitle}</summary>
        <div class="table-frame">
          <table>
            <thead>
              <tr>
                <th scope="col">{timeHead}</th>
                {series.map(({ name }) => (
                  <th scope="col" key={name} class="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {at.map((each, index) => (
                <tr key={each}>
                  <th scope="row">{timeText(Date.parse(each), isLong)}</th>
                  {series.map(({ name, values }) => (
                    <td key={name} class="number">
                      {values[index] ?? "–"}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
};
