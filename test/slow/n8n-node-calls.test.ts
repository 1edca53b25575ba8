// What the WTS node of n8n asks WTS for, and what we ask in its place: by the pasted node, and by the command that an import writes. They
// are equal, or the difference stands here with its reason; the session is the same afterwards.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { exitNodes } from "../../cli/n8n/exit/exit-nodes.ts";
import type { ExitOperation } from "../../cli/n8n/exit/exit-operations.ts";
import { evaluateParameter } from "../cli/n8n/support/evaluate-parameter.ts";
import { load, sourceOf, webhook, wts, yieldOf } from "../cli/n8n/support/workflow.ts";
import { exampleSecrets } from "../support/own-files.ts";
import { peopleOf } from "../support/people.ts";
import { type RunningStack, request, runStack } from "../support/running-stack.ts";
import { callOfNode, type NodeParameters } from "../support/wts-node.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const sessionId = "5e551011-0000-4000-8000-000000000001";
let running: RunningStack;
let people: Awaited<ReturnType<typeof peopleOf>>;

beforeAll(async () => {
  running = await runStack();
  people = await peopleOf(running.admin);
}, 60_000);
afterAll(() => running.stop());

const reset = () =>
  running.admin("POST", "reset", {
    sessions: [
      {
        id: sessionId,
        status: "IN_PROGRESS",
        departmentId: people.department("Recepção").id,
        userId: people.agent("Bruno Carvalho").userId,
        metadata: { origem: "site" },
        lastMessageIn: new Date(Date.now() - 60_000).toISOString(),
      },
    ],
  });
beforeEach(async () => {
  await reset();
});

type Call = [method: string, path: string, body: unknown];

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.every((each) => typeof each === "string") ? value.toSorted() : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
};

const callsSince = async (): Promise<Call[]> => {
  const writes = await journalOf(running.admin, true);
  return writes.map(({ method, path, body }) => [method, path.replace(sessionId, "…"), sorted(body)]);
};

interface Held {
  status: string;
  departmentId: string | null;
  userId: string | null;
  number: string;
  endAt: string | null;
  metadata: object;
  messages?: { text: string }[];
}
const held = async () => {
  const { status, departmentId, userId, number, endAt, metadata } = await running.admin<Held>(
    "GET",
    `sessions/${sessionId}`,
  );
  return { status, departmentId, userId, number, isEnded: endAt !== null, metadata };
};

interface Outcome {
  calls: Call[];
  session: Awaited<ReturnType<typeof held>>;
}

const outcomeOf = async (work: () => Promise<number>): Promise<Outcome> => {
  await reset();
  await running.admin("DELETE", "requests");
  expect(await work()).toBe(200);
  return { calls: await callsSince(), session: await held() };
};

