// What a person does with a deployed stage, and what it does by itself: closes, moves, publishes later, stops, forgets. The functions
// run under their own roles, whose calls the front judges.
import { randomUUID } from "node:crypto";
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { clientOptionsAt, region } from "../../../local/aws/account.ts";
import { demoToken } from "../../support/running-stack.ts";
import { type JournalEntry, journalOf } from "../../support/wts-stand-in.ts";
import { until } from "../support/until.ts";
import { run } from "./stage-run.ts";

interface HeldSession {
  readonly id: string;
  readonly status: string;
  readonly departmentId: string | null;
  readonly userId: string | null;
}

const limitMs = 180_000;
const wtsDoor = "/webhooks/wts/local-wts-secret-that-opens-nothing-but-this-machine";
const headers = { authorization: `Bearer ${demoToken}`, "content-type": "application/json" };

let dynamodb: DynamoDBClient;
let departments: ReadonlyMap<string, string>;

const used = new Set<string>();

/** An open session that no other test has had. */
const anySession = async (fits: (session: HeldSession) => boolean = () => true): Promise<HeldSession> => {
  const isOpen = ({ status }: HeldSession): boolean => ["IN_PROGRESS", "PENDING", "STARTED"].includes(status);
  const sessions = await run.admin<HeldSession[]>("GET", "sessions");
  const found = sessions.find((session) => isOpen(session) && !used.has(session.id) && fits(session));
  if (!found) throw new Error("the stand-in must hold an open session that fits, and has none");
  used.add(found.id);
  return found;
};

const send = (method: string, path: string, body: unknown, more: object = {}): Promise<Response> =>
  fetch(run.stack.url + path, { method, headers: { ...headers, ...more }, body: JSON.stringify(body) });

const published = (type: string, sessionId?: string) =>
  run.stack.events.filter(
    (event) => event["detail-type"] === type && (sessionId === undefined || event.detail.sessionId === sessionId),
  );

/** What changed WTS, of one session or of all. */
const writes = async (part = ""): Promise<JournalEntry[]> =>
  (await journalOf(run.admin, true)).filter(
    ({ path, status }) => path.includes(part) && status !== null && status < 300,
  );

