// What an event of these rivals asks for: so many calls of each kind, which are as many as the measured function was seen to make.

export interface AskedCalls {
  readonly writes?: number;
  readonly reads?: number;
  readonly messages?: number;
  readonly events?: number;
  readonly updates?: number;
  /** The session at WTS that `updates` are about. */
  readonly sessionId?: string;
}

/** As long as a queued command is. */
const text = "x".repeat(600);

let serial = 0;

/** The inputs of the calls, as the AWS API takes them. */
export const callInputs = (environment: NodeJS.ProcessEnv) => {
  const { TABLE_NAME = "", COMMANDS_QUEUE_URL = "", BUS_NAME = "" } = environment;
  return {
    write: () => {
      serial += 1;
      return {
        TableName: TABLE_NAME,
        Key: { pk: { S: `bench#${serial % 100}` }, sk: { S: "item" } },
        UpdateExpression: "SET #text = :text, #expires = :expires ADD #count :one",
        ExpressionAttributeNames: { "#text": "text", "#expires": "expires", "#count": "count" },
        ExpressionAttributeValues: { ":text": { S: text }, ":expires": { N: "4102444800" }, ":one": { N: "1" } },
      };
    },
    read: () => ({
      TableName: TABLE_NAME,
      Key: { pk: { S: `bench#${serial % 100}` }, sk: { S: "item" } },
      ConsistentRead: true,
    }),
    message: () => {
      serial += 1;
      const id = `bench-${process.pid}-${serial}`;
      return { QueueUrl: COMMANDS_QUEUE_URL, MessageBody: text, MessageGroupId: id, MessageDeduplicationId: id };
    },
    event: () => ({
      Entries: [{ EventBusName: BUS_NAME, Source: "bench", DetailType: "Bench", Detail: JSON.stringify({ text }) }],
    }),
    secret: () => ({ SecretId: environment.ACCOUNTS_SECRET_ID ?? environment.ACCESS_SECRET_ID ?? "" }),
  };
};
