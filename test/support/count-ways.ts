// Counts what a command costs by every way in: a stack of its own, all functions warm, one way after the other.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { runHooks } from "../../cli/program.ts";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { accountKeys } from "../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { sourceSecrets } from "./command-sources.ts";
import { countOperations, type Operations } from "./count-operations.ts";
import { config } from "./operations-config.ts";
import type { CountedRow } from "./operations-table.ts";
import { ownEnvironment } from "./own-files.ts";
import { packageWithConfig } from "./package-with-config.ts";
import { peopleOf } from "./people.ts";
import { runStack } from "./running-stack.ts";
import { type WaysIn, waysIn } from "./ways-in.ts";

interface Row {
  name: string;
  /** They are what WTS holds; what is not said of a session is as in `answered`. */
  sessions?: readonly object[];
  /** What was counted is divided by it. */
  commands?: number;
  /** How many events of such a type it ends with; an outcome unless said. */
  ends?: readonly [type: RegExp, count: number];
  /** Brings about what has to be there before, which is waited for and not counted. */
  before?(id: string): Promise<string | undefined>;
  work(id: string, before: string, ids: readonly string[]): Promise<unknown>;
}

interface Doing {
  ways: WaysIn;
  closeIdle(): Promise<unknown>;
  hooks(...args: string[]): Promise<string>;
}

const outcome = /^Session (?!Update Requested|Reassignment Requested)/;
const nothing = [outcome, 0] as const;
const hourMs = 3_600_000;
const agoOf = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();
const update = { status: "PENDING", number: "42" };
const complete = { command: "complete", note: "Negócio 981 ganho" };
const filled = { metadata: { negocio: "981" }, classification: { category: "WON", amount: 350.5 } };
const idle = {
  ...{ channelType: "ZAPI_WHATSAPP", createdAt: agoOf(30), lastMessageIn: agoOf(25), lastMessageOut: agoOf(24) },
};
const ten = Array.from({ length: 10 }, () => ({}));

const rowsOf = ({ ways, closeIdle, hooks }: Doing): readonly Row[] => {
  const byWebhook = (command: object) => (sessionId: string) => ways.deliver({ sessionId, ...command });
  return [
    { name: "webhook: update", work: byWebhook(update) },
    {
      name: "webhook, its id not signed: update",
      work: (sessionId) => ways.post("unsigned", { command: { sessionId, ...update } }),
    },
    {
      name: "webhook of a sender without ids: update",
      work: (sessionId) => ways.post("nameless", { command: { sessionId, ...update } }),
    },
    { name: "webhook: complete with note", work: byWebhook(complete) },
    { name: "webhook: complete with note, metadata, classification", work: byWebhook({ ...complete, ...filled }) },
    { name: "webhook: note", work: byWebhook({ command: "note", text: "Pedido entregue" }) },
    { name: "webhook: message", work: byWebhook({ command: "message", text: "Seu pedido saiu" }) },
    { name: "webhook: transfer", work: byWebhook({ command: "transfer", department: "Financeiro" }) },
    {
      name: "webhook: update by the contact's phone",
      before: (id) => ways.phoneOf(id),
      work: (_, contactPhone) => ways.deliver({ session: { contactPhone }, ...update }),
    },
    { name: "webhook: filtered out", ends: nothing, work: () => ways.post("signed", { at: agoOf(0) }) },
    {
      name: "webhook: copy within five minutes",
      ends: nothing,
      before: async (id) => {
        await ways.deliver({ sessionId: id, ...update }, id);
        return undefined;
      },
      work: (id) => ways.deliver({ sessionId: id, ...update }, id),
    },
    {
      name: "webhook of a sender without ids: copy",
      ends: nothing,
      before: async (id) => {
        await ways.post("nameless", { command: { sessionId: id, ...update } });
        return undefined;
      },
      work: (id) => ways.post("nameless", { command: { sessionId: id, ...update } }),
    },
    {
      name: "webhook: copy hours later",
      ends: nothing,
      before: async (id) => {
        await ways.queue({ sessionId: id, ...update }, id, id);
        return undefined;
      },
      work: (id) => ways.queue({ sessionId: id, ...update }, id, `${id}-copy`),
    },
    { name: "event: update", work: (sessionId) => ways.announce("Session Update Requested", { sessionId, ...update }) },
    { name: "PATCH: update", work: (id) => ways.call("PATCH", `/sessions/${id}`, update) },
    { name: "PATCH with Idempotency-Key: update", work: (id) => ways.call("PATCH", `/sessions/${id}`, update, id) },
    {
      name: "PATCH with Idempotency-Key: repetition",
      ends: nothing,
      before: async (id) => {
        await ways.call("PATCH", `/sessions/${id}`, update, id);
        return undefined;
      },
      work: (id) => ways.call("PATCH", `/sessions/${id}`, update, id),
    },
    {
      name: "batch of ten: one update",
      sessions: ten,
      commands: 10,
      ends: [outcome, 10],
      work: (_id, _before, ids) =>
        ways.call(
          "POST",
          "/sessions/batch",
          ids.map((sessionId) => ({ sessionId, ...update })),
        ),
    },
    {
      name: "auto-close, page of ten: one close",
      sessions: ten.map(() => idle),
      commands: 10,
      ends: [outcome, 10],
      work: closeIdle,
    },
    {
      name: "auto-close, page of one: warning",
      sessions: [{ ...idle, status: "PENDING", userId: null }],
      work: closeIdle,
    },
    { name: "auto-close, nothing to do", ends: nothing, work: closeIdle },
    {
      name: "auto-close: undo of one",
      sessions: [idle],
      before: async () => {
        await closeIdle();
        return JSON.parse(await hooks("auto-close", "runs", "--json")).runs[0].id;
      },
      work: (_, runId) => hooks("auto-close", "runs", "undo", runId),
    },
    {
      name: "routing, SESSION_NEW: move",
      sessions: [{ userId: null, status: "PENDING", department: "Comercial" }],
      work: (id) => ways.postFromWts("SESSION_NEW", id),
    },
    {
      name: "routing, SESSION_NEW: kept",
      sessions: [{ department: "Comercial" }],
      ends: [/^WTS SESSION_NEW/, 1],
      work: (id) => ways.postFromWts("SESSION_NEW", id),
    },
    {
      name: "routing, SESSION_UPDATE without a policy",
      sessions: [{ department: "Comercial" }],
      ends: [/^WTS SESSION_UPDATE/, 1],
      work: (id) => ways.postFromWts("SESSION_UPDATE", id),
    },
  ];
};

