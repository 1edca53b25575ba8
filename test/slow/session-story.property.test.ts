// Whatever happens to a session, its story has each thing that we did once, in order, on its local day, and nothing that we did not do.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { defineConfig } from "../../lib/config.ts";
import { type HooksForTests, startHooks } from "../cli/support/hooks-for-tests.ts";
import { parkedCommand } from "../cli/support/queued-command.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { peopleOf } from "../support/people.ts";
import { type SessionLife, sessionLife } from "../support/session-life.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** New York has summer time, and a day in it that is an hour longer. */
const timeZone = "America/New_York";
const config = defineConfig({
  timeZone,
  // The clock stands while the story is read again and again: at WTS's own rate there would soon be no token left.
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: {
    policies: [
      {
        name: "parados",
        match: { status: "IN_PROGRESS" },
        idle: { hours: 4 },
        whenUnsendable: "close",
        warning: { text: "Ainda podemos ajudar?", grace: { minutes: 30 } },
      },
      { name: "fila", match: { status: "PENDING" }, idle: { hours: 6 } },
    ],
  },
  routing: { policies: [{ name: "comercial", when: ["SESSION_NEW", "requested"], department: "Comercial" }] },
});

let standIn: TestStandIn;
let our: HooksForTests;
let clock: ManualClock = manualClock();
const cliClock = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms), random: () => clock.random() };
const team = { carla: "", joao: "", bruno: "", comercial: "" };

beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config, cliClock });
  const { agent, department } = await peopleOf(standIn.admin);
  Object.assign(team, {
    ...{ carla: agent("Carla Mendes").userId, joao: agent("João Silva").userId },
    ...{ bruno: agent("Bruno Carvalho").userId, comercial: department("Comercial").id },
  });
});
afterAll(() => Promise.all([our.stop(), standIn.stop()]));

interface Entry {
  at: string;
  what: string;
  ending: string;
  type?: string;
  text: string;
  reasons: string[];
  changes?: { fields: string[] };
  copies?: { count: number };
}
interface Told {
  entries: Entry[];
  session: { status: string; userId: string | null; departmentId: string | null };
  elsewhere?: string[];
}

const steps = [
  ...["number", "stale", "copy", "sentAgain", "note", "refused", "hold", "release"],
  ...["patchOpen", "patchClose", "patchPending", "request", "announced"],
  ...["run", "runAfterWarning", "undo"],
  ...["personCloses", "personOpens", "personMoves", "contactWrites"],
  ...["hours", "night", "days"],
] as const;
type Step = (typeof steps)[number];

const isNear = (instant: string | null, ms: number) => Math.abs(Date.parse(instant ?? "") - ms) <= 15 * minuteMs;
const isWrite = (part: string) => (path: string) => path.endsWith(part);
const onDay = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
const byWall = new Intl.DateTimeFormat("sv-SE", { timeZone, timeStyle: "short" });

/** What later events may add to what has been told. */
const lasting = ({ at, what, ending, type, text, changes }: Entry) => ({
  ...{ at, what, ending, type, changes },
  // A run is said to have been taken back, and by whom, when somebody has done so.
  text: text.replace(/^Opened again: .+/, ""),
});

