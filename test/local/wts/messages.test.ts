// Messages and notes: accepted is not delivered, and a note is a message only colleagues see.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { each, type OpenStandIn, openStandIn } from "./open-stand-in.ts";

const id = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e6f";

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());

const hold = (session: Record<string, unknown>) =>
  standIn.admin("POST", "reset", {
    clock: { now: "2026-06-01T15:00:00Z", frozen: true },
    sessions: [{ id, ...session }],
  });
const send = (body: unknown, how = "message") => standIn.api("POST", `/chat/v1/session/${id}/${how}`, body);
const statusOf = async (message: unknown) => (await standIn.api("GET", `/chat/v1/message/${message}/status`)).body;
const held = async () => (await standIn.admin("GET", `sessions/${id}`)).body;

beforeEach(async () => {
  await hold({ lastMessageIn: "2026-06-01T14:00:00Z" });
});

describe("a message sent to a session", () => {
  test("is queued, and delivered when somebody looks", async () => {
    const sent = await send({ text: "Bom dia!" });
    expect(sent.body).toMatchObject({ status: "QUEUED", sessionId: id, failureReason: null });
    expect(String(sent.at("statusUrl"))).toContain(`/chat/v1/message/${sent.at("id")}/status`);
    expect(await statusOf(sent.at("id"))).toMatchObject({ status: "DELIVERED" });
  });

  test("takes the delivery delay by the stand-in's clock", async () => {
    await standIn.admin("PUT", "delivery", { delayMs: 60_000 });
    const message = (await send({ text: "Bom dia!" })).at("id");
    expect(await statusOf(message)).toMatchObject({ status: "QUEUED" });
    await standIn.admin("PUT", "clock", { now: "2026-06-01T15:01:00Z", frozen: true });
    expect(await statusOf(message)).toMatchObject({ status: "SENT" });
    await standIn.admin("PUT", "clock", { now: "2026-06-01T15:02:00Z", frozen: true });
    expect(await statusOf(message)).toMatchObject({ status: "DELIVERED" });
  });

  test("moves lastMessageOut and the interaction, as a message of the API", async () => {
    await send({ text: "Bom dia!" });
    const session = await held();
    expect(session).toMatchObject({ lastMessageText: "Bom dia!", unreadCount: 0 });
    expect(session).toMatchObject({
      messages: [{}, {}, { origin: "API", direction: "TO_HUB", userId: expect.any(String) }],
    });
  });

  test("fails afterwards outside the 24-hour window, unless it is a template", async () => {
    await hold({ lastMessageIn: "2026-05-31T15:00:00Z" });
    expect(await held()).toMatchObject({ windowStatus: "EXPIRED" });
    const text = await send({ text: "Ainda precisa de ajuda?" });
    expect(text.body).toMatchObject({ status: "QUEUED" });
    expect(await statusOf(text.at("id"))).toMatchObject({
      status: "FAILED",
      failureReason: expect.stringContaining("24 horas"),
    });
    expect(await statusOf((await send({ templateId: "retomada" })).at("id"))).toMatchObject({ status: "DELIVERED" });
  });

  test("arrives at any time on an unofficial channel, whose window means nothing", async () => {
    await hold({ lastMessageIn: "2026-05-01T15:00:00Z", channelType: "ZAPI_WHATSAPP" });
    expect(await held()).toMatchObject({ windowStatus: "ACTIVE" });
    expect(await statusOf((await send({ text: "Olá" })).at("id"))).toMatchObject({ status: "DELIVERED" });
  });

  test("fails where a fault says so", async () => {
    await standIn.admin("POST", "faults", [{ path: "/message", failMessage: "Número inexistente", times: 1 }]);
    const sent = await send({ text: "Olá" });
    expect(await statusOf(sent.at("id"))).toMatchObject({ status: "FAILED", failureReason: "Número inexistente" });
    expect(await statusOf((await send({ text: "Olá" })).at("id"))).toMatchObject({ status: "DELIVERED" });
  });

  test("is answered with its end when sent synchronously", async () => {
    expect((await send({ text: "Olá" }, "message/sync")).body).toMatchObject({
      type: "TEXT",
      status: "DELIVERED",
      text: "Olá",
    });
  });

  test("needs a content", async () => {
    expect((await send({})).at("key")).toBe("FORM_ERROR");
    expect((await send({ fileId: "x" })).status).toBe(400);
  });
});

