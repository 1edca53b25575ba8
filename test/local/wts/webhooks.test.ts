// Webhooks, received by a real server on the same machine.
import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { listen } from "../../../local/listen.ts";
import { type Company, companyOf } from "./company.ts";
import { at, type OpenStandIn, openStandIn } from "./open-stand-in.ts";

const id = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e6f";
const sessionEvents = ["SESSION_NEW", "SESSION_UPDATE", "SESSION_COMPLETE"];
const messageEvents = ["MESSAGE_RECEIVED", "MESSAGE_SENT", "MESSAGE_UPDATED"];

interface Receiver {
  url: string;
  next(): Promise<unknown>;
  answer(status: number): void;
  close(): Promise<void>;
}

let standIn: OpenStandIn;
let company: Company;
let receiver: Receiver;
beforeAll(async () => {
  standIn = await openStandIn();
  company = await companyOf(standIn);
});
afterAll(() => standIn.close());

const openReceiver = async (): Promise<Receiver> => {
  const received: unknown[] = [];
  const waiting: ((event: unknown) => void)[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const event: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const waiter = waiting.shift();
    if (waiter === undefined) received.push(event);
    else waiter(event);
    response.writeHead(status).end();
  });
  const { url, stop } = await listen(server, 0);
  return {
    url: `${url}/hook`,
    next: () => new Promise((resolve) => (received.length > 0 ? resolve(received.shift()) : waiting.push(resolve))),
    answer: (next) => {
      status = next;
    },
    close: stop,
  };
};

beforeEach(async () => {
  receiver = await openReceiver();
  await standIn.admin("POST", "reset", { sessions: [{ id, userId: company.userId("bruno.carvalho") }] });
});
afterEach(() => receiver.close());

const subscribe = (events: string[], url = receiver.url) =>
  standIn.api("POST", "/core/v1/webhook/subscription", { name: "teste", url, events });
const switchTo = (positions: Record<string, string>) => standIn.admin("PUT", "switches", positions);

const changesOf = (event: unknown): unknown[] => {
  const changes = at(event, "changeMetadata.changes");
  return Array.isArray(changes) ? changes : [];
};

describe("a subscription", () => {
  test("is created, shown, changed by mask and deleted", async () => {
    const created = await subscribe(sessionEvents);
    const path = `/core/v1/webhook/subscription/${created.at("id")}`;
    expect(created.body).toMatchObject({
      enabled: true,
      companyId: company.companyId,
      events: [{ event: "SESSION_NEW" }, {}, {}],
    });
    const changed = await standIn.api("PUT", path, { name: "novo", enabled: false, fields: ["Name"] });
    expect(changed.body).toMatchObject({ name: "novo", enabled: true });
    expect((await standIn.api("DELETE", path)).status).toBe(200);
    expect((await standIn.api("GET", path)).at("key")).toBe("FORM_ERROR");
    expect((await standIn.api("GET", "/core/v1/webhook/event")).body).toHaveLength(16);
  });

  test("to another machine is refused", async () => {
    for (const url of [
      "https://example.com/hook",
      "http://10.0.0.1/hook",
      "http://127.0.0.1.example.com/",
      "ftp://127.0.0.1/",
      "hook",
    ])
      expect((await subscribe(sessionEvents, url)).status).toBe(500);
    expect((await subscribe(sessionEvents, receiver.url.replace("127.0.0.1", "localhost"))).status).toBe(200);
  });

  test("needs a name, a URL and events that exist", async () => {
    const path = "/core/v1/webhook/subscription";
    for (const body of [
      {},
      { name: "x", url: receiver.url, events: [] },
      { name: "x", url: receiver.url, events: ["SESSION_ASSIGNED"] },
    ])
      expect((await standIn.api("POST", path, body)).status).toBe(400);
  });

  test("hears only of the events it asked for", async () => {
    await subscribe(["SESSION_COMPLETE"]);
    await standIn.api("PUT", `/chat/v1/session/${id}/status`, { newStatus: "PENDING" });
    await standIn.api("PUT", `/chat/v1/session/${id}/complete`, {});
    expect(await receiver.next()).toMatchObject({ eventType: "SESSION_COMPLETE" });
    expect((await standIn.admin("GET", "webhooks")).body).toHaveLength(1);
  });
});

