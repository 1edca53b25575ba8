// One command, applied to the stand-in: what WTS holds afterwards is what counts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { applyCommand } from "../../../lib/commands/apply/apply.ts";
import { guardExpectation } from "../../../lib/commands/apply/prepare.ts";
import { previewCommand } from "../../../lib/commands/apply/preview.ts";
import { parseCommand, type SessionCommand } from "../../../lib/core/command/command.ts";
import { Fault } from "../../../lib/core/faults.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import type { WtsSession } from "../../../lib/wts/types.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { peopleOf } from "../../support/people.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
const missingId = "5e550000-0000-4000-8000-00000000dead";
let standIn: TestStandIn;
let clock: ManualClock;
let wts: Wts;
let people: Awaited<ReturnType<typeof peopleOf>>;

beforeAll(async () => {
  standIn = await startTestStandIn();
  people = await peopleOf(standIn.admin);
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.admin("POST", "reset", {
    sessions: [
      {
        id: sessionId,
        status: "IN_PROGRESS",
        departmentId: people.department("Recepção").id,
        userId: people.agent("Bruno Carvalho").userId,
        metadata: { origem: "site", pedido: "1" },
        number: "2026112000001",
        lastMessageIn: "2026-11-20T11:00:00.1234567Z",
      },
    ],
  });
  clock = manualClock(Date.now());
  wts = wtsForTests(standIn.url, clock);
});

interface Held {
  status: string;
  departmentId: string | null;
  userId: string | null;
  endAt: string | null;
  number: string | null;
  metadata: Record<string, string> | null;
  notes?: { text: string }[];
  messages?: { text: string }[];
}

const command = (input: object): SessionCommand => {
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "America/Sao_Paulo" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.command;
};
const apply = async (input: object) => (await applyCommand(command(input), { wts, clock })).answer;
const held = () => standIn.admin<Held>("GET", `sessions/${sessionId}`);
const writes = async () => (await journalOf(standIn.admin, true)).map(({ path }) => path.split("/").at(-1));
const bodies = async () => (await journalOf(standIn.admin, true)).map(({ body }) => body);
const switches = (positions: object) => standIn.admin("PUT", "switches", positions);
const fault = (...faults: object[]) => standIn.admin("POST", "faults", faults);

const refusal = async (promise: Promise<unknown>): Promise<{ code: string; issues: string[]; message: string }> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Fault)) throw new Error(`expected a Fault, got ${String(error)}`);
  return { code: error.code, issues: error.issues.map(({ code, path }) => `${code} ${path}`), message: error.message };
};

