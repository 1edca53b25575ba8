// What becomes of a delivery whose look-up fails: what passes is tried again, what stays is parked with what was answered, nothing is lost.
import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { placeOf } from "../../../lib/commands/queue/work-command.ts";
import type { SourceInput } from "../../../lib/config.ts";
import { groupOf } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { type QueuedDelivery, queuedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import { entryOf } from "../../../lib/records/ledger.ts";
import type { Delivery } from "../../../lib/webhooks/sources/sources.ts";
import { deliveryWorkerOf } from "../../support/delivery-worker.ts";
import { answering, type SenderApi, type StartedSender, startSender } from "../../support/senders/sender-api.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const lookupSecret = "a-lookup-secret-of-this-test-0123";
const secrets = { loja: { secrets: ["a-secret-of-this-test-0123456789"], lookupSecret } };

const api: SenderApi = {
  admits: (headers) => headers.authorization === `Bearer ${lookupSecret}`,
  refusal: { status: 401, body: { error: "unauthorized" } },
  find: (path) => {
    const [, kind = "", id = ""] = path.split("/");
    return { status: 200, body: { kind, id, customer: "cus_7", phone: "11980045904" } };
  },
};

let sender: StartedSender;
beforeAll(async () => {
  sender = await startSender(api);
});
afterAll(() => sender.stop());
beforeEach(() => {
  for (const list of [sender.asked, sender.headers, sender.failing]) list.length = 0;
});

const headers = { authorization: "Bearer {secret}" };
const sourceOf = (more: Partial<SourceInput> = {}): SourceInput => ({
  verify: { scheme: "token", header: "x-token" },
  deliveryId: "body.id",
  lookup: {
    order: { url: `${sender.url}/orders/{body.order}`, headers },
    customer: { url: `${sender.url}/customers/{lookup.order.customer}`, headers },
  },
  map: { sessionId: `'${sessionId}'`, metadata: { pedido: "lookup.order.id", cliente: "lookup.customer.id" } },
  ...more,
});

/** It cannot be made much shorter, and is the same each time. */
const noise = (length: number): string => {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 94));
  }).join("");
};

let serial = 0;
const itemOf = (body: object = { order: "o-1" }): QueuedDelivery => {
  const id = `d-${serial++}`;
  const bytes = Buffer.from(JSON.stringify({ id, ...body }));
  const sent = { source: "loja", account: "default", method: "POST", headers: {}, query: {}, bytes };
  return queuedDelivery(id, { ...sent, contentHash: id, lastingHash: id, receivedAt: "2026-11-20T12:00:00.000Z" });
};

const running = (
  more: Partial<SourceInput> = {},
  {
    others = {},
    ...options
  }: { timeoutMs?: number; secrets?: Record<string, unknown>; others?: Record<string, SourceInput> } = {},
) => deliveryWorkerOf({ sources: { loja: sourceOf(more), ...others }, secrets, timeoutMs: 400, ...options });
let worker: ReturnType<typeof running>;
beforeEach(() => {
  worker = running();
});
afterEach(() => {
  const { lines, parked, queued } = worker.taken;
  expect(JSON.stringify([lines, parked, queued])).not.toContain(lookupSecret);
  expect(lines.join("\n")).not.toMatch(/11980045904|cus_7/);
});

const parkedReason = () => worker.taken.parked.map(({ reason }) => `${reason.code} ${reason.message}`);
const lastLine = () => JSON.parse(worker.taken.lines.at(-1) ?? "{}");
const keptAnswers = (item: unknown): unknown => {
  const { delivery } = item as QueuedDelivery;
  if (delivery.lookupGzip === undefined) return undefined;
  return JSON.parse(gunzipSync(Buffer.from(delivery.lookupGzip, "base64")).toString());
};

