// The packaged function on real queues, table and bus, in as many processes as there is to do at once.
import { readdirSync, readFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { placeKeys } from "../../lib/aws/item-keys.ts";
import type { Parked } from "../../lib/aws/queue.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import type { BegunMove } from "../../lib/routing/records/session-moves.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { describedEvents } from "../support/described-events.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { peopleOf } from "../support/people.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const folder = new URL("../../events/reassign-session/", import.meta.url);
const sampleId = "5e551011-0000-4000-8000-000000000001";
const idOf = (index: number): string => `5e551011-0000-4000-8000-${String(index).padStart(12, "0")}`;
const minuteMs = 60_000;
let running: RunningStack;
let packageDir: string;
let sqs: SQSClient;
let bus: EventBridgeClient;
let dynamo: DynamoDBClient;
let people: Awaited<ReturnType<typeof peopleOf>>;
let serial = 0;
const events: BusEvent[] = [];
const described = describedEvents();

/** The tests that are packaged have the real clock: these hours are over, or still to come, for days. */
const farDay = (["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const)[
  new Date(Date.now() + 3 * 86_400_000).getUTCDay()
];

const routing = {
  policies: [
    {
      name: "horario",
      when: ["SESSION_NEW", { noFirstResponse: { minutes: 1 } }],
      match: { metadata: { caso: "horario" } },
      department: "Comercial",
      hours: { weekly: { [String(farDay)]: ["09:00-18:00"] }, holidays: ["BR-SP"] },
    },
    {
      name: "comercial",
      when: ["SESSION_NEW", "SESSION_UPDATE", "requested"],
      match: { department: "Comercial", metadata: { caso: "amostra" } },
      department: "Comercial",
    },
    {
      name: "capacidade",
      when: ["SESSION_NEW", "backlog"],
      match: { metadata: { caso: "capacidade" } },
      department: "Financeiro",
      capacity: 2,
      note: true,
    },
    {
      name: "dono-ausente",
      when: [{ ownerUnavailable: { minutes: 0 } }],
      match: { metadata: { caso: "ausente" } },
      department: "Comercial",
    },
    {
      name: "primeira-resposta",
      when: [{ noFirstResponse: { minutes: 5 } }],
      match: { department: "Comercial", metadata: { caso: "resposta" } },
      department: "Comercial",
      escalation: [
        { afterMinutes: 5, to: { department: "Suporte", user: "gustavo.teixeira@clinicaboavista.example" } },
        { afterMinutes: 10, to: { department: "Financeiro" } },
      ],
      fallback: { department: "Recepção" },
    },
    {
      name: "fila",
      when: ["SESSION_NEW", "backlog"],
      match: { metadata: { caso: "fila" } },
      department: "Comercial",
      fallback: { department: "Recepção" },
    },
  ],
} as const;

beforeAll(async () => {
  packageDir = packageWithConfig({
    // What was counted counts for the moment only: the tests change it by hand.
    routing: { ...structuredClone(routing), openSessionsMs: 1, note: false } as never,
    sources: { wts: { verify: "wts", publish: ["SESSION_NEW"] } },
    queue: { longestPauseMs: 1_000, giveUpAfterMs: 600_000, deniedForMs: 2_000 },
    limits: {
      share: 1,
      sustained: { requests: 1_000_000, windowMs: 300_000 },
      burst: { requests: 100_000, windowMs: 5_000 },
    },
  });
  running = await runStack({
    packageDir,
    schedules: false,
    onEvent: (event) => {
      events.push(event);
      // Those of WTS are put there by this test, and are shorter.
      if (!event["detail-type"].startsWith("WTS ")) described.take(event);
    },
  });
  sqs = new SQSClient(running.stack.aws.sqs);
  bus = new EventBridgeClient(running.stack.aws.eventbridge);
  dynamo = new DynamoDBClient(running.stack.aws.dynamodb);
});
afterAll(async () => {
  described.check("Session Reassigned", "Session Reassignment Failed");
  for (const client of [sqs, bus, dynamo]) client.destroy();
  await running.stop();
});
beforeEach(async () => {
  await reset();
  people = await peopleOf(running.admin);
  events.length = 0;
  await parkedNow();
});

const reset = async (...sessions: object[]) => {
  await running.admin("POST", "reset", { sessions });
  await running.admin("PUT", "limits", { enabled: false });
};
const hold = (id: string, caso: string, rest: object = {}) =>
  running.admin("PUT", `sessions/${id}`, {
    ...{ status: "PENDING", departmentId: people.department("Comercial").id, userId: null, metadata: { caso } },
    ...{ createdAt: new Date().toISOString(), lastMessageIn: new Date().toISOString(), lastMessageOut: null },
    ...rest,
  });
const held = (id: string) =>
  running.admin<{ departmentId: string; userId: string | null; notes: { text: string }[] }>("GET", `sessions/${id}`);
const assignmentOf = async (id: string) => {
  const { departmentId, userId } = await held(id);
  return { departmentId, userId };
};
const ownersOf = (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await held(id)).userId));
const transfersOf = async (id: string) =>
  (await journalOf(running.admin, true)).filter(({ path, status }) => path.includes(id) && status === 200).length;
