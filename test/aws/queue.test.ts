import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import {
  type CommandQueue,
  commandQueue,
  deduplicationIdOf,
  type Parked,
  type ParkedQueue,
  parkedQueue,
  queueClient,
} from "../../lib/aws/queue.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import { groupOf, readQueueItem } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { environmentAt } from "../support/environment-at.ts";
import { readCommand } from "../support/read-command.ts";
import { recording } from "../support/recording.ts";
import { freePort } from "./support/free-port.ts";

let server: FauxqsServer;
let client: SQSClient;
let ours: ReturnType<typeof queueClient>;
let queueUrl: string;
let parkedUrl: string;
let queue: CommandQueue;
let parked: ParkedQueue;
let deliveries = 0;

const clientAt = (port: number) => queueClient(environmentAt(`http://127.0.0.1:${port}`));
const create = async (name: string, Attributes: Record<string, string>): Promise<string> => {
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return `http://127.0.0.1:${server.port}${new URL(QueueUrl).pathname}`;
};

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  client = new SQSClient({
    region: "sa-east-1",
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  ours = clientAt(server.port);
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});
beforeEach(async () => {
  deliveries += 1;
  queueUrl = await create(`commands-${deliveries}.fifo`, { FifoQueue: "true", VisibilityTimeout: "360" });
  parkedUrl = await create(`parked-${deliveries}`, {});
  queue = commandQueue(ours, queueUrl);
  parked = parkedQueue(ours, parkedUrl);
});

const command = (changes: Partial<QueuedCommand> = {}, text = "olá"): QueuedCommand => {
  const origin = { account: "default", source: "event:crm", deliveryId: `d-${deliveries}` };
  return {
    kind: "command",
    id: commandIdOf({ ...origin, index: 0 }),
    ...origin,
    door: "event",
    correlationId: "c",
    causationId: "c",
    hops: 0,
    attempt: 0,
    targeted: { command: { command: "note", sessionId: "S-1", text } },
    ...changes,
  };
};
const receive = async (url = queueUrl): Promise<Message | undefined> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url, MessageSystemAttributeNames: ["All"], MaxNumberOfMessages: 1 }),
  );
  return Messages[0];
};
/** Receives and deletes until the queue is empty. */
const drain = async (url = queueUrl): Promise<Message[]> => {
  const messages: Message[] = [];
  for (let message = await receive(url); message; message = await receive(url)) {
    messages.push(message);
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
  }
  return messages;
};

describe("a command", () => {
  test("waits in the queue as it is, in its session's group, under its own id", async () => {
    const sent = command();
    await queue.send(sent);
    const received = await receive();
    expect(readCommand(received?.Body ?? "")).toEqual(sent);
    expect(received?.Attributes).toMatchObject({
      MessageGroupId: groupOf(sent),
      MessageDeduplicationId: sent.id,
    });
  });

  test("that is sent twice is there once", async () => {
    await queue.send(command());
    await queue.send(command());
    expect(await drain()).toHaveLength(1);
  });

  test("that is replayed is there again, once for every replay, and is the same command", async () => {
    for (const attempt of [0, 1, 2, 2]) await queue.send(command({ attempt }));
    const messages = await drain();
    expect(messages.map(({ Body }) => readCommand(Body ?? "").attempt)).toEqual([0, 1, 2]);
    expect(new Set(messages.map(({ Body }) => readCommand(Body ?? "").id)).size).toBe(1);
  });

  test("has a deduplication id that SQS takes, another one for every replay", () => {
    const ids = [0, 1, 2, 3, 1_000].map((attempt) => deduplicationIdOf(command({ attempt })));
    expect(new Set(ids).size).toBe(5);
    for (const one of ids) expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is not dropped for being what its sender sent before, only for being what we sent before", async () => {
    const at = (receivedAt: string, attempt = 0) => ({ ...command({ attempt }), receivedAt });
    const [first, again] = ["2026-11-20T12:00:00.000Z", "2026-11-20T12:00:01.000Z"];
    const sent = [at(first), at(first), at(again), at(first, 1), at(again, 1)];
    const { id } = sent[0] ?? command({});
    await queue.send(...sent.map((item) => ({ ...item, id })));
    expect(await drain()).toHaveLength(4);
  });

  test.each([
    ["emoji 🙂 ção"],
    ["line\nand\ttab\u0000"],
    ["\ud800 half a character"],
    ["not a character: \uffff \ufffe"],
  ])("may say whatever a person or a program writes: %j", async (text) => {
    await queue.send(command({}, text));
    const { targeted } = readCommand((await receive())?.Body ?? "");
    expect(targeted.command).toMatchObject({ text });
  });

  test("of an account of any name has a group that SQS takes", async () => {
    for (const account of ["ação", "a b", "x".repeat(300), "\u0000"]) {
      const { targeted, ...rest } = command({ account });
      const id = commandIdOf({ ...rest, account, index: 0 });
      await queue.send({ ...rest, targeted, id });
    }
    expect(await drain()).toHaveLength(4);
  });
});

