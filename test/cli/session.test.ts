// What was done with one session, and why, told by one command, days later.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { defineConfig } from "../../lib/config.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { peopleOf } from "../support/people.ts";
import { type SessionLife, sessionLife } from "../support/session-life.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { parkedCommand, requestEvent } from "./support/queued-command.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;
const config = defineConfig({
  timeZone: "America/Sao_Paulo",
  autoClose: {
    policies: [
      {
        name: "falante",
        match: { status: "PENDING" },
        idle: { hours: 4 },
        close: { farewell: "Até logo" },
        whenUnsendable: "leave",
      },
      { name: "parados", idle: { hours: 4 } },
    ],
  },
  routing: {
    policies: [
      { name: "vip", when: ["SESSION_NEW"], match: { type: "GROUP" }, department: "Recepção" },
      { name: "comercial", when: ["SESSION_NEW", "requested"], department: "Comercial", note: true },
    ],
  },
});

let standIn: TestStandIn;
let our: HooksForTests;
let clock: ManualClock;
let life: SessionLife;
let sessionId = "";
let sessions = 0;
/** They are the days of the calendar in São Paulo on which a test begins and goes on. */
let day = "";
let nextDay = "";
const people = { carla: "", joao: "", bruno: "" };

beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config });
  const { agent } = await peopleOf(standIn.admin);
  const { agents } = await standIn.admin<{ agents: { email: string; userId: string }[] }>("GET", "directory");
  const joao = agents.find(({ email }) => email.startsWith("joao.silva@"))?.userId ?? "";
  Object.assign(people, { carla: agent("Carla Mendes").userId, joao, bruno: agent("Bruno Carvalho").userId });
});
afterAll(() => Promise.all([our.stop(), standIn.stop()]));

const sessionIdOf = (index: number): string => `5e551d00-0000-4000-8000-${String(index).padStart(12, "0")}`;
/** The sessions were answered a moment ago; João has one open session more than Carla. */
const hold = async (session: object = {}): Promise<void> => {
  const { departments } = await standIn.admin<{ departments: { id: string; name: string }[] }>("GET", "directory");
  const departmentId = departments.find(({ name }) => name === "Comercial")?.id;
  const [lastMessageIn, lastMessageOut] = [2, 1].map((minutes) =>
    new Date(clock.now() - minutes * minuteMs).toISOString(),
  );
  const quiet = { lastMessageIn, lastMessageOut, channelType: "ZAPI_WHATSAPP" };
  await standIn.admin("POST", "reset", {
    clock: { now: new Date(clock.now()).toISOString(), frozen: true },
    sessions: [
      { id: sessionId, status: "IN_PROGRESS", ...quiet, ...session },
      { id: sessionIdOf(900_000), status: "IN_PROGRESS", departmentId, userId: people.joao, lastMessageIn },
    ],
  });
  await standIn.admin("PUT", "limits", { enabled: false });
};
beforeEach(async () => {
  our.empty();
  sessions += 1;
  sessionId = sessionIdOf(sessions);
  // It is 22:30 of the day before in São Paulo, and no run of an earlier test is to come.
  clock = manualClock(Date.parse("2026-11-20T01:30:00Z") + sessions * 72 * hourMs);
  day = new Date(clock.now() - 3 * hourMs).toISOString().slice(0, 10);
  nextDay = new Date(clock.now()).toISOString().slice(0, 10);
  life = sessionLife({ table: our.table, standIn, clock, config });
  await hold();
});

