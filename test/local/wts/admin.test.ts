// The control endpoints: clock, sessions put by hand, agents, resets, and clear words for wrong input.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Company, companyOf } from "./company.ts";
import { at, type OpenStandIn, openStandIn } from "./open-stand-in.ts";

const id = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e6f";

let standIn: OpenStandIn;
let company: Company;
beforeAll(async () => {
  standIn = await openStandIn();
  company = await companyOf(standIn);
});
afterAll(() => standIn.close());
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: 0 });
});

const show = async () => (await standIn.admin("GET", `sessions/${id}`)).body;

describe("a reset", () => {
  test("seeds as many sessions as asked, 240 unless told", async () => {
    expect((await standIn.admin("POST", "reset", { sessions: 7 })).at("sessions")).toBe(7);
    expect((await standIn.admin("POST", "reset")).at("sessions")).toBe(240);
  });

  test("puts everything back to the start", async () => {
    await standIn.admin("PUT", "switches", { metadata: "replaced" });
    await standIn.admin("PUT", "clock", { now: "2030-01-01T00:00:00Z", frozen: true });
    await standIn.admin("PUT", "limits", { enabled: false });
    await standIn.admin("POST", "faults", [{ status: 500 }]);
    await standIn.admin("PUT", `agents/${company.userId("bruno.carvalho")}`, { availability: "UNAVAILABLE" });
    await standIn.api("GET", "/core/v1/agent");
    await standIn.admin("POST", "reset", {});
    expect((await standIn.admin("GET", "switches")).at("metadata")).toBe("merged");
    expect((await standIn.admin("GET", "clock")).at("frozen")).toBe(false);
    expect((await standIn.admin("GET", "limits")).at("enabled")).toBe(true);
    expect((await standIn.admin("GET", "faults")).body).toEqual([]);
    expect((await standIn.admin("GET", "requests")).body).toEqual([]);
    const { body } = await standIn.api("GET", "/core/v1/agent");
    const away = Array.isArray(body) ? body.filter((agent) => agent.availability === "UNAVAILABLE") : [];
    expect(away).toHaveLength(1);
  });

  test("keeps subscriptions only when asked", async () => {
    const subscription = { name: "x", url: "http://127.0.0.1:9/", events: ["SESSION_NEW"] };
    await standIn.api("POST", "/core/v1/webhook/subscription", subscription);
    await standIn.admin("POST", "reset", { keepSubscriptions: true });
    expect((await standIn.api("GET", "/core/v1/webhook/subscription")).body).toHaveLength(1);
    await standIn.admin("POST", "reset", {});
    expect((await standIn.api("GET", "/core/v1/webhook/subscription")).body).toEqual([]);
  });

  test("says what the contact of a session is: its name, its state and its tags", async () => {
    const contact = { contactName: "Célia Prado", contactStatus: "BLOCKED", contactTags: ["VIP", "não enviar"] };
    await standIn.admin("POST", "reset", { sessions: [{ id, ...contact }] });
    const list = await standIn.api("GET", "/chat/v2/session?PageSize=100&IncludeDetails=ContactDetails");
    expect(list.at("items.0.contactDetails")).toMatchObject({
      ...{ name: "Célia Prado", status: "BLOCKED", tagsName: ["VIP", "não enviar"] },
      tagsId: [expect.any(String), expect.any(String)],
    });
  });

  test("holds the sessions it is given, completed so that they do not contradict themselves", async () => {
    await standIn.admin("POST", "reset", { sessions: [{ id, lastMessageIn: "2026-01-10T10:00:00Z" }] });
    const session = await show();
    expect(session).toMatchObject({
      status: "IN_PROGRESS",
      departmentId: company.departmentId("Recepção"),
      userId: company.userId("ana.ribeiro"),
      lastInteractionDate: "2026-01-10T10:00:00Z",
      lastMessageOut: "2026-01-10T09:50:00Z",
      messageCount: 2,
      messages: [{ direction: "TO_HUB" }, { direction: "FROM_HUB", timestamp: "2026-01-10T10:00:00Z" }],
    });
    expect(Date.parse(String(at(session, "createdAt")))).toBeLessThan(Date.parse("2026-01-10T09:50:00Z"));
  });

  test("leaves a session without messages where both dates are null, and one unanswered where only one is", async () => {
    await standIn.admin("POST", "reset", { sessions: [{ id, lastMessageIn: null, lastMessageOut: null }] });
    expect(await show()).toMatchObject({ messages: [], lastInteractionDate: null });
    await standIn.admin("POST", "reset", { sessions: [{ id, lastMessageOut: null }] });
    expect(await show()).toMatchObject({ messages: [{ direction: "FROM_HUB" }], lastMessageOut: null });
  });

  test("takes a conversation and derives the rest from it", async () => {
    const userId = company.userId("joao.silva");
    const messages = [
      { direction: "FROM_HUB", text: "Oi", at: "2026-02-01T10:00:00Z" },
      { direction: "TO_HUB", origin: "BOT", text: "Olá!", at: "2026-02-01T10:00:05Z" },
      { direction: "TO_HUB", text: "Bom dia, aqui é o João", at: "2026-02-01T10:05:00Z" },
      { type: "NOTE", direction: "TO_HUB", text: "Pediu orçamento", at: "2026-02-01T10:06:00Z" },
    ];
    await standIn.admin("POST", "reset", { sessions: [{ id, userId, messages }] });
    expect(await show()).toMatchObject({
      departmentId: company.departmentId("Comercial"),
      lastMessageIn: "2026-02-01T10:00:00Z",
      lastMessageOut: "2026-02-01T10:05:00Z",
      firstResponseAt: "2026-02-01T10:05:00Z",
      messages: [{ userId: null }, { origin: "BOT", userId: null }, { origin: "DEFAULT", userId }],
      notes: [{ text: "Pediu orçamento" }],
    });
  });
});