test("a delivery that is to be parked waits once for each signature, and as often as it came where equal ones may be new", async () => {
  const refused = { code: "DELIVERY_NOT_MAPPED", message: "no mapping", issues: [] };
  const delivery = {
    account: "default",
    source: "loja",
    method: "POST",
    headers: {},
    query: {},
    bodyGzip: "H4sIAAAAAAAAAw==",
  };
  const send = (contentHash: string, receivedAt: string, copyWithinMs: number | undefined, isRefused = true) =>
    queue.send({
      ...{
        kind: "delivery",
        id: `${contentHash}-${receivedAt}`,
        account: "default",
        source: "loja",
        attempt: 0,
        ...(isRefused && { refused }),
      },
      delivery: {
        ...delivery,
        contentHash,
        lastingHash: "lasting",
        receivedAt,
        ...(copyWithinMs !== undefined && { copyWithinMs }),
      },
    });
  const dayMs = 86_400_000;
  for (let times = 0; times < 40; times += 1) await send("one", `2026-11-20T12:00:${times}`, dayMs);
  await send("other", "2026-11-20T12:00:00", dayMs);
  for (const receivedAt of ["1", "2"]) await send("soon something new", receivedAt, 5 * 60_000);
  for (const receivedAt of ["1", "2"]) await send("signs nothing", receivedAt, undefined);
  // Of two that came in one millisecond the one that cannot be mapped, for something unsigned, must not take the other's place.
  for (const isRefused of [true, false]) await send("in one moment", "1", 5 * 60_000, isRefused);
  const waiting = (await drain()).map(({ Body = "" }) => readQueueItem(Body));
  expect(waiting.map((item) => (item.kind === "delivery" ? item.delivery.contentHash : "")).toSorted()).toEqual(
    [
      ...["one", "other", "signs nothing", "signs nothing", "soon something new", "soon something new"],
      ...["in one moment", "in one moment"],
    ].toSorted(),
  );
  expect(waiting[0]).toMatchObject({ refused });
});

describe("a received command", () => {
  test("is hidden for as long as it was said", async () => {
    await queue.send(command());
    const received = await receive();
    await queue.hide([{ receiptHandle: received?.ReceiptHandle ?? "", seconds: 0 }]);
    const again = await receive();
    expect(again?.MessageId).toBe(received?.MessageId);
    await queue.hide([{ receiptHandle: again?.ReceiptHandle ?? "", seconds: 30 }]);
    expect(await receive()).toBeUndefined();
    const [inflight] = server.inspectQueue(new URL(queueUrl).pathname.split("/").at(-1) ?? "")?.messages.inflight ?? [];
    const leftMs = (inflight?.visibilityDeadline ?? 0) - Date.now();
    expect(leftMs).toBeGreaterThan(25_000);
    expect(leftMs).toBeLessThanOrEqual(30_000);
  });

  test.each([
    [0.2, 1],
    [-5, 0],
    [29.000_1, 30],
    [43_200, 43_110],
    [1e9, 43_110],
  ])(
    "that is to be hidden for %d s is hidden for %d s: SQS takes whole seconds, up to 12 h since it was received",
    async (asked, got) => {
      const sent: unknown[] = [];
      const send = async ({ input }: { input: unknown }) => ({ sent: sent.push(input) });
      await commandQueue({ send } as never, "url").hide([{ receiptHandle: "handle", seconds: asked }]);
      expect(sent).toEqual([
        { QueueUrl: "url", Entries: [{ Id: "0", ReceiptHandle: "handle", VisibilityTimeout: got }] },
      ]);
    },
  );
});