const counted = (values: readonly unknown[]): number[] =>
  [...Map.groupBy(values, (value) => value).values()].map((group) => group.length).sort((a, b) => a - b);

/** Takes them out of the queue. */
const parkedNow = async (): Promise<Parked[]> => {
  const found: Parked[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({
      QueueUrl: running.stack.queues.Parked,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 600,
    });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = "" }) => JSON.parse(Body) as Parked));
  }
};

/** As somebody does in WTS's own settings; the secret stands at the end of the address. */
const subscribe = async (event: string): Promise<void> => {
  const { accounts, sources } = JSON.parse(readFileSync(running.stack.secretsFile, "utf8"));
  const answer = await fetch(`${running.stack.wtsUrl}/core/v1/webhook/subscription`, {
    method: "POST",
    headers: { authorization: `Bearer ${accounts.default.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      name: "hooks",
      url: `${running.stack.url}/webhooks/wts/${sources.wts[0]}`,
      events: [event],
    }),
  });
  expect(answer.status).toBe(200);
};

const createdEvent = (sessionId: string) => {
  serial += 1;
  return { id: `wts-${serial}`, account: "default", eventType: "SESSION_NEW", sessionId, changes: [], hops: 0 };
};
/** An event as the queue of the function holds it. */
const queued = (body: string) => ({
  Records: [
    {
      ...{ messageId: `m-${serial}`, receiptHandle: "none", body, eventSource: "aws:sqs" },
      attributes: { SentTimestamp: String(Date.now()), ApproximateReceiveCount: "1" },
    },
  ],
});
/** As apply-commands puts WTS's webhooks there. */
const announce = async (...details: { id: string }[]) => {
  for (let start = 0; start < details.length; start += 10) {
    const Entries = details.slice(start, start + 10).map((detail) => ({
      ...{ EventBusName: running.stack.busName, Source: "wts-session-hooks", DetailType: "WTS SESSION_NEW" },
      Detail: JSON.stringify(detail),
    }));
    await bus.send(new PutEventsCommand({ Entries }));
  }
};
const published = (type: string, sessionId?: string) =>
  events.filter((event) => event["detail-type"] === type && (!sessionId || event.detail.sessionId === sessionId));
const handled = (line: string) => /"message":"(session moved|session kept|duplicate|own write)"/.test(line);

describe("every sample in events/reassign-session", () => {
  interface Sample {
    $expect: {
      assignment?: [string, string | null];
      trigger?: string;
      hops?: number;
      reasons?: string[];
      issues?: string[];
      code?: string;
    };
    $session?: { status: string; user?: string };
  }
  const types: Record<string, Record<string, number>> = {
    moved: { "Session Reassigned": 1 },
    failed: { "Session Reassignment Failed": 1 },
  };

  test.each(readdirSync(folder).sort())("%s ends as its name says", async (file) => {
    const { $expect, $session, ...event } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample & {
      id: string;
    };
    const { user, ...session } = $session ?? {};
    // Samples share their ids; here each has its own, or it would be an echo of the one before.
    serial += 1;
    const id = idOf(serial);
    const text = JSON.stringify(event)
      .replaceAll(/7bf73129|0f1e2d3c4b5a|pedido-4711/g, `$&-${serial}`)
      .replaceAll(sampleId, id);
    await hold(id, "amostra", { ...session, ...(user && { userId: people.agent(user).userId }) });
    const before = await assignmentOf(id);
    expect(await running.stack.lambda.invoke("reassign-session", queued(text))).toEqual({ batchItemFailures: [] });
    const kind = file.split("-")[0] ?? "";
    const parked = await parkedNow();
    await until(() => events.length >= Object.keys(types[kind] ?? {}).length, "the outcome");
    const outcomes = events.map((each) => each["detail-type"]);
    expect(Object.fromEntries(outcomes.map((type) => [type, 1]))).toEqual(types[kind] ?? {});
    const detail = Object(events[0]?.detail);
    if (kind === "moved") {
      const [department, person] = $expect.assignment ?? [];
      const after = await assignmentOf(id);
      expect(after.departmentId).toBe(people.department(department ?? "").id);
      if (person === "someone") expect(after.userId).not.toBeNull();
      else expect(after.userId).toBe(person ? people.agent(person).userId : null);
      expect(detail).toMatchObject({ decision: { trigger: $expect.trigger }, hops: $expect.hops ?? 1 });
    } else expect(await assignmentOf(id)).toEqual(before);
    if (kind === "failed") {
      expect(detail.reasons).toEqual($expect.reasons);
      expect(detail.issues?.map(({ code, path }: Record<string, string>) => `${code} ${path}`)).toEqual($expect.issues);
    }
    const isKept = kind === "failed" || kind === "parked";
    expect(parked.map(({ reason }) => reason.code)).toEqual(isKept ? [$expect.code ?? $expect.reasons?.[0]] : []);
  });
});

test("50 new sessions, announced by WTS's webhook, are each assigned within seconds", async () => {
  const ids = Array.from({ length: 50 }, (_, index) => idOf(1_000 + index));
  await subscribe("SESSION_NEW");
  const sentAt = new Map<string, number>();
  const tookMs = new Map<string, number>();
  const isPublished = (id: string) => {
    if (!tookMs.has(id) && published("Session Reassigned", id).length > 0)
      tookMs.set(id, Date.now() - (sentAt.get(id) ?? 0));
    return tookMs.has(id);
  };
  for (const id of ids) {
    sentAt.set(id, Date.now());
    await hold(`${id}?announce=true`, "amostra");
    await until(() => isPublished(id), `the assignment of ${id}`);
  }
  const sorted = [...tookMs.values()].sort((a, b) => a - b);
  console.info(
    `from WTS to the outcome, 50 new sessions by webhook: median ${sorted[25]} ms, longest ${sorted.at(-1)} ms`,
  );
  expect(sorted.at(-1)).toBeLessThan(60_000);
  expect((await ownersOf(ids)).filter((owner) => owner === null)).toEqual([]);
});

test("what comes outside a policy's hours stays where it is, and is said to wait", async () => {
  const id = idOf(1_900);
  await hold(id, "horario", { createdAt: new Date(Date.now() - 3_600_000).toISOString() });
  const before = await assignmentOf(id);
  const from = running.lines.length;
  await announce(createdEvent(id));
  await until(() => running.lines.slice(from).filter(handled).length >= 1, "what became of it");
  expect(running.lines.slice(from).find(handled)).toMatch(/"session kept".*"OUTSIDE_HOURS"/);
  await running.stack.tick("look-after-sessions");
  expect(await assignmentOf(id)).toEqual(before);
  expect(await transfersOf(id)).toBe(0);
});

test("no more are taken than there are slots, each with its reason as a note; the rest waits for the next free one", async () => {
  // What was promised a moment ago still counts, so nobody of the other tests.
  const { userId } = people.agent("Fernanda Lima");
  await running.admin("PUT", `agents/${userId}`, { availability: "AVAILABLE" });
  const ids = Array.from({ length: 6 }, (_, index) => idOf(2_000 + index));
  for (const id of ids) await hold(id, "capacidade");
  const from = running.lines.length;
  await announce(...ids.map(createdEvent));
  await until(() => running.lines.slice(from).filter(handled).length >= ids.length, "all of them");
  const owners = await ownersOf(ids);
  expect(counted(owners.filter((owner) => owner !== null))).toEqual([2, 2]);
  // Through the queue, into the session it is about.
  const assigned = ids.filter((_, index) => owners[index] !== null);
  await until(async () => {
    const notes = await Promise.all(assigned.map(async (id) => (await held(id)).notes.length));
    return notes.every((count) => count === 1);
  }, "a note in each");
  const financeiro = people.department("Financeiro").id;
  await running.admin("PUT", `agents/${people.agent("Marina Duarte").userId}`, { departments: [financeiro] });
  // A session that its note is just being written to is left for the next minute.
  await until(async () => {
    await running.stack.tick("look-after-sessions");
    return (await ownersOf(ids)).every((owner) => owner !== null);
  }, "the rest to be given out");
  expect(counted(await ownersOf(ids))).toEqual([2, 2, 2]);
});

test("eight triggers for one session give one assignment", async () => {
  const id = idOf(4_000);
  await hold(id, "amostra");
  const from = running.lines.length;
  await announce(...Array.from({ length: 8 }, () => createdEvent(id)));
  await until(() => running.lines.slice(from).filter(handled).length >= 8, "all of them");
  expect(await transfersOf(id)).toBe(1);
  expect(published("Session Reassigned", id)).toHaveLength(1);
});

test("a session whose owner is set unavailable is moved", async () => {
  const id = idOf(5_000);
  const { userId } = people.agent("Carla Mendes");
  await hold(id, "ausente", { userId, status: "IN_PROGRESS" });
  await running.stack.tick("look-after-sessions");
  expect((await assignmentOf(id)).userId).toBe(userId);
  await running.admin("PUT", `agents/${userId}`, { availability: "UNAVAILABLE" });
  await until(async () => {
    await running.stack.tick("look-after-sessions");
    return (await assignmentOf(id)).userId !== userId;
  }, "the move");
  expect(published("Session Reassigned", id)).toMatchObject([{ detail: { door: "schedule", rule: "dono-ausente" } }]);
});

test("a first response that does not come takes the session on step by step, then to the fallback", async () => {
  const id = idOf(6_000);
  const createdAt = new Date(Date.now() - 6 * minuteMs).toISOString();
  await hold(id, "resposta", { createdAt, lastMessageIn: createdAt });
  const table = dynamoTable(dynamo, running.stack.tableName);
  const key = placeKeys.moves({ account: "default", sessionId: id });
  /** As if that much time had passed since the last move. */
  const pass = async (minutes: number) => {
    const begun = JSON.parse(String((await table.get(key))?.begun)) as BegunMove;
    const state = begun.state && { ...begun.state, atMs: begun.state.atMs - minutes * minuteMs };
    await table.update(key, { set: { begun: JSON.stringify({ ...begun, state }) } });
  };
  const assignments = [];
  for (const minutes of [0, 5, 10, 10, 30]) {
    if (minutes > 0) await pass(minutes);
    // Whatever was known of it a minute ago.
    await running.stack.tick("look-after-sessions");
    assignments.push(await assignmentOf(id));
  }
  const [first, ...steps] = assignments;
  expect(first).toEqual({ departmentId: people.department("Comercial").id, userId: expect.any(String) });
  expect(steps).toEqual([
    { departmentId: people.department("Suporte").id, userId: people.agent("Gustavo Teixeira").userId },
    { departmentId: people.department("Financeiro").id, userId: people.agent("Daniel Rocha").userId },
    { departmentId: people.department("Recepção").id, userId: null },
    { departmentId: people.department("Recepção").id, userId: null },
  ]);
});

test("while everyone is away sessions wait with the fallback department, and go to whoever returns", async () => {
  const ids = [idOf(7_000), idOf(7_001)];
  const { agents } = await running.admin<{ agents: { userId: string; departments: { departmentId: string }[] }[] }>(
    "GET",
    "directory",
  );
  const members = agents.filter(({ departments }) =>
    departments.some(({ departmentId }) => departmentId === people.department("Comercial").id),
  );
  for (const { userId } of members) await running.admin("PUT", `agents/${userId}`, { availability: "UNAVAILABLE" });
  for (const id of ids) await hold(id, "fila");
  await announce(...ids.map(createdEvent));
  await until(() => published("Session Reassigned").length >= 2, "both");
  const waiting = { departmentId: people.department("Recepção").id, userId: null };
  expect(await Promise.all(ids.map(assignmentOf))).toEqual([waiting, waiting]);
  await running.stack.tick("look-after-sessions");
  expect(await Promise.all(ids.map(assignmentOf))).toEqual([waiting, waiting]);
  const back = members[0]?.userId ?? "";
  await running.admin("PUT", `agents/${back}`, { availability: "AVAILABLE" });
  await until(async () => {
    await running.stack.tick("look-after-sessions");
    return (await ownersOf(ids)).every((owner) => owner === back);
  }, "both to be drained");
});

test("what WTS refuses comes again from the queue, and is parked whole in the end", async () => {
  const id = idOf(8_000);
  await hold(id, "amostra");
  await running.admin("POST", "faults", [{ path: id, status: 403 }]);
  await announce(createdEvent(id));
  // A move of the schedule for another test's session, which is gone, may be parked meanwhile.
  const isOurs = (each: unknown): boolean => JSON.stringify(each).includes(id);
  let parked: unknown[] = [];
  await until(async () => {
    parked = (await parkedNow()).filter(isOurs);
    return parked.length > 0;
  }, "the parked event");
  const event = { "detail-type": "WTS SESSION_NEW", detail: { sessionId: id } };
  expect(parked).toMatchObject([{ reason: { code: "WTS_DENIED" }, door: "event", event }]);
  const tries = running.lines.filter((line) => line.includes('"retried later"') && line.includes('"WTS_DENIED"'));
  expect(tries.length).toBeGreaterThanOrEqual(2);
});
