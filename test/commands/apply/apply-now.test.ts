// A command applied while its caller waits: it has the session to itself, it is recorded, its outcome is published, and no step is taken twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { placeKeys, sessionPlace } from "../../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../../lib/aws/table.ts";
import { type ApplyNow, nowApplier } from "../../../lib/commands/apply/apply-now.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { relayOutcomes } from "../../../lib/commands/relay-outcomes.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import type { Provenance } from "../../../lib/core/queue/queued-command.ts";
import { type Ledger, ledger } from "../../../lib/records/ledger.ts";
import { type SessionLeases, sessionLeases } from "../../../lib/records/session-lease.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { recording } from "../../support/recording.ts";
import { startTable } from "../../support/table.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
const leaseMs = 60_000;
let standIn: TestStandIn;
let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let wts: Wts;
let kept: Ledger;
let leases: SessionLeases;
let aws: ReturnType<typeof recording>;
let commands = 0;

beforeAll(async () => {
  [standIn, running] = await Promise.all([startTestStandIn(), startTable()]);
  table = dynamoTable(running.client, running.tableName);
});
afterAll(() => Promise.all([standIn.stop(), running.stop()]));
beforeEach(async () => {
  const lastMessageIn = new Date(Date.now() - 60_000).toISOString();
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS", lastMessageIn }] });
  await standIn.admin("PUT", "limits", { enabled: false });
  // Every test begins an hour later than the one before: no session is still taken.
  commands += 1;
  clock = manualClock(Date.now() + commands * 3_600_000);
  await standIn.admin("PUT", "clock", { now: new Date(clock.now()).toISOString() });
  wts = wtsForTests(standIn.url, clock);
  kept = ledger({ table, clock });
  leases = sessionLeases({ table, clock });
  aws = recording();
});

const provenance = (): Provenance => ({
  ...{ id: `command-${commands}`, account: "default", door: "http", source: "http:demo", deliveryId: `r-${commands}` },
  ...{ correlationId: `r-${commands}`, causationId: `r-${commands}`, hops: 0, attempt: 0 },
});
const turnOf = (input: object, changes: Partial<ApplyNow> = {}): ApplyNow => {
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const timeBox = { startBy: clock.now() + 20_000, endBy: clock.now() + 25_000 };
  return { command: parsed.command, provenance: provenance(), wts, timeBox, repeatable: false, ...changes };
};
const once = () => lifecycle({ ledger: kept, leases, bus: aws.bus, clock, log: aws.log });
const apply = async (input: object, changes: Partial<ApplyNow> = {}) =>
  (await nowApplier({ lifecycle: once(), leaseMs, clock })(turnOf(input, changes))).answer;
const repeatable = { repeatable: true };
const held = () =>
  standIn.admin<{ status: string; number: string; notes: { text: string }[] }>("GET", `sessions/${sessionId}`);
const writes = async () => (await journalOf(standIn.admin, true)).map(({ path }) => path.split("/").at(-1));
const place = sessionPlace({ account: "default", sessionId });
const take = (owner: string, forMs: number) => leases.take(place, { owner, leaseMs: forMs, isWatched: false });
const isFree = async (): Promise<boolean> => {
  const taken = await take("somebody", leaseMs);
  if ("lease" in taken) await taken.lease.release({ written: [], values: {}, paced: [] });
  return "lease" in taken;
};
const item = () => kept.read(place, provenance().id);
/** WTS as it is, but for a function that is killed where `name` says: its call never comes back. */
const killedAt = (name: keyof WtsClient, { called }: { called: boolean }): { wts: Wts; reached: Promise<void> } => {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const call = wts.client[name] as (...args: unknown[]) => Promise<unknown>;
  const killed = async (...args: unknown[]): Promise<unknown> => {
    if (called) await call(...args);
    resolve();
    return new Promise(() => {});
  };
  return { wts: { ...wts, client: { ...wts.client, [name]: killed } }, reached };
};

