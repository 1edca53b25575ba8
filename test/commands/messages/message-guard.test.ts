// Before anything is said to a contact: who is never written to, what goes out outside WhatsApp's window, and with which words.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { applyCommand } from "../../../lib/commands/apply/apply.ts";
import { previewCommand } from "../../../lib/commands/apply/preview.ts";
import { type MessageGuard, messageGuard } from "../../../lib/commands/messages/message-guard.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import type { Fault } from "../../../lib/core/faults.ts";
import { optOuts } from "../../../lib/records/opt-outs.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { peopleOf } from "../../support/people.ts";
import { startTable } from "../../support/table.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const nowMs = Date.parse("2026-11-27T15:00:00Z");
const hourMs = 3_600_000;
const ago = (hours: number): string => new Date(nowMs - hours * hourMs).toISOString();
const template = { id: "7e3a0000-0000-4000-8000-000000000001", parameters: { nome: "{nome|cliente}" } };

let standIn: TestStandIn;
let tables: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let wts: Wts;
let people: Awaited<ReturnType<typeof peopleOf>>;
let contacts = 0;
let contactId: string;
const sessionOf = (index: number) => `5e550000-0000-4000-8000-00000000000${index}`;

beforeAll(async () => {
  [standIn, tables] = await Promise.all([startTestStandIn(), startTable()]);
  people = await peopleOf(standIn.admin);
});
afterAll(() => Promise.all([standIn.stop(), tables.stop()]));
beforeEach(() => {
  contacts += 1;
  contactId = `c0de0000-0000-4000-8000-${String(contacts).padStart(12, "0")}`;
  clock = manualClock(nowMs);
  wts = wtsForTests(standIn.url, clock);
});

const hold = (...sessions: object[]) =>
  standIn.admin("POST", "reset", {
    clock: { now: new Date(nowMs).toISOString(), frozen: true },
    sessions: sessions.map((session, index) => ({
      id: sessionOf(index),
      contactId,
      contactName: "MARIA DA SILVA",
      status: "IN_PROGRESS",
      channelType: "CLOUDAPI_WHATSAPP",
      number: "2026112700017",
      lastMessageIn: ago(1),
      ...session,
    })),
  });
let said = 0;
const says = (text: string, sessionId = sessionOf(0)) => {
  said += 1;
  const at = new Date(nowMs - hourMs / 2 + said * 1_000).toISOString();
  return standIn.admin("POST", "messages", { sessionId, direction: "FROM_HUB", text, at });
};
const guard = (messages: NonNullable<HooksConfigInput["messages"]> = {}, dryRun = false): MessageGuard =>
  messageGuard({
    account: "default",
    messages: defineConfig({ messages }).messages,
    optOuts: optOuts({ table: dynamoTable(tables.client, tables.tableName), clock }),
    dryRun,
    clock,
  });
const command = (input: object, sessionId = sessionOf(0)) => {
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.command;
};
const message = { command: "message", text: "Olá {nome|cliente}, protocolo {protocolo}." };
const send = (input: object = message, by = guard(), sessionId = sessionOf(0)) =>
  applyCommand(command(input, sessionId), { wts, clock, guard: by }).then(
    () => "sent",
    (fault: Fault) => [fault.code, ...fault.issues.map(({ code }) => code)].join(" "),
  );
const sent = async () => (await journalOf(standIn.admin, true)).map(({ body }) => body);
const calls = async () => (await journalOf(standIn.admin)).map(({ method }) => method).join(" ");

describe("a message", () => {
  test("within 24 hours is sent as a text, with the first name and the protocol", async () => {
    await hold({});
    expect(await send()).toBe("sent");
    expect(await sent()).toEqual([{ text: "Olá Maria, protocolo 2026112700017." }]);
  });

  test("after 24 hours is refused, and nothing is written", async () => {
    await hold({ lastMessageIn: ago(25) });
    expect(await send()).toBe("WINDOW_CLOSED");
    expect(await sent()).toEqual([]);
  });

  test("after 24 hours is sent as its template, filled in", async () => {
    await hold({ lastMessageIn: ago(25) });
    expect(await send({ ...message, template })).toBe("sent");
    expect(await sent()).toEqual([{ templateId: template.id, parameters: { nome: "Maria" } }]);
  });

  test("within 24 hours leaves its template alone, and on a channel without a window always", async () => {
    await hold({}, { lastMessageIn: ago(90), channelType: "ZAPI_WHATSAPP" });
    expect(await send({ ...message, template })).toBe("sent");
    expect(await send({ ...message, template }, guard(), sessionOf(1))).toBe("sent");
    expect(await sent()).toEqual([
      expect.objectContaining({ text: expect.any(String) }),
      expect.objectContaining({ text: expect.any(String) }),
    ]);
  });

  test("names who has the session, and nobody by what it is given instead", async () => {
    const text = "{atendente|Nossa equipe} já responde.";
    await hold({ userId: people.agent("Bruno Carvalho").userId }, { userId: null, status: "PENDING" });
    await send({ command: "message", text });
    await send({ command: "message", text }, guard(), sessionOf(1));
    expect(await sent()).toEqual([{ text: "Bruno já responde." }, { text: "Nossa equipe já responde." }]);
  });

  test("without the protocol that it is about does not go out", async () => {
    await hold({ number: null, contactName: "5511999998888" });
    expect(await send()).toBe("COMMAND_INVALID PLACEHOLDER_EMPTY");
    expect(await send({ command: "message", text: "Olá {nome|cliente}, {protocolo|seu atendimento}" })).toBe("sent");
    expect(await sent()).toEqual([{ text: "Olá cliente, seu atendimento" }]);
  });

  test.each([
    ["a blocked contact", { contactStatus: "BLOCKED" }, "CONTACT_BLOCKED"],
    ["one with the tag, however it is written", { contactTags: ["NÃO perturbe"] }, "CONTACT_TAGGED"],
  ])("to %s is refused, with or without a template", async (_who, session, code) => {
    await hold({ ...session, lastMessageIn: ago(25) });
    for (const input of [message, { ...message, template }])
      expect(await send(input, guard({ neverMessage: ["nao perturbe"] }))).toContain(
        `CONTACT_NOT_TO_BE_MESSAGED ${code}`,
      );
    expect(await sent()).toEqual([]);
  });

  test("to an archived contact is sent", async () => {
    await hold({ contactStatus: "ARCHIVED" });
    expect(await send()).toBe("sent");
  });
});

