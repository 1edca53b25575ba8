// `session list`: which sessions something of ours is about, why, what was done last and what comes next, in few calls of WTS.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { SessionList } from "../../cli/session/list-sessions.ts";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { defineConfig } from "../../lib/config.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { type SessionLife, sessionLife } from "../support/session-life.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { parkedCommand } from "./support/queued-command.ts";

const hourMs = 3_600_000;
const config = defineConfig({
  timeZone: "America/Sao_Paulo",
  autoClose: {
    policies: [
      {
        name: "avisa",
        match: { status: "PENDING" },
        idle: { hours: 4 },
        warning: { text: "Ainda aí?", grace: { hours: 2 } },
      },
      { name: "parados", idle: { hours: 4 } },
    ],
  },
});
const ids = {
  fresh: "5e55115a-0000-4000-8000-000000000001",
  idle: "5e55115a-0000-4000-8000-000000000002",
  warned: "5e55115a-0000-4000-8000-000000000003",
  held: "5e55115a-0000-4000-8000-000000000004",
  changed: "5e55115a-0000-4000-8000-000000000005",
  parked: "5e55115a-0000-4000-8000-000000000006",
};

let standIn: TestStandIn;
let our: HooksForTests;
let clock: ManualClock;
const cliClock = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms), random: () => clock.random() };
let life: SessionLife;
let days = 0;

beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config, cliClock });
});
afterAll(() => Promise.all([our.stop(), standIn.stop()]));

const session = (id: string, idleHours: number, more: object = {}) => {
  const [lastMessageIn, lastMessageOut] = [idleHours * hourMs + 60_000, idleHours * hourMs].map((ms) =>
    new Date(clock.now() - ms).toISOString(),
  );
  return { id, status: "IN_PROGRESS", lastMessageIn, lastMessageOut, channelType: "ZAPI_WHATSAPP", ...more };
};
const world = async (...sessions: object[]): Promise<void> => {
  await standIn.admin("POST", "reset", { clock: { now: new Date(clock.now()).toISOString(), frozen: true }, sessions });
  await standIn.admin("PUT", "limits", { enabled: false });
};
beforeEach(() => {
  our.empty();
  days += 4;
  clock = manualClock(Date.parse("2026-11-20T14:30:00Z") + days * 24 * hourMs);
  life = sessionLife({ table: our.table, standIn, clock, config });
});

const list = (...args: string[]) => our.json<SessionList>("session", "list", ...args);
const requests = async (): Promise<number> => (await standIn.admin<unknown[]>("GET", "requests")).length;

test("each is there with why, what was done last, and what comes next; what is nobody's business here is not", async () => {
  await world(
    session(ids.fresh, 1),
    session(ids.idle, 6),
    session(ids.held, 6),
    session(ids.changed, 2),
    session(ids.parked, 1),
  );
  await our.hooks("session", "hold", ids.held, "--until", "em 3 dias", "--reason", "ligar de volta", "--yes");
  await life.deliver(life.queued({ sessionId: ids.changed, number: "4711" }, { deliveryId: `order-${days}` }));
  const parked = parkedCommand(life.queued({ sessionId: ids.parked, number: "1" }, { deliveryId: `p-${days}` }), "no");
  our.put("Parked", parked);

  const { sessions, counts, wts, total } = await list();
  expect(sessions.map(({ sessionId, because }) => [sessionId, because])).toEqual([
    [ids.parked, ["parked"]],
    [ids.idle, ["due"]],
    [ids.held, ["held", "acted"]],
    [ids.changed, ["acted"]],
  ]);
  expect({ total, counts }).toEqual({ total: 4, counts: { parked: 1, waiting: 0, due: 1, held: 1, acted: 2 } });
  const [kept, due, held, changed] = sessions;
  expect(kept?.last?.text).toBe("loja (webhook) wanted to change it: parked before it was begun.");
  expect(due).toMatchObject({ next: { looks: { policy: "parados" } }, waits: { who: "us" } });
  expect(held).toMatchObject({
    hold: { reason: "ligar de volta" },
    session: { status: "IN_PROGRESS", contactPhone: expect.stringContaining("*") },
    next: { staying: { code: "HELD" } },
  });
  expect(changed).toMatchObject({
    last: { text: "loja (webhook) changed number.", ending: "applied" },
    next: { follows: "close", text: expect.stringContaining("policy parados closes it from") },
  });
  expect(wts.calls).toBeLessThanOrEqual(6);
});