interface Shown {
  worker?: { commandId?: string };
  entries: { at: string; what: string; ending: string; commandId: string; [name: string]: unknown }[];
}
const json = (...args: string[]) => our.json<Shown>("session", sessionId, ...args);
/** What is printed of the session, block by block. */
const blocks = async (...args: string[]): Promise<string[]> => {
  const { code, stdout, stderr } = await our.hooks("session", sessionId, ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.trimEnd().split("\n\n");
};
const created = () =>
  life.route("WTS SESSION_NEW", "wts-session-hooks", {
    ...{ id: `w-${sessions}`, account: "default", source: "webhook:wts", hops: 0, correlationId: "w" },
    ...{ eventType: "SESSION_NEW", sessionId, session: { id: sessionId }, changes: [] },
  });

describe("session", () => {
  test("answers the next day why it was closed and why it went to Carla, in the configured zone", async () => {
    await life.deliver(life.queued({ sessionId, number: "4711" }, { deliveryId: `order-${sessions}` }));
    await life.advance(minuteMs);
    await created();
    await life.advance(1_000);
    await life.deliverQueued();
    await life.advance(6 * hourMs);
    await life.run();
    await life.advance(24 * hourMs);

    const [title, moves, update, move, note, closed, ...more] = await blocks();
    expect(more).toEqual([]);
    expect(title).toBe(
      `Session ${sessionId} of account default in the local stack. Times are those of America/Sao_Paulo.`,
    );
    expect(moves).toBe(`moves  1 on ${day}`);
    expect(update?.split("\n")[0]).toBe(`${day} 22:30:00  update, applied`);
    expect(update).toMatch(/^ {2}from +webhook, webhook:loja$/m);
    expect(update).toMatch(new RegExp(`^ {2}delivery +order-${sessions}$`, "m"));
    expect(update).toMatch(/^ {2}changes +Number$/m);
    expect(update).toMatch(/^ {2}event +Session Updated, published$/m);

    expect(move?.split("\n")[0]).toBe(`${day} 22:31:00  transfer, applied`);
    expect(move).toMatch(/^ {2}policy +comercial$/m);
    expect(move).toMatch(new RegExp(`^ {2}changes +DepartmentId, UserId .*userId=${people.carla}$`, "m"));
    expect(move).toMatch(/^ {2}because +CHOSEN$/m);
    expect(move).toMatch(new RegExp(`^ {2}passed over +NOT_NEXT: ${people.joao}$`, "m"));
    expect(move).toMatch(new RegExp(`^ {2}passed over +NOT_A_MEMBER: .*${people.bruno}`, "m"));
    expect(move).toMatch(/^ {2}not by +vip: NOT_MATCHED$/m);
    const { entries } = await json();
    expect(note).toMatch(
      new RegExp(`note, applied\n(.*\n)* {2}caused by +${entries[1]?.commandId.slice(0, 12)}$`, "m"),
    );

    const [run] = await life.records.runs.list("default", 1);
    expect(closed?.split("\n")[0]).toBe(`${nextDay} 04:31:01  complete, applied`);
    expect(closed).toMatch(/^ {2}from +schedule, auto-close$/m);
    expect(closed).toMatch(new RegExp(`^ {2}run +${run?.id}$`, "m"));
    expect(closed).toMatch(/^ {2}policy +parados$/m);
    expect(closed).toMatch(/^ {2}because +MATCHED, IDLE$/m);
    expect(closed).toMatch(/^ {2}event +Session Closed, published$/m);
    expect(closed).not.toMatch(/^ {2}delivery/m);
  });

  test("answers programs with all that is recorded, and finds the session in any letter case", async () => {
    await created();
    await life.advance(1_000);
    await life.deliverQueued();
    const shown = await json();
    expect(shown).toMatchObject({
      ...{ place: "the local stack", account: "default", sessionId, timeZone: "America/Sao_Paulo" },
      moves: { day, count: 1 },
      entries: [
        {
          ...{
            at: `${nextDay}T01:30:00.000Z`,
            what: "transfer",
            ending: "applied",
            door: "event",
            policy: "comercial",
          },
          ...{ type: "Session Reassigned", reasons: ["CHOSEN"], published: true },
          changes: { fields: ["DepartmentId", "UserId"], userId: people.carla },
          passedOver: expect.arrayContaining([
            { userId: people.joao, code: "NOT_NEXT" },
            { userId: people.bruno, code: "NOT_A_MEMBER" },
          ]),
          policiesSkipped: [{ policy: "vip", code: "NOT_MATCHED" }],
          decision: { action: "assign", policy: "comercial", trigger: "SESSION_NEW" },
        },
        { what: "note", ending: "applied", causedBy: shown.entries[0]?.commandId },
      ],
    });
    const { entries } = await our.json<Shown>("session", sessionId.toUpperCase());
    expect(entries).toEqual(shown.entries);
  });

  test("tells apart what was refused and is parked, stale, a copy, and split from a contact's or metadata's command", async () => {
    await hold({ metadata: { pedido: "42" } });
    const { deliver, queued } = life;
    await deliver(queued({ sessionId, number: "2" }, { occurredAt: "2026-11-20T01:00:00Z" }));
    await life.advance(1_000);
    await deliver(queued({ sessionId, number: "1" }, { occurredAt: "2026-11-20T00:00:00Z" }));
    await life.advance(1_000);
    const both = { occurredAt: "2026-11-20T00:30:00Z" };
    await deliver(queued({ sessionId, number: "1", status: "PENDING" }, both));
    await life.advance(1_000);
    const first = queued(
      { sessionId, command: "note", text: "oi" },
      { deliveryId: `a-${sessions}`, content: sessionId },
    );
    await deliver(first);
    await life.advance(1_000);
    await deliver(
      queued({ sessionId, command: "note", text: "oi" }, { deliveryId: `b-${sessions}`, content: sessionId }),
    );
    await life.advance(1_000);
    const split = queued(
      { session: { metadata: { pedido: "42" } }, number: "3" },
      { deliveryId: `pedido-42-${sessions}` },
    );
    await deliver(split);
    await life.deliverQueued();
    await life.advance(1_000);
    const refused = queued({ sessionId, department: "Comercia" });
    await deliver(refused);
    const messageId = our.put("Parked", parkedCommand(refused, "COMMAND_INVALID"));

    const { entries } = await json();
    expect(entries.map(({ what, ending }) => [what, ending])).toEqual([
      ["update", "applied"],
      ["update", "stale"],
      ["update", "applied in part"],
      ["note", "applied"],
      ["note", "copy"],
      ["update", "applied"],
      ["update", "refused"],
    ]);
    expect(entries[1]).toMatchObject({ stale: ["Number"], occurredAt: "2026-11-20T00:00:00Z" });
    expect(entries[2]).toMatchObject({ stale: ["Number"], changes: { fields: ["Status"] } });
    expect(entries[4]).toMatchObject({ duplicateOf: first.id });
    expect(entries[5]).toMatchObject({
      ...{ commandId: resolvedCommandId(split.id, sessionId), splitFrom: split.id, deliveryId: split.deliveryId },
    });
    expect(entries[6]).toMatchObject({
      ...{ reasons: ["COMMAND_INVALID"], issues: [{ path: "department", code: "NAME_UNKNOWN" }] },
      parked: { messageId, queue: "parked", reason: "COMMAND_INVALID" },
    });
    const printed = await blocks();
    expect(printed[2]).toMatch(/update, not applied: something newer had been written\n/);
    expect(printed[3]).toMatch(/update, applied, but for what is stale\n(.*\n)* {2}stale +Number\n/);
    expect(printed[5]).toMatch(new RegExp(`note, not applied: a copy\n(.*\n)* {2}copy of +${first.id.slice(0, 12)}$`));
    expect(printed[6]).toMatch(
      new RegExp(` {2}split from +${split.id.slice(0, 12)}, which found it by contact or metadata$`, "m"),
    );
    expect(printed[7]).toMatch(/update, refused\n/);
    expect(printed[7]).not.toMatch(/^ {2}changes/m);
    expect(printed[7]).toMatch(/^ {2}issue +department: .+ \(NAME_UNKNOWN\)$/m);
    expect(printed[7]).toMatch(
      new RegExp(
        `^ {2}parked +COMMAND_INVALID, message ${messageId.slice(0, 8)} of parked: \`parked show ${messageId.slice(0, 8)}\`$`,
        "m",
      ),
    );
  });

  test("says of a close that WTS refused why it was refused and why its policy wanted it", async () => {
    await hold({ status: "PENDING" });
    await life.advance(6 * hourMs);
    await standIn.admin("POST", "faults", [
      { method: "POST", path: "/message", status: 500, body: { key: "FORM_ERROR", text: "Não pode" }, times: 1 },
    ]);
    await life.run();
    const { entries } = await json();
    expect(entries).toMatchObject([
      {
        ...{ what: "complete", ending: "refused", policy: "falante", reasons: ["WTS_REFUSED", "FAREWELL_UNSENDABLE"] },
        wantedBecause: ["MATCHED", "IDLE"],
      },
    ]);
    const [, notice, refused] = await blocks();
    expect(notice).toMatch(/^auto-close {2}falante is about to close, or did, run \S+$/);
    expect(refused).toMatch(/^ {2}because +WTS_REFUSED, FAREWELL_UNSENDABLE\n {2}was wanted +MATCHED, IDLE$/m);
  });

  test("shows a run that was taken back, and which close that undid", async () => {
    await life.advance(6 * hourMs);
    await life.run();
    await life.advance(minuteMs);
    await life.undo();
    const [run] = await life.records.runs.list("default", 1);
    const { entries } = await json();
    expect(entries).toMatchObject([
      { what: "complete", ending: "applied", runId: run?.id },
      {
        ...{ what: "update", ending: "applied", runId: run?.id, policy: "parados", reasons: ["UNDONE"] },
        causedBy: entries[0]?.commandId,
      },
    ]);
  });

  test("shows a request that moved nobody, and one that could not be done and is parked", async () => {
    await hold({ departmentId: null });
    await life.route("Session Reassignment Requested", "crm", {
      sessionId,
      to: { department: "Comercial" },
      reason: "x",
    });
    await life.advance(minuteMs);
    await life.route("Session Reassignment Requested", "crm", {
      sessionId,
      to: { department: "Comercial" },
      reason: "x",
    });
    const id = `wish-${sessions}`;
    const wish = { sessionId: sessionId.toUpperCase(), to: { user: "Zoe" } };
    const event = { ...requestEvent(id, wish), "detail-type": "Session Reassignment Requested" };
    const reason = { code: "USER_UNKNOWN", message: "nobody", issues: [] };
    const messageId = our.put("Parked", { reason, parkedAt: `${nextDay}T02:00:00.000Z`, door: "event", event });
    const { entries } = await json();
    expect(entries).toMatchObject([
      { what: "transfer", ending: "applied", source: "event:crm" },
      { what: "move", ending: "kept", reasons: expect.arrayContaining(["ALREADY_THERE"]) },
      { what: "transfer", ending: "parked", deliveryId: id, reasons: ["USER_UNKNOWN"], parked: { messageId } },
    ]);
    const printed = await blocks();
    expect(printed.at(-2)).toMatch(/move, kept where it is\n/);
    expect(printed.at(-1)).toMatch(new RegExp(`^${day} 23:00:00 {2}transfer, parked before it was begun\n`));
  });

  test("says whose event the bus did not take, and what is worked on", async () => {
    life.aws.failing.bus = true;
    await life.patch({ sessionId, number: "5" });
    const place = sessionPlace({ account: "default", sessionId });
    const commandId = "c".repeat(64);
    // The command line compares the lease with its own clock, which is the real one.
    const nowMs = Math.max(Date.now(), clock.now() + minuteMs);
    const lasting = { table: our.table, clock: { now: () => nowMs } };
    const taken = await sessionLeases(lasting).take(place, {
      owner: "me",
      leaseMs: 600_000,
      commandId,
      isWatched: false,
    });
    if (!("lease" in taken)) throw new Error("the session is not free");
    const entry = { ...life.queued({ sessionId, number: "6" }), id: commandId, sessionId, command: "update" };
    const { kind: _kind, targeted: _targeted, ...origin } = entry;
    await ledger(lasting).attempt(place, origin, undefined, taken.lease.fence).progress({ stepsDone: [] });
    const { worker, entries } = await json();
    expect(worker?.commandId).toBe(commandId);
    expect(entries).toMatchObject([{ what: "update", published: false }, { ending: "begun" }]);
    const printed = await blocks();
    expect(printed[1]).toMatch(/^work {2}under way on command cccccccccccc, until .+ at most$/);
    expect(printed.find((block) => block.includes("http:painel"))).toMatch(
      /^ {2}event +Session Updated, not published yet$/m,
    );
    expect(printed.find((block) => block.includes("cccccccccccc\n"))).toMatch(/update, being applied\n/);
  });

  test("says so where nothing is recorded, and tells accounts apart", async () => {
    await life.patch({ sessionId, number: "5" });
    const { code, stdout } = await our.hooks("session", sessionId, "--account", "filial");
    expect(code).toBe(0);
    expect(stdout).toContain(`Nothing is recorded of session ${sessionId} of account filial in the local stack`);
    expect(await json("--account", "filial")).toMatchObject({ account: "filial", entries: [] });
    expect((await json("--account", "default")).entries).toHaveLength(1);
  });

  test("answers by a contact's phone number, in any notation, what came in for it and which sessions that found", async () => {
    await hold({ contactPhone: `55118${String(sessions).padStart(7, "0")}` });
    const [meant, other] = [
      `55119${`8${String(sessions).padStart(7, "0")}`}`,
      `55118${String(sessions).padStart(7, "0")}`,
    ];
    const byPhone = (contactPhone: string, name: string) =>
      life.deliver(
        life.queued({ session: { contactPhone }, command: "note", text: "oi" }, { deliveryId: `${name}-${sessions}` }),
      );
    await byPhone(meant, "one");
    await life.advance(1_000);
    await byPhone(other, "two");
    await life.advance(1_000);
    await life.deliver(
      life.queued(
        { session: { contactPhone: meant, channel: "Outro" }, command: "note", text: "oi" },
        { deliveryId: "x" },
      ),
    );
    const typed = `(11) 9${other.slice(4, 8)}-${other.slice(8)}`;
    const { code, stdout } = await our.hooks("session", "--phone", typed);
    expect(code).toBe(0);
    expect(stdout.match(new RegExp(`1 command +${sessionId}$`, "gm"))).toHaveLength(2);
    expect(stdout).toMatch(/rejected: SESSION_REFERENCE_UNRESOLVED/);
    expect(stdout).not.toContain(meant);
    const shown = await our.json<{ phone: string[]; deliveries: object[] }>("session", "--phone", other);
    expect(shown.deliveries).toHaveLength(3);
    expect(shown.phone).toEqual([`5511****${other.slice(8)}`, `55119****${other.slice(8)}`]);
    const nobody = await our.hooks("session", "--phone", typed, "--account", "filial");
    expect(nobody.stdout).toContain(`Nothing has come in for the contact of 55119****${other.slice(8)} or`);
  });

  test("is told either an id or a phone number, and what is none is refused", async () => {
    for (const args of [["session"], ["session", sessionId, "--phone", "11980045904"]])
      expect(await our.hooks(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining("or --phone") });
    const { code, stderr } = await our.hooks("session", "--phone", "98004-5904");
    expect([code, stderr]).toEqual([1, expect.stringContaining("area code")]);
  });
});
