// The runner's reading of a packaged template.
import { afterEach, describe, expect, test } from "@jest/globals";
import { readTemplate } from "../../../local/template/template.ts";
import { type TinyFunction, type TinyPackage, tinyPackage } from "../support/tiny-package.ts";

const sqsEndpoint = "http://127.0.0.1:9324";

let packed: TinyPackage | undefined;
const templateOf = (functions: Record<string, TinyFunction>, others: Record<string, object> = {}) => {
  packed?.remove();
  packed = tinyPackage(functions, others);
  return readTemplate(packed.directory, sqsEndpoint);
};
afterEach(() => packed?.remove());

const resource = (type: string, Properties: object) => ({ Type: `AWS::${type}`, Properties });
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

const queue = (properties: object = {}) => resource("SQS::Queue", { QueueName: "tiny-work", ...properties });
const table = (properties: object = {}) =>
  resource("DynamoDB::Table", {
    TableName: "tiny",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    ...properties,
  });
const bus = resource("Events::EventBus", { Name: "tiny-bus" });
const mapping = (properties: object = {}) =>
  resource("Lambda::EventSourceMapping", {
    EventSourceArn: arnOf("Work"),
    FunctionName: arnOf("tinyLambdaFunction"),
    Enabled: true,
    BatchSize: 10,
    ...properties,
  });
const rule = (properties: object = {}) =>
  resource("Events::Rule", {
    State: "ENABLED",
    Targets: [{ Id: "tiny", Arn: arnOf("tinyLambdaFunction") }],
    ...properties,
  });

const tiny: Record<string, TinyFunction> = { tiny: { bundle: "" } };

describe("a function", () => {
  test("has the name of its zip, its limits and its environment", () => {
    const { functions } = templateOf({ tiny: { bundle: "", timeoutSeconds: 7, environment: { A: "b" } } });
    expect(functions).toEqual([
      {
        name: "tiny",
        deployedName: "tiny-dev-tiny",
        handler: "dist/tiny.handler",
        runtime: "nodejs24.x",
        timeoutSeconds: 7,
        memoryMb: 128,
        environment: { A: "b" },
        zipFile: `${packed?.directory}/tiny.zip`,
        whenAsynchronous: { retries: 2, maximumAgeSeconds: 21_600, failureQueue: undefined },
      },
    ]);
  });

  test("finds queues by URL, table and bus by name", () => {
    const environment = { QUEUE: { Ref: "Work" }, TABLE: { Ref: "Table" }, BUS: { Ref: "Bus" }, SAME: "Bus" };
    const { functions } = templateOf(
      { tiny: { bundle: "", environment } },
      { Work: queue(), Table: table(), Bus: bus },
    );
    expect(functions[0]?.environment).toEqual({
      QUEUE: "http://127.0.0.1:9324/000000000000/tiny-work",
      TABLE: "tiny",
      BUS: "tiny-bus",
      SAME: "Bus",
    });
  });

  test("is refused with a variable that refers to anything else, by its name", () => {
    expect(() => templateOf({ tiny: { bundle: "", environment: { TOPIC: { Ref: "Topic" } } } })).toThrow(
      "tinyLambdaFunction: the variable TOPIC refers to Topic, which is no queue, table or bus",
    );
    expect(() => templateOf({ tiny: { bundle: "", environment: { ARN: { "Fn::Sub": "x" } } } })).toThrow(
      "Environment.Variables.ARN: must be plain text or the Ref of a resource",
    );
  });

  test("has the limits of its asynchronous calls", () => {
    const config = resource("Lambda::EventInvokeConfig", {
      FunctionName: { Ref: "tinyLambdaFunction" },
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: arnOf("Work") } },
    });
    expect(templateOf(tiny, { Config: config, Work: queue() }).functions[0]?.whenAsynchronous).toEqual({
      retries: 0,
      maximumAgeSeconds: 60,
      failureQueue: "tiny-work",
    });
    expect(() => templateOf(tiny, { Config: config })).toThrow(
      "tinyLambdaFunction sends its failures to Work, which is not a queue of the template",
    );
  });
});

describe("a route", () => {
  test("leads to the function behind its integration", () => {
    const { routes } = templateOf({
      one: { bundle: "", routes: ["GET /one", "PATCH /one/{id}"] },
      two: { bundle: "", routes: ["GET /two"], gatewayTimeoutMs: 1_000 },
    });
    expect(routes).toEqual([
      { method: "GET", path: "/one", functionName: "one", timeoutMs: 30_000 },
      { method: "PATCH", path: "/one/{id}", functionName: "one", timeoutMs: 30_000 },
      { method: "GET", path: "/two", functionName: "two", timeoutMs: 1_000 },
    ]);
  });

  test.each(["$default", "ANY /x", "GET /{rest+}"])("%s is refused: it is not served here", (route) => {
    expect(() => templateOf({ tiny: { bundle: "", routes: [route] } })).toThrow(
      "HttpApiRoutetiny0 (AWS::ApiGatewayV2::Route) cannot be run locally: RouteKey: must be one method and a path",
    );
  });
});

