// What any AWS SDK client needs to reach the services here.
import { region } from "./aws-names.ts";

export interface ClientOptions {
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
