// The cursor against a list that shrinks while it is read, with as many equal dates as anybody likes.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  createdAfter,
  cursorAfter,
  cursorAt,
  cursorStart,
  farthest,
  isAhead,
  type PageCursor,
  type PageFilter,
  pageProblem,
} from "../../../lib/auto-close/rules/page-cursor.ts";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import { factsOf } from "./support/policies.ts";

const startMs = Date.parse("2026-11-20T12:00:00Z");
const filter: PageFilter = { statuses: ["IN_PROGRESS"], createdBeforeMs: startMs + 1_000_000 };
const sessionAt = (index: number, offsetMs: number): SessionFacts =>
  factsOf({ id: `s-${String(index).padStart(4, "0")}`, createdAtMs: startMs + offsetMs });

/** It lists as WTS would, whichever way that reads "after". */
const listed = (open: readonly SessionFacts[], cursor: PageCursor, pageSize: number, isInclusive: boolean) => {
  const after = createdAfter(cursor);
  const afterMs = after === undefined ? Number.NEGATIVE_INFINITY : Date.parse(after);
  const matching = open
    .filter(({ createdAtMs = 0 }) => createdAtMs > afterMs || (isInclusive && createdAtMs === afterMs))
    .toSorted((one, other) => (one.createdAtMs ?? 0) - (other.createdAtMs ?? 0) || (one.id < other.id ? -1 : 1));
  const start = (cursor.page - 1) * pageSize;
  return { sessions: matching.slice(start, start + pageSize), hasMorePages: start + pageSize < matching.length };
};

