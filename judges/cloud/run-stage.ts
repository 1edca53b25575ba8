// Runs a stage that is deployed in moto: its functions under their roles, and what calls them as the template says.
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientOptionsAt, queueUrl, region } from "../../local/aws/account.ts";
import { startGateway } from "../../local/gateway/gateway.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { asynchronousInvocations } from "../../local/lambda/invoke-asynchronously.ts";
import { type Lambda, startLambda } from "../../local/lambda/lambda.ts";
import { runQueueTrigger } from "../../local/lambda/run-queue-trigger.ts";
import { scheduledEvent } from "../../local/lambda/run-schedules.ts";
import { readTemplate, type Template } from "../../local/template/template.ts";
import { lambdaRuntime } from "../runtime/lambda-runtime.ts";
import type { Cloud } from "./cloud.ts";
import { type DeployedFunction, readDeployedFunctions } from "./deployed-functions.ts";
import { makeDeployedQueues } from "./deployed-queues.ts";
import type { RoleCredentials } from "./front/role-registry.ts";
import { connectRuleTargets } from "./rule-targets.ts";

/** A minute on Lambda. */
const retryPauseMs = 50;

interface RunStageOptions {
  readonly cloud: Cloud;
  /** What was deployed. */
  readonly packageDir: string;
  /** Of the stand-in for WTS; without it the functions call the one of their configuration. */
  readonly wtsUrl?: string | undefined;
  /** Of whoever stands for the hosts where people are told; without it those of the access secret are. */
  readonly notifyUrl?: string | undefined;
  onLog(source: string, line: string): void;
}

export interface RunningStage {
  /** Of the HTTP API. */
  readonly url: string;
  /** As `osls package` wrote it. */
  readonly template: Template;
  readonly tableName: string;
  readonly busName: string;
  /** Where the queues are past the front, by logical id: what a test reads there is no call of the product. */
  readonly queues: Readonly<Record<string, string>>;
  readonly lambda: Lambda;
  readonly functions: readonly DeployedFunction[];
  /** What went over the bus, in order. */
  readonly events: readonly BusEvent[];
  /** Calls a function as its schedule would, once. */
  tick(functionName: string): Promise<unknown>;
  /** Calls a function as an event does: with repetitions, and its destination for failures. */
  invokeAsynchronously(functionName: string, event: unknown): Promise<boolean>;
  stop(): Promise<void>;
}

const endpointFor = (url: string, { accessKeyId, secretAccessKey, sessionToken }: RoleCredentials) => ({
  endpoint: url,
  region,
  credentials: { accessKeyId, secretAccessKey, sessionToken },
});

/** moto would poll its own queues into functions that it cannot run. */
const switchMappingsOff = async (motoUrl: string): Promise<void> => {
  const client = new LambdaClient(clientOptionsAt(motoUrl));
  try {
    const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
    for (const { UUID } of EventSourceMappings)
      await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  } finally {
    client.destroy();
  }
};

/** The policies of the queues as CloudFormation has resolved them, by the queue's name. */
const readQueuePolicies = async (motoUrl: string, { queues }: Template): Promise<Map<string, unknown>> => {
  const client = new SQSClient(clientOptionsAt(motoUrl));
  try {
    const read = async ({ name }: { name: string }): Promise<[string, unknown]> => {
      const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl(motoUrl, name), AttributeNames: ["Policy"] });
      const { Attributes } = await client.send(command);
      return [name, JSON.parse(Attributes?.Policy ?? "{}")];
    };
    return new Map(await Promise.all([...queues.values()].map(read)));
  } finally {
    client.destroy();
  }
};

