// Names the AWS account that everything here claims to be in, and says what an SDK client needs to reach it.

export const region = "sa-east-1";
export const accountId = "000000000000";

export const queueUrl = (endpoint: string, queueName: string): string =>
  new URL(`/${accountId}/${queueName}`, endpoint).href;

export const queueArn = (queueName: string): string => `arn:aws:sqs:${region}:${accountId}:${queueName}`;

export const functionArn = (deployedName: string): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${deployedName}`;

export const ruleArn = (ruleName: string): string => `arn:aws:events:${region}:${accountId}:rule/${ruleName}`;

interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface AwsAccess {
  readonly sqs: ClientOptions;
  readonly dynamodb: ClientOptions;
  readonly eventbridge: ClientOptions;
  readonly secretsmanager: ClientOptions;
}

export const clientOptionsAt = (endpoint: string): ClientOptions => ({
  endpoint,
  region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** `endpoints` has the variables in which the SDK itself looks for endpoints. */
export const awsAccess = (endpoints: Readonly<Record<string, string>>): AwsAccess => {
  const at = (service: string): ClientOptions => clientOptionsAt(endpoints[`AWS_ENDPOINT_URL_${service}`] ?? "");
  return {
    sqs: at("SQS"),
    dynamodb: at("DYNAMODB"),
    eventbridge: at("EVENTBRIDGE"),
    secretsmanager: at("SECRETS_MANAGER"),
  };
};