const hooks = async (...args: readonly string[]): Promise<string> => {
  const { code, output } = await run.stack.hooks(...args);
  if (code !== 0) throw new Error(`hooks ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
};

const scan = async () => (await dynamodb.send(new ScanCommand({ TableName: run.stack.tableName }))).Items ?? [];

/** Time passes for what waits in an index of the table. */
const letTimePass = async (due: string, ms: number): Promise<number> => {
  const waiting = (await scan()).filter((item) => item.due?.S === due);
  for (const { pk, sk, dueAt } of waiting)
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: run.stack.tableName,
        Key: { pk: pk ?? { S: "" }, sk: sk ?? { S: "" } },
        UpdateExpression: "SET dueAt = :earlier",
        ExpressionAttributeValues: { ":earlier": { N: String(Number(dueAt?.N) - ms) } },
      }),
    );
  return waiting.length;
};

export const operations = (): void => {
  beforeAll(async () => {
    dynamodb = new DynamoDBClient(clientOptionsAt(run.stack.cloud.motoUrl));
    const directory = await run.admin<{ departments: { id: string; name: string }[] }>("GET", "directory");
    departments = new Map(directory.departments.map(({ id, name }) => [name, id]));
  });

  afterAll(() => dynamodb?.destroy());

  test(
    "a policy of auto-close that is new says what it would close, and closes nothing until it is confirmed",
    async () => {
      await run.stack.tick("close-idle-sessions");
      expect(await writes("/complete")).toEqual([]);
      expect(await hooks("auto-close", "runs")).toContain("default");
      expect(await hooks("auto-close", "confirm", "esquecidas")).toContain("esquecidas");
    },
    limitMs,
  );

  test(
    "an outcome that the bus did not take is published by relay-outcomes, once it is old enough",
    async () => {
      const { id } = await anySession();
      const repair = run.stack.cloud.front.breakDown("events");
      try {
        expect((await send("PATCH", `/sessions/${id}`, { number: "5" })).status).toBe(200);
      } finally {
        repair();
      }
      await run.stack.tick("relay-outcomes");
      expect(published("Session Updated", id)).toEqual([]);

      expect(await letTimePass("outcome", 60_000)).toBe(1);
      await run.stack.tick("relay-outcomes");
      await until(() => published("Session Updated", id).length === 1, "the outcome on the bus");
      expect(await letTimePass("outcome", 0)).toBe(0);
    },
    limitMs,
  );

  test(
    "a session goes to somebody: because WTS tells of it, because the bus asks for it, because it waits",
    async () => {
      const comercial = departments.get("Comercial") ?? "";
      const created = await anySession(({ departmentId, userId }) => departmentId === comercial && userId === null);
      const delivery = {
        eventType: "SESSION_NEW",
        date: new Date().toISOString(),
        content: { ...created, companyId: "10ca10ca-0000-4000-8000-000000000001" },
        changeMetadata: null,
      };
      expect((await send("POST", wtsDoor, delivery)).ok).toBe(true);
      await until(() => published("Session Reassigned", created.id).length === 1, "the move after SESSION_NEW");

      const wished = await anySession(({ departmentId }) => departmentId !== comercial);
      const wish = {
        sessionId: wished.id,
        reason: "the order was paid",
        to: { department: "Comercial" },
        idempotencyKey: randomUUID(),
      };
      await run.putEvent("Session Reassignment Requested", wish);
      await until(() => published("Session Reassigned", wished.id).length === 1, "the move that the bus asked for");
      expect(await writes(`${wished.id}/transfer`)).toHaveLength(1);

      const moved = published("Session Reassigned").length;
      await run.stack.tick("look-after-sessions");
      await until(() => published("Session Reassigned").length > moved, "a move of what waits");
    },
    limitMs,
  );

  test(
    "what cannot be done is parked with its reason, listed, and replayed",
    async () => {
      const { id } = await anySession();
      await run.putEvent("Session Reassignment Requested", {
        sessionId: id,
        reason: "x",
        to: { department: "Nirgendwo" },
      });
      await until(() => published("Session Reassignment Failed", id).length === 1, "the refusal on the bus");
      const parked = JSON.parse(await hooks("parked", "list", "--json"));
      expect(parked).toMatchObject([{ queue: "parked", reason: { code: "DEPARTMENT_UNKNOWN" } }]);
      expect(JSON.stringify(parked)).toContain(id);
      await hooks("parked", "replay", "--all");
      await until(() => published("Session Reassignment Failed", id).length === 2, "the refusal of the replayed event");
    },
    limitMs,
  );

  test(
    "while an account is paused its commands wait, and are applied once it is resumed",
    async () => {
      const { id } = await anySession();
      await hooks("pause");
      const looks = () =>
        run.stack.cloud.front.calls.filter(
          ({ role, operation }) => role === "apply-commands" && operation.startsWith("ChangeMessageVisibility"),
        ).length;
      const before = looks();
      const commands = [{ command: "update", sessionId: id, number: "8" }];
      expect((await send("POST", "/sessions/batch", commands, { prefer: "respond-async" })).status).toBe(202);
      await until(() => looks() > before, "apply-commands to leave the command alone");
      expect(await writes(id)).toEqual([]);
      await hooks("resume");
      await until(async () => (await writes(id)).length === 1, "the update");
    },
    limitMs,
  );

  test(
    "a confirmed policy closes no more than it may, writes down its run, and the run can be taken back",
    async () => {
      await until(async () => {
        await run.stack.tick("close-idle-sessions");
        return (await writes("/complete")).length > 0;
      }, "a run to be due, a minute after the one before");
      const closed = await writes("/complete");
      expect(closed.length).toBeLessThanOrEqual(5);
      await until(() => published("Session Closed").length === closed.length, "an outcome for each");

      const { runs } = JSON.parse(await hooks("auto-close", "runs", "--json")) as {
        runs: { id: string; counts: { closed?: number } }[];
      };
      const last = runs.find(({ counts }) => counts.closed !== undefined);
      expect(last?.counts.closed).toBe(closed.length);
      await hooks("auto-close", "runs", "undo", last?.id ?? "");
      const sessions = await run.admin<HeldSession[]>("GET", "sessions");
      const ids = closed.map(({ path }) => path.split("/").at(-2));
      expect(sessions.filter(({ id, status }) => ids.includes(id) && status !== "COMPLETED")).toHaveLength(
        closed.length,
      );
    },
    limitMs,
  );

  test(
    "a person is forgotten everywhere, with a receipt",
    async () => {
      const { id } = await anySession();
      const phone = "+5511980045904";
      await run.admin("PUT", `sessions/${id}`, { contactPhone: phone });
      expect((await send("PATCH", `/sessions/${id}`, { number: "9" })).status).toBe(200);
      expect(await hooks("privacy", "find", phone)).toMatch(/records of the person's sessions +[1-9]/);
      await hooks("privacy", "erase", phone, "--yes");
      expect(JSON.stringify(await scan())).not.toContain("980045904");
      expect(await hooks("privacy", "receipts", "--json")).toMatch(/"at"/);
    },
    limitMs,
  );

  test.each(["status", "status --keys", "deliveries list", "holds list", "auto-close report", "directory"])(
    "hooks %s answers about the stage",
    async (line) => {
      const { code, output } = await run.stack.hooks(...line.split(" "));
      // Status answers 1 where somebody is needed.
      expect({ line, code, output }).toEqual({
        line,
        code: line.startsWith("status") ? expect.any(Number) : 0,
        output,
      });
      expect(code).toBeLessThanOrEqual(1);
      expect(output).not.toBe("");
    },
    limitMs,
  );

  test("what a role does not name is denied, as AWS denies it", async () => {
    const { credentials } = run.stack.functions.find(({ definition }) => definition.name === "receive-webhook") ?? {};
    if (!credentials) throw new Error("receive-webhook must be deployed");
    const asReceiver = { endpoint: run.stack.cloud.front.url, region, credentials };
    const queue = new SQSClient(asReceiver);
    const others = new EventBridgeClient(asReceiver);
    try {
      const url = run.stack.queues.Parked?.replace(run.stack.cloud.sqsUrl, run.stack.cloud.front.url);
      await expect(queue.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "{}" }))).rejects.toThrow(
        /not authorized to perform: sqs:SendMessage/,
      );
      const entry = { EventBusName: run.stack.busName, Source: "x", DetailType: "y", Detail: "{}" };
      await expect(others.send(new PutEventsCommand({ Entries: [entry] }))).rejects.toThrow(
        /not authorized to perform: events:PutEvents/,
      );
    } finally {
      queue.destroy();
      others.destroy();
    }
  });

  test("nothing that the functions asked for themselves was denied", () => {
    const denied = run.stack.cloud.front.calls.filter((call) => call.denied && call.role !== "receive-webhook");
    expect(denied.map(({ role, denied: what }) => `${role} ${what?.action} ${what?.resource}`)).toEqual([]);
  });
};
