// Holds every answer of the stand-in against the vendor's own description of it.
import { afterAll, beforeAll, expect } from "@jest/globals";
import { matchPath } from "../../../local/wts/http/match-path.ts";
import { routes } from "../../../local/wts/http/routes.ts";
import { describeBeside } from "../../support/describe-beside.ts";
import { schemaName, vendorSchema } from "../../support/wts-schema.ts";
import { at, type OpenStandIn, openStandIn, type Reply } from "./open-stand-in.ts";

const schema = vendorSchema();

const session = "0b54b7fc-4f5c-4a8e-8b0e-1b1f0b6c7d01";
const details = [
  "AgentDetails",
  "DepartmentsDetails",
  "ContactDetails",
  "ChannelTypeDetails",
  "ClassificationDetails",
  "ChannelDetails",
];

/** Answered by WTS, but not in its published description. */
const undescribed: Record<string, { name: string; list?: "page" | "array" }> = {
  "GET /chat/v1/session": { name: "PublicSessionDTO", list: "page" },
  "GET /chat/v1/session/{id}": { name: "PublicSessionDTO" },
  "PUT /chat/v1/session/{id}/partial": { name: "PublicSessionDTO" },
  "GET /chat/v1/session/note/{noteId}": { name: "PublicMessageDTO" },
  "DELETE /chat/v1/session/note/{noteId}": { name: "PublicMessageDTO" },
  "GET /chat/v1/message": { name: "PublicMessageDTO", list: "page" },
  "GET /chat/v1/message/{id}/status": { name: "PublicQuickMessageDTO" },
  "GET /core/v1/department": { name: "PublicDepartmentDTO", list: "array" },
  "GET /core/v1/agent/{id}": { name: "PublicAgentDTO" },
  "GET /core/v1/contact/{id}": { name: "PublicContactDTO" },
};

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());

