// Fifty triggers at once over real SQS and DynamoDB endpoints, in four processes: nobody gets more than they may, nobody is left out.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { HooksConfigInput } from "../../lib/config.ts";
import { startQueues } from "../../local/aws/emulators.ts";
import { type PolicyInput, sessionIdOf } from "../routing/support/routing-bench.ts";
import type { WorkerReport, WorkerTask } from "../routing/support/trigger-worker.ts";
import { peopleOf } from "../support/people.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type EmulatedTable, startEmulatedTable } from "../wts/rate-limit/emulated-table.ts";

const processes = 4;
let table: EmulatedTable;
let standIn: TestStandIn;
let queues: Awaited<ReturnType<typeof startQueues>>;
let sqs: SQSClient;
let workers: readonly ChildProcess[];
let suporte: string;
let round = 0;

const startWorker = async () => {
  const child = fork(new URL("../routing/support/trigger-worker.ts", import.meta.url), {
    execArgv: [],
    stdio: ["ignore", 2, 2, "ipc"],
  });
  await once(child, "message");
  return child;
};

beforeAll(async () => {
  [table, standIn, queues] = await Promise.all([startEmulatedTable(), startTestStandIn(), startQueues()]);
  sqs = new SQSClient({
    ...{ endpoint: queues.url, region: "sa-east-1" },
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  workers = await Promise.all(Array.from({ length: processes }, startWorker));
});
afterAll(async () => {
  for (const worker of workers) worker.kill();
  sqs.destroy();
  await Promise.all([table.stop(), standIn.stop(), queues.stop()]);
});
beforeEach(async () => {
  round += 1;
  await standIn.admin("POST", "reset", { sessions: [] });
  await standIn.admin("PUT", "limits", { enabled: false });
  suporte = (await peopleOf(standIn.admin)).department("Suporte").id;
});

/** So many people, and nobody else, are in the department; each test has its own, since what was promised counts for a minute. */
const staff = async (size: number, from = 0, department = suporte): Promise<readonly string[]> => {
  const { agents, departments } = await standIn.admin<{
    agents: { userId: string }[];
    departments: { id: string; name: string }[];
  }>("GET", "directory");
  const elsewhere = departments.find(({ name }) => name === "Financeiro")?.id;
  const members = agents.slice(from, from + size).map(({ userId }) => userId);
  const assign = ({ userId }: { userId: string }) =>
    standIn.admin("PUT", `agents/${userId}`, {
      departments: [members.includes(userId) ? department : elsewhere],
      availability: "AVAILABLE",
    });
  await Promise.all(agents.map(assign));
  return members;
};

const hold = async (count: number, departmentId = suporte): Promise<readonly string[]> => {
  const ids = Array.from({ length: count }, (_, index) => sessionIdOf(round * 1_000 + index));
  const rest = { status: "PENDING", departmentId, userId: null };
  await Promise.all(ids.map((id) => standIn.admin("PUT", `sessions/${id}`, rest)));
  return ids;
};

/** All triggers are in the queue before the first process begins. */
const runTogether = async (sessionIds: readonly string[], policy: PolicyInput): Promise<readonly WorkerReport[]> => {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `triggers-${round}` }));
  const queueUrl = `${queues.url}${new URL(QueueUrl).pathname}`;
  for (let start = 0; start < sessionIds.length; start += 10) {
    const Entries = sessionIds.slice(start, start + 10).map((sessionId, index) => {
      const id = `${round}-${start + index}`;
      const detail = { id, account: "default", eventType: "SESSION_NEW", sessionId, changes: [], hops: 0 };
      const event = { id, "detail-type": "WTS SESSION_NEW", source: "wts-session-hooks", detail };
      return { Id: String(index), MessageBody: JSON.stringify(event) };
    });
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
  const config: HooksConfigInput = { routing: { policies: [policy] } };
  const task: WorkerTask = {
    ...{ tablePort: table.port, sqsEndpoint: queues.url, queueUrl, config },
    wtsUrl: standIn.url,
  };
  const startedAt = Date.now();
  const reports = await Promise.all(
    workers.map(async (child): Promise<WorkerReport> => {
      const answer = once(child, "message");
      child.send(task);
      return (await answer)[0];
    }),
  );
  console.info(`${policy.name}: ${Date.now() - startedAt} ms, by process ${JSON.stringify(reports)}`);
  expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
  return reports;
};

const ownersOf = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await standIn.admin<{ userId: string | null }>("GET", `sessions/${id}`)).userId));
const loads = (owners: readonly unknown[], members: readonly string[]) =>
  members.map((member) => owners.filter((owner) => owner === member).length).sort((one, other) => one - other);
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

const policy = (name: string, rest: Partial<PolicyInput>): PolicyInput => ({
  ...{ name, when: ["SESSION_NEW"], department: "Suporte" },
  ...rest,
});

test("two people with eight slots each get eight sessions each, and no more", async () => {
  const members = await staff(2);
  const ids = await hold(50);
  const reports = await runTogether(ids, policy("capacidade", { capacity: 8 }));
  expect(sum(reports.map(({ handled }) => handled))).toBe(50);
  expect(loads(await ownersOf(ids), members)).toEqual([8, 8]);
  expect(sum(reports.map(({ moved }) => moved))).toBe(16);
});

test("eight slots in a department are eight there for each, whatever they have, or were just promised, elsewhere", async () => {
  const comercial = (await peopleOf(standIn.admin)).department("Comercial").id;
  // They are those of the test before.
  const members = await staff(2, 0, comercial);
  const own = Array.from({ length: 12 }, (_, index) => ({ id: 900 + index, userId: members[index % 2] }));
  const busy = { status: "IN_PROGRESS", departmentId: suporte };
  await Promise.all(
    own.map(({ id, userId }) =>
      standIn.admin("PUT", `sessions/${sessionIdOf(round * 1_000 + id)}`, { ...busy, userId }),
    ),
  );
  const ids = await hold(50, comercial);
  const capacity = { sessions: 8, per: "department" } as const;
  await runTogether(ids, policy("por-departamento", { department: "Comercial", capacity }));
  expect(loads(await ownersOf(ids), members)).toEqual([8, 8]);
});

test("five people in turn get ten sessions each", async () => {
  const members = await staff(5, 2);
  const ids = await hold(50);
  await runTogether(ids, policy("rodizio", { strategy: "round-robin" }));
  expect(loads(await ownersOf(ids), members)).toEqual([10, 10, 10, 10, 10]);
});

test("whoever has fewest gets the next, so both end with as many", async () => {
  const members = await staff(2, 7);
  const ids = await hold(40);
  await runTogether(ids, policy("menos-abertos", {}));
  const spread = loads(await ownersOf(ids), members);
  expect(sum(spread)).toBe(40);
  expect((spread.at(-1) ?? 0) - (spread[0] ?? 0)).toBeLessThanOrEqual(1);
});

test("thirty triggers for one session give one assignment, with one outcome", async () => {
  await staff(3);
  const [id = ""] = await hold(1);
  // Long enough for all of them to have read the session as nobody's.
  await standIn.admin("POST", "faults", [{ method: "PUT", path: "/transfer", delayMs: 200 }]);
  const reports = await runTogether(
    Array.from({ length: 30 }, () => id),
    policy("uma-so", {}),
  );
  expect(sum(reports.map(({ handled }) => handled))).toBe(30);
  expect(await journalOf(standIn.admin, true)).toHaveLength(1);
  expect(sum(reports.map(({ moved }) => moved))).toBe(1);
});
