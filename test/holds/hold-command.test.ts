// A hold as it is applied: until when, what is refused, what the team and the bus are told, and which event is the newer one.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { account, sessionId, startHoldBench } from "./support/hold-bench.ts";

/** A Monday, 09:00 in São Paulo. */
const now = "2026-12-07T12:00:00.000Z";
let bench: Awaited<ReturnType<typeof startHoldBench>>;
beforeAll(async () => {
  bench = await startHoldBench(now);
});
afterAll(() => bench.stop());
beforeEach(() => bench.reset({ lastMessageIn: "2026-12-07T11:00:00.000Z" }));

const untilOf = async (until: unknown, config = {}): Promise<string | undefined> => {
  const { apply, kept } = bench.start(config);
  await apply({ until });
  const hold = await kept.read(account, sessionId);
  return hold && new Date(hold.untilMs).toISOString();
};

describe("until when", () => {
  test.each<[string, unknown, string]>([
    ["a time", "2026-12-08 09:00", "2026-12-08T12:00:00.000Z"],
    ["a day stands for its opening", "2026-12-10", "2026-12-10T12:00:00.000Z"],
    ["a Saturday for Monday's", "2026-12-12", "2026-12-14T12:00:00.000Z"],
    ["two business days after a Thursday", { date: "2026-12-10", plusBusinessDays: 2 }, "2026-12-14T12:00:00.000Z"],
    ["two after a Saturday count from Monday", { date: "2026-12-12", plusBusinessDays: 2 }, "2026-12-16T12:00:00.000Z"],
    ["over Christmas", { date: "2026-12-24", plusBusinessDays: 1 }, "2026-12-28T12:00:00.000Z"],
  ])("%s", async (_what, until, expected) => {
    expect(await untilOf(until)).toBe(expected);
  });

  test("a closed day is no business day, nor is the company's own", async () => {
    const { apply, kept, days } = bench.start({
      holds: { hours: { weekly: { monday: ["08:00-12:00"], tuesday: ["08:00-12:00"] }, holidays: ["2026-12-08"] } },
    });
    const day = { date: "2026-12-14", fromMinute: 0, toMinute: 1440, setBy: "ana", setAt: now };
    await days.set(account, day);
    await apply({ until: { date: "2026-12-07", plusBusinessDays: 1 } });
    expect(new Date((await kept.read(account, sessionId))?.untilMs ?? 0).toISOString()).toBe(
      "2026-12-15T11:00:00.000Z",
    );
  });
});

describe("refused, and said so", () => {
  test.each<[string, unknown, string]>([
    ["a past time", "2026-12-07 08:59", "must lie ahead: it is 2026-12-07 08:59 in America/Sao_Paulo"],
    ["a past due date", { date: "2026-12-01", plusBusinessDays: 2 }, "must lie ahead"],
    ["more than 90 days", "2027-03-08 09:01", "must lie within 90 days"],
    ["a business day beyond 90 days", { date: "2027-01-15", plusBusinessDays: 60 }, "must lie within 90 days"],
  ])("%s", async (_what, until, message) => {
    const { apply, kept } = bench.start();
    await expect(apply({ until })).rejects.toMatchObject({
      code: "COMMAND_INVALID",
      issues: [{ path: "until", code: "UNTIL_INVALID", message: expect.stringContaining(message) }],
    });
    expect(await kept.read(account, sessionId)).toBeUndefined();
  });

  test("of a session that is closed, or that there is not", async () => {
    const { apply } = bench.start();
    const until = "2026-12-08 09:00";
    await expect(apply({ until, expect: { status: "PENDING" } })).rejects.toMatchObject({
      code: "EXPECTATION_NOT_MET",
    });
    await bench.reset({ status: "COMPLETED" });
    await expect(apply({ until })).rejects.toMatchObject({ code: "SESSION_NOT_OPEN" });
    await expect(apply({ until, sessionId: "5e550000-0000-4000-8000-00000000dead" })).rejects.toMatchObject({
      code: "SESSION_NOT_FOUND",
    });
  });
});