describe.each([
  ["a command that may be repeated", true],
  ["a command that is sent once", false],
])("%s", (_what, isRepeatable) => {
  const sentOnce = { repeatable: isRepeatable };

  test("is answered with what WTS said, recorded as applied, and published", async () => {
    expect(await apply({ number: "7" }, sentOnce)).toMatchObject({ id: sessionId, number: "7" });
    const { id } = provenance();
    expect(aws.taken.published).toEqual([
      {
        type: "Session Updated",
        detail: {
          ...{ id, account: "default", sessionId, command: "update", changes: { fields: ["Number"] } },
          ...{ door: "http", source: "http:demo", deliveryId: `r-${commands}`, reasons: [] },
          ...{ correlationId: `r-${commands}`, causationId: id, hops: 1 },
        },
      },
    ]);
    const entry = await item();
    expect(entry).toMatchObject({ state: "applied", sessionId, source: "http:demo" });
    expect(entry?.isDue).toBe(false);
    expect(entry?.outcome).toEqual(aws.taken.published[0]);
    expect(await isFree()).toBe(true);
  });

  test("that WTS refuses is answered so, is no outcome, and leaves the session free", async () => {
    await standIn.admin("POST", "faults", [
      { method: "PUT", status: 500, body: { key: "FORM_ERROR", text: "Não pode" } },
    ]);
    await expect(apply({ number: "7" }, sentOnce)).rejects.toMatchObject({ code: "WTS_REFUSED" });
    expect(aws.taken.published).toEqual([]);
    expect((await item())?.state).not.toBe("applied");
    expect(await isFree()).toBe(true);
  });

  test("waits for a session that somebody else works on", async () => {
    const taken = await take("somebody", leaseMs);
    if (!("lease" in taken)) throw new Error("the session is not free");
    const { sleep } = clock;
    let naps = 0;
    clock.sleep = async (ms) => {
      naps += 1;
      if (naps === 5) await taken.lease.release({ written: [], values: {}, paced: [] });
      await sleep(ms);
    };
    expect(await apply({ number: "7" }, sentOnce)).toMatchObject({ number: "7" });
    expect(naps).toBe(5);
  });

  test("is SESSION_BUSY when that takes more than five seconds, and nothing was written", async () => {
    await take("somebody", leaseMs);
    const startedAt = clock.now();
    await expect(apply({ number: "7" }, sentOnce)).rejects.toMatchObject({
      code: "SESSION_BUSY",
      retryAfterSeconds: 2,
    });
    expect(clock.now() - startedAt).toBeLessThanOrEqual(5_000);
    expect(clock.now() - startedAt).toBeGreaterThan(4_000);
    expect(await writes()).toEqual([]);
    clock.advance(leaseMs);
    expect(await apply({ number: "7" }, sentOnce)).toMatchObject({ number: "7" });
  });

  test("does not wait beyond the time that the function has", async () => {
    await take("somebody", leaseMs);
    const startedAt = clock.now();
    const timeBox = { startBy: startedAt + 700, endBy: startedAt + 5_000 };
    await expect(apply({ number: "7" }, { ...sentOnce, timeBox })).rejects.toMatchObject({ code: "SESSION_BUSY" });
    expect(clock.now() - startedAt).toBeLessThanOrEqual(700);
  });

  test("takes over a session whose owner was killed", async () => {
    await take("killed", 2_000);
    expect(await apply({ number: "7" }, sentOnce)).toMatchObject({ number: "7" });
  });

  test("is a success for its caller even while the bus is down, and is published later", async () => {
    aws.failing.bus = true;
    expect(await apply({ number: "7" }, sentOnce)).toMatchObject({ number: "7" });
    expect((await item())?.isDue).toBe(true);
    aws.failing.bus = false;
    clock.advance(30_000);
    await relayOutcomes({ ledger: kept, lifecycle: once(), bus: aws.bus, log: aws.log }, "relay");
    expect(aws.taken.published.map(({ detail }: Outcome) => detail.id)).toEqual([provenance().id]);
  });

  test("is a success for its caller when the table fails after WTS said yes", async () => {
    const { client } = wts;
    const updateSession: WtsClient["updateSession"] = async (...args) => {
      const answer = await client.updateSession(...args);
      await running.cutOff();
      return answer;
    };
    try {
      expect(
        await apply({ number: "7" }, { ...sentOnce, wts: { ...wts, client: { ...client, updateSession } } }),
      ).toMatchObject({ id: sessionId, number: "7" });
    } finally {
      await running.comeBack();
    }
    expect(aws.taken.lines.join()).toContain("TABLE_UNAVAILABLE");
  });

  test("that WTS refused is answered so also when the table fails", async () => {
    const { client } = wts;
    const updateSession: WtsClient["updateSession"] = async (...args) => {
      await running.cutOff();
      return client.updateSession(...args);
    };
    await standIn.admin("POST", "faults", [
      { method: "PUT", status: 500, body: { key: "FORM_ERROR", text: "Não pode" } },
    ]);
    try {
      await expect(
        apply({ number: "7" }, { ...sentOnce, wts: { ...wts, client: { ...client, updateSession } } }),
      ).rejects.toMatchObject({ code: "WTS_REFUSED" });
    } finally {
      await running.comeBack();
    }
  });

  test("does not begin when the table fails: nothing would be known of it", async () => {
    await running.cutOff();
    try {
      await expect(apply({ number: "7" }, sentOnce)).rejects.toMatchObject({ code: "TABLE_UNAVAILABLE" });
    } finally {
      await running.comeBack();
    }
    expect(await writes()).toEqual([]);
  });
});