test("a message is parked with its reason and all that is needed to do it again", async () => {
  const given: Parked = {
    reason: { code: "WTS_REFUSED", message: "no", issues: [{ path: "a" }] },
    parkedAt: "2026-11-20T12:00:00.000Z",
    door: "event",
    queued: command(),
  };
  await parked.park(given);
  await parked.park(given);
  const messages = await drain(parkedUrl);
  expect(messages.map(({ Body }) => JSON.parse(Body ?? ""))).toEqual([given, given]);
});

describe("of several commands", () => {
  const commands = ["um", "dois", "três"].map((text, index) => command({ id: `${index}`.repeat(64) }, text));
  /** The real queue, but that it leaves out these of the first so many calls, as SQS does when a part of it is away. */
  const leaving = (left: readonly number[], { calls, isOurs = false }: { calls: number; isOurs?: boolean }) => {
    const asked: number[] = [];
    const send = async (sent: SendMessageBatchCommand) => {
      const { Entries = [], QueueUrl } = sent.input;
      asked.push(Entries.length);
      if (asked.length > calls) return client.send(sent);
      const isLeft = (_entry: unknown, index: number) => left.includes(index);
      const taken = Entries.filter((entry, index) => !isLeft(entry, index));
      if (taken.length > 0) await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: taken }));
      const Failed = Entries.filter(isLeft).map(({ Id }) => ({ Id, Code: "InternalError", SenderFault: isOurs }));
      return { Failed };
    };
    return { asked, queue: commandQueue({ send } as never, queueUrl) };
  };
  const textsIn = async () =>
    (await drain()).map(({ Body }) => Object(readCommand(Body ?? "").targeted.command).text).toSorted();

  test("those that SQS leaves out are sent again at once, and none is there twice", async () => {
    const { asked, queue: half } = leaving([0, 2], { calls: 1 });
    await half.send(...commands);
    expect(asked).toEqual([3, 2]);
    expect(await textsIn()).toEqual(["dois", "três", "um"]);
  });

  test.each([
    ["twice", { calls: 2 }, 2],
    ["for a fault of ours", { calls: 1, isOurs: true }, 1],
  ])("those that it leaves out %s are QUEUE_UNAVAILABLE", async (_when, how, calls) => {
    const { asked, queue: half } = leaving([0], how);
    await expect(half.send(...commands)).rejects.toMatchObject({ code: "QUEUE_UNAVAILABLE" });
    expect(asked).toHaveLength(calls);
  });
});

describe("a queue", () => {
  const unavailable = { code: "QUEUE_UNAVAILABLE", retryAfterSeconds: 5 };

  test("that is not there is QUEUE_UNAVAILABLE", async () => {
    const missing = `http://127.0.0.1:${server.port}/000000000000/missing`;
    await expect(commandQueue(ours, `${missing}.fifo`).send(command())).rejects.toMatchObject(unavailable);
    await expect(parkedQueue(ours, missing).park({} as Parked)).rejects.toMatchObject(unavailable);
    await expect(queue.hide([{ receiptHandle: "no such handle", seconds: 5 }])).rejects.toMatchObject(unavailable);
  });

  test("counts as parked only what SQS has taken", async () => {
    const { meter, taken } = recording();
    const missing = `http://127.0.0.1:${server.port}/000000000000/missing`;
    await parkedQueue(client, missing, meter)
      .park({} as Parked)
      .catch(() => {});
    expect(taken.counted).toEqual([]);
    await parkedQueue(client, parkedUrl, meter).park({} as Parked);
    expect(taken.counted).toEqual([["parked", 1]]);
  });

  test("that nobody can reach is QUEUE_UNAVAILABLE at once", async () => {
    const lost = clientAt(await freePort());
    const startedAt = performance.now();
    await expect(commandQueue(lost, queueUrl).send(command())).rejects.toMatchObject(unavailable);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});