test("what was done last is what we did, also where WTS announced it afterwards", async () => {
  await world(session(ids.changed, 2));
  await life.deliver(life.queued({ sessionId: ids.changed, number: "4711" }));
  await life.advance(1_000);
  await life.deliver({
    ...{ kind: "event", id: "a".repeat(64), account: "default", source: "wts", deliveryId: `announced-${days}` },
    ...{ sessionId: ids.changed, readBack: false, type: "WTS SESSION_UPDATE", attempt: 0 },
    detail: { sessionId: ids.changed },
  });
  const { sessions } = await list();
  expect(sessions.find(({ sessionId }) => sessionId === ids.changed)?.last?.text).toBe(
    "loja (webhook) changed number.",
  );
  const { entries } = await our.json<{ entries: readonly { ending: string }[] }>("session", ids.changed);
  expect(entries.at(-1)?.ending).toBe("published");
});

test("who was warned waits for the close, also where WTS is not asked", async () => {
  await world(session(ids.warned, 6, { status: "PENDING" }));
  await life.run();
  await life.advance(10 * 60_000);
  expect((await list("--only", "waiting")).sessions).toMatchObject([
    {
      ...{ sessionId: ids.warned, pending: ["warning"], next: { follows: "close", staying: { policy: "avisa" } } },
      last: { text: expect.stringContaining("warned by policy avisa: nobody wrote for 6 hours") },
    },
  ]);
  const { sessions, wts } = await list("--only", "waiting", "--calls", "0");
  expect(sessions).toMatchObject([{ sessionId: ids.warned, pending: ["warning"] }]);
  expect(sessions[0]?.session).toBeUndefined();
  expect(wts).toMatchObject({ calls: 0, beyondCalls: 1 });
});

test("it takes no more calls than it may, counts them right, and says what it did not ask", async () => {
  await world(session(ids.idle, 6), session(ids.fresh, 1));
  await standIn.admin("DELETE", "requests");
  const whole = await list();
  expect(whole.wts.calls).toBe(await requests());
  await standIn.admin("DELETE", "requests");
  const { wts, sessions } = await list("--calls", "1");
  expect(await requests()).toBe(1);
  expect({ wts, listed: sessions.length }).toMatchObject({ wts: { calls: 1 } });
});

test("it is told in the configured language, with one line a session", async () => {
  await world(session(ids.idle, 6));
  const { stdout, code, stderr } = await our.hooks("session", "list");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n").filter((line) => line.includes(ids.idle))).toEqual([
    expect.stringMatching(/ due +IN_PROGRESS .*parados/),
  ]);
});

test("what a command is at work on waits for it, and what is of another account is not here", async () => {
  await world(session(ids.fresh, 1));
  const queued = life.queued({ sessionId: ids.fresh, number: "1" }, { deliveryId: `begun-${days}` });
  const place = sessionPlace({ account: "default", sessionId: ids.fresh });
  const entry = { ...queued, sessionId: ids.fresh, command: "update" };
  await ledger({ table: our.table, clock }).attempt(place, entry, undefined, 1).progress({ stepsDone: [] });
  const { sessions } = await list("--only", "waiting");
  expect(sessions).toMatchObject([{ sessionId: ids.fresh, because: ["waiting"], pending: ["work"] }]);
  expect((await list("--account", "filial")).sessions).toEqual([]);
});