describe("an update", () => {
  test("sends what is named and nothing else", async () => {
    const answer = await apply({
      status: "pending",
      number: "0007",
      endAt: "2026-11-30 18:00",
      fields: ["Status", "number", "endat"],
    });
    expect(answer).toMatchObject({ id: sessionId, status: "PENDING", number: "0007" });
    expect(await bodies()).toEqual([
      { fields: ["Status", "Number", "EndAt"], status: "PENDING", number: "0007", endAt: "2026-11-30T21:00:00.000Z" },
    ]);
  });

  test("clears with null, and only what is null", async () => {
    await apply({ number: null, userId: null });
    expect(await held()).toMatchObject({ number: null, userId: null, metadata: { origem: "site", pedido: "1" } });
  });

  test("moves a session to a person by names, whatever their case and accents", async () => {
    await apply({ department: "financeiro", user: "DANIEL ROCHA" });
    expect(await held()).toMatchObject({
      departmentId: people.department("Financeiro").id,
      userId: people.agent("Daniel Rocha").userId,
    });
  });

  test("with the mask [UserId] checks the department and does not send it", async () => {
    await apply({ fields: ["UserId"], department: "Recepção", user: "ana.ribeiro@clinicaboavista.example" });
    expect(await bodies()).toEqual([{ fields: ["UserId"], userId: people.agent("Ana Paula Ribeiro").userId }]);
  });

  test("takes the agent's own id for the person, and sends the userId", async () => {
    const daniel = people.agent("Daniel Rocha");
    await apply({ department: "Financeiro", userId: daniel.id });
    expect(await bodies()).toMatchObject([{ userId: daniel.userId }]);
  });

  test("sends the company, the options, autocomplete and reactivateDisabled as they are", async () => {
    const companyId = "c0000000-0000-4000-8000-000000000001";
    await apply({ companyId, autocomplete: true, reactivateDisabled: false, options: { stopBotInExecution: true } });
    expect(await bodies()).toEqual([
      {
        fields: ["Autocomplete", "ReactivateDisabled"],
        companyId,
        autocomplete: true,
        reactivateDisabled: false,
        options: { stopBotInExecution: true },
      },
    ]);
  });

  describe.each(["merged", "replaced"])("where WTS keeps metadata %s", (metadata) => {
    test("adds to the metadata and changes what it names", async () => {
      await switches({ metadata });
      await apply({
        metadata: [
          { key: "pedido", value: 2 },
          { key: "vip", value: true },
        ],
      });
      expect((await held()).metadata).toEqual({ origem: "site", pedido: "2", vip: "true" });
    });
  });

  test.each([
    ["an unknown department", { department: "Comercia" }, "NAME_UNKNOWN department"],
    ["an unknown id", { departmentId: missingId }, "NAME_UNKNOWN departmentId"],
    [
      "a person of another department",
      { department: "Financeiro", user: "Bruno Carvalho" },
      "USER_NOT_IN_DEPARTMENT user",
    ],
    ["a name that two people have", { department: "Suporte", user: "João Silva" }, "NAME_AMBIGUOUS user"],
  ])("is refused for %s, before any write", async (_name, input, issue) => {
    const { code, issues } = await refusal(apply(input));
    expect([code, issues]).toEqual(["COMMAND_INVALID", [issue]]);
    expect(await writes()).toEqual([]);
  });

  test("names everything that is wrong with a destination at once, the nearest name and how many fit", async () => {
    const error = await applyCommand(command({ department: "Finansas", user: "joao silva" }), { wts, clock }).catch(
      (e: Fault) => e,
    );
    const messages = error instanceof Fault ? error.issues.map(({ message }) => message) : [];
    expect(messages[0]).toContain("the nearest name is Financeiro");
    expect(messages[1]).toContain("2 people have this name");
  });

  describe.each(["form-error-500", "404"])("where WTS answers %s to what it does not have", (notFound) => {
    test.each([
      { status: "COMPLETED" },
      { metadata: { a: "b" } },
      { command: "note", text: "oi" },
      { command: "complete" },
    ])("a session it does not have is SESSION_NOT_FOUND for %j", async (input) => {
      await switches({ notFound });
      expect((await refusal(apply({ ...input, sessionId: missingId }))).code).toBe("SESSION_NOT_FOUND");
    });
  });

  test("that WTS refuses for another reason shows WTS's text", async () => {
    await fault({
      method: "PUT",
      status: 500,
      body: { error: true, key: "FORM_ERROR", text: "Não é possível alterar" },
    });
    const { code, message } = await refusal(apply({ status: "PENDING" }));
    expect([code, message]).toEqual(["WTS_REFUSED", expect.stringContaining("Não é possível alterar")]);
  });

  test("is applied on an account that has only v1 of the session routes", async () => {
    await switches({ sessionApi: "v1-only" });
    await applyCommand(command({ metadata: { a: "b" } }), { wts: wtsForTests(standIn.url, clock, "v1"), clock });
    expect((await held()).metadata).toMatchObject({ a: "b" });
    expect((await refusal(apply({ status: "PENDING" }))).code).toBe("SESSION_NOT_FOUND");
  });

  test.each(["like-complete", "status-only"])(
    "to COMPLETED is done where WTS treats it %s",
    async (partialCompleted) => {
      await switches({ partialCompleted });
      await apply({ status: "Completed" });
      expect((await held()).status).toBe("COMPLETED");
    },
  );

  test.each(["utc", "rejected", "local"])(
    "sends an end time that WTS cannot misread where it reads naive ones as %s",
    async (naiveEndAt) => {
      await switches({ naiveEndAt });
      await apply({ endAt: "2026-11-30 18:00" });
      expect(Date.parse((await held()).endAt ?? "")).toBe(Date.parse("2026-11-30T21:00:00Z"));
    },
  );
});