describe("the messages of a session", () => {
  test("are listed newest first, by session or by SessionId", async () => {
    await standIn.admin("POST", "messages", { sessionId: id, direction: "FROM_HUB", text: "E agora?" });
    const bySession = await standIn.api("GET", `/chat/v1/session/${id}/message`);
    expect(bySession.at("items.0.text")).toBe("E agora?");
    const bySessionId = await standIn.api("GET", `/chat/v1/message?SessionId=${id}`);
    expect(bySessionId.at("items")).toEqual(bySession.at("items"));
  });

  test("are those of the whole account when SessionId is misspelt", async () => {
    await standIn.admin("POST", "reset", { sessions: [{ id }, {}] });
    expect((await standIn.api("GET", `/chat/v1/message?SessionId=${id}`)).at("totalItems")).toBe(2);
    expect((await standIn.api("GET", `/chat/v1/message?sessionId=${id}`)).at("totalItems")).toBe(4);
  });

  test("tell by direction and origin who spoke", async () => {
    for (const [direction, origin] of [
      ["FROM_HUB", "GATEWAY"],
      ["TO_HUB", "BOT"],
      ["TO_HUB", "OFFICE_HOURS"],
      ["TO_HUB", "CAMPAIGN"],
    ])
      await standIn.admin("POST", "messages", { sessionId: id, direction, origin, text: "…" });
    const page = await standIn.api("GET", `/chat/v1/session/${id}/message?OrderDirection=ASCENDING`);
    expect(each(page.at("items"), "origin").sort()).toEqual([
      "BOT",
      "CAMPAIGN",
      "DEFAULT",
      "GATEWAY",
      "GATEWAY",
      "OFFICE_HOURS",
    ]);
  });

  test("are filtered by creation date", async () => {
    const page = await standIn.api("GET", `/chat/v1/session/${id}/message?CreatedAt.After=2026-06-01T13:55:00Z`);
    expect(page.at("totalItems")).toBe(1);
  });
});

describe("a note", () => {
  const note = (body: unknown) => send(body, "note");

  test("is a message of type NOTE that moves neither lastMessageOut nor the interaction", async () => {
    const before = await standIn.api("GET", `/chat/v2/session/${id}`);
    expect((await note({ text: "Cliente VIP" })).body).toMatchObject({
      type: "NOTE",
      text: "Cliente VIP",
      direction: "TO_HUB",
    });
    const after = await standIn.api("GET", `/chat/v2/session/${id}`);
    for (const name of ["lastMessageOut", "lastInteractionDate", "lastMessageText", "unreadCount"])
      expect(after.at(name)).toBe(before.at(name));
  });

  test("can be listed, read and deleted", async () => {
    const { body } = await note({ text: "Cliente VIP" });
    const created = await standIn.api("GET", `/chat/v1/session/${id}/note`);
    expect(created.at("items")).toEqual([body]);
    const path = `/chat/v1/session/note/${created.at("items.0.id")}`;
    expect((await standIn.api("GET", path)).body).toEqual(body);
    expect((await standIn.api("DELETE", path)).status).toBe(200);
    expect((await standIn.api("GET", path)).at("key")).toBe("FORM_ERROR");
    expect((await standIn.api("GET", `/chat/v1/session/${id}/note`)).at("totalItems")).toBe(0);
  });

  test("needs a text or a file", async () => {
    expect((await note({ text: null })).at("key")).toBe("FORM_ERROR");
  });
});
