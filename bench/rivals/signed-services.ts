// The services of AWS that the floors call, where the environment says that they are.
import { signedService } from "./signed-call.ts";

const at = (name: string): string => process.env[`AWS_ENDPOINT_URL_${name}`] ?? "";
const json10 = "application/x-amz-json-1.0";
const json11 = "application/x-amz-json-1.1";

export const secretsService = () =>
  signedService({
    ...{ name: "secretsmanager", endpoint: at("SECRETS_MANAGER"), target: "secretsmanager", contentType: json11 },
  });
export const queueService = () =>
  signedService({ name: "sqs", endpoint: at("SQS"), target: "AmazonSQS", contentType: json10 });
export const tableService = () =>
  signedService({ name: "dynamodb", endpoint: at("DYNAMODB"), target: "DynamoDB_20120810", contentType: json10 });
export const busService = () =>
  signedService({ name: "events", endpoint: at("EVENTBRIDGE"), target: "AWSEvents", contentType: json11 });