test("what both answer is seen by the mapping, and their headers say who asks", async () => {
  expect(await worker.deliver(itemOf())).toBeUndefined();
  expect(sender.asked).toEqual(["GET /orders/o-1", "GET /customers/cus_7"]);
  expect(sender.headers[0]).toMatchObject({ accept: "application/json", "user-agent": "wts-session-hooks" });
  expect(worker.taken.queued).toMatchObject([
    { targeted: { command: { sessionId, metadata: { pedido: "o-1", cliente: "cus_7" } } } },
  ]);
  expect(lastLine()).toMatchObject({ message: "delivery mapped", source: "loja", items: 1 });
});

describe("a look-up that comes to nothing is parked with the delivery", () => {
  const html = (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html>cus_7 11980045904</html>");
  };
  const text = (body: string) => (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  };
  test.each<[string, StartedSender["failing"][number], RegExp]>([
    [
      "404",
      answering({ status: 404, body: {} }),
      /lookup\.order: 127\.0\.0\.1:\d+ answers 404; there is nothing under this id/,
    ],
    ["400", answering({ status: 400, body: {} }), /answers 400$/],
    ["422", answering({ status: 422, body: {} }), /answers 422$/],
    ["401", answering({ status: 401, body: {} }), /answers 401; it refuses the source's lookupSecret/],
    ["403", answering({ status: 403, body: {} }), /answers 403; it refuses/],
    [
      "a redirect",
      answering({ status: 302, headers: { location: "/elsewhere" } }),
      /answers 302; a redirect is not followed/,
    ],
    ["300", answering({ status: 300, body: {} }), /answers 300; a redirect is not followed/],
    ["399", answering({ status: 399, body: {} }), /answers 399; a redirect is not followed/],
    ["410", answering({ status: 410, body: {} }), /answers 410; there is nothing under this id/],
    [
      "no type at all",
      (_request, response) => {
        response.writeHead(200);
        response.end("{}");
      },
      /answers no JSON/,
    ],
    ["nothing, with 204", answering({ status: 204 }), /answers nothing/],
    ["nothing, with 200", text(""), /answers nothing/],
    ["a web page", html, /answers no JSON; is `url` that of its API/],
    ["what is no JSON", text('{"phone": "11980045904"'), /cannot be read/],
    [
      "what is no UTF-8",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(Buffer.from([0x22, 0xe9, 0x22]));
      },
      /cannot be read/,
    ],
    ["more than 256 KB", text(JSON.stringify({ a: "x".repeat(256 * 1024) })), /answers more than 256 KB/],
  ])("%s", async (_what, fail, reason) => {
    sender.failing.push(fail);
    const item = itemOf();
    expect(await worker.deliver(item)).toBeUndefined();
    expect(sender.asked).toEqual(["GET /orders/o-1"]);
    expect(parkedReason()).toEqual([expect.stringMatching(/^LOOKUP_FAILED/)]);
    expect(worker.taken.parked[0]?.reason.message).toMatch(reason);
    expect(worker.taken.parked[0]).toMatchObject({ door: "webhook", queued: { kind: "delivery", id: item.id } });
    expect(lastLine()).toMatchObject({ message: "refused", code: "LOOKUP_FAILED", lookup: "order" });
  });

  test("a redirect to another host: that one is never asked", async () => {
    const other = await startSender(api);
    try {
      sender.failing.push(answering({ status: 307, headers: { location: `${other.url}/orders/o-1` } }));
      await worker.deliver(itemOf());
      expect(other.asked).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  test.each([
    ["climbs", { order: ".." }],
    ["has a slash", { order: "o-1/../../admin" }],
    ["is a list", { order: ["o-1"] }],
  ])("a value that %s: nobody is asked", async (_what, body) => {
    await worker.deliver(itemOf(body));
    expect(sender.asked).toEqual([]);
    expect(parkedReason()).toEqual([expect.stringMatching(/^LOOKUP_FAILED lookup\.order: .*`body\.order`/)]);
    expect(JSON.stringify(worker.taken.lines)).not.toContain("admin");
  });

  test("no lookupSecret in the access secret: nobody is asked, and the message says what to add", async () => {
    worker = running({}, { secrets: { loja: secrets.loja.secrets } });
    await worker.deliver(itemOf());
    expect(sender.asked).toEqual([]);
    expect(parkedReason()).toEqual([expect.stringMatching(/the access secret has no lookupSecret for this source/)]);
  });
});

describe("a look-up that passes is made again later", () => {
  const never = () => {};
  const trickle = (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"phone": ');
  };
  test.each<[string, StartedSender["failing"][number]]>([
    ["429", answering({ status: 429, body: {} })],
    ["500", answering({ status: 500, body: {} })],
    ["503", answering({ status: 503, body: {} })],
    ["408", answering({ status: 408, body: {} })],
    ["425", answering({ status: 425, body: {} })],
    ["no answer within the time", never],
    ["half an answer within the time", trickle],
    ["a connection that is cut", (request) => request.destroy()],
  ])("%s", async (_what, fail) => {
    sender.failing.push(fail);
    const item = itemOf();
    expect(await worker.deliver(item)).toBeGreaterThan(0);
    expect([worker.taken.queued, worker.taken.parked]).toEqual([[], []]);
    expect(lastLine()).toMatchObject({ message: "retried later", code: "LOOKUP_UNAVAILABLE", lookup: "order" });
    expect(await worker.deliver(item, { receiveCount: 2 })).toBeUndefined();
    expect(worker.taken.queued).toHaveLength(1);
  });

  test("not before the sender says so", async () => {
    sender.failing.push(answering({ status: 429, body: {}, headers: { "retry-after": "120" } }));
    expect(await worker.deliver(itemOf())).toBeGreaterThanOrEqual(120_000);
  });

  test("nobody listens there", async () => {
    const gone = await startSender(api);
    await gone.stop();
    worker = running({ lookup: { order: { url: `${gone.url}/orders/{body.order}`, headers } } });
    expect(await worker.deliver(itemOf())).toBeGreaterThan(0);
  });

  test("for as long as the queue tries, and then it is parked", async () => {
    const item = itemOf();
    const sentAtMs = worker.clock.now();
    worker.clock.advance(43_199_000);
    sender.failing.push(answering({ status: 503, body: {} }), answering({ status: 503, body: {} }));
    expect(await worker.deliver(item, { sentAtMs, receiveCount: 300 })).toBeGreaterThan(0);
    worker.clock.advance(1_000);
    expect(await worker.deliver(item, { sentAtMs, receiveCount: 301 })).toBeUndefined();
    expect(worker.taken.parked).toMatchObject([{ reason: { code: "RETRIES_EXHAUSTED" }, queued: item }]);
    expect(lastLine()).toMatchObject({ code: "RETRIES_EXHAUSTED", lastCode: "LOOKUP_UNAVAILABLE" });
  });

  test("and holds up no other delivery: each has a line of its own", () => {
    expect(groupOf(itemOf())).not.toBe(groupOf(itemOf()));
  });
});

describe("what the log has of a look-up that fails", () => {
  test.each([
    ["a status", answering({ status: 404, body: {} }), { code: "LOOKUP_FAILED", status: 404 }],
    ["a status that passes", answering({ status: 503, body: {} }), { code: "LOOKUP_UNAVAILABLE", status: 503 }],
    [
      "no answer",
      () => {},
      { code: "LOOKUP_UNAVAILABLE", reason: expect.stringMatching(/does not answer$/), httpReason: "TIMEOUT" },
    ],
  ] as [string, StartedSender["failing"][number], object][])("%s", async (_what, fail, fields) => {
    sender.failing.push(fail);
    await worker.deliver(itemOf());
    expect(lastLine()).toMatchObject({ lookup: "order", source: "loja", ...fields });
  });
});

describe("a look-up without a secret", () => {
  test("is asked without one, and its refusal has nobody read a secret again", async () => {
    const open = { order: { url: `${sender.url}/orders/{body.order}` } };
    worker = running(
      { lookup: open, map: { sessionId: `'${sessionId}'`, number: "lookup.order.id" } },
      { secrets: {} },
    );
    sender.failing.push(answering({ status: 200, body: { id: "o-1" } }));
    expect(await worker.deliver(itemOf())).toBeUndefined();
    expect(sender.headers[0]).not.toHaveProperty("authorization");
    expect(worker.taken.queued).toHaveLength(1);
    worker.rotate(secrets);
    await worker.deliver(itemOf());
    expect(sender.asked).toEqual(["GET /orders/o-1", "GET /orders/o-1"]);
    expect(parkedReason()).toEqual([expect.stringMatching(/answers 401/)]);
  });
});

test("an answer in another charset is read in it, and every digit of a long number stays", async () => {
  sender.failing.push((_request, response) => {
    response.writeHead(200, { "content-type": "application/json; charset=ISO-8859-1" });
    response.end(Buffer.from('{"id": 820982911946154508, "customer": "Jos\u00e9"}', "latin1"));
  });
  const seen: Delivery[] = [];
  worker = running({
    lookup: { order: { url: `${sender.url}/orders/{body.order}`, headers } },
    map: (delivery: Delivery) => void seen.push(delivery),
  });
  await worker.deliver(itemOf());
  expect(seen[0]?.lookup.order).toEqual({ id: "820982911946154508", customer: "José" });
});

describe("a secret that was changed a moment ago", () => {
  test("is read again when the one that is held is refused, once", async () => {
    worker = running({}, { secrets: { loja: { ...secrets.loja, lookupSecret: "an-old-lookup-secret-0123456789" } } });
    worker.rotate(secrets);
    expect(await worker.deliver(itemOf())).toBeUndefined();
    expect(sender.asked).toEqual(["GET /orders/o-1", "GET /orders/o-1", "GET /customers/cus_7"]);
    expect(worker.taken.queued).toHaveLength(1);
  });

  test("is not read again for what is no refusal of it", async () => {
    worker.rotate({ loja: { ...secrets.loja, lookupSecret: "another-lookup-secret-0123456789" } });
    sender.failing.push(answering({ status: 404, body: {} }));
    await worker.deliver(itemOf());
    expect(sender.asked).toEqual(["GET /orders/o-1"]);
  });

  test("that comes back in an answer is taken out of it", async () => {
    sender.failing.push(
      answering({ status: 200, body: { id: "o-1", customer: "cus_7", echo: `Bearer ${lookupSecret}` } }),
    );
    const seen: Delivery[] = [];
    worker = running({ map: (delivery: Delivery) => void seen.push(delivery) });
    await worker.deliver(itemOf());
    expect(seen[0]?.lookup.order).toEqual({ id: "o-1", customer: "cus_7", echo: "Bearer (removed)" });
  });
});

describe("what was answered is kept for the replay", () => {
  const replayOf = () => ({ ...(worker.taken.parked[0]?.queued as QueuedDelivery), attempt: 1 });

  test("where the mapping failed: nobody is asked again, and today's mapping sees the same", async () => {
    worker = running({ map: { status: "lookup.order.nothing" } });
    await worker.deliver(itemOf());
    expect(parkedReason()).toEqual([expect.stringMatching(/^COMMAND_INVALID/)]);
    const replay = replayOf();
    expect(keptAnswers(replay)).toMatchObject({ order: { id: "o-1" }, customer: { id: "cus_7" } });
    sender.asked.length = 0;
    worker = running();
    expect(await worker.deliver(replay)).toBeUndefined();
    expect(sender.asked).toEqual([]);
    expect(worker.taken.queued).toMatchObject([
      { attempt: 1, targeted: { command: { metadata: { cliente: "cus_7" } } } },
    ]);
  });

  test("where the second look-up failed: only that one is made again", async () => {
    sender.failing.push(answering({ status: 200, body: { id: "o-1", customer: "cus_8" } }), answering({ status: 404 }));
    await worker.deliver(itemOf());
    expect(parkedReason()).toEqual([expect.stringMatching(/lookup\.customer: .* answers 404/)]);
    sender.asked.length = 0;
    expect(await worker.deliver(replayOf())).toBeUndefined();
    expect(sender.asked).toEqual(["GET /customers/cus_8"]);
    expect(worker.taken.queued).toMatchObject([{ targeted: { command: { metadata: { cliente: "cus_8" } } } }]);
  });

  test("unless SQS would not take it with the delivery: then a replay asks again", async () => {
    const noisy = (id: string) => answering({ status: 200, body: { id, customer: "cus_8", noise: noise(250_000) } });
    const item = itemOf({ order: "o-1", noise: noise(250_000) });
    sender.failing.push(noisy("o-1"), noisy("cus_8"));
    worker = running({ map: { status: "lookup.order.nothing" } });
    await worker.deliver(item);
    expect(worker.taken.parked).toMatchObject([{ reason: { code: "COMMAND_INVALID" }, queued: item }]);
    expect(keptAnswers(replayOf())).toBeUndefined();
    sender.asked.length = 0;
    worker = running();
    expect(await worker.deliver({ ...item, attempt: 1 })).toBeUndefined();
    expect(sender.asked).toHaveLength(2);
  });
});

describe("a copy of a delivery", () => {
  const copyOf = (item: QueuedDelivery) => ({
    ...item,
    delivery: { ...item.delivery, receivedAt: "2026-11-20T13:00:00.000Z" },
  });
  const finish = async (state: "applied" | "rejected") => {
    const [command] = worker.taken.queued.splice(0) as QueuedCommand[];
    if (!command) throw new Error("nothing was queued");
    const entry = entryOf(command, command.targeted.command);
    await worker.ledger.attempt(placeOf(command), entry, undefined, 1).finish({ state });
  };

  test("asks nobody once what the first one became is applied", async () => {
    const item = itemOf();
    await worker.deliver(item);
    await finish("applied");
    sender.asked.length = 0;
    expect(await worker.deliver(copyOf(item))).toBeUndefined();
    expect([sender.asked, worker.taken.queued]).toEqual([[], []]);
    expect(lastLine()).toMatchObject({ message: "duplicate", commandId: item.id, duplicateOf: item.id });
    // The same message once more is no copy.
    expect(await worker.deliver(item)).toBeUndefined();
    expect([sender.asked, lastLine().message]).toEqual([[], "done before"]);
  });

  test.each(["rejected", undefined] as const)(
    "is looked up again while what the first one became is %s, under the same ids",
    async (state) => {
      const item = itemOf();
      await worker.deliver(item);
      const [first] = worker.taken.queued as QueuedCommand[];
      if (state) await finish(state);
      worker.taken.queued.length = 0;
      await worker.deliver(copyOf(item));
      expect((worker.taken.queued as QueuedCommand[]).map(({ id }) => id)).toEqual([first?.id]);
    },
  );

  test("is looked up again after a fortnight, when nobody remembers", async () => {
    const item = itemOf();
    await worker.deliver(item);
    await finish("applied");
    sender.asked.length = 0;
    worker.clock.advance(15 * 86_400_000);
    await worker.deliver(copyOf(item));
    expect(sender.asked).toHaveLength(2);
  });
});

test("an API that takes long is left alone meanwhile, and nobody else waits for it", async () => {
  const both = running({}, { others: { outra: sourceOf() }, secrets: { ...secrets, outra: secrets.loja } });
  const slowly: (typeof sender.failing)[number] = (request, response) => {
    both.clock.advance(2_000);
    answering({ status: 503 })(request, response);
  };
  sender.failing.push(slowly);
  await both.deliver(itemOf());
  expect(sender.asked).toHaveLength(1);
  const waits = [await both.deliver(itemOf()), await both.deliver(itemOf()), await both.deliver(itemOf())];
  expect(sender.asked).toHaveLength(1);
  // Ten are asked at once, so that one of them comes every 400 ms where half of the time is theirs.
  expect(waits).toEqual([1_500, 1_900, 2_300]);
  const { delivery, ...item } = itemOf();
  const other = { ...item, source: "outra", delivery: { ...delivery, source: "outra" } };
  expect(await both.deliver(other)).toBeUndefined();
  both.clock.advance(2_000);
  expect(await both.deliver(itemOf(), { receiveCount: 2 })).toBeUndefined();
  expect(both.taken.parked).toEqual([]);
});
