// Who looks at what runs here learns at once that something changed, of which kind and about which session, and misses nothing while away.
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Change } from "../../local/changes/change.ts";
import type { KnownChange } from "../../local/changes/change-log.ts";
import { followChanges } from "../../local/changes/follow-changes.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { eventually } from "../local/support/eventually.ts";
import { type TinyPackage, tinyPackage } from "../local/support/tiny-package.ts";
import { type Admin, adminAt } from "../support/wts-stand-in.ts";

describe("what runs here", () => {
  const sessionId = "0d0ef1f6-cf6f-4a22-a2d3-4a2a3c0f2a10";
  let packed: TinyPackage;
  let stack: Stack;
  let admin: Admin;
  let seen: KnownChange[] = [];
  const stopping = new AbortController();

  beforeAll(async () => {
    packed = tinyPackage(
      { pings: { bundle: "export const handler = async () => 'pong';", routes: ["GET /ping"] } },
      {
        Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "tiny-bus" } },
        Plain: { Type: "AWS::SQS::Queue", Properties: { QueueName: "tiny-plain" } },
        Kept: {
          Type: "AWS::DynamoDB::Table",
          Properties: {
            TableName: "tiny-table",
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
            KeySchema: [
              { AttributeName: "pk", KeyType: "HASH" },
              { AttributeName: "sk", KeyType: "RANGE" },
            ],
          },
        },
      },
    );
    stack = await startStack({ packageDir: packed.directory });
    admin = adminAt(stack.wtsUrl ?? "");
    void (async () => {
      for await (const change of followChanges(stack.controlUrl, { signal: stopping.signal })) seen.push(change);
    })().catch(() => {});
    await eventually(() => expect(seen).toMatchObject([{ kind: "everything" }]));
  });
  afterAll(async () => {
    stopping.abort();
    await stack.stop();
    packed.remove();
  });

  /** What it makes change, without what numbers it. */
  const changedBy = async (act: () => Promise<unknown>, expected: readonly Change[]): Promise<void> => {
    seen = [];
    await act();
    await eventually(() => expect(seen.map(({ id: _id, ...change }) => change)).toEqual(expected));
  };

  const putItem = async (pk: string): Promise<void> => {
    const dynamo = new DynamoDBClient(stack.aws.dynamodb);
    await dynamo.send(new PutItemCommand({ TableName: "tiny-table", Item: { pk: { S: pk }, sk: { S: "state" } } }));
    dynamo.destroy();
  };

  test("a request to a function, as soon as it is over", () =>
    changedBy(() => fetch(`${stack.url}/ping`), [{ kind: "functions", functionName: "pings" }]));

  test("a record of a session, and one of something else", async () => {
    await changedBy(() => putItem(`session#default#${sessionId}`), [{ kind: "records", sessionId }]);
    await changedBy(() => putItem("run#1"), [{ kind: "records" }]);
  });

  test("but not what whoever looks takes from the rate: a page that read anew for that would never rest", async () => {
    await changedBy(async () => {
      const dynamo = new DynamoDBClient(stack.aws.dynamodb);
      const Key = { pk: { S: "rate#default" }, sk: { S: "rate" } };
      await dynamo.send(new UpdateItemCommand({ TableName: "tiny-table", Key }));
      dynamo.destroy();
      await putItem("run#2");
    }, [{ kind: "records" }]);
  });

  test("a message in a queue", () =>
    changedBy(async () => {
      const sqs = new SQSClient(stack.aws.sqs);
      const QueueUrl = `${stack.aws.sqs.endpoint}/000000000000/tiny-plain`;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
      sqs.destroy();
    }, [{ kind: "queues" }]));

  test("somebody writes, or goes away, in the stand-in", async () => {
    const [session = { id: "" }] = await admin<{ id: string }[]>("GET", "sessions?status=IN_PROGRESS");
    await changedBy(
      () => admin("POST", "messages", { sessionId: session.id, direction: "FROM_HUB", origin: "GATEWAY", text: "Oi" }),
      [{ kind: "conversations", sessionId: session.id }],
    );
    await changedBy(
      () => admin("PUT", `sessions/${session.id}`, { status: "PENDING" }),
      [{ kind: "conversations", sessionId: session.id }],
    );
    const { agents } = await admin<{ agents: { userId: string }[] }>("GET", "directory");
    await changedBy(
      () => admin("PUT", `agents/${agents[0]?.userId}`, { availability: "UNAVAILABLE" }),
      [{ kind: "conversations" }],
    );
  });

  test("WTS or AWS made to fail", async () => {
    await changedBy(() => admin("POST", "faults", [{ status: 500 }]), [{ kind: "faults" }]);
    const body = JSON.stringify({ sqs: { mode: "fail" } });
    await changedBy(() => fetch(`${stack.awsControlUrl}/__faults`, { method: "PUT", body }), [{ kind: "faults" }]);
  });

  test("the clock moved, and everything begun anew", async () => {
    const body = JSON.stringify({ offsetMs: 3_600_000 });
    await changedBy(() => fetch(`${stack.controlUrl}/clock`, { method: "PUT", body }), [{ kind: "clock" }]);
    seen = [];
    await fetch(`${stack.controlUrl}/reset`, { method: "POST" });
    await eventually(() => expect(seen.map(({ kind }) => kind)).toContain("everything"));
  });

  test("what was packaged elsewhere cannot be built here, and it says so", async () => {
    const answer = await fetch(`${stack.controlUrl}/rebuild`, { method: "POST" });
    expect([answer.status, await answer.json()]).toEqual([
      409,
      { message: expect.stringContaining("LOCAL_PACKAGE_DIR") },
    ]);
  });

  test("a follower that comes back names what it saw last, and gets what came meanwhile", async () => {
    const id = seen.at(-1)?.id;
    await fetch(`${stack.url}/ping`);
    for await (const change of followChanges(stack.controlUrl, { sinceId: id })) {
      if (change.kind === "functions") break;
      expect(change.kind).not.toBe("everything");
    }
  });
});
