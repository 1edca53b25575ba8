// What was done with one session, and why, told by one command, days later.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { MoveList } from "../../cli/routing/read-moves.ts";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { defineConfig } from "../../lib/config.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { englishIn } from "../support/english-words.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { peopleOf } from "../support/people.ts";
import { type SessionLife, sessionLife } from "../support/session-life.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";
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
      { name: "fila", when: ["backlog"], match: { channel: "GUPSHUP_WHATSAPP" }, department: "Comercial" },
    ],
  },
});

let standIn: TestStandIn;
let our: HooksForTests;
let clock: ManualClock;
/** The command line goes by the clock of the test. */
const cliClock = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms), random: () => clock.random() };
let life: SessionLife;
let sessionId = "";
let sessions = 0;
/** They are the days of the calendar in São Paulo on which a test begins and goes on. */
let day = "";
let nextDay = "";
const people = { carla: "", joao: "", bruno: "" };

beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config, cliClock });
  const { agent } = await peopleOf(standIn.admin);
  const { agents } = await standIn.admin<{ agents: { email: string; userId: string }[] }>("GET", "directory");
  const joao = agents.find(({ email }) => email.startsWith("joao.silva@"))?.userId ?? "";
  Object.assign(people, { carla: agent("Carla Mendes").userId, joao, bruno: agent("Bruno Carvalho").userId });
});
afterAll(() => Promise.all([our.stop(), standIn.stop()]));

