// Who is told of what: an event is noted down and told, what lies parked is told after an hour, and an event that
// cannot be noted down is parked.
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { notifyKeys } from "../../../lib/aws/item-keys.ts";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { until } from "../support/until.ts";
import { run } from "./stage-run.ts";

const sessionId = "5e551011-0000-4000-8000-00000000000a";
const limitMs = 180_000;
const twoHoursMs = 7_200_000;

export const notices = (): void => {
  let dynamodb: DynamoDBClient;
  const at = ({ pk, sk }: { pk: string; sk: string }) => ({
    TableName: run.stack.tableName,
    Key: { pk: { S: pk }, sk: { S: sk } } satisfies Record<string, AttributeValue>,
  });
  const textsOf = (part: string): string[] => run.told.flatMap(({ text }) => (text.includes(part) ? [text] : []));
  const tell = () => run.stack.tick("notify-people");
  /** What a process remembers of the last ten minutes goes with it. */
  const tellAnew = async () => {
    for (const pid of run.stack.lambda.pids("notify-people")) await run.stack.lambda.kill(pid);
    await tell();
  };

  beforeAll(() => {
    dynamodb = new DynamoDBClient(clientOptionsAt(run.stack.cloud.motoUrl));
  });
  afterAll(() => dynamodb?.destroy());

  test(
    "a refused event is told to whoever listens to it, once",
    async () => {
      await run.putEvent("Session Update Requested", { sessionId, metadatta: {} });
      await until(async () => {
        await tell();
        return textsOf("Session Update Rejected").length > 0;
      }, "the message");
      await tell();
      expect(textsOf("Session Update Rejected")).toHaveLength(1);
      expect(run.told.map(({ text }) => text).join()).not.toContain(sessionId);
    },
    limitMs,
  );

  test(
    "what has been parked for an hour is told",
    async () => {
      expect(await run.held("Parked")).toBeGreaterThan(0);
      await tellAnew();
      const { Item } = await dynamodb.send(new GetItemCommand(at(notifyKeys.parked)));
      await dynamodb.send(
        new UpdateItemCommand({
          ...at(notifyKeys.parked),
          UpdateExpression: "SET sinceMs = :earlier",
          ExpressionAttributeValues: { ":earlier": { N: String(Number(Item?.sinceMs?.N) - twoHoursMs) } },
        }),
      );
      await tellAnew();
      await until(async () => {
        await tell();
        return textsOf("PARKED_WAITS").length > 0;
      }, "the alert");
      await dynamodb.send(new DeleteItemCommand(at(notifyKeys.parked)));
    },
    limitMs,
  );

  test(
    "an event that cannot be noted down is tried three times, and parked",
    async () => {
      const before = await run.held("Parked");
      const calls = () => run.stack.lambda.invoked()["collect-notices"] ?? 0;
      const callsBefore = calls();
      const repair = run.stack.cloud.front.breakDown("dynamodb");
      try {
        await run.putEvent("Alert Raised", {
          ...{ id: "a-deployed", account: "default", code: "RUN_STOPPED" },
          command: "npm run hooks -- auto-close runs",
        });
        await until(async () => (await run.held("Parked")) === before + 1, "the parked event");
      } finally {
        repair();
      }
      expect(calls() - callsBefore).toBe(3);
    },
    limitMs,
  );
};
