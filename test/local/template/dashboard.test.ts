// The dashboard of the packaged template: CloudWatch's own structure, nothing over anything else, and no metric that nobody reports.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { metricDimension, metricNames, metricNamespace } from "../../../lib/core/metrics.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const root = process.cwd();
const { Resources }: { Resources: Readonly<Record<string, Resource>> } = JSON.parse(
  readFileSync(join(root, ".serverless/cloudformation-template-update-stack.json"), "utf8"),
);
const idsOf = (type: string): string[] =>
  Object.entries(Resources).flatMap(([id, { Type }]) => (Type === type ? [id] : []));
const propertiesOf = (type: string) => idsOf(type).map((id) => Object(Resources[id]?.Properties));

const [dashboard = { DashboardBody: {} }, ...others] = propertiesOf("AWS::CloudWatch::Dashboard");
const [text, given]: [string, Record<string, string>] = dashboard.DashboardBody["Fn::Sub"] ?? ["{}", {}];
const body: { widgets: Widget[] } = JSON.parse(text);

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { metrics?: unknown[][]; alarms?: string[]; markdown?: string };
}

/** After https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const line = {
  type: "array",
  minItems: 2,
  // A namespace, a metric, up to 30 pairs of dimensions, and how it is shown.
  items: {
    anyOf: [
      { type: "string", minLength: 1, maxLength: 255 },
      {
        type: "object",
        required: ["label", "stat"],
        additionalProperties: false,
        properties: {
          label: { type: "string", minLength: 1 },
          stat: { type: "string", pattern: "^(Sum|Maximum|Minimum|Average|SampleCount|p[0-9]{1,2}(\\.[0-9]+)?)$" },
        },
      },
    ],
  },
};
const properties = {
  text: {
    type: "object",
    required: ["markdown"],
    additionalProperties: false,
    properties: { markdown: { type: "string", minLength: 1 } },
  },
  alarm: {
    type: "object",
    required: ["alarms"],
    additionalProperties: false,
    properties: {
      title: { type: "string" },
      alarms: { type: "array", minItems: 1, maxItems: 100, items: { type: "string" } },
    },
  },
  metric: {
    type: "object",
    required: ["metrics", "region", "title"],
    additionalProperties: false,
    properties: {
      title: { type: "string", minLength: 1 },
      view: { enum: ["timeSeries", "singleValue", "bar", "pie", "gauge", "table"] },
      region: { type: "string", minLength: 1 },
      period: { type: "integer", multipleOf: 60, minimum: 60 },
      metrics: { type: "array", minItems: 1, maxItems: 500, items: line },
      yAxis: {
        type: "object",
        additionalProperties: false,
        properties: {
          left: {
            type: "object",
            additionalProperties: false,
            properties: { min: { type: "number" }, label: { type: "string" }, showUnits: { type: "boolean" } },
          },
        },
      },
      annotations: {
        type: "object",
        additionalProperties: false,
        properties: {
          horizontal: {
            type: "array",
            items: {
              type: "object",
              required: ["value"],
              additionalProperties: false,
              properties: {
                value: { type: "number" },
                label: { type: "string" },
                color: { type: "string", pattern: "^#[0-9a-f]{6}$" },
              },
            },
          },
        },
      },
    },
  },
};
const place = {
  x: { type: "integer", minimum: 0, maximum: 23 },
  y: { type: "integer", minimum: 0 },
  width: { type: "integer", minimum: 1, maximum: 24 },
  height: { type: "integer", minimum: 1, maximum: 1_000 },
};
const structure = {
  type: "object",
  required: ["widgets"],
  additionalProperties: false,
  properties: {
    start: { type: "string", pattern: "^-P(T?[0-9]+[MHDWY])+$" },
    end: { type: "string" },
    periodOverride: { enum: ["auto", "inherit"] },
    widgets: {
      type: "array",
      maxItems: 500,
      items: {
        oneOf: Object.entries(properties).map(([type, shape]) => ({
          type: "object",
          required: ["type", "x", "y", "width", "height", "properties"],
          additionalProperties: false,
          properties: { type: { const: type }, ...place, properties: shape },
        })),
      },
    },
  },
};

test("there is one, of CloudWatch's own structure", () => {
  expect(others).toEqual([]);
  expect(dashboard.DashboardName).toBe("wts-session-hooks-dev");
  const validate = new Ajv({ strict: false }).compile(structure);
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
});

test("no widget lies over another, nor beyond the right edge", () => {
  const taken = new Set<string>();
  for (const { x, y, width, height } of body.widgets) {
    expect(x + width).toBeLessThanOrEqual(24);
    for (let column = x; column < x + width; column += 1)
      for (let row = y; row < y + height; row += 1) {
        expect(taken.has(`${column}/${row}`)).toBe(false);
        taken.add(`${column}/${row}`);
      }
  }
});

const lines = body.widgets.flatMap((widget) => widget.properties.metrics ?? []);
const namesIn = (values: readonly unknown[]): readonly string[] =>
  values.filter((value): value is string => typeof value === "string");

test("it has at most the 50 metrics with which a dashboard is free", () => {
  const metrics = new Set(lines.map((each) => namesIn(each).join("/")));
  expect(metrics.size).toBeGreaterThan(20);
  expect(metrics.size).toBeLessThanOrEqual(50);
});

/** The metrics that filters make of the log's lines. */
const filtered = propertiesOf("AWS::Logs::MetricFilter").flatMap(({ MetricTransformations }) =>
  MetricTransformations.map((each: Record<string, string>) => `${each.MetricNamespace}/${each.MetricName}`),
);

