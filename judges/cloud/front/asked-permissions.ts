// Says what IAM has to allow for a request: actions on resources, with the conditions that policies may ask for.

import { isProperties, own, ownText, type Properties } from "../../../lib/core/value.ts";
import { accountId, queueArn, region } from "../../../local/aws/account.ts";
import type { SignedRequest } from "./signed-request.ts";

export interface AskedPermission {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Answers the ARN of a secret: six characters that only Secrets Manager knows end it. */
export type SecretArn = (secretId: string) => Promise<string>;

const objectsIn = (value: unknown): Properties[] => (Array.isArray(value) ? value.filter(isProperties) : []);

const at = (properties: Properties, name: string): Properties => {
  const value = own(properties, name);
  return isProperties(value) ? value : {};
};

const tableArn = (name: string): string => `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
const busArn = (name: string): string =>
  name.startsWith("arn:") ? name : `arn:aws:events:${region}:${accountId}:event-bus/${name}`;

/** The partition key that a condition on a key names: it stands alone, or first. */
const leadingKeyOfQuery = (input: Properties): string[] => {
  const [, nameOrAlias = "", valueAlias = ""] =
    /(#?\w+)\s*=\s*(:\w+)/.exec(ownText(input, "KeyConditionExpression") ?? "") ?? [];
  if (nameOrAlias === "") return [];
  const value = ownText(at(at(input, "ExpressionAttributeValues"), valueAlias), "S");
  return value === undefined ? [] : [value];
};

const leadingKeyOf = (keyOrItem: Properties): string[] => {
  const value = ownText(at(keyOrItem, "pk"), "S");
  return value === undefined ? [] : [value];
};

const tablePermission = (operation: string, input: Properties): AskedPermission[] => {
  const table = tableArn(ownText(input, "TableName") ?? "");
  const index = ownText(input, "IndexName");
  const leadingKeys =
    operation === "Query"
      ? leadingKeyOfQuery(input)
      : leadingKeyOf(at(input, operation === "PutItem" ? "Item" : "Key"));
  return [
    {
      action: `dynamodb:${operation}`,
      resource: index === undefined ? table : `${table}/index/${index}`,
      context: leadingKeys.length > 0 ? { "dynamodb:LeadingKeys": leadingKeys } : {},
    },
  ];
};

const queuePermission = (operation: string, input: Properties): AskedPermission[] => {
  const name = ownText(input, "QueueUrl")?.split("/").at(-1) ?? ownText(input, "QueueName") ?? "";
  return [{ action: `sqs:${operation.replace(/Batch$/, "")}`, resource: queueArn(name), context: {} }];
};

const eventPermissions = (operation: string, input: Properties): AskedPermission[] =>
  objectsIn(own(input, "Entries")).map((entry) => ({
    action: `events:${operation}`,
    resource: busArn(ownText(entry, "EventBusName") ?? "default"),
    context: {
      "events:source": ownText(entry, "Source") ?? "",
      "events:detail-type": ownText(entry, "DetailType") ?? "",
    },
  }));

/** Of a service that no function calls as yet, the whole of it is asked for: no role allows that, and the message names it. */
export const askedPermissions = async (
  { service, operation, input }: SignedRequest,
  secretArn: SecretArn,
): Promise<AskedPermission[]> => {
  if (service === "dynamodb") return tablePermission(operation, input);
  if (service === "sqs") return queuePermission(operation, input);
  if (service === "events") return eventPermissions(operation, input);
  if (service === "secretsmanager") {
    const resource = await secretArn(ownText(input, "SecretId") ?? ownText(input, "Name") ?? "");
    return [{ action: `secretsmanager:${operation}`, resource, context: {} }];
  }
  return [{ action: `${service}:${operation}`, resource: "*", context: {} }];
};