test("what a policy wanted is recorded once, in the outcome", async () => {
  await apply({ number: "7" }, { provenance: { ...provenance(), rule: "parados", reasons: ["UNDONE"] } });
  expect((await item())?.outcome?.detail).toMatchObject({ rule: "parados", reasons: ["UNDONE"] });
  const written = await table.get(placeKeys.command(place, provenance().id));
  expect(written).toMatchObject({ rule: "parados" });
  expect(written).not.toHaveProperty("reasons");
});

test("what a newer event of the same sender has written is left alone: the answer is the session's id, and nothing is told", async () => {
  const at = (minutes: number) => ({ occurredAt: new Date(clock.now() - minutes * 60_000).toISOString() });
  await apply({ number: "new" }, { provenance: { ...provenance(), ...at(1) } });
  commands += 1;
  const older = turnOf({ number: "old" }, { ...repeatable, provenance: { ...provenance(), ...at(9) } });
  const answered = await nowApplier({ lifecycle: once(), leaseMs, clock })(older);
  expect(answered).toEqual({ answer: { id: sessionId }, wasApplied: false });
  expect(await held()).toMatchObject({ number: "new" });
  expect(aws.taken.published).toHaveLength(1);
  expect((await item())?.state).not.toBe("applied");
  expect(await isFree()).toBe(true);
});

describe("a command that is repeated", () => {
  test("does not write again, and is answered with the session as it is", async () => {
    await apply({ number: "7" }, repeatable);
    await standIn.admin("PUT", `sessions/${sessionId}`, { number: "8" });
    expect(await apply({ number: "7" }, repeatable)).toMatchObject({ id: sessionId, number: "8" });
    expect(await writes()).toEqual(["partial"]);
    expect(aws.taken.published).toHaveLength(1);
  });

  test("while it is being worked on is IDEMPOTENCY_KEY_IN_FLIGHT", async () => {
    const killed = killedAt("updateSession", { called: false });
    void apply({ number: "7" }, { ...repeatable, wts: killed.wts });
    await killed.reached;
    await expect(apply({ number: "7" }, repeatable)).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_IN_FLIGHT",
      retryAfterSeconds: 5,
    });
    expect(await writes()).toEqual([]);
  });

  test("after a failure is run at once", async () => {
    await standIn.admin("POST", "faults", [{ method: "PUT", status: 503, times: 4 }]);
    await expect(apply({ number: "7" }, repeatable)).rejects.toMatchObject({ code: "WTS_UNAVAILABLE" });
    expect(await apply({ number: "7" }, repeatable)).toMatchObject({ number: "7" });
  });

  test("after its function was killed is run when that one's time is over", async () => {
    const killed = killedAt("updateSession", { called: false });
    void apply({ number: "7" }, { ...repeatable, wts: killed.wts });
    await killed.reached;
    clock.advance(leaseMs + 1);
    expect(await apply({ number: "7" }, repeatable)).toMatchObject({ number: "7" });
    expect(await writes()).toEqual(["partial"]);
  });

  test("after the queue refused this very command is told so, and not done", async () => {
    const entry = { ...provenance(), sessionId, command: "update" };
    await kept.attempt(place, entry, undefined, 1).finish({ state: "rejected" });
    await expect(apply({ number: "7" }, repeatable)).rejects.toMatchObject({
      code: "WTS_REFUSED",
      message: "this very command was refused when it came from the queue; see its outcome",
    });
    expect(await writes()).toEqual([]);
  });

  test("by two at once is applied by one of them", async () => {
    const answers = await Promise.allSettled([1, 2].map(() => apply({ command: "note", text: "uma vez" }, repeatable)));
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect((await held()).notes.map(({ text }) => text)).toEqual(["uma vez"]);
  });
});

