// The short way to AWS does what a client of the SDK does: what it signs is what it sends, and what fails is tried again as there.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import {
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandOutput,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { ChangeMessageVisibilityBatchCommand, SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { awsClient } from "../../lib/aws/aws-client.ts";
import { type AwsService, awsEnvironment } from "../../lib/aws/aws-environment.ts";
import { tableClient } from "../../lib/aws/table.ts";
import { type Listening, listen } from "../../local/listen.ts";
import { environmentAt } from "../support/environment-at.ts";
import { startTable } from "../support/table.ts";
import { freePort } from "./support/free-port.ts";

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

type Answer = (response: ServerResponse, call: number) => void;

const received: Received[] = [];
let answer: Answer;
let server: Listening;

const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => {
  const written = JSON.stringify(body);
  return (response) => response.writeHead(status, headers).end(written);
};
/** The last one is answered to every call that is left. */
const inTurn =
  (...answers: readonly Answer[]): Answer =>
  (response, call) =>
    (answers[call - 1] ?? answers.at(-1))?.(response, call);

beforeAll(async () => {
  const http = createServer(async (request, response) => {
    const body = await text(request);
    answer(response, received.push({ headers: request.headers, body }));
  });
  server = await listen(http, 0);
});
afterAll(() => server.stop());
beforeEach(() => {
  received.length = 0;
  answer = json(200, {});
});

const session = { AWS_SESSION_TOKEN: "a session's token" };
const times = { maxAttempts: 3, connectMs: 1_000, requestMs: 2_000 };
const clientOf = <Service extends AwsService>(service: Service, ...rest: [Record<string, string>?, (() => number)?]) =>
  awsClient({ service, environment: environmentAt(server.url, ...rest), ...times });
const get = () =>
  new GetItemCommand({ TableName: "t", Key: { pk: { S: "ação" }, sk: { S: "s" } }, ConsistentRead: true });
const getItem = (client = clientOf("dynamodb")): Promise<GetItemCommandOutput> => client.send(get());

/** What the SDK's own signer makes of what has come, by its own hash. */
const signatureOf = async ({ headers, body }: Received, service: string): Promise<unknown> => {
  const [, names = ""] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const kept = names.split(";").filter((name) => !["x-amz-date", "x-amz-security-token"].includes(name));
  const signer = new SignatureV4({
    ...{ service, region: "sa-east-1", sha256: Sha256, applyChecksum: false },
    credentials: { accessKeyId: "local", secretAccessKey: "local", sessionToken: session.AWS_SESSION_TOKEN },
  });
  const written = String(headers["x-amz-date"]).replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3:$4:$5Z");
  const signed = await signer.sign(
    {
      ...{ method: "POST", protocol: "http:", hostname: "127.0.0.1", path: "/", query: {}, body },
      headers: Object.fromEntries(kept.map((name) => [name, String(headers[name])])),
    },
    { signingDate: new Date(written) },
  );
  return signed.headers.authorization;
};

describe("what is sent", () => {
  test.each([
    ["dynamodb", get(), "DynamoDB_20120810.GetItem", "1.0"],
    ["dynamodb", new QueryCommand({ TableName: "t" }), "DynamoDB_20120810.Query", "1.0"],
    ["dynamodb", new UpdateItemCommand({ TableName: "t", Key: {} }), "DynamoDB_20120810.UpdateItem", "1.0"],
    ["sqs", new SendMessageCommand({ QueueUrl: "q", MessageBody: "olá" }), "AmazonSQS.SendMessage", "1.0"],
    ["sqs", new SendMessageBatchCommand({ QueueUrl: "q", Entries: [] }), "AmazonSQS.SendMessageBatch", "1.0"],
    [
      "sqs",
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: "q", Entries: [] }),
      "AmazonSQS.ChangeMessageVisibilityBatch",
      "1.0",
    ],
    ["events", new PutEventsCommand({ Entries: [] }), "AWSEvents.PutEvents", "1.1"],
    ["secretsmanager", new GetSecretValueCommand({ SecretId: "s" }), "secretsmanager.GetSecretValue", "1.1"],
  ] as const)(
    "to %s is the input of the command, under the operation's name, and signed as it is sent",
    async (service, command, target, version) => {
      const client = clientOf(service as AwsService, session) as { send(command: object): Promise<unknown> };
      await client.send(command);
      const [only] = received as [Received];
      expect(JSON.parse(only.body)).toEqual(command.input);
      expect(only.headers).toMatchObject({
        "x-amz-target": target,
        "content-type": `application/x-amz-json-${version}`,
        "x-amz-security-token": session.AWS_SESSION_TOKEN,
      });
      expect(only.headers.authorization).toBe(await signatureOf(only, service));
    },
  );

  test("is what a client of the SDK sends, but for what only says who sends", async () => {
    const sdk = new DynamoDBClient({
      ...{ region: "sa-east-1", endpoint: server.url, maxAttempts: 1 },
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await sdk.send(get());
    await getItem();
    sdk.destroy();
    const [theirs, ours] = received as [Received, Received];
    expect(ours.body).toBe(theirs.body);
    for (const name of ["host", "content-type", "content-length", "x-amz-target"])
      expect(ours.headers[name]).toBe(theirs.headers[name]);
  });

  test("is signed with the credentials of that moment", async () => {
    const variables = { AWS_ACCESS_KEY_ID: "first" };
    const environment = { ...environmentAt(server.url), credentials: () => environmentAt("", variables).credentials() };
    const client = awsClient({ service: "dynamodb", environment, ...times });
    await client.send(get());
    variables.AWS_ACCESS_KEY_ID = "second";
    await client.send(get());
    expect(received.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
      "first",
      "second",
    ]);
  });

  test("says which invocation it is sent for, on Lambda and nowhere else", async () => {
    const trace = { _X_AMZN_TRACE_ID: "Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=1:a:0" };
    await getItem(clientOf("dynamodb", trace));
    await getItem(clientOf("dynamodb", { ...trace, AWS_LAMBDA_FUNCTION_NAME: "f" }));
    expect(received.map(({ headers }) => headers["x-amzn-trace-id"])).toEqual([undefined, trace._X_AMZN_TRACE_ID]);
  });
});