/** Rows of one way in have the same functions work for them. */
const wayOf = (row: Row | undefined): string | undefined => row?.name.split(/\W/)[0];

/** In the order of the rows; those whose name is not wanted are left out. */
export const countWays = async (isWanted: (name: string) => boolean = () => true): Promise<CountedRow[]> => {
  const scratch = mkdtempSync(join(tmpdir(), "operations-"));
  const runningFile = join(scratch, "running.json");
  const events: BusEvent[] = [];
  const packageDir = packageWithConfig(new URL("./operations-config.ts", import.meta.url));
  const running = await runStack({ packageDir, schedules: false, onEvent: (event) => events.push(event) });
  running.editSecrets(({ sources }) => Object.assign(sources, sourceSecrets));
  writeRunningFile(runningFile, running.stack);
  const bus = new EventBridgeClient(running.stack.aws.eventbridge);
  const sqs = new SQSClient(running.stack.aws.sqs);
  const dynamodb = new DynamoDBClient(running.stack.aws.dynamodb);
  const table = dynamoTable(dynamodb, running.stack.tableName);

  const hooks = async (...args: string[]): Promise<string> => {
    const said: string[] = [];
    const code = await runHooks(args, {
      config,
      environment: { ...ownEnvironment, LOCAL_RUNNING_FILE: runningFile },
      stdout: (text) => said.push(text),
      stderr: (text) => said.push(text),
    });
    if (code !== 0) throw new Error(said.join(""));
    return said.join("");
  };
  const closeIdle = () => running.stack.tick("close-idle-sessions");
  const rows = rowsOf({ ways: waysIn(running, { bus, sqs }), closeIdle, hooks });

  const hold = async (ids: readonly string[], sessions: readonly object[]): Promise<void> => {
    const people = await peopleOf(running.admin);
    const answered = { status: "IN_PROGRESS", lastMessageIn: agoOf(0.1), lastMessageOut: agoOf(0.05) };
    const held = sessions.map((session, index) => {
      const { department, ...rest } = session as { department?: string };
      const departmentId = department === undefined ? {} : { departmentId: people.department(department).id };
      return { id: ids[index], ...answered, ...departmentId, ...rest };
    });
    await running.admin("POST", "reset", { sessions: held });
    await running.admin("PUT", "limits", { enabled: false });
    // The next run is due at once, though the last one began in the same minute.
    await table.update(accountKeys.autoClose("default"), { remove: ["state"] });
  };

  const count = (ends: Row["ends"], work: () => Promise<unknown>): Promise<Operations> => {
    const [type, times] = ends ?? [outcome, 1];
    events.length = 0;
    const isAllBegun = () => events.filter((event) => type.test(event["detail-type"])).length >= times;
    return countOperations({ ...running, work, isAllBegun });
  };

  const run = async ({ name, sessions = [{}], commands = 1, ends, before, work }: Row, round: number) => {
    const ids = sessions.map((_, index) => {
      const serial = round * 10_000 + rows.findIndex((row) => row.name === name) * 100 + index;
      return `5e55c057-0000-4000-8000-${String(serial).padStart(12, "0")}`;
    });
    const [id = ""] = ids;
    await hold(ids, sessions);
    let found: string | undefined;
    if (before)
      await count(nothing, async () => {
        found = await before(id);
      });
    return { name, commands, operations: await count(ends, () => work(id, found ?? "", ids)) };
  };

  try {
    for (const policy of config.autoClose.policies)
      await policyApprovals({ table }).confirm("default", policy.name, policyHash(policy));
    const counted: CountedRow[] = [];
    for (const [index, row] of rows.entries()) {
      if (!isWanted(row.name)) continue;
      // The first time lets the functions load secrets and directory. Where other functions begin to take tokens, it is only
      // after the second time that their rate limiter knows that nobody else does.
      await run(row, 1);
      if (wayOf(row) !== wayOf(rows[index - 1])) await run(row, 2);
      counted.push(await run(row, 3));
    }
    return counted;
  } finally {
    for (const client of [bus, sqs, dynamodb]) client.destroy();
    await running.stop();
    rmSync(scratch, { recursive: true });
  }
};