describe("a queue", () => {
  test("has its attributes as text, and its dead-letter queue by name", () => {
    const RedrivePolicy = { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount: 9 };
    const work = queue({ QueueName: "w.fifo", FifoQueue: true, VisibilityTimeout: 30, RedrivePolicy });
    expect([...templateOf(tiny, { Work: work, Dead: queue({ QueueName: "d.fifo" }) }).queues]).toEqual([
      [
        "Work",
        {
          name: "w.fifo",
          attributes: { FifoQueue: "true", VisibilityTimeout: "30" },
          redrive: { deadLetterQueue: "d.fifo", maxReceiveCount: 9 },
        },
      ],
      ["Dead", { name: "d.fifo", attributes: {}, redrive: undefined }],
    ]);
  });

  test("with a property that is not known here is refused", () => {
    expect(() => templateOf(tiny, { Work: queue({ DelaySeconds: 5 }) })).toThrow(
      /^Work \(AWS::SQS::Queue\) cannot be run locally: .*DelaySeconds/,
    );
  });

  test("calls the function it is mapped to", () => {
    const reporting = { FunctionResponseTypes: ["ReportBatchItemFailures"], ScalingConfig: { MaximumConcurrency: 7 } };
    const { queueTriggers } = templateOf(tiny, { Work: queue(), One: mapping(), Two: mapping(reporting) });
    const common = { queueName: "tiny-work", functionName: "tiny", batchSize: 10 };
    expect(queueTriggers).toEqual([
      { ...common, maximumConcurrency: 2, reportsItemFailures: false },
      { ...common, maximumConcurrency: 7, reportsItemFailures: true },
    ]);
  });

  test.each([
    [{ BatchSize: 11 }, "BatchSize"],
    [{ Enabled: false }, "Enabled"],
    [{ FilterCriteria: {} }, "FilterCriteria"],
  ])("mapped with %j is refused", (properties, named) => {
    expect(() => templateOf(tiny, { Work: queue(), Mapping: mapping(properties) })).toThrow(
      new RegExp(`^Mapping .* cannot be run locally: .*${named}`),
    );
  });
});

describe("a table", () => {
  test("is as CreateTable takes it, without what cannot be switched on here", () => {
    const { tables } = templateOf(tiny, {
      Table: table({
        TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    });
    expect([...tables.values()]).toEqual([table().Properties]);
  });

  test("with a property that is not known here is refused", () => {
    expect(() => templateOf(tiny, { Table: table({ StreamSpecification: {} }) })).toThrow("StreamSpecification");
  });
});

describe("a rule", () => {
  test("leads from a bus to a function", () => {
    const { eventRules } = templateOf(tiny, {
      Bus: bus,
      Rule: rule({ EventBusName: { Ref: "Bus" }, EventPattern: { source: ["shop"] } }),
    });
    expect(eventRules).toMatchObject([{ bus: "tiny-bus", functionName: "tiny" }]);
    expect(eventRules[0]?.matches({ source: "shop" })).toBe(true);
  });

  test("may lead to a queue, but not by the clock", () => {
    const toQueue = { Targets: [{ Id: "queue", Arn: arnOf("Work") }] };
    const { eventRules } = templateOf(tiny, { Work: queue(), Rule: rule({ EventPattern: {}, ...toQueue }) });
    expect(eventRules).toMatchObject([{ bus: "default", queueName: "tiny-work" }]);
    expect(() =>
      templateOf(tiny, { Work: queue(), Rule: rule({ ScheduleExpression: "rate(1 minute)", ...toQueue }) }),
    ).toThrow("Rule cannot be run locally: its schedule leads to a queue");
  });

  test("without a bus is on the default one, and may follow the clock", () => {
    const { eventRules, schedules } = templateOf(tiny, {
      Rule: rule({ EventPattern: { source: ["shop"] } }),
      Minutely: rule({ ScheduleExpression: "rate(1 minute)" }),
    });
    expect(eventRules).toMatchObject([{ bus: "default" }]);
    expect(schedules).toMatchObject([{ name: "Minutely", functionName: "tiny", input: undefined }]);
  });

  test.each([
    ["rate(1 minute)", 60_000],
    ["rate(5 minutes)", 300_000],
    ["rate(2 hours)", 7_200_000],
    ["rate(1 day)", 86_400_000],
  ])("of %s is due every %d ms", (ScheduleExpression, periodMs) => {
    expect(templateOf(tiny, { Rule: rule({ ScheduleExpression }) }).schedules).toMatchObject([{ periodMs }]);
  });

  test.each([
    "rate(0 minutes)",
    "rate(5 seconds)",
    "rate(5)",
    "rate(-1 minutes)",
    "cron(0 9 ? * MON-FRI *)",
    "every minute",
  ])("of %s is refused, with what to write instead", (ScheduleExpression) => {
    expect(() => templateOf(tiny, { Rule: rule({ ScheduleExpression }) })).toThrow(
      `Rule cannot be run locally: ${ScheduleExpression} is not a schedule that is known here: write a rate, such as rate(5 minutes)`,
    );
  });

  test.each([
    [{ EventPattern: { source: [{ suffix: "x" }] } }, /^Rule cannot be run locally: .*suffix/],
    [{ ScheduleExpression: "rate(often)" }, /^Rule cannot be run locally: rate\(often\) is not a schedule/],
    [{ EventBusName: { Ref: "Elsewhere" }, EventPattern: {} }, /Elsewhere is not a bus of the template/],
    [{ State: "DISABLED" }, /^Rule .* cannot be run locally: State/],
    [{ Targets: [{ Id: "x", Arn: arnOf("Nobody") }] }, /^Rule leads to no function and no queue/],
    [{ Targets: [{ Id: "x", Arn: arnOf("tinyLambdaFunction"), InputTransformer: {} }] }, /InputTransformer/],
  ])("%j is refused", (properties, message) => {
    expect(() => templateOf(tiny, { Rule: rule(properties) })).toThrow(message);
  });
});

test("without a package it says what to do", () => {
  expect(() => readTemplate("/nowhere", sqsEndpoint)).toThrow("run `npm run package` first");
});