const byNode = (operation: string, parameters: NodeParameters): Promise<Outcome> =>
  outcomeOf(async () => {
    const { method, path, body } = callOfNode(operation, { sessionId, ...parameters });
    const { apiKey } = exampleSecrets.accounts.default;
    const answer = await fetch(running.stack.wtsUrl + path, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.status;
  });

/** The pasted node, its fields filled in: what stands in <…> is the person's to write. */
const byPastedNode = (operation: ExitOperation, fill: object): Promise<Outcome> =>
  outcomeOf(async () => {
    const [node] = exitNodes({ operation, url: running.stack.url, credential: "n8n", name: "n8n" }).nodes;
    const item = { body: { sessionId, pedido: "4711" } };
    const given = JSON.parse(String(evaluateParameter(node?.parameters.jsonBody, item)));
    const body = Array.isArray(given) ? [{ command: given[0].command, sessionId, ...fill }] : fill;
    const url = String(evaluateParameter(node?.parameters.url, item));
    return (await request(url, { method: String(node?.parameters.method), body })).status;
  });

/** What an import of this node writes, applied as a command. */
const byImport = (operation: string, parameters: NodeParameters): Promise<Outcome> =>
  outcomeOf(async () => {
    const source = sourceOf([webhook("WTS"), wts("WTS", { operation, sessionId, ...parameters })]);
    expect(source.todos).toEqual([]);
    const command = yieldOf(await load(source), { body: {} });
    return (await request(`${running.stack.url}/sessions/batch`, { method: "POST", body: [command] })).status;
  });

interface Case {
  operation: string;
  exit: ExitOperation;
  parameters: () => NodeParameters;
  fill: () => object;
  /** Undefined: they are equal. */
  differs?: { why: string; ours: () => Call[] };
  /** The session afterwards is another one on purpose. */
  session?: { why: string; ours: object };
  /** An import leaves it to people. */
  isLeft?: string;
}

const partial = (body: object): Call => ["PUT", "/chat/v2/session/…/partial", sorted(body)];
const comercial = () => people.department("Comercial").id;
const carla = () => people.agent("Carla Mendes").userId;

const cases: Case[] = [
  {
    operation: "updateSession",
    exit: "update",
    parameters: () => ({
      fieldsUpdate: ["Status", "Number", "DepartmentId", "UserId"],
      statusUpdateSessionOption: "IN_PROGRESS",
      number: "0042",
      departmentIdUpdatedSession: comercial(),
      userIdByDepartmentUpdateSession: carla(),
    }),
    fill: () => ({
      fields: ["Status", "Number", "DepartmentId", "UserId"],
      status: "IN_PROGRESS",
      number: "0042",
      departmentId: comercial(),
      userId: carla(),
    }),
  },
  {
    operation: "updateSession",
    exit: "update",
    parameters: () => ({
      fieldsUpdate: ["Metadata"],
      metadataUpdateSession: { metadata: [{ key: "pedido", value: "4711" }] },
    }),
    fill: () => ({ metadata: [{ key: "pedido", value: "4711" }] }),
    differs: {
      why: "the node replaces all metadata; we read the session, and keep the keys that are not named",
      ours: () => [partial({ fields: ["Metadata"], metadata: { origem: "site", pedido: "4711" } })],
    },
    session: { why: "the other keys are there", ours: { metadata: { origem: "site", pedido: "4711" } } },
  },
  {
    operation: "updateSession",
    exit: "update",
    parameters: () => ({ fieldsUpdate: ["EndAt"], endAt: "2026-11-30T21:00:00.000Z" }),
    fill: () => ({ endAt: "2026-11-30 18:00" }),
  },
  {
    operation: "updateSession",
    exit: "update",
    parameters: () => ({
      fieldsUpdate: ["DepartmentId", "UserId"],
      departmentIdUpdatedSession: "null",
      userIdByDepartmentUpdateSession: "null",
    }),
    fill: () => ({ departmentId: null, userId: null }),
    differs: {
      why: "the node names the fields and leaves their values out, which only some of WTS's documents call clearing; we send null",
      ours: () => [partial({ departmentId: null, fields: ["DepartmentId", "UserId"], userId: null })],
    },
  },
  {
    operation: "updateTransfer",
    exit: "transfer",
    parameters: () => ({ departmentId: comercial(), userIdByDepartment: carla() }),
    fill: () => ({ departmentId: comercial(), userId: carla() }),
  },
  {
    operation: "updateTransfer",
    exit: "transfer",
    parameters: () => ({ departmentId: comercial(), userIdByDepartment: "null" }),
    fill: () => ({ departmentId: comercial() }),
  },
  {
    operation: "updateStatusSession",
    exit: "status",
    parameters: () => ({ status: "PENDING" }),
    fill: () => ({ status: "PENDING" }),
    differs: {
      why: "we write every field by the same call, so that several can change at once",
      ours: () => [partial({ fields: ["Status"], status: "PENDING" })],
    },
  },
  {
    operation: "assignUser",
    exit: "assign",
    parameters: () => ({ userId: people.agent("Bruno Carvalho").userId }),
    fill: () => ({
      fields: ["UserId"],
      departmentId: people.department("Recepção").id,
      userId: people.agent("Bruno Carvalho").userId,
    }),
    differs: {
      why: "we write the field, once the person is known to be of the department",
      ours: () => [partial({ fields: ["UserId"], userId: people.agent("Bruno Carvalho").userId })],
    },
    isLeft: "the node does not say the department",
  },
  {
    operation: "concludeSession",
    exit: "conclude",
    parameters: () => ({ reactivateOnNewMessage: true }),
    fill: () => ({ reactivateOnNewMessage: true }),
    differs: {
      why: "what WTS would take by default is said, so that a change of its default changes nothing",
      ours: () => [["PUT", "/chat/v1/session/…/complete", { reactivateOnNewMessage: true, stopBotInExecution: false }]],
    },
  },
  {
    operation: "sendMessageTextSession",
    exit: "message",
    parameters: () => ({ textMessage: "Seu pedido saiu" }),
    fill: () => ({ text: "Seu pedido saiu" }),
  },
];

test.each(cases.map((each, index) => [`${index + 1} ${each.operation}`, each] as const))(
  "%s",
  async (_name, { operation, exit, parameters, fill, differs, session, isLeft }) => {
    const node = await byNode(operation, parameters());
    const ways = [await byPastedNode(exit, fill()), ...(isLeft ? [] : [await byImport(operation, parameters())])];
    for (const ours of ways) {
      expect(ours.calls).toEqual(differs ? differs.ours() : node.calls);
      expect(ours.session).toEqual({ ...node.session, ...session?.ours });
    }
    // A difference that is none any more is taken out of the list.
    if (differs) expect(differs.ours()).not.toEqual(node.calls);
  },
  30_000,
);
