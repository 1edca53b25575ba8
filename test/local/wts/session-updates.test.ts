// Partial updates, transfers, assignments, statuses and completion: what they change and what they silently do not.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { fieldNames } from "../../../lib/core/command/field-mask.ts";
import { type Company, companyOf } from "./company.ts";
import { type OpenStandIn, openStandIn, otherCompanyId } from "./open-stand-in.ts";

const id = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e6f";
const missingId = "00000000-0000-4000-8000-000000000000";

let standIn: OpenStandIn;
let company: Company;
beforeAll(async () => {
  standIn = await openStandIn();
  company = await companyOf(standIn);
});
afterAll(() => standIn.close());

const hold = (session: Record<string, unknown>) => standIn.admin("POST", "reset", { sessions: [{ id, ...session }] });

beforeEach(async () => {
  await hold({
    status: "IN_PROGRESS",
    userId: company.userId("bruno.carvalho"),
    metadata: { origem: "site" },
    number: "2026001",
  });
});

const put = (path: string, body: unknown) => standIn.api("PUT", `/chat/v1/session/${id}/${path}`, body);
const partial = (body: unknown) => standIn.api("PUT", `/chat/v2/session/${id}/partial`, body);
const held = async () => (await standIn.admin("GET", `sessions/${id}`)).body;

describe("a partial update", () => {
  test("writes what the mask names and nothing else", async () => {
    const reply = await partial({ number: "77", status: "PENDING", metadata: { a: "1" }, fields: ["Number"] });
    expect(reply.status).toBe(200);
    expect(await held()).toMatchObject({ number: "77", status: "IN_PROGRESS", metadata: { origem: "site" } });
  });

  test.each(fieldNames)("takes %s, as do we", async (field) => {
    expect((await partial({ fields: [field] })).status).toBe(200);
    expect((await partial({ fields: [`${field}s`] })).status).toBe(400);
  });

  test("changes nothing without a mask", async () => {
    for (const body of [{ number: "77" }, { number: "77", fields: null }, { number: "77", fields: [] }])
      expect((await partial(body)).status).toBe(200);
    expect(await held()).toMatchObject({ number: "2026001" });
  });

  test("erases a field named without a value", async () => {
    const reply = await partial({
      fields: ["Number", "Metadata", "UserId", "DepartmentId", "EndAt", "Classification"],
    });
    expect(reply.body).toMatchObject({ number: null, metadata: null, userId: null, departmentId: null, endAt: null });
  });

  test("turns a Status named without a value into UNDEFINED", async () => {
    expect((await partial({ fields: ["Status"] })).at("status")).toBe("UNDEFINED");
  });

  test("keeps endAt as the instant it was given, whatever its zone", async () => {
    const reply = await partial({ endAt: "2027-01-15T09:30:00-03:00", fields: ["EndAt"] });
    expect(reply.at("endAt")).toBe("2027-01-15T12:30:00Z");
  });

  test("sends a session back to the queue when its person is taken off", async () => {
    expect((await partial({ userId: null, fields: ["UserId"] })).body).toMatchObject({
      userId: null,
      status: "PENDING",
    });
  });

  test("knows people by userId and not by agent id", async () => {
    const { body } = await standIn.api("GET", "/core/v1/agent");
    const agent = Array.isArray(body) ? body[3] : undefined;
    expect((await partial({ userId: agent.userId, fields: ["UserId"] })).at("userId")).toBe(agent.userId);
    expect((await partial({ userId: agent.id, fields: ["UserId"] })).at("key")).toBe("FORM_ERROR");
  });

  test("refuses unknown departments, people and companies with 500 FORM_ERROR and changes nothing", async () => {
    const before = await held();
    for (const body of [
      { departmentId: missingId, fields: ["DepartmentId"] },
      { userId: missingId, fields: ["UserId"] },
      { companyId: otherCompanyId, number: "1", fields: ["Number"] },
    ]) {
      const reply = await partial(body);
      expect(reply.status).toBe(500);
      expect(reply.body).toMatchObject({ key: "FORM_ERROR", error: true });
    }
    expect(await held()).toEqual(before);
    expect((await partial({ companyId: company.companyId, number: "1", fields: ["Number"] })).status).toBe(200);
  });

  test("refuses malformed JSON, wrong types, bad ids and misspelt field names with 400 ProblemDetails", async () => {
    for (const body of [
      '{"fields": [',
      "",
      "[]",
      { status: "DONE" },
      { departmentId: "Comercial" },
      { fields: ["number"] },
      { number: 7 },
      { endAt: "amanhã" },
    ]) {
      const reply = await partial(body);
      expect({ body, status: reply.status, problem: reply.at("status") }).toEqual({ body, status: 400, problem: 400 });
    }
  });

  test("stops the bot on request", async () => {
    await hold({ status: "STARTED", botId: missingId });
    await partial({ fields: [], options: { stopBotInExecution: true } });
    expect(await held()).toMatchObject({ botId: null });
  });

  test("writes the classification, which a read shows only on request", async () => {
    const classification = { category: "WON", description: "Pacote anual", amount: 1200.5 };
    expect((await partial({ classification, fields: ["Classification"] })).at("classification")).toBeNull();
    const detailed = await standIn.api("GET", `/chat/v2/session/${id}?includeDetails=ClassificationDetails`);
    expect(detailed.at("classification")).toMatchObject({
      category: "WON",
      categoryDescription: "Pacote anual",
      amount: 1200.5,
    });
  });

  test("refuses another content type", async () => {
    const headers = { authorization: "Bearer pn_default_key", "content-type": "text/plain" };
    const response = await fetch(`${standIn.url}/chat/v2/session/${id}/partial`, {
      method: "PUT",
      headers,
      body: "{}",
    });
    expect(response.status).toBe(415);
    await response.body?.cancel();
  });
});

