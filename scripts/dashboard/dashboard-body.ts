// What whoever is paged looks at, from top to bottom: is anybody hurt, does it flow, does WTS answer, is it closed and moved, do the functions run.
import { type MetricName, metricDimension, metricNamespace } from "../../lib/core/metrics.ts";
import { filledIn, type Graph, type GraphLine, layOut, type Section } from "./widgets.ts";

interface Deployed {
  /** The keys of the functions in serverless.yml. */
  readonly functions: readonly string[];
  /** The logical ids of the alarms. */
  readonly alarms: readonly string[];
}

/** As the framework makes a logical id of a function's key. */
export const functionId = (name: string): string =>
  `${name.replaceAll("-", "Dash").replace(/^./, (first) => first.toUpperCase())}LambdaFunction`;

const ours = (metric: MetricName, label: string, stat = "Sum"): GraphLine => ({
  namespace: metricNamespace,
  metric,
  dimensions: { [metricDimension]: filledIn("Stage") },
  label,
  stat,
});

const ofQueue = (id: string, metric: string, label: string): GraphLine => ({
  namespace: "AWS/SQS",
  metric,
  dimensions: { QueueName: filledIn(`${id}.QueueName`) },
  label,
  stat: "Maximum",
});

const ofFunctions = (functions: readonly string[], metric: string, stat: string): readonly GraphLine[] =>
  functions.map((name) => ({
    namespace: "AWS/Lambda",
    metric,
    dimensions: { FunctionName: filledIn(functionId(name)) },
    label: name,
    stat,
  }));

const ofApi = (metric: string, label: string): GraphLine => ({
  namespace: "AWS/ApiGateway",
  metric,
  dimensions: { ApiId: filledIn("HttpApi") },
  label,
  stat: "Sum",
});

/** What a filter of the template counts in the log. */
const ofLog = (metric: string, label: string): GraphLine => ({
  ...{ namespace: filledIn("Name"), metric, dimensions: {}, label, stat: "Sum" },
});

const graph = (title: string, unit: string, lines: readonly GraphLine[], alarmAbove?: number): Graph => ({
  ...{ title, unit, lines },
  ...(alarmAbove !== undefined && { alarmAbove }),
});

const runbook = (anchor: string): string => `${filledIn("Runbook")}#${anchor}`;

export const dashboardSections = ({ functions, alarms }: Deployed): readonly Section[] => [
  {
    title: "Is anybody hurt?",
    normal: "no alarm is red, nothing waits in the two queues on the left, and nothing waits for longer than a minute.",
    runbook: runbook("alarms"),
    alarms: alarms.map((id) => filledIn(`${id}.Arn`)),
    graphs: [
      graph(
        "What waits for a person",
        "messages",
        [
          ofQueue("Parked", "ApproximateNumberOfMessagesVisible", "parked"),
          ofQueue("CommandsDead", "ApproximateNumberOfMessagesVisible", "made apply-commands crash"),
        ],
        0,
      ),
      graph("Refused in the last minutes", "in 5 minutes", [ours("rejected", "rejected"), ours("parked", "parked")]),
      graph(
        "How long the oldest command waits",
        "seconds",
        [ofQueue("Commands", "ApproximateAgeOfOldestMessage", "oldest")],
        900,
      ),
    ],
  },
  {
    title: "Does it flow?",
    normal:
      "what is accepted is applied in the same minutes; half of it within 2 seconds, nearly all within 30, more while much waits for the rate.",
    runbook: runbook("much-waits"),
    graphs: [
      graph("Accepted and applied", "in 5 minutes", [ours("accepted", "accepted"), ours("applied", "applied")]),
      graph("From the delivery to WTS's yes", "milliseconds", [
        ours("latency", "half of it", "p50"),
        ours("latency", "95 %", "p95"),
        ours("latency", "the longest", "Maximum"),
      ]),
      graph("Commands in the queue", "messages", [
        ofQueue("Commands", "ApproximateNumberOfMessagesVisible", "wait"),
        ofQueue("Commands", "ApproximateNumberOfMessagesNotVisible", "are worked on, or come again later"),
      ]),
    ],
  },
  {
    title: "Does WTS answer?",
    normal:
      "calls rise and fall with what is applied, one to four each; the share is below 80 % but for runs of auto-close and backlogs, and never 100 % for an hour; nothing is tried in vain.",
    runbook: runbook("wts-is-away"),
    graphs: [
      graph("Calls of WTS", "in 5 minutes", [ours("wts-calls", "calls")]),
      graph("Share of the rate that is ours", "percent", [ours("rate-share", "highest", "Maximum")]),
      graph("Tried in vain: WTS did not answer", "in 5 minutes", [ofLog("tried-without-wts", "tried again later")]),
    ],
  },
  {
    title: "Is it closed and moved?",
    normal:
      "closed in waves of your policies, by day; those that wait rise in the morning and come down. Nothing at all where no policy is configured.",
    runbook: runbook("waiting-sessions-are-not-looked-after"),
    graphs: [
      graph("Closed and moved", "in 5 minutes", [ours("closed", "closed"), ours("moved", "moved")]),
      graph("Sessions whose contact waits for a person", "sessions", [ours("waiting", "waiting", "Maximum")]),
    ],
  },
  {
    title: "Do the functions run?",
    normal:
      "no errors, no throttles, no 5xx; durations in seconds, minutes only for close-idle-sessions and the schedule of routing.",
    runbook: runbook("a-function-fails"),
    graphs: [
      graph("Errors", "in 5 minutes", ofFunctions(functions, "Errors", "Sum")),
      graph("Throttles", "in 5 minutes", ofFunctions(functions, "Throttles", "Sum")),
      graph("Longest duration", "milliseconds", ofFunctions(functions, "Duration", "Maximum")),
      graph("Answers of the HTTP API", "in 5 minutes", [ofApi("5xx", "5xx"), ofApi("4xx", "4xx")]),
    ],
  },
];

/** For `Fn::Sub`, with Name, Stage and Runbook beside what the template has. */
export const dashboardBody = (deployed: Deployed): string =>
  JSON.stringify({ start: "-PT6H", periodOverride: "inherit", widgets: layOut(dashboardSections(deployed)) });

const alarmLine = /^ {4}(\w+Alarm):$/gm;

/** The alarms that serverless.yml has. */
export const alarmsIn = (serverlessYml: string): readonly string[] =>
  [...serverlessYml.matchAll(alarmLine)].map(([, id = ""]) => id);