describe("the clock", () => {
  test("runs on from the instant it was set to, or stands still", async () => {
    const running = await standIn.admin("PUT", "clock", { now: "2027-07-07T07:07:07Z" });
    expect(String(running.at("now")).slice(0, 16)).toBe("2027-07-07T07:07");
    expect(running.at("frozen")).toBe(false);
    await standIn.admin("PUT", "clock", { now: "2027-07-07T07:07:07Z", frozen: true });
    expect((await standIn.admin("GET", "clock")).body).toEqual({ now: "2027-07-07T07:07:07.000Z", frozen: true });
    const real = await standIn.admin("PUT", "clock", {});
    expect(Math.abs(Date.parse(String(real.at("now"))) - Date.now())).toBeLessThan(60_000);
  });

  test("dates the seed of a reset that sets it", async () => {
    await standIn.admin("POST", "reset", { clock: { now: "2026-03-10T15:00:00Z", frozen: true } });
    const page = await standIn.api(
      "GET",
      "/chat/v2/session?PageSize=1&OrderBy=lastInteractionAt&OrderDirection=DESCENDING",
    );
    const newestMs = Date.parse(String(page.at("items.0.lastInteractionDate")));
    expect(newestMs).toBeLessThanOrEqual(Date.parse("2026-03-10T15:00:00Z"));
    expect(newestMs).toBeGreaterThan(Date.parse("2026-03-10T14:30:00Z"));
  });
});

describe("a session put by hand", () => {
  test("is created when absent and merged when present", async () => {
    await standIn.admin("PUT", `sessions/${id}`, { status: "PENDING", metadata: { a: "1" } });
    expect(await show()).toMatchObject({ status: "PENDING", userId: null });
    await standIn.admin("PUT", `sessions/${id}`, { unreadCount: 4 });
    expect(await show()).toMatchObject({ status: "PENDING", unreadCount: 4, metadata: { a: "1" } });
    expect((await standIn.admin("GET", "sessions?status=PENDING")).body).toHaveLength(1);
    expect((await standIn.admin("GET", "sessions?status=STARTED")).body).toEqual([]);
  });
});

describe("an agent", () => {
  test("goes away and comes back, and changes department", async () => {
    const userId = company.userId("bruno.carvalho");
    const departments = [company.departmentId("Suporte")];
    const changed = await standIn.admin("PUT", `agents/${userId}`, { availability: "UNAVAILABLE", departments });
    expect(changed.body).toMatchObject({
      availability: "UNAVAILABLE",
      departments: [{ departmentId: departments[0] }],
    });
  });
});

describe("the office hours", () => {
  test("are set day by day", async () => {
    const monday = { dayWeek: "MONDAY", active: true, periods: [{ startTime: "09:00", endTime: "10:00" }] };
    await standIn.admin("PUT", "officehours", { limitHours: true, timezoneDiff: -4, days: [monday] });
    const { body } = await standIn.api("GET", "/core/v1/company/officehours");
    expect(body).toMatchObject({ timezoneDiff: -4 });
    expect(at(body, "days")).toContainEqual(expect.objectContaining(monday));
  });
});

describe("wrong input", () => {
  test("is answered 400 with what was expected", async () => {
    const wrong: [string, string, unknown, string][] = [
      ["POST", "reset", { session: 3 }, "there are sessions, seed"],
      ["POST", "reset", { sessions: -1 }, "whole number"],
      ["POST", "reset", { sessions: "all" }, "how many sessions"],
      ["POST", "reset", { sessions: [{ status: "OPEN" }] }, "one of UNDEFINED, STARTED"],
      ["POST", "reset", "{", "not JSON"],
      ["GET", "sessions/12", undefined, "UUID"],
      ["GET", `sessions/${id}`, undefined, "no session"],
      ["PUT", `sessions/${id}`, { statuss: "PENDING" }, "no property statuss"],
      ["POST", "messages", { sessionId: id, direction: "FROM_HUB", text: "Oi" }, "no session"],
      ["POST", "messages", { sessionId: id }, "needs direction, text, and either sessionId or newContact"],
      ["PUT", `agents/${id}`, {}, "no agent"],
      ["PUT", "switches", { metadata: "mixed" }, "merged, replaced"],
      ["PUT", "switches", { meta: "merged" }, "there are metadata"],
      ["PUT", "limits", { burst: { requests: "3" } }, "whole number"],
      ["PUT", "clock", { now: "soon" }, "a date such as"],
      ["GET", "sessions?account=nobody", undefined, "no account nobody; there are default, other"],
      ["GET", "nothing", undefined, "no such control endpoint"],
    ];
    for (const [method, path, body, expected] of wrong) {
      const reply = await standIn.admin(method, path, body);
      expect({ path, status: reply.status, message: reply.at("error.message") }).toEqual({
        path,
        status: 400,
        message: expect.stringContaining(expected),
      });
    }
  });
});