describe("expect", () => {
  test("lets a command through when the session is as its sender saw it", async () => {
    const expected = {
      status: "in progress",
      userId: people.agent("Bruno Carvalho").userId,
      lastMessageIn: "2026-11-20T11:00:00.123Z",
    };
    await apply({ status: "PENDING", expect: expected });
    expect((await held()).status).toBe("PENDING");
  });

  test.each([
    ["2026-11-20T11:00:00Z", "2026-11-20T11:00:00.000Z"],
    ["2026-11-20T11:00:00.5Z", "2026-11-20T11:00:00.500Z"],
    ["2026-11-20T11:00:00.5Z", "2026-11-20T08:00:00.5-03:00"],
  ])("is met by the instant that WTS writes %s, however its sender writes it: %s", async (shown, lastMessageIn) => {
    await standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageIn: shown });
    expect(await wts.client.getSession(sessionId)).toMatchObject({ lastMessageIn: shown });
    await apply({ status: "PENDING", expect: { lastMessageIn } });
    expect((await held()).status).toBe("PENDING");
  });

  test("is met to the millisecond, where WTS writes ten-thousandths of it", () => {
    const lastMessageIn = "2026-11-20T11:00:00.1234567Z";
    const session: WtsSession = { id: sessionId, userId: null, status: "PENDING", lastMessageIn };
    expect(() => guardExpectation({ lastMessageIn: "2026-11-20T11:00:00.123Z" }, session)).not.toThrow();
    expect(() => guardExpectation({ lastMessageIn: "2026-11-20T11:00:00.124Z" }, session)).toThrow(Fault);
  });

  test.each([
    [{ status: "PENDING" }, "expect.status"],
    [{ userId: null }, "expect.userId"],
    [{ departmentId: missingId }, "expect.departmentId"],
    [{ lastMessageIn: null }, "expect.lastMessageIn"],
    [{ lastMessageIn: "2026-11-20T10:59:59Z" }, "expect.lastMessageIn"],
  ])("drops the command, saying so, when the session differs from %j", async (expected, path) => {
    const { code, issues } = await refusal(apply({ status: "COMPLETED", expect: expected }));
    expect([code, issues]).toEqual(["EXPECTATION_NOT_MET", [`EXPECTATION_DIFFERS ${path}`]]);
    expect(await writes()).toEqual([]);
  });
});

describe("complete", () => {
  test("writes the note, says farewell, marks and then closes", async () => {
    await standIn.admin("PUT", `sessions/${sessionId}`, {
      lastMessageIn: new Date(clock.now() - 60_000).toISOString(),
    });
    const answer = await apply({
      command: "complete",
      reactivateOnNewMessage: true,
      note: "Encerrado pelo CRM",
      farewell: "Obrigado!",
      metadata: { motivo: "ganho" },
      classification: { category: "WON", amount: 150.5 },
    });
    expect(answer).toMatchObject({ id: sessionId, status: "COMPLETED" });
    expect(await writes()).toEqual(["note", "sync", "partial", "complete"]);
    expect((await bodies()).at(-1)).toEqual({ reactivateOnNewMessage: true, stopBotInExecution: false });
    expect((await held()).metadata).toEqual({ origem: "site", pedido: "1", motivo: "ganho" });
  });

  test.each([
    ["ok", undefined],
    ["form-error", "WTS_REFUSED"],
  ])("of a completed session, where WTS answers %s to it, is %s", async (completeTwice, code) => {
    await switches({ completeTwice });
    await apply({ command: "complete" });
    const second = await apply({ command: "complete" }).then(
      () => undefined,
      (error: Fault) => error.code,
    );
    expect(second).toBe(code);
    expect((await held()).status).toBe("COMPLETED");
  });

  test("does not close when the farewell was not delivered", async () => {
    await standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageIn: new Date().toISOString() });
    await fault({ path: "message/sync", failMessage: "número inválido" });
    const { code } = await refusal(apply({ command: "complete", farewell: "Obrigado!" }));
    expect([code, (await held()).status]).toEqual(["WTS_REFUSED", "IN_PROGRESS"]);
  });
});

describe("transfer", () => {
  test("to a department goes to its queue", async () => {
    await apply({ command: "transfer", department: "Comercial" });
    expect(await bodies()).toEqual([{ type: "DEPARTMENT", newDepartmentId: people.department("Comercial").id }]);
    expect(await held()).toMatchObject({ departmentId: people.department("Comercial").id, userId: null });
  });

  test("to a person names both", async () => {
    await apply({
      command: "transfer",
      department: "Comercial",
      user: "Carla Mendes",
      options: { stopBotInExecution: true },
    });
    expect(await bodies()).toEqual([
      {
        type: "USER",
        newDepartmentId: people.department("Comercial").id,
        newUserId: people.agent("Carla Mendes").userId,
        options: { stopBotInExecution: true },
      },
    ]);
  });
});

