// The account and the region that everything here says it is in, and the names AWS would make of them.

export const region = "sa-east-1";
export const accountId = "000000000000";

export const queueUrl = (endpoint: string, queueName: string): string =>
  new URL(`/${accountId}/${queueName}`, endpoint).href;

export const queueArn = (queueName: string): string => `arn:aws:sqs:${region}:${accountId}:${queueName}`;

export const functionArn = (deployedName: string): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${deployedName}`;

export const ruleArn = (ruleName: string): string => `arn:aws:events:${region}:${accountId}:rule/${ruleName}`;