describe("a note is not written twice when its function was killed", () => {
  const complete = { command: "complete", note: "Pedido entregue" };
  const notes = async () => (await held()).notes.map(({ text }) => text);
  const killAndRepeat = async (input: object, name: keyof WtsClient, called: boolean) => {
    const killed = killedAt(name, { called });
    void apply(input, { ...repeatable, wts: killed.wts });
    await killed.reached;
    clock.advance(leaseMs + 1);
    await standIn.admin("PUT", "clock", { now: new Date(clock.now()).toISOString() });
    return apply(input, repeatable);
  };

  test("between the note and the completion", async () => {
    await killAndRepeat(complete, "completeSession", false);
    expect(await notes()).toEqual(["Pedido entregue"]);
    expect((await held()).status).toBe("COMPLETED");
    expect(await writes()).toEqual(["note", "complete"]);
    expect(aws.taken.published.map(({ type }) => type)).toEqual(["Session Closed"]);
  });

  test("between writing the note and remembering that", async () => {
    await killAndRepeat(complete, "createNote", true);
    expect(await notes()).toEqual(["Pedido entregue"]);
    expect(await writes()).toEqual(["note", "complete"]);
  });

  test("after writing it, when it is all there is to do", async () => {
    await killAndRepeat({ command: "note", text: "uma vez" }, "createNote", true);
    expect(await notes()).toEqual(["uma vez"]);
    expect(await writes()).toEqual(["note"]);
  });

  test("before it went out, and the repetition writes it", async () => {
    await killAndRepeat(complete, "createNote", false);
    expect(await notes()).toEqual(["Pedido entregue"]);
    expect(await writes()).toEqual(["note", "complete"]);
  });

  test("and a new one with the same words is written by another command", async () => {
    await apply({ command: "note", text: "uma vez" }, repeatable);
    commands += 1;
    await apply({ command: "note", text: "uma vez" }, repeatable);
    expect(await notes()).toEqual(["uma vez", "uma vez"]);
  });
});

test("a farewell that WTS could not deliver is refused, and leaves the session free and nothing to be looked for", async () => {
  await standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageIn: new Date(clock.now()).toISOString() });
  await standIn.admin("POST", "faults", [{ path: "message/sync", failMessage: "número inválido" }]);
  const complete = { command: "complete", farewell: "Até logo" };
  await expect(apply(complete, repeatable)).rejects.toMatchObject({ code: "WTS_REFUSED" });
  expect(await isFree()).toBe(true);
  expect(await item()).not.toHaveProperty("sending");
  expect(await writes()).toEqual(["sync"]);
});

describe("a note that WTS did not answer", () => {
  const note = { command: "note", text: "uma vez" };
  const notes = async () => (await held()).notes.map(({ text }) => text);
  const fault = (drop: true | "after") =>
    standIn.admin("POST", "faults", [{ method: "POST", path: "/note", drop, times: 1 }]);

  test("but has is a success", async () => {
    await fault("after");
    expect(await apply(note, repeatable)).toMatchObject({ text: "uma vez" });
    expect(await notes()).toEqual(["uma vez"]);
  });

  test("and does not show may still come: that is said, every time, and it is not sent again", async () => {
    await fault(true);
    await expect(apply(note, repeatable)).rejects.toMatchObject({ code: "WTS_OUTCOME_UNKNOWN" });
    await expect(apply(note, repeatable)).rejects.toMatchObject({ code: "WTS_OUTCOME_UNKNOWN" });
    clock.advance(leaseMs + 1);
    await expect(apply(note, repeatable)).rejects.toMatchObject({ code: "WTS_OUTCOME_UNKNOWN" });
    expect(await notes()).toEqual([]);
    expect(await writes()).toEqual(["note"]);
  });

  test("may still come, also when the table fails just then: a repetition at once does not send it again", async () => {
    await fault(true);
    let isFirst = true;
    const { attempt } = kept;
    kept.attempt = (...given) => {
      const whole = attempt(...given);
      return {
        ...whole,
        progress: async (progress) => {
          if (!isFirst || !progress.sending?.doubtful) return whole.progress(progress);
          isFirst = false;
          throw new Fault(faults.tableUnavailable);
        },
      };
    };
    await expect(apply(note, repeatable)).rejects.toBeInstanceOf(Fault);
    await apply(note, repeatable).catch(() => undefined);
    // Only the first attempt: WTS may write that one any moment.
    expect(await writes()).toEqual(["note"]);
  });
});