test("bytes come out of the table as they went in, also where a condition does not hold", async () => {
  const table = await startTable();
  const client = tableClient(environmentAt(table.endpoint));
  const sdk = new DynamoDBClient({
    ...{ region: "sa-east-1", endpoint: table.endpoint },
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const Key = { pk: { S: "rate" }, sk: { S: "rate" } };
  const update = {
    ...{
      TableName: table.tableName,
      Key,
      UpdateExpression: "SET ring = :ring, n = :n",
      ReturnValues: "ALL_NEW" as const,
    },
    ExpressionAttributeValues: { ":ring": { B: bytes }, ":n": { N: "1" } },
  } as const;
  const { Attributes } = await client.send(new UpdateItemCommand(update));
  const { Item } = await client.send(new GetItemCommand({ TableName: table.tableName, Key, ConsistentRead: true }));
  expect([Attributes?.ring, Item?.ring]).toEqual([{ B: bytes }, { B: bytes }]);
  expect((await sdk.send(new GetItemCommand({ TableName: table.tableName, Key }))).Item).toEqual(Item);
  const refused = { ...update, ConditionExpression: "attribute_not_exists(pk)" };
  await expect(client.send(new UpdateItemCommand(refused))).rejects.toMatchObject({
    name: "ConditionalCheckFailedException",
    $metadata: { httpStatusCode: 400 },
  });
  sdk.destroy();
  await table.stop();
});

test("the item whose condition did not hold comes with the error", async () => {
  const Item = { ring: { B: "AAEC" }, n: { N: "1" } };
  answer = json(400, { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", Item });
  await expect(getItem()).rejects.toMatchObject({ Item: { ring: { B: Uint8Array.of(0, 1, 2) }, n: { N: "1" } } });
  expect(received).toHaveLength(1);
});

describe("what fails", () => {
  const done = json(200, { Item: { n: { N: "1" } } });

  test.each([
    ["throttling", json(400, { __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException" })],
    ["throttling, named in a header", json(400, {}, { "x-amzn-errortype": "ThrottlingException:http://internal/" })],
    ["too many requests", json(429, {})],
    ["a fault of AWS", json(500, { __type: "InternalServerError" })],
    [
      "a balancer's word",
      (response: ServerResponse) => response.writeHead(503).end("<html>Service Unavailable</html>"),
    ],
    ["a connection that ends", (response: ServerResponse) => response.destroy()],
  ] as const)("by %s is tried again, and then done", async (_why, failing) => {
    answer = inTurn(failing as Answer, done);
    expect((await getItem()).Item).toEqual({ n: { N: "1" } });
    expect(received).toHaveLength(2);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  test("again and again is given up after as many attempts as it was said", async () => {
    answer = json(500, { __type: "InternalServerError" });
    await expect(getItem()).rejects.toMatchObject({ name: "InternalServerError", $metadata: { httpStatusCode: 500 } });
    expect(received).toHaveLength(3);
  });

  test.each([
    ["an access that is denied", "AccessDeniedException"],
    ["an input that is none", "ValidationException"],
    ["a message that is too long", "com.amazonaws.sqs#InvalidParameterValue"],
    ["a batch that is too long", "com.amazonaws.sqs#BatchRequestTooLong"],
  ])("for %s is not tried again, and says AWS's name for it and nothing that was sent", async (_why, type) => {
    answer = json(400, { __type: type, message: "not your +55 11 98888-0000" });
    const error: Error = await getItem().then(
      () => new Error("it was done"),
      (failed) => failed,
    );
    expect(error.name).toBe(type.split("#").at(-1));
    expect(error.message).toBe("AWS answered 400");
    expect(received).toHaveLength(1);
  });

  test("as a success without JSON is none: nobody knows what has answered", async () => {
    answer = (response) => response.writeHead(200).end("<html>Welcome</html>");
    await expect(getItem()).rejects.toMatchObject({ name: "HTTP200" });
  });

  test("for want of a connection says so", async () => {
    const environment = environmentAt(`http://127.0.0.1:${await freePort()}`);
    const client = awsClient({ service: "dynamodb", environment, ...times, maxAttempts: 2 });
    await expect(client.send(get())).rejects.toMatchObject({ name: "ECONNREFUSED" });
  });

  test("for want of an answer ends in time, and counts as an attempt", async () => {
    answer = () => {};
    const environment = environmentAt(server.url);
    const client = awsClient({ service: "dynamodb", environment, ...times, requestMs: 100, maxAttempts: 2 });
    await expect(client.send(get())).rejects.toMatchObject({ name: "TimeoutError" });
    expect(received).toHaveLength(2);
  });

  test.each([
    ["reset", (response: ServerResponse) => response.destroy()],
    ["silent", () => {}],
  ] as const)(
    "on a connection that has died while the process was frozen (%s) is tried again on a new one: those kept beside it are dead, too",
    async (_how, dead) => {
      const held: ServerResponse[] = [];
      const connections = new Set<unknown>();
      answer = (response) => {
        held.push(response);
        connections.add(response.req.socket);
        if (held.length === 10) for (const each of held) json(200, {})(each, 0);
      };
      const waiting = (requestMs: number) =>
        awsClient({ service: "dynamodb", environment: environmentAt(server.url), ...times, requestMs, maxAttempts: 2 });
      const patient = waiting(60_000);
      await Promise.all(Array.from({ length: 10 }, () => patient.send(get())));
      expect(connections.size).toBe(10);
      answer = (response) => (connections.has(response.req.socket) ? dead : done)(response, 0);
      expect((await getItem(waiting(500))).Item).toEqual({ n: { N: "1" } });
      expect(received).toHaveLength(12);
    },
  );

  test("is not tried again once whoever asked has given up, neither while AWS is silent nor between two attempts", async () => {
    for (const silent of [true, false]) {
      const aborting = new AbortController();
      answer = (response) => {
        if (!silent) json(500, {})(response, 0);
        aborting.abort();
      };
      const sent = clientOf("dynamodb").send(get(), { abortSignal: aborting.signal });
      await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    }
    expect(received).toHaveLength(2);
  });
});

describe("a clock", () => {
  const aws = Date.parse("2026-11-30T12:00:00Z");
  const date = { date: new Date(aws).toUTCString() };
  const refused = (name: string) => json(400, { __type: name }, date);

  test("that is wrong by more than AWS takes is corrected once AWS says so, and stays corrected", async () => {
    answer = inTurn(refused("InvalidSignatureException"), json(200, {}));
    const client = clientOf("dynamodb", {}, () => aws - 3_600_000);
    await client.send(get());
    await client.send(get());
    expect(received.map(({ headers }) => headers["x-amz-date"])).toEqual([
      "20261130T110000Z",
      "20261130T120000Z",
      "20261130T120000Z",
    ]);
  });

  test("that is right has nothing to do with a signature that is refused", async () => {
    answer = refused("InvalidSignatureException");
    await expect(getItem(clientOf("dynamodb", {}, () => aws + 10_000))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    expect(received).toHaveLength(1);
  });
});

describe("the environment", () => {
  const of = (variables: Record<string, string>) => awsEnvironment((name) => variables[name]);

  test.each([
    [{ AWS_REGION: "sa-east-1" }, "https://dynamodb.sa-east-1.amazonaws.com"],
    [{ AWS_REGION: "cn-north-1" }, "https://dynamodb.cn-north-1.amazonaws.com.cn"],
    [{ AWS_REGION: "sa-east-1", AWS_ENDPOINT_URL: "http://all" }, "http://all"],
    [
      { AWS_REGION: "sa-east-1", AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_DYNAMODB: "http://one" },
      "http://one",
    ],
  ])("%j has the endpoint %s", (variables, endpoint) => {
    expect(of(variables as Record<string, string>).endpointOf("dynamodb")).toBe(endpoint);
  });

  test("without credentials says which variables are missing", () => {
    expect(() => of({}).credentials()).toThrow("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set");
  });
});
