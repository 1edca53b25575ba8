// Says which of the stage's own policies allows what AWS has refused somebody.

/** What each of the two policies of serverless.yml allows; the second allows what the first does, too. */
export const allowedToLook: readonly string[] = [
  "cloudformation:DescribeStacks",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:GetMetricData",
  "cloudwatch:GetMetricStatistics",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "events:ListRules",
  "lambda:GetAccountSettings",
  "lambda:GetFunctionConcurrency",
  "lambda:ListFunctions",
  "secretsmanager:GetSecretValue",
  "sns:ListSubscriptionsByTopic",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
];
export const allowedToAct: readonly string[] = [
  "dynamodb:UpdateItem",
  "events:PutEvents",
  "sqs:DeleteMessage",
  "sqs:SendMessage",
];

const how = "docs/deploy.md says how it is attached";

/** `message` is AWS's own, which names the action. Undefined for what neither allows. */
export const deniedRemedy = (message: string): string | undefined => {
  const [, action = ""] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  // Neither policy opens the secret of callers and senders.
  if (message.includes("/access")) return undefined;
  if (allowedToAct.includes(action))
    return `these credentials may not change anything here; what lets one is the policy OperatorPolicyArn of the stack's outputs: ${how}`;
  if (allowedToLook.includes(action))
    return `these credentials may not look here; what lets one is the policy ViewerPolicyArn of the stack's outputs, or OperatorPolicyArn to act as well: ${how}`;
  return undefined;
};