const sessionIdOf = (index: number): string => `5e551d00-0000-4000-8000-${String(index).padStart(12, "0")}`;
const departmentOf = async (wanted: string): Promise<string | undefined> => {
  const { departments } = await standIn.admin<{ departments: { id: string; name: string }[] }>("GET", "directory");
  return departments.find(({ name }) => name === wanted)?.id;
};
/** The sessions were answered a moment ago; João has one open session more than Carla. */
const hold = async (session: object = {}): Promise<void> => {
  const departmentId = await departmentOf("Comercial");
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

    const [title, now, first, second, ...more] = await blocks();
    expect(more).toEqual([]);
    expect(title).toBe(
      `Session ${sessionId}, protocol 4711, of account default in the local stack. Times are those of America/Sao_Paulo.`,
    );
    const [run] = await life.records.runs.list("default", 1);
    expect(now?.split("\n")).toEqual([
      `now    closed since ${nextDay} 04:31:01; Comercial, Carla Mendes; contact 55119****5904`,
      `moves  1 on ${day}`,
      `undo   \`auto-close runs undo ${run?.id}\` would open it again as IN_PROGRESS: Carla Mendes, Comercial`,
    ]);
    expect(first?.split("\n")).toEqual([
      expect.stringMatching(new RegExp(`^\\w{3} ${day}$`)),
      "22:30  loja (webhook) changed number.",
      "22:31  Given to Carla Mendes (Comercial) by policy comercial (new session): fewest open sessions (0) of 2 who could take it.",
      "       department: Recepção → Comercial, owner: Ana Paula Ribeiro → Carla Mendes",
      "       not João Silva: could take it, but it was another's turn",
      "       not 7 of other departments",
      "       not by policy vip: the session differs, or WTS did not say, in type",
      "22:31  The note about it was written for the team.",
    ]);
    expect(second?.split("\n")).toEqual([
      expect.stringMatching(new RegExp(`^\\w{3} ${nextDay}$`)),
      expect.stringMatching(
        /^04:31 {2}Closed by policy parados: nobody wrote for 6 hours \(since \w{3} .{10} 22:29\)\.$/,
      ),
      "       status: IN_PROGRESS → COMPLETED",
    ]);

    const full = (await blocks("--full")).join("\n");
    const { entries } = await json();
    for (const line of [
      `codes transfer, applied: CHOSEN`,
      `codes NOT_NEXT: ${people.joao}`,
      `delivery order-${sessions}`,
      `correlationId order-${sessions}`,
      `caused by ${entries[1]?.commandId.slice(0, 12)}`,
      `codes complete, applied: MATCHED, IDLE`,
      `run ${run?.id}`,
      `event Session Closed`,
    ])
      expect(full.split("\n")).toContain(`       ${line}`);
    expect(full).toMatch(new RegExp(`^       codes NOT_A_MEMBER: .*${people.bruno}`, "m"));
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
    const [, , printed = ""] = await blocks();
    expect(printed.split("\n").slice(1)).toEqual([
      "22:30  loja (webhook) changed number.",
      "22:30  loja (webhook) wanted to change it: not done, something newer had been written.",
      "       it is of Thu 2026-11-19 21:00",
      "22:30  loja (webhook) changed status: PENDING.",
      "       left as it was, since something newer had been written: number",
      "22:30  loja (webhook) wrote a note for the team.",
      expect.stringMatching(/^ {7}its sender sent it again once, /),
      "22:30  loja (webhook) wanted to write a note: not done again, it is a copy.",
      `       a copy of command ${first.id.slice(0, 12)}`,
      "22:30  loja (webhook) changed number.",
      "       found by contact or metadata",
      "22:30  loja (webhook) wanted to change it (department): refused.",
      "       because: COMMAND_INVALID",
      expect.stringMatching(/^ {7}department: .+ \(NAME_UNKNOWN\)$/),
      "       parked: COMMAND_INVALID",
      `       look at it with \`parked show ${refused.id.slice(0, 12)}\`, correct it, then \`parked replay ${refused.id.slice(0, 12)}\`; or \`parked discard ${refused.id.slice(0, 12)}\``,
    ]);
    expect((await blocks("--full")).join("\n")).toContain(`caused by ${split.id.slice(0, 12)}`);
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
    const [, now, refused] = await blocks();
    expect(now).toMatch(/^auto-close {2}falante is about to close, or did \(\w{12}\)$/m);
    expect(now).toMatch(
      /^next run +leaves it open: WTS refused it today; it is tried again on another day \(policy falante\)$/m,
    );
    expect(refused?.split("\n").slice(1)).toEqual([
      "04:30  auto-close wanted to close it: refused.",
      "       because: WTS refused it (WTS_REFUSED); WTS could not deliver the farewell (FAREWELL_UNSENDABLE)",
      expect.stringMatching(/^ {7}it was wanted because nobody wrote for 6 hours \(since .+\)$/),
    ]);
  });

  test("shows what a run left although it was due, how often, and what holds it back now", async () => {
    await hold({ status: "PENDING" });
    await life.advance(6 * hourMs);
    await standIn.admin("POST", "faults", [
      { method: "POST", path: "/message", status: 500, body: { key: "FORM_ERROR", text: "Não pode" }, times: 1 },
    ]);
    for (let run = 0; run < 3; run += 1) {
      await life.run();
      await life.advance(16 * minuteMs);
    }
    const { entries } = await json();
    expect(entries).toMatchObject([
      { what: "complete", ending: "refused" },
      { what: "close", ending: "left", policy: "falante", reasons: ["REFUSED_BEFORE"], runs: { count: 2 } },
    ]);
    expect((await blocks()).join("\n")).toMatch(
      /^04:46 {2}Policy falante would have closed it, and left it: WTS refused it today; it is tried again on another day\.\n {7}2 runs in all found the same, the last at \w{3} .+ 05:02$/m,
    );
  });

  test("tells of a hold who set it and why, of its end, and of a warning that nobody answered", async () => {
    await life.patch({ sessionId, status: "IN_PROGRESS" });
    const until = new Date(clock.now() + 2 * hourMs).toISOString();
    const held = await our.hooks("session", "hold", sessionId, "--until", until, "--reason", "ligar de volta", "--yes");
    expect(held).toMatchObject({ code: 0, stderr: "" });
    const [, now] = await blocks();
    expect(now).toMatch(/^hold +held until .+ 00:30:00: ligar de volta, set by \S+ at /m);
    expect(now).toMatch(/^next run +leaves it open until .+: held until .+ \(policy parados\)$/m);
    expect((await blocks()).join("\n")).toMatch(/\S+ at the command line put it on hold until \w{3} .+ 00:30\.$/m);
  });

  test("is told in Portuguese by the same command, with no word of another language", async () => {
    await life.deliver(life.queued({ sessionId, number: "4711" }));
    await created();
    await life.advance(1_000);
    await life.deliverQueued();
    const refused = life.queued({ sessionId, department: "Comercia" });
    await life.deliver(refused);
    our.put("Parked", parkedCommand(refused, "COMMAND_INVALID"));
    await life.advance(6 * hourMs);
    await life.run();
    await life.advance(24 * hourMs);
    const portuguese = { ...config, language: "pt-BR" as const };
    const { code, stdout, stderr } = await runHere(["session", sessionId, "--full"], our.environment, {
      ...{ config: portuguese, clock: cliClock },
    });
    expect([code, stderr]).toEqual([0, ""]);
    const sentences = stdout
      .split("\n")
      .filter((line) => !/^ {7}(códigos|em|evento|entrega|correlationId|comando|causado)/.test(line));
    expect(sentences.map((line) => [line, englishIn(line)])).toEqual(sentences.map((line) => [line, []]));
    for (const part of [
      /^agora +encerrado desde .+; Comercial, Carla Mendes; cliente 55119\*{4}5904$/m,
      /^desfazer +`auto-close runs undo \w{12}` o reabriria como IN_PROGRESS: Carla Mendes, Comercial$/m,
      /^\p{L}{3}\., \d\d\/\d\d\/\d{4}$/mu,
      /Entregue a Carla Mendes \(Comercial\) pela regra comercial \(atendimento novo\): tem menos atendimentos abertos/,
      /não João Silva: podia pegar, mas era a vez de outra pessoa/,
      /nem 7 de outros departamentos/,
      /loja \(webhook\) quis alterar \(departamento\): recusado\./,
      /veja com `parked show [0-9a-f]{12}`, corrija e depois `parked replay/,
      /Encerrado pela regra parados: ninguém escreveu por 6 horas \(desde .+\)\./,
    ])
      expect(stdout).toMatch(part);
  });

  test("is told without WTS, too: with ids, and why it was not looked up", async () => {
    await created();
    await life.advance(1_000);
    await life.deliverQueued();
    await standIn.admin("POST", "faults", [{ method: "GET", path: "", status: 403, times: 50 }]);
    const { code, stdout } = await our.hooks("session", sessionId);
    await standIn.admin("DELETE", "faults");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^not looked up {2}\S/m);
    expect(stdout).toContain(`Given to ${people.carla} (`);
    expect(stdout).not.toMatch(/^(now|next run|undo) /m);
  });

  test("shows a run that was taken back, and which close that undid", async () => {
    await life.advance(6 * hourMs);
    await life.run();
    await life.advance(minuteMs);
    await life.undo();
    const [run] = await life.records.runs.list("default", 1);
    const { entries } = await json();
    expect(entries).toMatchObject([
      { what: "complete", ending: "applied", runId: run?.id, before: { status: "IN_PROGRESS" } },
      {
        ...{ what: "update", ending: "applied", runId: run?.id, policy: "parados", reasons: ["UNDONE"] },
        causedBy: entries[0]?.commandId,
      },
    ]);
  });

  test("says what an undo would leave, as the undo itself does", async () => {
    await life.advance(6 * hourMs);
    await life.run();
    await life.advance(minuteMs);
    await standIn.admin("PUT", `sessions/${sessionId}`, { userId: people.bruno });
    const [run] = await life.records.runs.list("default", 1);
    const asked = ["auto-close", "runs", "undo", run?.id ?? "", "--dry-run"];
    const { sessions: left } = await our.json<{ sessions: { id: string; code: string }[] }>(...asked);
    const { undo } = await our.json<{ undo: { code: string; result: string } }>("session", sessionId);
    expect(left.find(({ id }) => id === sessionId)?.code).toBe("MOVED");
    expect(undo).toMatchObject({ runId: run?.id, result: "left", code: "MOVED" });
    expect((await blocks())[1]).toMatch(
      /^undo +nothing would be opened again: somebody gave it to another person or department$/m,
    );
  });

  test("says which policy of the schedule gave it to whom, and since when it had waited", async () => {
    await hold({
      status: "PENDING",
      departmentId: await departmentOf("Comercial"),
      userId: null,
      channelType: "GUPSHUP_WHATSAPP",
    });
    await life.advance(minuteMs);
    await life.route("Scheduled Event", "aws.events", {});
    const { entries } = await json();
    expect(entries).toMatchObject([{ what: "transfer", ending: "applied", door: "schedule", policy: "fila" }]);
    expect((await blocks()).at(-1)).toMatch(
      /^22:31 {2}Given to Carla Mendes \(Comercial\) by policy fila \(waited in the queue\): .+\n {7}department: Comercial, owner: nobody → Carla Mendes$/m,
    );
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
    const [, , printed = ""] = await blocks();
    const passedOver = [
      "       not Carla Mendes: was not asked: it goes to a queue",
      "       not João Silva: was not asked: it goes to a queue",
      "       not 7 of other departments",
    ];
    expect(printed.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^22:30 {2}Put into the queue of Comercial \(on request\): /),
      "       department: none → Comercial, owner: nobody",
      ...passedOver,
      expect.stringMatching(/^22:31 {2}Left where it is \(on request\): .*the session is there already\.$/),
      ...passedOver,
      "23:00  crm (event) wanted to move it: parked before it was begun.",
      "       because: USER_UNKNOWN",
      "       parked: USER_UNKNOWN",
      expect.stringContaining(`\`parked replay ${entries[2]?.commandId.slice(0, 12)}\``),
    ]);
  });

  test("says whose event the bus did not take, and what is worked on", async () => {
    life.aws.failing.bus = true;
    await life.patch({ sessionId, number: "5" });
    const place = sessionPlace({ account: "default", sessionId });
    const commandId = "c".repeat(64);
    const nowMs = clock.now() + minuteMs;
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
    const printed = (await blocks()).join("\n");
    expect(printed).toMatch(/^work +under way \(cccccccccccc\), until .+ at most$/m);
    expect(printed).toMatch(/painel \(HTTP, by its token\) changed number\.\n {7}its event is not published yet$/m);
    expect(printed).toMatch(/ loja \(webhook\) wanted to change it: being applied\.$/m);
  });

  test("says so where nothing is recorded, and which other account has something where this one has no such session", async () => {
    const { code, stdout } = await our.hooks("session", sessionId);
    expect(code).toBe(0);
    expect(stdout).toContain(`Nothing is recorded of session ${sessionId} of account default in the local stack`);
    await life.patch({ sessionId, number: "5" });
    expect(await our.hooks("session", sessionId, "--account", "filial")).toMatchObject({
      ...{ code: 1, stdout: "" },
      stderr: expect.stringMatching(
        new RegExp(
          `no session ${sessionId} is known in account filial: .+\\naccount default has something recorded of it: \`session ${sessionId} --account default\``,
        ),
      ),
    });
    expect((await json("--account", "default")).entries).toHaveLength(1);
    for (const unknown of ["banana", crypto.randomUUID()])
      expect(await our.hooks("session", unknown)).toMatchObject({
        ...{ code: 1, stdout: "" },
        stderr: expect.stringContaining(`no session ${unknown} is known in account default`),
      });
  });

  test("says what nobody here did: who asks why a person's close or move happened learns that it was done in WTS", async () => {
    const shown = async () => (await blocks())[1] ?? "";
    const createdAt = new Date(clock.now() - hourMs).toISOString();
    await hold({ createdAt });
    expect(await shown()).toMatch(
      /^not by us +the owner \(Ana Paula Ribeiro\), the department \(Recepção\): nothing on record/m,
    );
    await created();
    await life.advance(1_000);
    await life.deliverQueued();
    expect(await shown()).not.toMatch(/^not by us/m);
    await standIn.admin("PUT", `sessions/${sessionId}`, { userId: people.bruno });
    expect(await shown()).toMatch(/^not by us +the owner \(Bruno Carvalho\): nothing on record did it, /m);
    await life.patch({ sessionId, command: "complete" });
    expect(await shown()).toMatch(/^not by us +the owner \(Bruno Carvalho\): /m);
    await standIn.admin("PUT", `sessions/${sessionId}`, { status: "IN_PROGRESS", endAt: null });
    expect(await shown()).toMatch(/^not by us +the reopening \(the contact may have written\), the owner/m);
    await life.advance(hourMs);
    const endAt = new Date(clock.now()).toISOString();
    await standIn.admin("PUT", `sessions/${sessionId}`, { status: "COMPLETED", endAt });
    expect(await shown()).toMatch(/^not by us +the close, the owner \(Bruno Carvalho\): /m);
    expect(await json()).toMatchObject({ elsewhere: ["closed", "owner"] });
  });

  test("shows both where two sessions have one protocol number", async () => {
    const createdAt = new Date(clock.now()).toISOString();
    const number = `${nextDay.replaceAll("-", "")}77777`;
    await hold({ createdAt, number });
    const other = sessionIdOf(600_000 + sessions);
    await standIn.admin("PUT", `sessions/${other}`, { status: "PENDING", createdAt, number });
    await life.patch({ sessionId: other, command: "note", text: "oi" });
    const { stdout } = await our.hooks("session", number);
    expect(stdout).toContain(`Session ${other}, protocol ${number}`);
    expect(stdout).toMatch(new RegExp(`^Other sessions with this protocol:\n {2}session ${sessionId} {2}open`, "m"));
  });

  test("answers by a contact's phone number, in any notation, and says what came in for it", async () => {
    const local = String(sessions).padStart(7, "0");
    await hold({ contactPhone: `55118${local}` });
    const [meant, other] = [`551198${local}`, `55118${local}`];
    const byPhone = (contactPhone: string, name: string, session: object = {}) =>
      life.deliver(
        life.queued(
          { session: { contactPhone, ...session }, command: "note", text: "oi" },
          { deliveryId: `${name}-${sessions}` },
        ),
      );
    await byPhone(meant, "one");
    await life.advance(1_000);
    await byPhone(other, "two");
    await life.advance(1_000);
    await byPhone(meant, "x", { channel: "Outro" });
    await life.deliverQueued();
    const typed = `(11) 9${other.slice(4, 8)}-${other.slice(8)}`;
    const { code, stdout } = await our.hooks("session", typed);
    expect(code).toBe(0);
    expect(stdout).toContain(`Session ${sessionId}`);
    expect(stdout.match(/^22:30 {2}loja \(webhook\) wrote a note/gm)).toHaveLength(2);
    expect(stdout).toMatch(/^3 came in for this number, the last at .+; 1 found no session$/m);
    expect(stdout).not.toContain(meant);
    const shown = await our.json<{ phone: string[]; cameFor: object[] }>("session", other);
    expect(shown.cameFor).toHaveLength(3);
    expect(shown.phone).toEqual([`5511****${other.slice(8)}`, `55119****${other.slice(8)}`]);
  });

  test("what names no session, or nobody, is said with what was looked for and how far back", async () => {
    for (const args of [["session"], ["session", ""], ["session", "https://app.wts.chat/chat2"]])
      expect(await our.hooks(...args)).toMatchObject({ code: 2 });
    const { code, stderr } = await our.hooks("session", "98004-5904");
    expect([code, stderr]).toEqual([1, expect.stringContaining("area code")]);
    expect(await our.hooks("session", "11 97777-0000")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /no session is known of 55119\*{4}0000, 5511\*{4}0000: WTS has no contact .+ 90 days/,
      ),
    });
    expect(await our.hooks("session", "2026010100001")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /no session has the protocol 2026010100001: looked at WTS through 2026-01-01 \(UTC\), 0 sessions/,
      ),
    });
  });

  test("a closed conversation is found by its protocol, by a link, and by the phone, of whom it lists the others", async () => {
    const other = sessionIdOf(500_000 + sessions);
    const phone = `5511988${String(sessions).padStart(6, "0")}`;
    const contactId = `c0117ac7-0000-4000-8000-${String(sessions).padStart(12, "0")}`;
    await hold({ contactPhone: phone, contactId });
    await life.advance(6 * hourMs);
    await life.run();
    await life.advance(24 * hourMs);
    const at = new Date(clock.now()).toISOString();
    await standIn.admin("PUT", `sessions/${other}`, { status: "PENDING", contactId, createdAt: at });
    const { number } = await standIn.admin<{ number: string }>("GET", `sessions/${sessionId}`);
    const why = /Closed by policy parados: nobody wrote for 6 hours/;
    for (const typed of [number, `https://chat.marca.example/#/sessions/${sessionId}?x=1`, phone]) {
      const { code, stdout, stderr } = await our.hooks("session", typed);
      expect([typed, code, stderr]).toEqual([typed, 0, ""]);
      expect(stdout).toMatch(why);
      expect(stdout).toContain(`Session ${sessionId}`);
    }
    expect((await our.hooks("session", phone)).stdout).toMatch(
      new RegExp(
        `^Other sessions of this contact:\n {2}session ${other} {2}open \\(PENDING\\); \\d{13}; nothing recorded$`,
        "m",
      ),
    );
  });
});

