// What becomes of a hold when its time comes, when the contact writes, and when its session is gone: told once, whatever fails.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Table } from "../../lib/aws/table.ts";
import { account, sessionId, startHoldBench } from "./support/hold-bench.ts";

/** A Monday, 09:00 in São Paulo. */
const now = "2026-12-07T12:00:00.000Z";
const until = "2026-12-08 09:00";
const beforeDue = "2026-12-08T11:59:00.000Z";
const due = "2026-12-08T12:00:00.000Z";
let bench: Awaited<ReturnType<typeof startHoldBench>>;
beforeAll(async () => {
  bench = await startHoldBench(now);
});
afterAll(() => bench.stop());
beforeEach(() => bench.reset({ lastMessageIn: "2026-12-07T11:00:00.000Z" }));

const says = (text: string, more: object = {}) =>
  bench.admin("POST", "messages", { sessionId, direction: "FROM_HUB", text, ...more });

describe("when its time comes", () => {
  test("the owner reads a note by name, the bus hears of it, and nothing happens before or a second time", async () => {
    const { agents } = await bench.admin<{ agents: { userId: string; name: string }[] }>("GET", "directory");
    const [owner] = agents;
    await bench.reset({ userId: owner?.userId, lastMessageIn: "2026-12-07T11:00:00.000Z" });
    const { apply, tick, notes, ended, kept } = bench.start({ language: "pt-BR" });
    await apply({ until, reason: "ligar de volta" });
    await tick(beforeDue);
    expect(ended()).toEqual([]);
    await tick(due);
    await tick("2026-12-08T12:01:00.000Z");
    expect(notes()).toEqual([
      expect.stringMatching(/^Em espera até ter\., 08\/12\/2026 09:00: ligar de volta/),
      `${owner?.name}: a espera terminou: ligar de volta (definida por webhook:asaas, em seg., 07/12/2026 09:00). A partir de agora o tempo parado volta a contar.`,
    ]);
    expect(ended()).toMatchObject([
      {
        detail: {
          sessionId,
          command: "hold",
          door: "schedule",
          reasons: ["DUE"],
          hold: { until: due, source: "webhook:asaas" },
        },
      },
    ]);
    expect(JSON.stringify(ended())).not.toContain("ligar");
    expect(await kept.read(account, sessionId)).toMatchObject({ ended: { as: "DUE" } });
    expect(await kept.dueBy(account, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  test("one that was replaced or released meanwhile is not told", async () => {
    const { apply, tick, ended } = bench.start();
    await apply({ until });
    await apply({ until: "2026-12-09 09:00" });
    await tick(due);
    expect(ended()).toEqual([]);
    await apply({ until: null });
    await tick("2026-12-09T12:00:00.000Z");
    expect(ended().map(({ detail }) => detail.reasons)).toEqual([["RELEASED"]]);
  });

  test.each([
    ["closed", { status: "COMPLETED" }],
    ["gone", undefined],
  ])("of a session that is %s nothing is said", async (_what, session) => {
    const { apply, tick, ended, notes, kept } = bench.start({ holds: { note: false } });
    await apply({ until });
    if (session) await bench.reset(session);
    else await bench.admin("POST", "reset", { sessions: [] });
    await tick(due);
    expect([...ended(), ...notes()]).toEqual([]);
    expect(await kept.read(account, sessionId)).toMatchObject({ ended: { as: "SESSION_CLOSED" } });
    expect([...(await kept.idsOf(account))]).toEqual([]);
  });

  test("a paused account keeps its holds, and ends them when it goes on", async () => {
    const { apply, tick, ended, dependencies } = bench.start();
    await apply({ until });
    await dependencies.killSwitch.pause(account);
    await tick(due);
    expect(ended()).toEqual([]);
    await dependencies.killSwitch.resume(account);
    await tick("2026-12-08T12:01:00.000Z");
    expect(ended()).toHaveLength(1);
  });

  test("no account with nothing due costs more than a read of the index, and no call to WTS", async () => {
    const { apply, tick, dependencies } = bench.start();
    await apply({ until });
    const before = await bench.calls();
    let paused = 0;
    const isPaused = async (): Promise<boolean> => {
      paused += 1;
      return false;
    };
    const killSwitch = { ...dependencies.killSwitch, isPaused };
    await tick("2026-12-07T12:01:00.000Z", { killSwitch });
    expect(paused).toBe(0);
    expect(await bench.calls()).toEqual(before);
  });
});

describe("the contact writes", () => {
  test.each([
    ["more than thanks ends it, and nothing is due any more", "O boleto veio errado", ["CONTACT_WROTE"]],
    ["thanks leave it", "Ok, obrigado!", ["DUE"]],
    ["an emoji leaves it", "👍", ["DUE"]],
  ])("%s", async (_what, text, reasons) => {
    const { apply, tick, ended, notes } = bench.start({ holds: { note: false } });
    await apply({ until });
    await bench.admin("PUT", "clock", { now: "2026-12-07T13:00:00.000Z" });
    await says(text);
    await tick(due);
    expect(ended().map(({ detail }) => detail.reasons)).toEqual([reasons]);
    expect(notes()).toHaveLength(reasons[0] === "DUE" ? 1 : 0);
  });

  test("what it wrote before the hold does not end it", async () => {
    await says("Me chama amanhã?");
    const { apply, tick, ended } = bench.start();
    await apply({ until });
    await tick(due);
    expect(ended().map(({ detail }) => detail.reasons)).toEqual([["DUE"]]);
  });

  test("it is noticed within minutes, long before the time comes", async () => {
    const { apply, tick, ended } = bench.start();
    await apply({ until });
    await bench.admin("PUT", "clock", { now: "2026-12-07T12:01:00.000Z" });
    await says("Preciso de ajuda agora");
    await tick("2026-12-07T12:05:00.000Z");
    expect(ended().map(({ detail }) => detail.reasons)).toEqual([["CONTACT_WROTE"]]);
  });
});

describe("whatever dies", () => {
  /** The process dies at the nth write to the table, before or after it is done. */
  const dyingAt = (table: Table, nth: number, isDone: boolean): Table => {
    let writes = 0;
    const update: Table["update"] = async (...args) => {
      writes += 1;
      if (writes < nth) return table.update(...args);
      if (writes === nth && isDone) await table.update(...args);
      throw new Error("the process was killed");
    };
    return { ...table, update };
  };

  test.each([true, false])("a hold ends once in effect (written when it dies: %s)", async (isDone) => {
    for (let nth = 1; nth <= 12; nth += 1) {
      await bench.reset({ lastMessageIn: "2026-12-07T11:00:00.000Z" });
      const first = bench.start();
      await first.apply({ until, reason: "ligar" });
      first.clock.advance(Date.parse(due) - first.clock.now());
      await bench.admin("PUT", "clock", { now: due });
      const dying = bench.start({}, { ...first, table: { ...first.table, ...dyingAt(first.table, nth, isDone) } });
      await dying.tick();
      for (const at of ["2026-12-08T12:02:00.000Z", "2026-12-08T12:04:00.000Z"]) await bench.start({}, first).tick(at);
      const { ended, aws, kept } = bench.start({}, first);
      const ids = new Set(ended().map(({ detail }) => detail.id));
      const notes = new Set(aws.taken.queued.map(({ id }) => id));
      expect({ nth, ended: ids.size, notes: notes.size }).toEqual({ nth, ended: 1, notes: 2 });
      expect(await kept.dueBy(account, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      expect((await kept.read(account, sessionId))?.ended?.as).toBe("DUE");
    }
  });

  test("the queue or the bus is away", async () => {
    const { apply, tick, ended, aws } = bench.start();
    await apply({ until });
    aws.failing.queue = true;
    await tick(due);
    expect(ended()).toEqual([]);
    aws.failing.queue = false;
    aws.failing.bus = true;
    await tick("2026-12-08T12:01:00.000Z");
    aws.failing.bus = false;
    await tick("2026-12-08T12:02:00.000Z");
    // What the bus did not take is told by relay-outcomes.
    expect(ended()).toEqual([]);
    expect(new Set(aws.taken.queued.map(({ id }) => id)).size).toBe(2);
  });
});

describe("a contact's tag", () => {
  const config = { holds: { tags: { "me-chama-amanha": { businessDays: 1 } } } };
  const tag = (...contactTags: string[]) => bench.admin("PUT", `sessions/${sessionId}`, { contactTags });

  test("holds for so long from when it was first seen, once, and again when it was taken off in between", async () => {
    await bench.reset({ lastMessageIn: "2026-12-07T11:00:00.000Z", contactTags: ["Me-Chama-Amanha"] });
    const { tick, ended, kept } = bench.start(config);
    await tick("2026-12-07T12:05:00.000Z");
    const first = await kept.read(account, sessionId);
    expect(first).toMatchObject({ tag: "me-chama-amanha", untilMs: Date.parse(due) });
    await tick("2026-12-07T12:10:00.000Z");
    expect(await kept.read(account, sessionId)).toEqual(first);
    await tick(due);
    await tick("2026-12-08T12:05:00.000Z");
    expect(ended().map(({ detail }) => detail.reasons)).toEqual([["DUE"]]);
    expect([...(await kept.idsOf(account))]).toEqual([]);
    await tag();
    await tick("2026-12-08T12:10:00.000Z");
    await tag("me-chama-amanha");
    await tick("2026-12-08T12:15:00.000Z");
    expect(await kept.read(account, sessionId)).toMatchObject({ untilMs: Date.parse("2026-12-09T12:00:00Z") });
  });

  test("that is taken off releases, and no other hold", async () => {
    await bench.reset({ contactTags: ["me-chama-amanha"] });
    const { apply, tick, ended, kept } = bench.start(config);
    await tick("2026-12-07T12:05:00.000Z");
    await tag();
    await tick("2026-12-07T12:10:00.000Z");
    expect(ended().map(({ detail }) => detail.reasons)).toEqual([["RELEASED"]]);
    await apply({ until });
    await tick("2026-12-07T12:15:00.000Z");
    expect(ended()).toHaveLength(1);
    expect([...(await kept.idsOf(account))]).toEqual([sessionId]);
  });
});