/** What AWS reports of each, by the names in its documentation. */
const reported: Readonly<
  Record<string, { dimension: string; of: string; attribute: string; metrics: readonly string[] }>
> = {
  "AWS/SQS": {
    ...{ dimension: "QueueName", of: "AWS::SQS::Queue", attribute: ".QueueName" },
    metrics: [
      "ApproximateNumberOfMessagesVisible",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateAgeOfOldestMessage",
    ],
  },
  "AWS/Lambda": {
    ...{ dimension: "FunctionName", of: "AWS::Lambda::Function", attribute: "" },
    metrics: ["Errors", "Throttles", "Duration"],
  },
  "AWS/ApiGateway": {
    ...{ dimension: "ApiId", of: "AWS::ApiGatewayV2::Api", attribute: "" },
    metrics: ["4xx", "5xx"],
  },
};

test("every metric is one that somebody reports, of what the template has", () => {
  expect(lines.length).toBeGreaterThan(20);
  for (const each of lines) {
    const [namespace = "", metric = "", dimension, value = "", ...rest] = namesIn(each);
    expect(rest).toEqual([]);
    if (namespace === metricNamespace) {
      expect(metricNames).toContain(metric);
      expect([dimension, value]).toEqual([metricDimension, `\${Stage}`]);
    } else if (dimension === undefined) {
      expect(namespace).toBe(`\${Name}`);
      expect(filtered).toContain(`${given.Name}/${metric}`);
    } else {
      const known = reported[namespace];
      expect([namespace, known?.dimension]).toEqual([namespace, dimension]);
      expect(known?.metrics).toContain(metric);
      const ids = idsOf(known?.of ?? "").map((id) => `\${${id}${known?.attribute}}`);
      expect(ids).toContain(value);
    }
  }
});

test("every metric of ours is on it", () => {
  const shown = lines.map(namesIn).flatMap(([namespace, metric]) => (namespace === metricNamespace ? [metric] : []));
  expect(new Set(shown)).toEqual(new Set(metricNames));
});

test("every function and every alarm of the template is on it", () => {
  const shown = new Set(lines.flatMap(namesIn));
  expect(idsOf("AWS::Lambda::Function").filter((id) => !shown.has(`\${${id}}`))).toEqual([]);
  const alarms = body.widgets.flatMap((widget) => widget.properties.alarms ?? []);
  expect(alarms.toSorted()).toEqual(
    idsOf("AWS::CloudWatch::Alarm")
      .map((id) => `\${${id}.Arn}`)
      .toSorted(),
  );
});

test("the stage is the one under which the functions report", () => {
  expect(given.Stage).toBe("dev");
  for (const { Environment } of propertiesOf("AWS::Lambda::Function"))
    expect(Environment.Variables.STAGE).toBe(given.Stage);
  expect(idsOf("AWS::Lambda::Function")).toHaveLength(readdirSync(join(root, "functions")).length);
});

describe("the runbook", () => {
  const pageOf = (path: string): string => readFileSync(join(root, path), "utf8");
  /** As GitHub makes them of headings. */
  const anchorsOf = (page: string): readonly string[] =>
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, "")
        .replaceAll(" ", "-"),
    );
  const anchors = anchorsOf(pageOf("docs/runbook.md"));

  test("has the section that each alarm's description ends in, and each alarm has one", () => {
    const alarms = propertiesOf("AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(10);
    for (const { AlarmName, AlarmDescription } of alarms) {
      const [, anchor] = / docs\/runbook\.md#([\w-]+)$/.exec(String(AlarmDescription)) ?? [];
      expect({ AlarmName, anchors }).toEqual({ AlarmName, anchors: expect.arrayContaining([anchor]) });
    }
  });

  test("has a row for each alarm, in both languages", () => {
    for (const path of ["docs/runbook.md", "docs/pt-BR/runbook.md"]) {
      const rows = [...pageOf(path).matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);
      const isThere = (name: string) =>
        rows.includes(name) || (name.endsWith("-errors") && rows.some((row) => /^<.+>-errors$/.test(row)));
      const names = propertiesOf("AWS::CloudWatch::Alarm").map(({ AlarmName }) =>
        String(AlarmName).replace("wts-session-hooks-dev-", ""),
      );
      expect(names.filter((name) => !isThere(name))).toEqual([]);
    }
  });

  test("has the sections that the dashboard names, and each part of the dashboard has one", () => {
    const markdown = body.widgets.flatMap((widget) => widget.properties.markdown ?? []);
    expect(markdown).toHaveLength(5);
    expect(given.Runbook).toBe("docs/runbook.md");
    for (const each of markdown) {
      const [, anchor] = /\]\(\$\{Runbook\}#([\w-]+)\)$/.exec(each) ?? [];
      expect(anchors).toContain(anchor);
      expect(each).toMatch(/\nNormal: /);
    }
  });
});