test("one that came in time and is applied too late is simply over", async () => {
  const { apply, kept, aws, clock, records } = bench.start();
  const receivedAt = new Date(clock.now()).toISOString();
  clock.advance(3_600_000);
  await apply({ until: "2026-12-07 09:30" }, { receivedAt });
  expect(await kept.read(account, sessionId)).toBeUndefined();
  expect(aws.taken.published).toEqual([]);
  const [record] = await records.history({ pk: `session#${account}#${sessionId}` });
  expect(record).toMatchObject({ state: "applied", remarks: { held: false } });
});

test("the bus hears of it without a word of the reason, the team reads it once, and it costs one call", async () => {
  const { apply, aws, kept } = bench.start();
  await apply({ until: "2026-12-08 09:00", reason: "boleto da Maria" });
  expect(aws.taken.published).toMatchObject([
    {
      type: "Session Held",
      detail: { sessionId, command: "hold", hold: { until: "2026-12-08T12:00:00.000Z", source: "webhook:asaas" } },
    },
  ]);
  expect(JSON.stringify([aws.taken.published, aws.taken.lines])).not.toContain("Maria");
  expect(aws.taken.queued).toMatchObject([
    { targeted: { command: { command: "note", text: expect.stringContaining("boleto da Maria") } } },
  ]);
  expect(await bench.calls()).toEqual([expect.stringMatching(/^GET .*session/)]);
  expect(await kept.of(account)).toEqual(
    new Map([[sessionId, expect.objectContaining({ reason: "boleto da Maria" })]]),
  );
});

test("a release ends it, says so, and finds nothing the second time", async () => {
  const { apply, aws, kept } = bench.start({ holds: { note: false } });
  await apply({ until: "2026-12-08 09:00" });
  await apply({ until: null });
  await apply({ until: null });
  expect(aws.taken.published.map(({ type, detail }) => [type, detail.reasons])).toEqual([
    ["Session Held", []],
    ["Session Hold Ended", ["RELEASED"]],
  ]);
  expect(aws.taken.queued).toEqual([]);
  expect(await kept.read(account, sessionId)).toMatchObject({ ended: { as: "RELEASED" } });
  expect([...(await kept.idsOf(account))]).toEqual([]);
});

test("another one takes its place; an older event of the same sender does not, and does not release it", async () => {
  const { apply, kept, aws } = bench.start();
  const untilMs = async () => (await kept.read(account, sessionId))?.untilMs;
  await apply({ until: "2026-12-08 09:00", reason: "ligar" }, { occurredAt: "2026-12-07T11:00:00Z" });
  await apply({ until: "2026-12-09 09:00" }, { occurredAt: "2026-12-07T11:30:00Z" });
  expect(await untilMs()).toBe(Date.parse("2026-12-09T12:00:00Z"));
  expect(await kept.read(account, sessionId)).not.toHaveProperty("reason");
  await apply({ until: "2026-12-10 09:00" }, { occurredAt: "2026-12-07T11:15:00Z" });
  await apply({ until: null }, { occurredAt: "2026-12-07T11:20:00Z" });
  expect(await untilMs()).toBe(Date.parse("2026-12-09T12:00:00Z"));
  expect(aws.taken.published).toHaveLength(2);
});

test("a dry run shows what would be, refuses what would be refused, and writes nothing", async () => {
  const { holder, wts, kept, table } = bench.start();
  const preview = (until: string | null) => holder.preview(account, { command: "hold", sessionId, until }, wts());
  expect(await preview("2026-12-08T12:00:00.000Z")).toEqual({
    changes: [{ field: "Hold", from: null, to: "2026-12-08T12:00:00.000Z" }],
  });
  expect(await preview(null)).toEqual({ changes: [] });
  await expect(preview("2026-12-01T12:00:00.000Z")).rejects.toMatchObject({ code: "COMMAND_INVALID" });
  expect(table.items()).toEqual([]);
  expect([...(await kept.idsOf(account))]).toEqual([]);
});