test("every session is met exactly once, whatever is closed meanwhile, and the run ends", () => {
  fc.assert(
    fc.property(
      fc.record({
        offsets: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }),
        pageSize: fc.integer({ min: 1, max: 7 }),
        isInclusive: fc.boolean(),
        /** It says which of the sessions that are met are closed at once. */
        closes: fc.func(fc.boolean()),
        /**
         * They are closed by somebody else, between two pages. Where two milliseconds fill a page, it is read on by page
         * number, so nothing is closed there: such a session waits for the next run.
         */
        closedByOthers: fc.array(fc.nat({ max: 59 }), { maxLength: 20 }),
      }),
      ({ offsets, pageSize, isInclusive, closes, closedByOthers }) => {
        const together = offsets.map((first) => offsets.filter((each) => each === first || each === first + 1).length);
        const fillsPage = Math.max(0, ...together) >= pageSize;
        const all = offsets.map((offset, index) => sessionAt(index, offset));
        const others = fillsPage ? [] : closedByOthers.map((index) => all[index]?.id);
        let open = [...all];
        const met: string[] = [];
        let cursor: PageCursor | undefined = cursorStart;
        for (let pages = 0; cursor; pages += 1) {
          expect(pages).toBeLessThan(300);
          const page = listed(open, cursor, pageSize, isInclusive);
          expect(pageProblem(page.sessions, filter, cursor)).toBeUndefined();
          const ahead: SessionFacts[] = page.sessions.filter((session) => isAhead(session, cursor ?? cursorStart));
          met.push(...ahead.map(({ id }) => id));
          const closed = new Set(ahead.filter(({ id }) => closes(id)).map(({ id }) => id));
          const other = others[pages];
          open = open.filter(({ id }) => !closed.has(id) && id !== other);
          cursor = cursorAfter(cursor, page);
        }
        expect(new Set(met).size).toBe(met.length);
        const missed = all.filter(({ id }) => !met.includes(id) && !others.includes(id));
        expect(missed).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([true, false])(
  "those of one millisecond on two pages are all met, and one that somebody closes hides nobody, with `after` inclusive: %s",
  (isInclusive) => {
    const all = [1, 2, 2, 2, 3].map((offset, index) => sessionAt(index, offset));
    const met: string[] = [];
    let open = all;
    let cursor: PageCursor | undefined = cursorStart;
    for (let pages = 0; cursor && pages < 10; pages += 1) {
      const page = listed(open, cursor, 3, isInclusive);
      met.push(...page.sessions.filter((session) => isAhead(session, cursor ?? cursorStart)).map(({ id }) => id));
      open = open.filter(({ id }) => id !== all[0]?.id);
      cursor = cursorAfter(cursor, page);
    }
    expect(met).toEqual(all.map(({ id }) => id));
  },
);

test("going back to a session meets it, and all behind it, once more", () => {
  const all = [1, 2, 2, 3].map((offset, index) => sessionAt(index, offset));
  const [, second, third, fourth] = all;
  if (!second) throw new Error("unreachable");
  const page = listed(all, cursorAt(second), 10, true);
  expect(page.sessions.filter((session) => isAhead(session, cursorAt(second)))).toEqual([second, third, fourth]);
});

test("the farthest is the later one, and of the same millisecond the one that has seen more", () => {
  const early: PageCursor = { createdMs: 1, seen: ["a", "b", "c"], page: 1 };
  const late: PageCursor = { createdMs: 2, seen: ["d"], page: 1 };
  const later: PageCursor = { createdMs: 2, seen: ["d", "e"], page: 1 };
  expect([farthest(early, late), farthest(late, early)]).toEqual([late, late]);
  expect([farthest(later, late), farthest(late, later)]).toEqual([later, later]);
  expect(farthest(cursorStart, early)).toBe(early);
});

test("a session without a creation date is no reason to stop, and is not met", () => {
  const dateless = factsOf({ id: "dateless", createdAtMs: undefined });
  const page = { sessions: [dateless, sessionAt(1, 1)], hasMorePages: true };
  expect(pageProblem(page.sessions, filter, cursorStart)).toBeUndefined();
  expect(isAhead(dateless, cursorStart)).toBe(false);
  expect(cursorAfter(cursorStart, page)).toMatchObject({ createdMs: startMs + 1, page: 1 });
});

describe("a page that is not what was asked for", () => {
  const cursor: PageCursor = { createdMs: startMs + 5, seen: [], page: 1 };
  const narrow: PageFilter = { ...filter, departmentId: "d", userId: "u", channelIds: ["c"] };
  const fitting = { departmentId: "d", userId: "u", channelId: "c", createdAtMs: startMs + 5 };
  test.each([
    ["Status", { status: "COMPLETED" as const }],
    ["Status", { status: undefined }],
    ["DepartmentId", { departmentId: null }],
    ["UserId", { userId: "another" }],
    ["ChannelsId", { channelId: "another" }],
    ["CreatedAt.Before", { createdAtMs: filter.createdBeforeMs + 1 }],
    ["CreatedAt.After", { createdAtMs: startMs + 3 }],
  ])("is noticed by its %s", (name, wrong) => {
    expect(pageProblem([factsOf({ ...fitting, ...wrong })], narrow, cursor)).toContain(`the filter ${name}`);
    expect(pageProblem([factsOf(fitting)], narrow, cursor)).toBeUndefined();
  });

  test("is noticed by its order", () => {
    expect(pageProblem([sessionAt(1, 9), sessionAt(2, 8)], filter, cursor)).toContain("OrderBy createdAt");
  });

  test("is noticed when it is the page before once more", () => {
    const ties = [0, 1, 2].map((index) => sessionAt(index, 5));
    const page = { sessions: ties, hasMorePages: true };
    const first = cursorAfter(cursor, page);
    const second = first && cursorAfter(first, page);
    expect(second).toMatchObject({ page: 2 });
    expect(pageProblem(ties, filter, second ?? cursor)).toContain("the same page twice");
  });

  test("is noticed when one millisecond has thousands", () => {
    const seen = Array.from({ length: 3_001 }, (_, index) => String(index));
    expect(pageProblem([], filter, { ...cursor, seen })).toContain("same millisecond");
  });
});

test("pages that take turns and hold nothing new come to an end", () => {
  const settled = [sessionAt(0, 5), sessionAt(1, 5)];
  let cursor: PageCursor | undefined = { createdMs: startMs + 5, seen: settled.map(({ id }) => id), page: 1 };
  let problem: string | undefined;
  for (let pages = 0; cursor && problem === undefined; pages += 1) {
    expect(pages).toBeLessThan(200);
    const sessions = settled.slice(pages % 2, (pages % 2) + 1);
    problem = pageProblem(sessions, filter, cursor);
    cursor = cursorAfter(cursor, { sessions, hasMorePages: true });
  }
  expect(problem).toContain("nothing new");
});