describe("who wrote PARE", () => {
  test("gets nothing, whatever it writes next in this session, until it takes it back", async () => {
    await hold({});
    await says("Pare!");
    expect(await send()).toBe("CONTACT_NOT_TO_BE_MESSAGED CONTACT_OPTED_OUT");
    await says("já falei para não me mandar mais nada");
    expect(await send()).toContain("CONTACT_OPTED_OUT");
    await says("voltar");
    expect(await send()).toBe("sent");
    expect(await sent()).toHaveLength(1);
  });

  test("gets nothing in a session that we began, and an answer in one that it began itself", async () => {
    await hold({}, { lastMessageIn: null, channelType: "ZAPI_WHATSAPP" }, {});
    await says("SAIR");
    expect(await send()).toContain("CONTACT_OPTED_OUT");
    expect(await send(message, guard(), sessionOf(1))).toContain("CONTACT_OPTED_OUT");
    await says("bom dia, quero marcar uma consulta", sessionOf(2));
    expect(await send(message, guard(), sessionOf(2))).toBe("sent");
  });

  test("who takes it back gets what we begin as well", async () => {
    await hold({}, { lastMessageIn: null, channelType: "ZAPI_WHATSAPP" });
    await says("SAIR");
    await send();
    await says("Voltar");
    await send();
    expect(await send(message, guard(), sessionOf(1))).toBe("sent");
  });

  test("a word in a sentence, our own message and another list are no such wish", async () => {
    await hold({});
    await says("quero cancelar a consulta de amanhã");
    expect(await send({ command: "message", text: "PARE" })).toBe("sent");
    expect(await send()).toBe("sent");
    await says("STOP");
    expect(await send()).toBe("sent");
    expect(await send(message, guard({ optOutWords: ["stop"] }))).toContain("CONTACT_OPTED_OUT");
  });

  test("is not asked for where no word is listed: then a message costs two calls, and three otherwise", async () => {
    await hold({});
    await send(message, guard({ optOutWords: [] }));
    expect(await calls()).toBe("GET POST");
    await standIn.admin("DELETE", "requests");
    await send();
    expect(await calls()).toBe("GET GET POST");
  });

  test("a dry run says so and notes nothing down", async () => {
    await hold({}, { lastMessageIn: null, channelType: "ZAPI_WHATSAPP" });
    await says("PARE");
    const preview = (sessionId: string) =>
      previewCommand(command(message, sessionId), wts, { clock, guard: guard({}, true) }).then(
        ({ changes }) => changes.length,
        ({ code }: Fault) => code,
      );
    expect(await preview(sessionOf(0))).toBe("CONTACT_NOT_TO_BE_MESSAGED");
    expect(await preview(sessionOf(1))).toBe(1);
  });
});

describe("a completion with a farewell", () => {
  const complete = { command: "complete", farewell: "Até logo!" };
  const status = async () => (await standIn.admin<{ status: string }>("GET", `sessions/${sessionOf(0)}`)).status;

  test("closes in silence where the contact asked for silence", async () => {
    await hold({});
    await says("PARE");
    expect(await send(complete)).toBe("sent");
    expect([await status(), await sent()]).toEqual([
      "COMPLETED",
      [expect.not.objectContaining({ text: expect.anything() })],
    ]);
  });

  test("outside the window is refused before its note is written, and closes with the template", async () => {
    await hold({ lastMessageIn: ago(25) });
    expect(await send({ ...complete, note: "fim" })).toBe("WINDOW_CLOSED");
    expect([await status(), await sent()]).toEqual(["IN_PROGRESS", []]);
    expect(await send({ ...complete, farewell: { text: "Até logo!", template: { id: template.id } } })).toBe("sent");
    expect([await status(), (await sent())[0]]).toEqual(["COMPLETED", { templateId: template.id }]);
  });

  test("without one is closed whoever the contact is, with no call more", async () => {
    await hold({ contactStatus: "BLOCKED", lastMessageIn: ago(25) });
    expect(await send({ command: "complete" })).toBe("sent");
    expect(await calls()).toBe("PUT");
  });
});
