// The widgets of a CloudWatch dashboard as they are needed here, and how they are laid out: from top to bottom, in rows of 24 columns.

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface Widget {
  readonly type: "text" | "metric" | "alarm";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

export interface Graph {
  readonly title: string;
  readonly lines: readonly GraphLine[];
  /** What the axis says. */
  readonly unit: string;
  /** Where an alarm begins. */
  readonly alarmAbove?: number;
}

export interface GraphLine {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly label: string;
  readonly stat: string;
}

export interface Section {
  readonly title: string;
  /** What it looks like when all is well. */
  readonly normal: string;
  /** The section of the runbook that goes on from here. */
  readonly runbook: string;
  /** The alarms by their ARN, where the section shows them. */
  readonly alarms?: readonly string[];
  readonly graphs: readonly Graph[];
}

/** CloudFormation fills it in, and refuses what is not in the template. */
export const filledIn = (name: string): string => `\${${name}}`;

const columns = 24;
const textHeight = 3;
const graphHeight = 6;
/** The alarms stand four in a row. */
const alarmsInRow = 4;
const alarmsHeight = (count: number): number => Math.ceil(count / alarmsInRow) + 1;

const graphProperties = ({ title, lines, unit, alarmAbove }: Graph): object => ({
  title,
  view: "timeSeries",
  region: filledIn("AWS::Region"),
  period: 300,
  metrics: lines.map(({ namespace, metric, dimensions, label, stat }) => [
    namespace,
    metric,
    ...Object.entries(dimensions).flat(),
    { label, stat },
  ]),
  yAxis: { left: { min: 0, label: unit, showUnits: false } },
  ...(alarmAbove !== undefined && {
    annotations: { horizontal: [{ label: "an alarm above", value: alarmAbove, color: "#d62728" }] },
  }),
});

/** One section below the other; its graphs share the width in one row. */
export const layOut = (sections: readonly Section[]): readonly Widget[] => {
  const widgets: Widget[] = [];
  let y = 0;
  for (const { title, normal, runbook, alarms, graphs } of sections) {
    const link = `[${runbook}](${runbook})`;
    const markdown = `## ${title}\nNormal: ${normal} Otherwise: ${link}`;
    widgets.push({ type: "text", x: 0, y, width: columns, height: textHeight, properties: { markdown } });
    y += textHeight;
    if (alarms) {
      const height = alarmsHeight(alarms.length);
      widgets.push({ type: "alarm", x: 0, y, width: columns, height, properties: { title: "Alarms", alarms } });
      y += height;
    }
    const width = Math.floor(columns / graphs.length);
    for (const [index, graph] of graphs.entries())
      widgets.push({
        ...{ type: "metric", x: index * width, y, width, height: graphHeight },
        properties: graphProperties(graph),
      });
    y += graphHeight;
  }
  return widgets;
};