/** Everything is up, or it throws and nothing is left running. */
export const runStage = async ({
  cloud,
  packageDir,
  wtsUrl,
  notifyUrl,
  onLog: note,
}: RunStageOptions): Promise<RunningStage> => {
  /** They are in the order in which they were started. */
  const parts: { stop(): Promise<void> | void }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  const clientsOf = new Map<string, SQSClient>();
  const queueClientOf = (functionName: string, functions: readonly DeployedFunction[]): SQSClient => {
    const found = clientsOf.get(functionName);
    if (found) return found;
    const owner = functions.find(({ definition }) => definition.name === functionName);
    if (!owner) throw new Error(`there is no function ${functionName}`);
    const client = new SQSClient(endpointFor(cloud.front.url, owner.credentials));
    clientsOf.set(functionName, client);
    return client;
  };
  parts.push({
    stop: () => {
      for (const client of clientsOf.values()) client.destroy();
    },
  });

  try {
    const template = readTemplate(packageDir, cloud.front.url);
    const queueNames = [...template.queues].map(([id, { name }]) => [id, queueUrl(cloud.sqsUrl, name)]);
    await Promise.all([makeDeployedQueues(cloud.sqsUrl, template), switchMappingsOff(cloud.motoUrl)]);
    const functions = await readDeployedFunctions(cloud, template);

    const lambda = startLambda({
      functions: functions.map(({ definition }) => definition),
      environment: {
        AWS_ENDPOINT_URL: cloud.front.url,
        ...(wtsUrl !== undefined && { WTS_BASE_URL: wtsUrl }),
        ...(notifyUrl !== undefined && { NOTIFY_BASE_URL: notifyUrl }),
      },
      runtime: lambdaRuntime(),
      onLog: note,
    });
    parts.push(lambda);

    const stopping = new AbortController();
    parts.push({ stop: () => stopping.abort() });
    const invokers = new Map(
      functions.map(({ definition }) => [
        definition.name,
        asynchronousInvocations({
          functions: [definition],
          retryPauseMs,
          signal: stopping.signal,
          invoke: lambda.invoke,
          // Lambda sends a failure with the function's own role.
          sendToQueue: async (queueName, body) => {
            const client = queueClientOf(definition.name, functions);
            await client.send(
              new SendMessageCommand({ QueueUrl: queueUrl(cloud.front.url, queueName), MessageBody: body }),
            );
          },
          onError: note,
        }),
      ]),
    );
    const invokeAsynchronously = async (functionName: string, event: unknown): Promise<boolean> => {
      const invoke = invokers.get(functionName);
      if (!invoke) throw new Error(`there is no function ${functionName}`);
      return invoke(functionName, event);
    };

    const events: BusEvent[] = [];
    const [busName = ""] = template.buses.values();
    const nameOf = (deployedName: string): string =>
      functions.find(({ definition }) => definition.deployedName === deployedName)?.definition.name ?? deployedName;
    const rules = await connectRuleTargets({
      motoUrl: cloud.motoUrl,
      sqsUrl: cloud.sqsUrl,
      busName,
      queuePolicies: await readQueuePolicies(cloud.motoUrl, template),
      invoke: (deployedName, event) =>
        void invokeAsynchronously(nameOf(deployedName), event).catch((error) => note(deployedName, String(error))),
      onEvent: (event) => events.push(event),
      onError: note,
    });
    parts.push({ stop: rules.close });
    cloud.front.onPassed((call) => {
      if (call.operation === "PutEvents") void rules.deliver();
    });

    for (const trigger of template.queueTriggers)
      parts.push(
        runQueueTrigger({
          trigger,
          client: queueClientOf(trigger.functionName, functions),
          queueUrl: queueUrl(cloud.front.url, trigger.queueName),
          invoke: lambda.invoke,
          onError: note,
        }),
      );
    // What runs ends first: nobody waits for an answer of what is gone.
    parts.push({ stop: lambda.stop });
    const gateway = await startGateway({
      routes: template.routes,
      port: 0,
      isThrottled: true,
      invoke: lambda.invoke,
      onError: note,
    });
    parts.push(gateway);

    return {
      url: gateway.url,
      template,
      tableName: [...template.tables.values()][0]?.TableName ?? "",
      busName,
      queues: Object.fromEntries(queueNames),
      lambda,
      functions,
      events,
      tick: async (functionName) => {
        const rule = template.schedules.find((each) => each.functionName === functionName);
        if (!rule) throw new Error(`${functionName} has no schedule`);
        return lambda.invoke(functionName, scheduledEvent(rule, Date.now()));
      },
      invokeAsynchronously,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
