// The EventBridge endpoint, spoken to by the SDK client that the functions use; and what it keeps on disk.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { openEventSpool } from "../../../local/aws/event-spool.ts";
import type { AcceptedEvent } from "../../../local/aws/events-endpoint.ts";
import { startEventsEndpoint } from "../../../local/aws/events-endpoint.ts";
import type { Listening } from "../../../local/listen.ts";

let endpoint: Listening;
let client: EventBridgeClient;
const accepted: AcceptedEvent[] = [];

beforeAll(async () => {
  endpoint = await startEventsEndpoint((event) => void accepted.push(event));
  client = new EventBridgeClient({ ...clientOptionsAt(endpoint.url), maxAttempts: 1 });
});
beforeEach(() => void accepted.splice(0));
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
});

const good: PutEventsRequestEntry = { Source: "shop", DetailType: "Order Paid", Detail: '{"id":"ã"}' };
const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

describe("PutEvents", () => {
  test("makes an event of an entry", async () => {
    const before = Date.now();
    const { FailedEntryCount, Entries } = await put({ ...good, EventBusName: "tiny-bus", Resources: ["r"] });
    expect(FailedEntryCount).toBe(0);
    expect(accepted).toEqual([
      {
        bus: "tiny-bus",
        event: {
          version: "0",
          id: Entries?.[0]?.EventId,
          "detail-type": "Order Paid",
          source: "shop",
          account: "000000000000",
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          region: "sa-east-1",
          resources: ["r"],
          detail: { id: "ã" },
        },
      },
    ]);
    expect(Date.parse(accepted[0]?.event.time ?? "")).toBeGreaterThanOrEqual(before - 1_000);
  });

  test("takes the sender's time, a bus by its ARN, and the default bus if none is named", async () => {
    const EventBusName = "arn:aws:events:sa-east-1:000000000000:event-bus/tiny-bus";
    await put({ ...good, Time: new Date("2026-01-02T03:04:05Z"), EventBusName }, good);
    expect(accepted).toMatchObject([{ bus: "tiny-bus", event: { time: "2026-01-02T03:04:05Z" } }, { bus: "default" }]);
  });

  test.each([
    [{ ...good, Detail: "{" }, "MalformedDetail"],
    [{ ...good, Detail: "[]" }, "MalformedDetail"],
    [{ ...good, Detail: "" }, "InvalidArgument"],
    [{ ...good, Source: undefined }, "InvalidArgument"],
    [{ ...good, DetailType: undefined }, "InvalidArgument"],
    [{ ...good, Source: "aws.events" }, "NotAuthorizedForSourceException"],
  ])("refuses %j, and takes the one beside it", async (entry, code) => {
    const { FailedEntryCount, Entries } = await put(entry as PutEventsRequestEntry, good);
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([{ ErrorCode: code, ErrorMessage: expect.any(String) }, { EventId: expect.any(String) }]);
    expect(accepted).toHaveLength(1);
  });

  test("takes 10 entries, but not 11, and not none", async () => {
    expect((await put(...Array(10).fill(good))).Entries).toHaveLength(10);
    await expect(put(...Array(11).fill(good))).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put()).rejects.toMatchObject({ name: "ValidationException" });
    expect(accepted).toHaveLength(10);
  });

  test("takes 256 KB in all, but not one byte more", async () => {
    const sized = (bytes: number) => {
      const frame = "shop".length + "Order Paid".length + '{"x":""}'.length;
      return { ...good, Detail: `{"x":"${"x".repeat(bytes - frame)}"}` };
    };
    await put(sized(128 * 1024), sized(128 * 1024));
    await expect(put(sized(128 * 1024), sized(128 * 1024 + 1))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Total size of the entries in the request is over the limit.",
    });
    expect(accepted).toHaveLength(2);
  });
});

test("other operations are refused", async () => {
  await expect(client.send(new ListRulesCommand({}))).rejects.toMatchObject({ name: "UnknownOperationException" });
});

describe("the spool", () => {
  const directory = mkdtempSync(join(tmpdir(), "spool-"));
  const file = join(directory, "events.jsonl");
  afterAll(() => rmSync(directory, { recursive: true }));

  test("remembers what was not delivered, and only that, across a crash in the middle of a line", async () => {
    await put({ ...good, Detail: '{"n":1}' }, { ...good, Detail: '{"n":2}' }, { ...good, Detail: '{"n":3}' });
    const [first, second, third] = accepted as [AcceptedEvent, AcceptedEvent, AcceptedEvent];
    const spool = openEventSpool(file);
    for (const each of [first, second, third]) spool.add(each);
    spool.delivered(second.event.id);
    spool.delivered("unknown");
    appendFileSync(file, '{"accepted":{"bus":"x","ev');
    expect(openEventSpool(file).pending()).toEqual([first, third]);
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
  });

  test("without a file remembers as long as the process lives", () => {
    const spool = openEventSpool();
    const [event] = openEventSpool(file).pending() as [AcceptedEvent];
    spool.add(event);
    expect(spool.pending()).toEqual([event]);
    spool.delivered(event.event.id);
    expect(spool.pending()).toEqual([]);
  });
});
