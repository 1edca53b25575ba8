// Events of WTS and stored deliveries come out of the queue as they were put in, and wait in the right line.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { groupOf, readQueueItem } from "../../../lib/core/queue/queue-item.ts";
import { queuedDelivery, storedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../../lib/core/queue/queued-event.ts";
import { faultOf } from "../support/fault-of.ts";

const now = new Date("2026-11-20T12:00:00Z");
const sessionId = "2617D127-4314-4954-a7f6-07c17e7f7d2c";
const event: QueuedEvent = {
  kind: "event",
  id: "1".repeat(64),
  account: "default",
  source: "webhook:wts",
  deliveryId: "d-1",
  sessionId,
  readBack: true,
  type: "WTS SESSION_NEW",
  detail: { sessionId },
  attempt: 0,
};
const read = (item: unknown) => readQueueItem(JSON.stringify(item));

describe("an event of WTS", () => {
  test("comes out as it was, and waits behind earlier events of its session, not behind its commands", () => {
    expect(read(event)).toEqual(event);
    expect(groupOf(event)).toBe(`default/event:${sessionId.toLowerCase()}`);
    const { sessionId: _none, ...withoutSession } = event;
    expect(groupOf(withoutSession)).toBe("default/event:webhook:wts");
  });

  test.each(["id", "account", "source", "deliveryId", "type", "detail", "attempt"])("is refused without %s", (name) => {
    expect(faultOf(() => read({ ...event, [name]: undefined })).code).toBe("ENVELOPE_INVALID");
  });
});

describe("a stored delivery", () => {
  const stored = (bytes: Uint8Array) => ({
    ...{ source: "crm", account: "default", method: "POST", headers: { "content-type": "application/json" } },
    ...{ query: { a: "1" }, bytes, contentHash: "ab", lastingHash: "cd", receivedAt: now.toISOString() },
  });

  test("comes out byte for byte, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const item = read(queuedDelivery("2".repeat(64), stored(bytes)));
        if (item.kind !== "delivery") throw new Error(item.kind);
        const { bytes: out, ...rest } = storedDelivery(item);
        const { bytes: _in, ...expected } = stored(bytes);
        expect(Buffer.from(out).equals(Buffer.from(bytes))).toBe(true);
        expect(rest).toEqual(expected);
      }),
    );
  });

  test("of 256 KB that cannot be compressed fits into a message of SQS", () => {
    const bytes = Uint8Array.from(
      { length: 256 * 1024 },
      (_, index) => (Math.imul(index, 2_654_435_761) >>> 13) & 0xff,
    );
    expect(JSON.stringify(queuedDelivery("2".repeat(64), stored(bytes))).length).toBeLessThan(1024 * 1024);
  });

  test("that was damaged, or grows beyond all bounds, is refused for good", () => {
    const item = queuedDelivery("2".repeat(64), stored(Buffer.from("{}")));
    const damaged = { ...item, delivery: { ...item.delivery, bodyGzip: "AAAA" } };
    expect(faultOf(() => storedDelivery(damaged)).code).toBe("ENVELOPE_INVALID");
    const bomb = queuedDelivery("2".repeat(64), stored(Buffer.alloc(10_000_000)));
    expect(faultOf(() => storedDelivery(bomb)).code).toBe("ENVELOPE_INVALID");
  });
});

test.each([["{"], ["7"], ["null"], ['{"kind": "other"}'], ["{}"]])("%s is of no kind we know", (body) => {
  expect(faultOf(() => readQueueItem(body)).code).toBe("ENVELOPE_INVALID");
});
