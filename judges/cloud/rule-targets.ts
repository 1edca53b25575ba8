// Brings what moto's rules match to where their targets are: moto judges the pattern, and knows queues of its own as targets
// and no function.
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { accountId, clientOptionsAt, queueArn, queueUrl } from "../../local/aws/account.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { simulate } from "./front/simulate.ts";

interface RuleTargetsOptions {
  readonly motoUrl: string;
  readonly sqsUrl: string;
  readonly busName: string;
  /** The queues' own policies, by name: EventBridge has no role, and may only what they say. */
  readonly queuePolicies: ReadonlyMap<string, unknown>;
  /** Calls a function as EventBridge does, which is done with it at once. */
  invoke(deployedName: string, event: BusEvent): void;
  onEvent(event: BusEvent): void;
  onError(source: string, message: string): void;
}

export interface RuleTargets {
  /** Takes everywhere what the rules have matched since; moto has done its part when PutEvents answers. */
  deliver(): Promise<void>;
  close(): void;
}

/** A queue of moto's beside a target, and what becomes of an event that is found there. */
interface Relay {
  readonly queueName: string;
  take(event: BusEvent): Promise<void>;
}

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

/** moto adds to an event what EventBridge keeps for archives. */
const asDelivered = (body: string): BusEvent => {
  const { "ingestion-time": _, ...event } = JSON.parse(body);
  return event;
};

export const connectRuleTargets = async (options: RuleTargetsOptions): Promise<RuleTargets> => {
  const { motoUrl, sqsUrl, busName, queuePolicies, invoke, onEvent, onError } = options;
  const events = new EventBridgeClient(clientOptionsAt(motoUrl));
  const motoQueues = new SQSClient(clientOptionsAt(motoUrl));
  const queues = new SQSClient(clientOptionsAt(sqsUrl));
  const relays: Relay[] = [];

  const addRelay = async (rule: string, take: Relay["take"]): Promise<void> => {
    const queueName = `beside-${rule}`.slice(0, 80);
    await motoQueues.send(new CreateQueueCommand({ QueueName: queueName }));
    const target = { Id: "beside", Arn: queueArn(queueName) };
    await events.send(new PutTargetsCommand({ EventBusName: busName, Rule: rule, Targets: [target] }));
    relays.push({ queueName, take });
  };

  /** The queue of a target is moto's, and the one that everybody reads is LocalStack's. */
  const sendOn = (queueName: string, ruleArn: string) => async (event: BusEvent) => {
    const asked = {
      action: "sqs:SendMessage",
      resource: queueArn(queueName),
      context: { "aws:SourceArn": ruleArn, "aws:SourceAccount": accountId },
    };
    const principal = "events.amazonaws.com";
    const resourcePolicy = queuePolicies.get(queueName);
    const { isAllowed } = await simulate({ principal, asked, policies: [], resourcePolicy });
    if (!isAllowed) return onError("EventBridge", `${queueName} does not let ${ruleArn} in`);
    await queues.send(
      new SendMessageCommand({ QueueUrl: queueUrl(sqsUrl, queueName), MessageBody: JSON.stringify(event) }),
    );
  };

  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: busName }));
  for (const { Name: rule = "", Arn: ruleArn = "" } of Rules) {
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ EventBusName: busName, Rule: rule }));
    for (const { Id = "", Arn: arn = "" } of Targets) {
      const name = nameIn(arn);
      if (arn.includes(":lambda:")) {
        // It would fail on one that it cannot call.
        await events.send(new RemoveTargetsCommand({ EventBusName: busName, Rule: rule, Ids: [Id] }));
        await addRelay(rule, async (event) => invoke(name, event));
      } else relays.push({ queueName: name, take: sendOn(name, ruleArn) });
    }
  }
  const everything = "everything";
  const EventPattern = JSON.stringify({ source: [{ prefix: "" }] });
  await events.send(new PutRuleCommand({ EventBusName: busName, Name: everything, EventPattern }));
  await addRelay(everything, async (event) => onEvent(event));

  const empty = async ({ queueName, take }: Relay): Promise<void> => {
    const QueueUrl = queueUrl(motoUrl, queueName);
    for (;;) {
      const { Messages = [] } = await motoQueues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return;
      for (const { Body = "{}", ReceiptHandle } of Messages) {
        await motoQueues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        await take(asDelivered(Body));
      }
    }
  };

  let delivering: Promise<unknown> = Promise.resolve();
  return {
    deliver: async () => {
      const turn = delivering.then(() => Promise.all(relays.map(empty)));
      delivering = turn.catch((error: unknown) => onError("EventBridge", String(error)));
      await delivering;
    },
    close: () => {
      for (const client of [events, motoQueues, queues]) client.destroy();
    },
  };
};
