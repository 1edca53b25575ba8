// A delivery is read back as it was kept, whatever its size, and no longer than it is to be.
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RawDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { rawDeliveries } from "../../lib/records/raw-deliveries.ts";
import { manualClock } from "../support/manual-clock.ts";
import { memoryTable } from "../support/memory-table.ts";

const dayMs = 86_400_000;
const clock = manualClock();
let kept: ReturnType<typeof rawDeliveries>;
beforeAll(() => {
  kept = rawDeliveries({ table: memoryTable(), clock, keptDays: 14 });
});

const name = { account: "default", source: "webhook:loja", deliveryId: "once", receivedAt: "2026-11-20T12:00:00.000Z" };
const rawOf = (bodyGzip: string, query = {}): RawDelivery => ({
  ...{ source: "loja", account: "default", method: "POST", headers: {}, query, bodyGzip },
  ...{ contentHash: "c", lastingHash: "l", receivedAt: name.receivedAt },
});

test("of any size, and any text, it is read back as it was", async () => {
  let serial = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(1, 380_000, 392_000, 393_216, 1_000_000),
      fc.string({ unit: "grapheme", maxLength: 50 }),
      async (length, text) => {
        serial += 1;
        const one = { ...name, deliveryId: `d-${serial}` };
        const raw = rawOf("A".repeat(length), { texto: text });
        await kept.keep(one, raw);
        const read = await kept.read(one);
        // A megabyte in a message of failure helps nobody.
        expect({ ...read, bodyGzip: read?.bodyGzip.length }).toEqual({ ...raw, bodyGzip: length });
      },
    ),
    { numRuns: 20 },
  );
});

test("it is written once, and gone when its days are over", async () => {
  await kept.keep(name, rawOf("first"));
  await kept.keep(name, rawOf("second"));
  expect((await kept.read(name))?.bodyGzip).toBe("first");
  clock.advance(14 * dayMs + 2_000);
  expect(await kept.read(name)).toBeUndefined();
});