describe("a transfer", () => {
  test("to a department clears the person and queues the session", async () => {
    const newDepartmentId = company.departmentId("Financeiro");
    const reply = await put("transfer", { type: "DEPARTMENT", newDepartmentId, newUserId: null, options: {} });
    expect(reply.body).toMatchObject({ departmentId: newDepartmentId, userId: null, status: "PENDING" });
  });

  test("to a person gives it to them in that department", async () => {
    const newDepartmentId = company.departmentId("Pós-venda");
    const newUserId = company.userId("carla.mendes");
    const reply = await put("transfer", { type: "USER", newDepartmentId, newUserId });
    expect(reply.body).toMatchObject({ departmentId: newDepartmentId, userId: newUserId, status: "IN_PROGRESS" });
  });

  test("without its destination, or to an unknown one, is refused with 500 FORM_ERROR", async () => {
    for (const body of [
      { type: "USER" },
      { type: "USER", newUserId: missingId },
      { type: "DEPARTMENT" },
      { type: "DEPARTMENT", newDepartmentId: missingId },
    ]) {
      const reply = await put("transfer", body);
      expect({ body, status: reply.status, key: reply.at("key") }).toEqual({ body, status: 500, key: "FORM_ERROR" });
    }
  });

  test("without a type is a bad request", async () => {
    expect((await put("transfer", { newDepartmentId: company.departmentId("Suporte") })).status).toBe(400);
  });
});

describe("assignment and status", () => {
  test("an assignment gives the session to a person, who must exist", async () => {
    const userId = company.userId("marina.duarte");
    expect((await put("assignee", { userId })).body).toMatchObject({ userId, status: "IN_PROGRESS" });
    expect((await put("assignee", { userId: missingId })).at("key")).toBe("FORM_ERROR");
    expect((await put("assignee", { agentId: userId })).status).toBe(400);
  });

  test("a status is set by newStatus, not by status", async () => {
    expect((await put("status", { newStatus: "PENDING" })).at("status")).toBe("PENDING");
    expect((await put("status", { status: "COMPLETED" })).status).toBe(400);
    expect((await put("status", { newStatus: "COMPLETED" })).at("endAt")).toEqual(expect.any(String));
    expect((await put("status", { newStatus: "IN_PROGRESS" })).at("endAt")).toBeNull();
  });
});

describe("completion", () => {
  test("closes the session now and by default for good", async () => {
    await standIn.admin("PUT", "clock", { now: "2026-05-04T12:00:00Z", frozen: true });
    const reply = await put("complete", {});
    expect(reply.at("status")).toBe("COMPLETED");
    expect(Date.parse(String(reply.at("endAt")))).toBe(Date.parse("2026-05-04T12:00:00Z"));
    const next = await standIn.admin("POST", "messages", {
      sessionId: id,
      direction: "FROM_HUB",
      text: "Oi",
      at: "2026-05-04T12:05:00Z",
    });
    expect(next.at("session.previousSessionId")).toBe(id);
    expect(next.at("session.status")).toBe("STARTED");
  });

  test("with reactivateOnNewMessage lets the customer back in for twelve hours", async () => {
    await standIn.admin("PUT", "clock", { now: "2026-05-04T12:00:00Z", frozen: true });
    await put("complete", { reactivateOnNewMessage: true });
    const late = await standIn.admin("POST", "messages", {
      sessionId: id,
      direction: "FROM_HUB",
      text: "Oi",
      at: "2026-05-05T00:00:01Z",
    });
    expect(late.at("session.id")).not.toBe(id);
    const back = await standIn.admin("POST", "messages", {
      sessionId: id,
      direction: "FROM_HUB",
      text: "Oi",
      at: "2026-05-04T23:59:59Z",
    });
    expect(back.body).toMatchObject({ session: { id, status: "IN_PROGRESS", endAt: null } });
  });

  test("answers what a session is now, also whether the customer wrote meanwhile", async () => {
    await standIn.admin("POST", "messages", { sessionId: id, direction: "FROM_HUB", text: "Espera!" });
    const reply = await put("complete", {});
    expect(Date.parse(String(reply.at("lastMessageIn")))).toBeGreaterThan(
      Date.parse(String(reply.at("lastMessageOut"))),
    );
  });

  test("of a session nobody knows is 500 FORM_ERROR, of a bad id 400", async () => {
    expect((await standIn.api("PUT", `/chat/v1/session/${missingId}/complete`, {})).at("key")).toBe("FORM_ERROR");
    expect((await standIn.api("PUT", "/chat/v1/session/12/complete", {})).status).toBe(400);
  });
});