let lives = 0;
const live = async (plan: readonly { step: Step; whose: number }[], startMs: number): Promise<void> => {
  lives += 1;
  our.empty();
  clock = manualClock(startMs);
  const ids = [0, 1].map(
    (index) => `5e5510b0-${String(lives).padStart(4, "0")}-4000-8000-${String(index).padStart(12, "0")}`,
  );
  const life: SessionLife = sessionLife({ table: our.table, standIn, clock, config });
  const minutesAgo = (minutes: number) => new Date(clock.now() - minutes * minuteMs).toISOString();
  await standIn.admin("POST", "reset", {
    clock: { now: new Date(clock.now()).toISOString(), frozen: true },
    sessions: ids.map((id) => ({
      ...{ id, status: "IN_PROGRESS", userId: team.carla, departmentId: team.comercial, createdAt: minutesAgo(9) },
      ...{ lastMessageIn: minutesAgo(5), lastMessageOut: minutesAgo(3) },
    })),
  });
  await standIn.admin("PUT", "limits", { enabled: false });
  const atWts = (id: string) =>
    standIn.admin<{ status: string; endAt: string | null; userId: string | null; departmentId: string | null }>(
      "GET",
      `sessions/${id}`,
    );
  const tell = (id: string) => our.json<Told>("session", id);
  const [before, last]: [Map<string, Told>, Map<string, ReturnType<SessionLife["queued"]>>] = [new Map(), new Map()];
  /** Who closed it, and who gave it to whoever has it, as it is now. */
  const byUs = new Map(ids.map((id) => [id, { closed: false, owner: false, department: false }]));
  let serial = 0;
  for (const id of ids) before.set(id, await tell(id));

  for (const [index, { step, whose }] of plan.entries()) {
    const id = ids[whose] ?? "";
    await life.advance(minuteMs);
    await standIn.admin("DELETE", "requests");
    const was = new Map(await Promise.all(ids.map(async (each) => [each, await atWts(each)] as const)));
    serial += 1;
    const name = `d-${lives}-${serial}`;
    const now = () => new Date(clock.now()).toISOString();
    let byPerson = false;
    const deliver = async (input: object, rest: object = {}) => {
      const queued = life.queued({ sessionId: id, ...input }, { deliveryId: name, ...rest });
      await life.deliver(queued);
      return queued;
    };
    const work: Record<Step, () => Promise<unknown>> = {
      number: async () => last.set(id, await deliver({ number: String(serial) }, { occurredAt: now() })),
      stale: () => deliver({ number: "1" }, { occurredAt: "2020-01-01T00:00:00Z" }),
      copy: async () => {
        await deliver({ command: "note", text: "oi" }, { content: `${name}${id}` });
        await life.advance(1_000);
        await deliver({ command: "note", text: "oi" }, { deliveryId: `${name}-b`, content: `${name}${id}` });
      },
      sentAgain: async () => {
        const queued = last.get(id);
        if (queued) await life.deliver({ ...queued, receivedAt: now() });
      },
      note: () => life.patch({ sessionId: id, command: "note", text: "Ligar amanhã" }),
      refused: async () => {
        const queued = await deliver({ department: "Comercia" });
        our.put("Parked", parkedCommand(queued, "COMMAND_INVALID"));
      },
      hold: () =>
        our.hooks("session", "hold", id, "--until", new Date(clock.now() + 3 * hourMs).toISOString(), "--yes"),
      release: () => our.hooks("session", "release", id, "--yes"),
      patchOpen: () => life.patch({ sessionId: id, status: "IN_PROGRESS" }),
      patchClose: () => life.patch({ sessionId: id, command: "complete" }),
      patchPending: () => life.patch({ sessionId: id, status: "PENDING" }),
      request: () =>
        life.route("Session Reassignment Requested", "crm", {
          ...{
            sessionId: id,
            to: { department: "Comercial", user: serial % 2 === 0 ? team.joao : team.carla },
            reason: "x",
          },
        }),
      announced: () =>
        life.route("WTS SESSION_NEW", "wts-session-hooks", {
          ...{ id: name, account: "default", source: "webhook:wts", hops: 0, correlationId: name },
          ...{ eventType: "SESSION_NEW", sessionId: id, session: { id }, changes: [] },
        }),
      run: async () => {
        await life.advance(5 * hourMs);
        await life.run();
      },
      runAfterWarning: async () => {
        await life.advance(40 * minuteMs);
        await life.run();
      },
      undo: () => life.undo().catch(() => undefined),
      // Who closes within a quarter of an hour of a close of ours is not told from it.
      personCloses: async () => {
        await life.advance(20 * minuteMs);
        if (was.get(id)?.status !== "COMPLETED")
          await standIn.admin("PUT", `sessions/${id}`, { status: "COMPLETED", endAt: now() });
      },
      personOpens: () => standIn.admin("PUT", `sessions/${id}`, { status: "IN_PROGRESS", endAt: null }),
      personMoves: () => standIn.admin("PUT", `sessions/${id}`, { userId: team.bruno }),
      contactWrites: () =>
        standIn.admin("POST", "messages", {
          sessionId: id,
          direction: "FROM_HUB",
          origin: "GATEWAY",
          text: "Ainda aí?",
        }),
      hours: () => life.advance(2 * hourMs),
      night: () => life.advance(9 * hourMs),
      days: () => life.advance(30 * hourMs),
    };
    byPerson = step.startsWith("person") || step === "contactWrites";
    await work[step]();
    await life.deliverQueued();
    const written = await journalOf(standIn.admin, true);
    const where = `${index}: ${step} of ${plan.map((each) => `${each.step}/${each.whose}`).join(" ")}`;

    for (const each of ids) {
      const [known, told] = [before.get(each)?.entries ?? [], await tell(each)];
      const { entries } = told;
      before.set(each, told);
      // What has been told stays, in its order; what is new comes after it.
      expect([where, entries.slice(0, known.length).map(lasting)]).toEqual([where, known.map(lasting)]);
      const fresh = entries.slice(known.length);
      expect([where, entries.map(({ at }) => at)]).toEqual([where, entries.map(({ at }) => at).toSorted()]);
      const isDone = ({ ending }: Entry) => ending.startsWith("applied");
      const done = fresh.filter(isDone);
      const own = written.filter(({ path, status }) => path.includes(each) && status !== null && status < 300);
      const countWritten = (part: string) => own.filter(({ path }) => isWrite(part)(path)).length;
      const countTold = (fits: (entry: Entry) => boolean) => done.filter(fits).length;
      const counts = {
        notes: countWritten("/note"),
        messages: countWritten("/message") + countWritten("/message/sync"),
        closes: countWritten("/complete"),
        anything: own.length > 0,
      };
      expect([where, each, counts, fresh]).toEqual([
        where,
        each,
        {
          notes: countTold(({ what }) => what === "note"),
          messages: countTold(({ what }) => what === "message"),
          closes: countTold(({ type }) => type === "Session Closed"),
          anything: done.some(({ what }) => what !== "hold"),
        },
        fresh,
      ]);
      if (each !== id && !step.startsWith("run") && step !== "undo") expect([where, fresh]).toEqual([where, []]);
      if (byPerson) expect([where, fresh]).toEqual([where, []]);

      const mine = byUs.get(each);
      const [old, is] = [was.get(each), await atWts(each)];
      if (mine && old) {
        if (old.status !== is.status) mine.closed = is.status === "COMPLETED" && !byPerson;
        // What was closed already may be closed once more: by whom it is, the end says, where the two are apart.
        else if (countWritten("/complete") > 0) mine.closed ||= isNear(is.endAt, clock.now());
        if (old.userId !== is.userId) mine.owner = !byPerson;
        if (old.departmentId !== is.departmentId) mine.department = !byPerson;
        // Who gives it to where it is already has done so, too.
        if (countWritten("/transfer") > 0) Object.assign(mine, { owner: true, department: true });
        // What nothing of the story has done is said, and nothing else is.
        const isClosed = is.status === "COMPLETED";
        expect([where, each, (told.elsewhere ?? []).filter((what) => what !== "opened")]).toEqual([
          ...[where, each],
          [
            ...(isClosed && !mine.closed ? ["closed"] : []),
            ...(is.userId !== null && !mine.owner ? ["owner"] : []),
            ...(is.departmentId !== null && !mine.department ? ["department"] : []),
          ],
        ]);
        const [wasClosed, opened] = [old.status === "COMPLETED", told.elsewhere?.includes("opened") ?? false];
        if (isClosed || !byPerson)
          expect([where, opened && (isClosed || (wasClosed && !byPerson))]).toEqual([where, false]);
      }
    }
    if (step === "stale")
      expect([where, before.get(id)?.entries.at(-1)?.ending]).toEqual([where, last.has(id) ? "stale" : "applied"]);
  }

  // What people read has the same, each below its day.
  for (const id of ids) {
    const { entries } = await tell(id);
    const { stdout, stderr, code } = await our.hooks("session", id);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    const days = lines.flatMap((line) => /^\w{3} (\d{4}-\d\d-\d\d)$/.exec(line)?.[1] ?? []);
    expect(days).toEqual([...new Set(entries.map(({ at }) => onDay.format(new Date(at))))]);
    expect(lines.filter((line) => /^\d\d:\d\d {2}/.test(line))).toEqual(
      entries.map(({ at, text }) => `${byWall.format(new Date(at))}  ${text}`),
    );
  }
};

test("whatever happens, the story has each thing that we did once, in order, on its local day, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ step: fc.constantFrom(...steps), whose: fc.integer({ min: 0, max: 1 }) }), {
        ...{ minLength: 6, maxLength: 14 },
      }),
      fc.constantFrom("2026-10-31T22:30:00Z", "2026-11-01T03:40:00Z", "2027-03-13T20:00:00Z", "2026-12-01T13:00:00Z"),
      (plan, start) => live(plan, Date.parse(start) + lives * 1_000),
    ),
    { numRuns: 12, endOnFailure: true, includeErrorInReport: true },
  );
}, 400_000);
