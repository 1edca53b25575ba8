// Pages of created sessions are read on where WTS's filter is coarser than an instant, and refused where it is none.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCreatedSessions } from "../../../lib/webhooks/reconciliation/read-created-sessions.ts";
import type { CreationCursor } from "../../../lib/webhooks/reconciliation/reconciliation-records.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { WtsSession } from "../../../lib/wts/types.ts";

const startMs = Date.parse("2026-11-20T00:00:00Z");
const idOf = (index: number) => `5e551dee-0000-4000-8000-${String(index).padStart(12, "0")}`;

/** It looks at whole units of so many milliseconds, as some servers do. */
const listing = (createdMs: readonly number[], grainMs: number): Pick<WtsClient, "listSessions"> => ({
  listSessions: async ({ CreatedAt, PageNumber = 1, PageSize = 100 }) => {
    const afterMs = Math.floor(Date.parse(CreatedAt?.After ?? "") / grainMs) * grainMs;
    const found = createdMs
      .map((ms, index) => ({ id: idOf(index), createdAt: new Date(ms).toISOString() }) as WtsSession)
      .filter(({ createdAt }) => Date.parse(String(createdAt)) >= afterMs)
      .sort((one, other) => String(one.createdAt).localeCompare(String(other.createdAt)));
    const from = (PageNumber - 1) * PageSize;
    return { items: found.slice(from, from + PageSize), hasMorePages: found.length > from + PageSize } as never;
  },
});

test("each session is read once, however coarse the filter is", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 350 }),
      fc.constantFrom(1, 1_000, 60_000),
      async (offsets, grainMs) => {
        const client = listing(
          offsets.map((ms) => startMs + ms),
          grainMs,
        );
        const read: string[] = [];
        let next: CreationCursor | undefined = { createdMs: startMs, ids: [], page: 1 };
        for (let calls = 0; next && calls < 100; calls += 1) {
          const page = await readCreatedSessions(client, next, startMs + 200_000);
          read.push(...page.sessions.map(({ id }) => id));
          next = page.next;
        }
        expect(next).toBeUndefined();
        expect(read.sort()).toEqual(offsets.map((_, index) => idOf(index)).sort());
      },
    ),
    { numRuns: 60 },
  );
});

test("a filter that is not kept to is told", async () => {
  const client = listing([startMs - 3_600_000, startMs + 1], 86_400_000);
  const reading = readCreatedSessions(client, { createdMs: startMs, ids: [], page: 1 }, startMs + 1_000);
  await expect(reading).rejects.toMatchObject({ code: "WTS_PAGE_INVALID" });
});
