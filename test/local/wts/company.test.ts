// The directory, contacts and office hours of the seeded company, and what does not change with the seed.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { at, each, type OpenStandIn, openStandIn, otherCompanyId, otherKey } from "./open-stand-in.ts";

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());

const statuses = ["UNDEFINED", "STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"];

describe("the seeded company", () => {
  test("holds five departments and nine people as plain arrays", async () => {
    const departments = await standIn.api("GET", "/core/v2/department");
    expect(each(departments.body, "name")).toEqual(["Recepção", "Comercial", "Financeiro", "Suporte", "Pós-venda"]);
    expect(each((await standIn.api("GET", "/core/v1/agent")).body, "name")).toHaveLength(9);
  });

  test("holds two people of one name, one person who is away and one in two departments", async () => {
    const { body } = await standIn.api("GET", "/core/v1/agent");
    const agents = Array.isArray(body) ? body : [];
    const joaos = agents.filter((agent) => agent.name === "João Silva");
    expect(new Set(joaos.map((agent) => agent.departments[0].departmentId)).size).toBe(2);
    expect(agents.filter((agent) => agent.availability === "UNAVAILABLE").map((agent) => agent.name)).toEqual([
      "Fernanda Lima",
    ]);
    expect(agents.filter((agent) => agent.departments.length === 2).map((agent) => agent.name)).toEqual([
      "Carla Mendes",
    ]);
    expect(agents.every((agent) => agent.id !== agent.userId)).toBe(true);
  });

  test("shows the members of one department only when asked", async () => {
    const id = at((await standIn.api("GET", "/core/v2/department")).body, "1.id");
    expect((await standIn.api("GET", `/core/v1/department/${id}`)).at("agents")).toEqual([]);
    expect((await standIn.api("GET", `/core/v1/department/${id}?includeDetails=Agents`)).at("agents")).toHaveLength(2);
  });

  test("tells its office hours as wall time three hours behind UTC", async () => {
    const { body } = await standIn.api("GET", "/core/v1/company/officehours");
    expect(body).toMatchObject({ limitHours: true, timezoneDiff: -3 });
    expect(each(at(body, "days"), "dayWeek")).toContain("MONDAY");
  });

  test("finds contacts by id and by phone number, and answers 500 for those it does not have", async () => {
    const contactId = (await standIn.api("GET", "/chat/v2/session?PageSize=1")).at("items.0.contactId");
    const byId = await standIn.api("GET", `/core/v1/contact/${contactId}`);
    const byPhone = await standIn.api("GET", `/core/v1/contact/phonenumber/${byId.at("phoneNumber")}`);
    expect(byPhone.body).toEqual(byId.body);
    const nobody = await standIn.api("GET", "/core/v1/contact/phonenumber/5511000000000");
    expect(nobody.status).toBe(500);
    expect(nobody.body).toMatchObject({ key: "FORM_ERROR", text: "Contato não encontrado" });
  });

  test("has sessions in every status, and ways for a conversation to have ended", async () => {
    await standIn.admin("POST", "reset", {});
    const { body } = await standIn.admin("GET", "sessions");
    expect(new Set(each(body, "status"))).toEqual(new Set(statuses));
    const lastSpeakers = new Set<unknown>();
    for (const id of each(body, "id")) {
      const messages = (await standIn.admin("GET", `sessions/${id}`)).at("messages");
      if (Array.isArray(messages) && messages.length > 0) lastSpeakers.add(messages.at(-1).origin);
    }
    for (const origin of ["GATEWAY", "DEFAULT", "BOT", "OFFICE_HOURS", "CAMPAIGN"])
      expect(lastSpeakers).toContain(origin);
  });

  test("agrees with its own messages about who spoke when", async () => {
    const { body } = await standIn.admin("GET", "sessions");
    let spoken = 0;
    for (const id of each(body, "id").slice(0, 60)) {
      const session = (await standIn.admin("GET", `sessions/${id}`)).body;
      const messages = at(session, "messages");
      const last = (direction: string) =>
        Array.isArray(messages)
          ? (messages.findLast((message) => message.direction === direction)?.timestamp ?? null)
          : null;
      const wrote = [last("FROM_HUB"), last("TO_HUB")];
      if (!wrote.includes(null)) spoken += 1;
      expect([at(session, "lastMessageIn"), at(session, "lastMessageOut")]).toEqual(wrote);
    }
    // In most of them both have spoken: otherwise nothing was compared.
    expect(spoken).toBeGreaterThan(30);
  });

  test("is the same company after a reset with another seed, with other sessions", async () => {
    const directory = (await standIn.admin("GET", "directory")).body;
    const ids = async () => each((await standIn.admin("GET", "sessions")).body, "id");
    await standIn.admin("POST", "reset", { seed: 1 });
    const first = await ids();
    await standIn.admin("POST", "reset", { seed: 2 });
    const second = await ids();
    await standIn.admin("POST", "reset", { seed: 1 });
    expect(await ids()).toEqual(first);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
    expect((await standIn.admin("GET", "directory")).body).toEqual(directory);
  });

  test("is another company for another account", async () => {
    const mine = await standIn.api("GET", "/chat/v2/session?PageSize=1");
    const theirs = await standIn.api("GET", "/chat/v2/session?PageSize=1", undefined, otherKey);
    expect(theirs.at("items.0.companyId")).toBe(otherCompanyId);
    expect(mine.at("items.0.companyId")).not.toBe(otherCompanyId);
    const reach = await standIn.api("GET", `/chat/v2/session/${theirs.at("items.0.id")}`);
    expect(reach.at("key")).toBe("FORM_ERROR");
  });
});
