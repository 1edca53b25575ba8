// What a rate limiter does while its table is away: it tries for seconds, and goes on slowly.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { rateTable } from "../../lib/aws/rate-table.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { type RateLimiter, rateLimiter } from "../../lib/wts/rate-limit/rate-limiter.ts";
import { type BreakableLink, breakableLink } from "../wts/rate-limit/breakable-link.ts";
import { type EmulatedTable, emulatorClient, startEmulatedTable, tableName } from "../wts/rate-limit/emulated-table.ts";

let emulated: EmulatedTable;
let link: BreakableLink;
let linked: ReturnType<typeof emulatorClient>;
let account = "";
let accounts = 0;

beforeAll(async () => {
  emulated = await startEmulatedTable();
  link = await breakableLink(emulated.port);
  linked = emulatorClient(link.port);
});
beforeEach(() => {
  accounts += 1;
  account = `account-${accounts}`;
  link.mend();
});
afterAll(async () => {
  await link.close();
  await emulated.stop();
});

describe.each(["cut", "swallow"] as const)("a limiter whose table is away (%s)", (how) => {
  /** So long a window makes the pause between two local tokens longer than a busy machine takes for what a test does meanwhile. */
  const longWindowMs = 180_000;
  /** 20 processes together at nine tenths of the rate. */
  const perLocalTokenMs = (20 * longWindowMs) / 90;

  const setUp = (windowMs: number): { limiter: RateLimiter; logged: string[] } => {
    const limits = { share: 1, sustained: { requests: 100, windowMs }, burst: { requests: 20, windowMs: 150 } };
    const logged: string[] = [];
    const note = (message: string): void => {
      logged.push(message);
    };
    const log = { info: note, warn: note, error: note };
    const table = rateTable({ client: linked, tableName, timeoutMs: 200 });
    return { limiter: rateLimiter({ table, account, limits, clock: systemClock, log }), logged };
  };

  test("goes on slowly, says so once, and comes back by itself", async () => {
    const { limiter, logged } = setUp(longWindowMs);
    const soon = () => ({ startBy: Date.now() + 2 * perLocalTokenMs });
    await limiter.take("queue", soon());
    link[how]();
    const away = Date.now();
    await limiter.take("queue", soon());
    const next = limiter.take("queue", soon());
    expect(Date.now() - away).toBeLessThan(perLocalTokenMs / 2);
    await expect(limiter.reserve(10, { startBy: Date.now() + 500 })).rejects.toMatchObject({ name: "RateLimited" });
    expect(logged).toEqual(["rate table not reachable, a local rate is used meanwhile"]);
    link.mend();
    await next;
    expect(Date.now() - away).toBeLessThan(perLocalTokenMs);
    expect(logged[1]).toBe("rate table reachable again");
    const { counts } = await rateTable({ client: emulated.client, tableName }).read(account);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  test("gives up when it has been away for too long", async () => {
    const { limiter } = setUp(9_000);
    link[how]();
    const takes = [1, 2].map(() => limiter.take("queue", { startBy: Date.now() + 60_000 }));
    const outcomes = await Promise.allSettled(takes);
    expect(outcomes).toEqual([
      { status: "fulfilled", value: undefined },
      { status: "rejected", reason: expect.objectContaining({ name: "RateLimited", reason: "table" }) },
    ]);
  });
});
