// The step that has the alarms reach somebody: an alarm that nobody reads is none.
import type { SNSClient } from "@aws-sdk/client-sns";
import { awsTimes } from "../aws-times.ts";
import { Failure } from "../failure.ts";
import { findStageStack } from "../stage-stack.ts";
import { setupWords } from "./setup-words.ts";
import type { SetupContext, SetupStep, StepResult } from "./step.ts";

export interface AlarmSubscriber {
  /** email, https, lambda … */
  readonly protocol: string;
  readonly endpoint: string;
  readonly isConfirmed: boolean;
}

export const readAlarmSubscribers = async (
  client: SNSClient,
  topicArn: string,
): Promise<readonly AlarmSubscriber[]> => {
  const { ListSubscriptionsByTopicCommand } = await import("@aws-sdk/client-sns");
  const found: AlarmSubscriber[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken }));
    for (const { Protocol = "", Endpoint = "", SubscriptionArn = "" } of answer.Subscriptions ?? [])
      found.push({ protocol: Protocol, endpoint: Endpoint, isConfirmed: SubscriptionArn.startsWith("arn:") });
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return found;
};

const askEmail = async ({ options, surroundings, language }: SetupContext): Promise<string> => {
  if (options.email !== undefined) return options.email;
  return (options.yes ? "" : await surroundings.ask?.(setupWords[language].askEmail))?.trim() ?? "";
};

const subscribe = async (context: SetupContext, client: SNSClient, topicArn: string): Promise<StepResult> => {
  const { language, options } = context;
  const say = setupWords[language];
  const subscribers = await readAlarmSubscribers(client, topicArn);
  const { email } = options;
  const own = email === undefined ? subscribers : subscribers.filter(({ endpoint }) => endpoint === email);
  if (own.some(({ isConfirmed }) => isConfirmed)) return { state: "already", text: say.alarmsRead };
  // What waits for a yes for longer than three days AWS forgets: asked again, it sends its e-mail again.
  const waiting = own.find(({ protocol }) => protocol === "email");
  const address = waiting?.endpoint ?? (await askEmail(context));
  if (address === "") return { state: "left-out", text: say.alarmsUnread };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) throw new Failure(say.noEmail(address));
  const { SubscribeCommand } = await import("@aws-sdk/client-sns");
  await client.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "email", Endpoint: address }));
  return { state: "waits", text: say.alarmsWait(address) };
};

export const alarmsStep: SetupStep = {
  name: "alarms",
  take: async (context) => {
    const { place, language } = context;
    const topicArn = (await findStageStack(place))?.outputs.AlarmsTopicArn;
    if (!topicArn) throw new Failure(setupWords[language].noTopic);
    const { SNSClient } = await import("@aws-sdk/client-sns");
    const client = new SNSClient({ ...awsTimes, region: place.region });
    try {
      return await subscribe(context, client, topicArn);
    } finally {
      client.destroy();
    }
  },
};