describeBeside(schemaName, "an answer of the stand-in has the shape the vendor publishes", (test) => {
  const asked = new Set<string>();

  const problems = (method: string, path: string, reply: Reply): string[] => {
    const route = routes.find((one) => one.method === method && matchPath(one.path, path) !== undefined);
    const name = `${method} ${route?.path}`;
    asked.add(name);
    const published = schema?.response(method, path);
    if (published !== undefined) return published(reply.body);
    const expected = undescribed[name];
    if (expected === undefined) return [`nobody says what ${name} answers`];
    const check = schema?.request(expected.name) ?? (() => []);
    const items = expected.list === "page" ? at(reply.body, "items") : reply.body;
    if (expected.list === undefined) return check(items);
    return Array.isArray(items) && items.length > 0 ? items.flatMap(check) : [`${name} lists nothing`];
  };

  const ask = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const reply = await standIn.api(method, path, body);
    const [pathname = ""] = path.split("?");
    expect({ path, status: reply.status, problems: problems(method, pathname, reply) }).toEqual({
      path,
      status: 200,
      problems: [],
    });
    return reply;
  };

  test("at every address it answers", async () => {
    const all = details.map((name) => `IncludeDetails=${name}`).join("&");
    const everything = await ask("GET", `/chat/v2/session?PageSize=100&${all}`);
    await ask("GET", `/chat/v2/session?PageSize=100&PageNumber=2&${all}`);
    await ask("GET", `/chat/v1/session?PageSize=100&${all}`);
    await standIn.admin("PUT", `sessions/${session}`, { status: "IN_PROGRESS" });
    const one = `/chat/v1/session/${session}`;
    await ask("GET", `/chat/v2/session/${session}?${all.replaceAll("Include", "include")}`);
    await ask("GET", one);
    const classification = { category: "WON", description: "Vendido", amount: 10.5 };
    const fields = ["Number", "Classification", "EndAt", "Metadata"];
    const partial = { classification, number: "7", endAt: "2026-12-01T10:00:00-03:00", metadata: { a: 1 }, fields };
    await ask("PUT", `/chat/v2/session/${session}/partial`, partial);
    await ask("PUT", `${one}/partial`, { fields });
    const agents = await ask("GET", "/core/v1/agent");
    const departments = await ask("GET", "/core/v2/department");
    await ask("GET", "/core/v1/department");
    const departmentId = departments.at("1.id");
    for (const detail of ["All", "Agents", "Channels"])
      await ask("GET", `/core/v1/department/${departmentId}?includeDetails=${detail}`);
    await ask("GET", `/core/v1/agent/${agents.at("0.id")}`);
    await ask("PUT", `${one}/transfer`, { type: "DEPARTMENT", newDepartmentId: departmentId });
    await ask("PUT", `${one}/assignee`, { userId: agents.at("0.userId") });
    await ask("PUT", `${one}/status`, { newStatus: "PENDING" });
    const note = await ask("POST", `${one}/note`, { text: "Só para a equipe" });
    await ask("GET", `${one}/note`);
    await ask("GET", `/chat/v1/session/note/${note.at("id")}`);
    await ask("DELETE", `/chat/v1/session/note/${note.at("id")}`);
    const message = await ask("POST", `${one}/message`, { text: "Olá" });
    await ask("GET", `/chat/v1/message/${message.at("id")}/status`);
    await standIn.admin("POST", "faults", [{ failMessage: "Número inválido", times: 1 }]);
    await ask("POST", `${one}/message/sync`, { text: "Olá de novo" });
    await ask("GET", `${one}/message`);
    await ask("GET", `/chat/v1/message?SessionId=${session}`);
    await ask("PUT", `${one}/complete`, { reactivateOnNewMessage: true });
    await ask("GET", "/core/v1/company/officehours");
    const contact = await ask("GET", `/core/v1/contact/${everything.at("items.0.contactId")}?IncludeDetails=Tags`);
    await ask("GET", `/core/v1/contact/phonenumber/${contact.at("phoneNumber")}`);
    await ask("GET", "/core/v1/webhook/event");
    const wanted = { name: "Ganchos", url: "http://127.0.0.1:9/x", events: ["SESSION_NEW"] };
    const subscription = await ask("POST", "/core/v1/webhook/subscription", wanted);
    const its = `/core/v1/webhook/subscription/${subscription.at("id")}`;
    await ask("GET", "/core/v1/webhook/subscription");
    await ask("GET", its);
    await ask("PUT", its, { enabled: false, fields: ["Enabled"] });
    await ask("DELETE", its);
    expect([...asked].sort()).toEqual(routes.map((route) => `${route.method} ${route.path}`).sort());
  });

  test("also when it refuses", async () => {
    const missing = "00000000-0000-4000-8000-000000000000";
    const reply = await standIn.api("GET", `/chat/v2/session/${missing}`);
    expect(reply.status).toBe(500);
    expect(schema?.response("GET", `/chat/v2/session/${missing}`, 500)?.(reply.body)).toEqual([]);
  });

  test("and every operation the vendor publishes is answered", () => {
    const answered = routes.map((route) => `${route.method} ${route.path}`);
    const published = schema?.operations().map(({ method, path }) => `${method} ${path}`) ?? [];
    expect(published.filter((operation) => !answered.includes(operation))).toEqual([]);
  });
});

describeBeside(schemaName, "the vendor's description as a check of what a client sends", (test) => {
  test("takes a good body and names what is wrong with a bad one", () => {
    const check = schema?.request("PublicReqUpdatePartialSessionDTO");
    expect(check?.({ userId: null, fields: ["UserId"] })).toEqual([]);
    expect(check?.({ fields: ["userId"] }).join()).toContain("allowed values");
    expect(check?.({ autocomplete: true }).join()).toContain("autocomplete");
  });

  test("takes known query parameters and names unknown ones", () => {
    const check = schema?.query("GET", "/chat/v2/session");
    expect(check?.(new URLSearchParams("Status=PENDING&PageSize=100&CreatedAt.After=2026-01-01T00:00:00Z"))).toEqual(
      [],
    );
    expect(check?.(new URLSearchParams("status=PENDING"))).toEqual(["status is no parameter of this operation"]);
    expect(check?.(new URLSearchParams("PageSize=101"))).toHaveLength(1);
  });
});