describe("a session webhook", () => {
  test("carries the whole session with its details, and what changed as text", async () => {
    await subscribe(sessionEvents);
    const newDepartmentId = company.departmentId("Financeiro");
    const before = (await standIn.admin("GET", `sessions/${id}`)).at("departmentId");
    await standIn.api("PUT", `/chat/v1/session/${id}/transfer`, { type: "DEPARTMENT", newDepartmentId });
    const event = await receiver.next();
    expect(event).toMatchObject({
      eventType: "SESSION_UPDATE",
      content: {
        id,
        status: "PENDING",
        userId: null,
        active: true,
        agentDetails: null,
        departmentDetails: { name: "Financeiro" },
      },
      changeMetadata: { source: "SYSTEM" },
    });
    expect(at(event, "date")).toMatch(/Z$/);
    expect(changesOf(event)).toContainEqual({
      property: "departmentId",
      currentValue: newDepartmentId,
      previousValue: before,
    });
    expect(at(event, "content")).not.toHaveProperty("statusDescription");
  });

  test("of a completion is SESSION_COMPLETE alone", async () => {
    await subscribe(sessionEvents);
    await standIn.api("PUT", `/chat/v1/session/${id}/complete`, {});
    expect(await receiver.next()).toMatchObject({
      eventType: "SESSION_COMPLETE",
      content: { status: "COMPLETED", active: false },
    });
    expect((await standIn.admin("GET", "webhooks")).body).toHaveLength(1);
  });

  test("is not sent when nothing changed", async () => {
    await subscribe(sessionEvents);
    await standIn.api("PUT", `/chat/v2/session/${id}/partial`, { number: "9", fields: [] });
    await standIn.api("PUT", `/chat/v2/session/${id}/partial`, { number: "10", fields: ["Number"] });
    expect(changesOf(await receiver.next())).toHaveLength(1);
  });

  test("announces a customer who comes back as a new session", async () => {
    await standIn.api("PUT", `/chat/v1/session/${id}/complete`, {});
    await subscribe(["SESSION_NEW"]);
    const posted = await standIn.admin("POST", "messages", { sessionId: id, direction: "FROM_HUB", text: "Oi" });
    expect(posted.at("session.id")).not.toBe(id);
    const event = await receiver.next();
    expect(event).toMatchObject({
      content: { id: posted.at("session.id"), previousSessionId: id },
      changeMetadata: null,
    });
  });

  test("follows a session a person edits through the control endpoint, when asked to", async () => {
    await subscribe(sessionEvents);
    await standIn.admin("PUT", `sessions/${id}?announce=true`, { status: "COMPLETED" });
    expect(await receiver.next()).toMatchObject({ eventType: "SESSION_COMPLETE" });
  });
});

describe("a message webhook", () => {
  test("tells received, sent and delivered messages apart, without the session", async () => {
    await subscribe(messageEvents);
    await standIn.admin("POST", "messages", { sessionId: id, direction: "FROM_HUB", text: "Oi" });
    const received = await receiver.next();
    expect(received).toMatchObject({
      eventType: "MESSAGE_RECEIVED",
      content: { sessionId: id, direction: "FROM_HUB", origin: "GATEWAY", userId: null, text: "Oi" },
      changeMetadata: null,
    });
    expect(at(received, "content")).not.toHaveProperty("companyId");
    const sent = await standIn.api("POST", `/chat/v1/session/${id}/message`, { text: "Olá" });
    expect(await receiver.next()).toMatchObject({
      eventType: "MESSAGE_SENT",
      content: { status: "QUEUED", origin: "API" },
    });
    await standIn.api("GET", `/chat/v1/message/${sent.at("id")}/status`);
    expect(await receiver.next()).toMatchObject({ eventType: "MESSAGE_UPDATED", content: { status: "DELIVERED" } });
  });

  test("names the agent who wrote", async () => {
    await subscribe(["MESSAGE_SENT"]);
    const userId = company.userId("bruno.carvalho");
    await standIn.admin("POST", "messages", {
      sessionId: id,
      direction: "TO_HUB",
      origin: "DEFAULT",
      userId,
      text: "Bom dia",
    });
    expect(await receiver.next()).toMatchObject({ content: { origin: "DEFAULT", userId } });
  });
});