describe("route moves", () => {
  const moves = (...args: string[]) => our.json<MoveList>("route", "moves", ...args);

  test("shows the last moves from the same records: from whom to whom, why, who was passed over, whether somebody answered", async () => {
    await hold({ departmentId: await departmentOf("Recepção"), userId: null, status: "PENDING" });
    await created();
    const movedAt = clock.now();
    await life.advance(minuteMs);
    const answeredAt = new Date(clock.now()).toISOString();
    await standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageOut: answeredAt });
    expect(await moves("--days", "1")).toMatchObject({ withAnswers: false, isWhole: true });
    await life.advance(6 * hourMs);
    await life.run();
    const list = await moves("--answers");
    expect(list).toMatchObject({ account: "default", withAnswers: true, isWhole: true });
    const [move, ...others] = list.moves;
    expect(others).toEqual([]);
    expect(move).toMatchObject({
      ...{
        at: new Date(movedAt).toISOString(),
        sessionId,
        by: "comercial",
        policy: "comercial",
        trigger: "SESSION_NEW",
      },
      from: { department: "Recepção", userId: null },
      to: { department: "Comercial", userId: people.carla, person: "Carla Mendes" },
      ...{ triggerText: "new session", passedOver: 1, answeredAt },
      sentence: expect.stringMatching(
        /^Given to Carla Mendes \(Comercial\) by policy comercial \(new session\): fewest/,
      ),
      details: expect.arrayContaining(["not João Silva: could take it, but it was another's turn"]),
    });
    expect((await our.hooks("route", "moves", "--answers")).stdout).toMatch(
      new RegExp(`^\\S+ \\S+ {2}${sessionId} {2}Given to Carla Mendes[^\\n]+\\n(  .*\\n)+  answered by `),
    );
    // Who needs one reads no more than that.
    expect(await moves("--limit", "1")).toMatchObject({ moves: { length: 1 }, isWhole: false });
    await life.advance(48 * hourMs);
    expect((await our.hooks("route", "moves")).stdout).toMatch(/^No session of account default was moved since /);
    expect((await moves("--days", "4")).moves).toContainEqual(expect.objectContaining({ sessionId }));
  });
});