describe("a note or message", () => {
  beforeEach(() =>
    standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageIn: new Date(clock.now() - 60_000).toISOString() }),
  );

  test.each(["note", "message"])("%s is written once and answered", async (name) => {
    expect(await apply({ command: name, text: "Olá, João" })).toMatchObject({ id: expect.any(String) });
    expect(await writes()).toEqual([name]);
  });

  test.each(["note", "message"])(
    "%s whose answer was lost is found in the session and not sent again",
    async (name) => {
      await fault({ method: "POST", drop: "after", times: 1 });
      expect(await apply({ command: name, text: "Só uma vez" })).toMatchObject({ text: "Só uma vez" });
      expect(await writes()).toEqual([name]);
    },
  );

  test.each(["note", "message"])("%s that is not found afterwards is left as unknown", async (name) => {
    await fault({ method: "POST", drop: true, times: 1 });
    expect((await refusal(apply({ command: name, text: "Talvez" }))).code).toBe("WTS_OUTCOME_UNKNOWN");
    expect(await writes()).toEqual([name]);
  });

  test("a contact who repeats our text is not taken for our message", async () => {
    const at = new Date(clock.now()).toISOString();
    await standIn.admin("POST", "messages", { sessionId, direction: "FROM_HUB", text: "Combinado", at });
    await fault({ method: "POST", drop: true, times: 1 });
    expect((await refusal(apply({ command: "message", text: "Combinado" }))).code).toBe("WTS_OUTCOME_UNKNOWN");
    const { items } = await wts.client.listMessages(sessionId);
    expect(items.filter(({ text }) => text === "Combinado")).toMatchObject([{ direction: "FROM_HUB" }]);
  });

  test("an equal text of an hour ago is not taken for the one just sent", async () => {
    const at = new Date(clock.now() - 3_600_000).toISOString();
    await standIn.admin("POST", "messages", { sessionId, direction: "TO_HUB", origin: "DEFAULT", text: "Bom dia", at });
    await fault({ method: "POST", drop: true, times: 1 });
    expect((await refusal(apply({ command: "message", text: "Bom dia" }))).code).toBe("WTS_OUTCOME_UNKNOWN");
  });
});

describe("a preview", () => {
  test("answers what would change, field by field, and writes nothing", async () => {
    const preview = await previewCommand(
      command({
        status: "IN_PROGRESS",
        number: "8",
        metadata: { pedido: "9" },
        department: "Comercial",
        userId: null,
        autocomplete: true,
      }),
      wts,
      { clock },
    );
    expect(preview).toEqual({
      sessionId,
      dryRun: true,
      changes: [
        { field: "Number", from: "2026112000001", to: "8" },
        { field: "DepartmentId", from: people.department("Recepção").id, to: people.department("Comercial").id },
        { field: "UserId", from: people.agent("Bruno Carvalho").userId, to: null },
        { field: "Metadata", from: { origem: "site", pedido: "1" }, to: { origem: "site", pedido: "9" } },
        { field: "Autocomplete", to: true },
      ],
    });
    expect(await writes()).toEqual([]);
  });

  test("of a session that already is so has no changes", async () => {
    expect(
      (await previewCommand(command({ status: "IN_PROGRESS", metadata: { origem: "site" } }), wts, { clock })).changes,
    ).toEqual([]);
  });

  test("of texts counts them and does not repeat them", async () => {
    await standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageIn: new Date().toISOString() });
    const preview = await previewCommand(command({ command: "complete", note: "segredo", farewell: "tchau" }), wts, {
      clock,
    });
    expect(preview.changes.map(({ field }) => field)).toEqual(["Note", "Farewell", "Status"]);
    expect(JSON.stringify(preview)).not.toMatch(/segredo|tchau/);
  });

  test("is refused for the reasons the command would be", async () => {
    expect((await refusal(previewCommand(command({ department: "Nada" }), wts, { clock }))).code).toBe(
      "COMMAND_INVALID",
    );
    expect(
      (await refusal(previewCommand(command({ status: "PENDING", expect: { userId: null } }), wts, { clock }))).code,
    ).toBe("EXPECTATION_NOT_MET");
    expect(
      (await refusal(previewCommand(command({ sessionId: missingId, status: "PENDING" }), wts, { clock }))).code,
    ).toBe("SESSION_NOT_FOUND");
  });
});