describe("the unknowns of webhooks", () => {
  const complete = () => standIn.api("PUT", `/chat/v1/session/${id}/complete`, {});

  test("changes are items of property, of field, or an object", async () => {
    await subscribe(sessionEvents);
    await switchTo({ webhookChanges: "field" });
    await standIn.api("PUT", `/chat/v1/session/${id}/status`, { newStatus: "PENDING" });
    expect(changesOf(await receiver.next())).toContainEqual({
      field: "status",
      oldValue: "IN_PROGRESS",
      newValue: "PENDING",
    });
    await switchTo({ webhookChanges: "object" });
    await complete();
    expect(at(await receiver.next(), "changeMetadata.changes.status")).toEqual({
      previousValue: "PENDING",
      currentValue: "COMPLETED",
    });
  });

  test("userId may be missing beside agentDetails", async () => {
    await subscribe(sessionEvents);
    await switchTo({ webhookUserId: "absent" });
    await complete();
    const event = await receiver.next();
    expect(at(event, "content")).not.toHaveProperty("userId");
    expect(at(event, "content.agentDetails.userId")).toBe(company.userId("bruno.carvalho"));
  });

  test.each([
    ["null", null],
    ["missing", undefined],
  ])("contact, agent and classification may be %s, whatever the session has", async (position, shown) => {
    await subscribe(sessionEvents);
    await switchTo({ webhookDetails: position });
    await complete();
    const event = await receiver.next();
    for (const name of ["contactDetails", "agentDetails", "classification"])
      expect(at(event, `content.${name}`)).toBe(shown);
  });

  test("numbers of a message stand in its details, or do not", async () => {
    await subscribe(messageEvents);
    const say = (direction: string) =>
      standIn.admin("POST", "messages", { sessionId: id, direction, origin: "DEFAULT", text: "Oi" });
    await standIn.admin("POST", "messages", { sessionId: id, direction: "FROM_HUB", text: "Oi" });
    const [received] = [await receiver.next()];
    await say("TO_HUB");
    const sent = await receiver.next();
    expect(at(received, "content.details.to")).toBe(at(sent, "content.details.from"));
    expect(at(received, "content.details.from")).toBe(at(sent, "content.details.to"));
    expect(at(received, "content.details.to")).not.toBe(at(received, "content.details.from"));
    await switchTo({ webhookNumbers: "absent" });
    await say("TO_HUB");
    expect(at(await receiver.next(), "content.details")).not.toHaveProperty("from");
  });

  test("a delivery may get lost", async () => {
    await subscribe(sessionEvents);
    await switchTo({ webhookArrival: "none" });
    await standIn.api("PUT", `/chat/v1/session/${id}/status`, { newStatus: "PENDING" });
    await switchTo({ webhookArrival: "all" });
    await complete();
    expect(await receiver.next()).toMatchObject({ eventType: "SESSION_COMPLETE" });
    expect((await standIn.admin("GET", "webhooks")).body).toHaveLength(1);
  });

  test("a failed delivery is repeated once, or never", async () => {
    await subscribe(sessionEvents);
    receiver.answer(503);
    await switchTo({ webhookRetries: "once" });
    await complete();
    expect(await receiver.next()).toEqual(await receiver.next());
    expect((await standIn.admin("GET", "webhooks")).body).toHaveLength(2);
  });

  test("a delivery may arrive twice", async () => {
    await subscribe(sessionEvents);
    await switchTo({ webhookCopies: "two" });
    await complete();
    expect(await receiver.next()).toEqual(await receiver.next());
  });

  test("a receiver that is gone, or redirects elsewhere, disturbs nobody", async () => {
    const gone = await openReceiver();
    await gone.close();
    await subscribe(sessionEvents, gone.url);
    await subscribe(sessionEvents);
    receiver.answer(302);
    expect((await complete()).status).toBe(200);
    expect(await receiver.next()).toMatchObject({ eventType: "SESSION_COMPLETE" });
  });
});
