// Every unknown of WTS, both ways: the table must name each position of each switch, or it does not compile.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Switches, type SwitchName, switchCatalogue } from "../../../local/wts/switches.ts";
import { type Company, companyOf } from "./company.ts";
import { ask, at, defaultKey, type OpenStandIn, openStandIn } from "./open-stand-in.ts";

/** These need a receiver and are tested with the webhooks. */
type WebhookSwitch = Extract<SwitchName, `webhook${string}`>;

type Table = { [Name in Exclude<SwitchName, WebhookSwitch>]: { [Value in Switches[Name]]: () => Promise<void> } };

const id = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e6f";
const missing = "00000000-0000-4000-8000-000000000000";
const nowMs = Date.parse("2026-06-01T15:00:00Z");

let standIn: OpenStandIn;
let company: Company;
beforeAll(async () => {
  standIn = await openStandIn();
  company = await companyOf(standIn);
});
afterAll(() => standIn.close());

const hold = (session: Record<string, unknown>) => standIn.admin("PUT", `sessions/${id}`, session);
const held = async () => (await standIn.admin("GET", `sessions/${id}`)).body;
const put = (path: string, body: unknown) => standIn.api("PUT", `/chat/v1/session/${id}/${path}`, body);
const partial = (body: unknown) => standIn.api("PUT", `/chat/v2/session/${id}/partial`, body);
const send = (body: unknown, how = "message") => standIn.api("POST", `/chat/v1/session/${id}/${how}`, body);
const get = (path: string) => standIn.api("GET", path);
const complete = () => put("complete", {});
const toDepartment = (name: string) =>
  put("transfer", { type: "DEPARTMENT", newDepartmentId: company.departmentId(name) });
const toUser = (email: string) => put("transfer", { type: "USER", newUserId: company.userId(email) });
const assignMarina = () => put("assignee", { userId: company.userId("marina.duarte") });
const total = async (query: string) => (await get(`/chat/v2/session?${query}`)).at("totalItems");
const interactionMs = async () => Date.parse(String(at(await held(), "lastInteractionDate")));
const lastOutMs = async () => Date.parse(String(at(await held(), "lastMessageOut")));
const older = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e60";
const firstOf = async (path: string) => {
  await standIn.admin("PUT", `sessions/${older}`, { createdAt: "2026-05-01T12:00:00Z" });
  return (await get(path)).at("items.0.id");
};
const newest = async () => {
  const path = `/chat/v1/session/${id}/message?OrderBy=createdAt&OrderDirection=DESCENDING`;
  const messages = (await get(path)).at("items") as { text: string }[];
  return messages.find(({ text }) => ["Olá", "2"].includes(text));
};
const track = () =>
  standIn.admin("POST", "messages", { sessionId: id, direction: "TO_HUB", origin: "DEFAULT", type: "TRACK", text: "" });
const refused = async () => standIn.api("GET", "/core/v1/agent", undefined, "pn_wrong");

const expectFormError = async (asked: Promise<{ status: number; at(path: string): unknown }>): Promise<void> => {
  const reply = await asked;
  expect([reply.status, reply.at("key")]).toEqual([500, "FORM_ERROR"]);
};
const expectOk = async (asked: Promise<{ status: number }>): Promise<void> => {
  expect((await asked).status).toBe(200);
};
const expectAfter = async (asked: Promise<unknown>, session: Record<string, unknown>): Promise<void> => {
  await asked;
  expect(await held()).toMatchObject(session);
};
const tooMany = async () => {
  await standIn.admin("PUT", "limits", { burst: { requests: 0, windowMs: 5_000 } });
  return get("/core/v1/agent");
};
const holdStatuses = async (...statuses: string[]): Promise<void> => {
  for (const [index, status] of statuses.entries())
    await standIn.admin("PUT", `sessions/${id.slice(0, -1)}${index}`, { status });
};

const table: Table = {
  metadata: {
    merged: () =>
      expectAfter(partial({ metadata: { b: "2" }, fields: ["Metadata"] }), { metadata: { a: "1", b: "2" } }),
    replaced: async () => {
      await partial({ metadata: { b: "2" }, fields: ["Metadata"] });
      expect(at(await held(), "metadata")).toEqual({ b: "2" });
    },
  },
  notFound: {
    "form-error-500": () => expectFormError(get(`/chat/v2/session/${missing}`)),
    "404": async () => {
      expect((await get(`/chat/v2/session/${missing}`)).status).toBe(404);
      await expectFormError(put("transfer", { type: "DEPARTMENT", newDepartmentId: missing }));
    },
  },
  badInput: {
    "problem-400": async () => expect((await get("/chat/v2/session/12")).at("status")).toBe(400),
    "form-error-500": async () => {
      await expectFormError(get("/chat/v2/session/12"));
      await expectFormError(put("complete", "{"));
    },
  },
  completeTwice: {
    ok: async () => {
      const first = await complete();
      const second = await complete();
      expect([second.status, second.at("endAt")]).toEqual([200, first.at("endAt")]);
    },
    "form-error": async () => {
      await complete();
      await expectFormError(complete());
    },
  },
  transferCompleted: {
    "form-error": async () => {
      await complete();
      await expectFormError(toDepartment("Suporte"));
      await expectFormError(assignMarina());
    },
    reopens: async () => {
      await complete();
      await expectAfter(toDepartment("Suporte"), { status: "PENDING", endAt: null });
    },
  },
  statusOnCompleted: {
    ok: async () => {
      await complete();
      await expectAfter(put("status", { newStatus: "PENDING" }), { status: "PENDING", endAt: null });
    },
    "form-error": async () => {
      await complete();
      await expectFormError(put("status", { newStatus: "PENDING" }));
    },
  },
  partialCompleted: {
    "like-complete": () =>
      expectAfter(partial({ status: "COMPLETED", fields: ["Status"] }), {
        status: "COMPLETED",
        endAt: expect.any(String),
      }),
    "status-only": () =>
      expectAfter(partial({ status: "COMPLETED", fields: ["Status"] }), { status: "COMPLETED", endAt: null }),
  },
  omittedValue: {
    erases: () => expectAfter(partial({ fields: ["Number"] }), { number: null }),
    keeps: async () => {
      await expectAfter(partial({ fields: ["Number"] }), { number: "2026001" });
      await expectAfter(partial({ number: null, fields: ["Number"] }), { number: null });
    },
  },
  autocompleteCarrier: {
    property: async () => {
      const flags = { autocomplete: true, reactivateDisabled: true };
      await expectAfter(partial({ ...flags, fields: ["Autocomplete", "ReactivateDisabled"] }), flags);
    },
    "writes-default": async () => {
      await hold({ autocomplete: true });
      await expectAfter(partial({ autocomplete: true, fields: ["Autocomplete"] }), { autocomplete: false });
    },
    ignored: async () => {
      await hold({ autocomplete: true });
      await expectAfter(partial({ autocomplete: false, fields: ["Autocomplete"] }), { autocomplete: true });
    },
  },
  sessionApi: {
    "v2-and-v1": async () => {
      await expectOk(get("/chat/v1/session"));
      await expectOk(get("/chat/v2/session"));
    },
    "v1-only": async () => {
      expect((await get("/chat/v2/session")).status).toBe(404);
      expect((await partial({ fields: [] })).status).toBe(404);
      await expectOk(get("/chat/v1/session"));
      await expectOk(put("partial", { fields: [] }));
    },
    "v2-only": async () => {
      expect((await get(`/chat/v1/session/${id}`)).status).toBe(404);
      await expectOk(get(`/chat/v2/session/${id}`));
      await expectOk(complete());
    },
  },
  lastMessageOut: {
    all: async () => {
      await send({ text: "Olá" });
      expect(await lastOutMs()).toBe(nowMs);
    },
    "humans-only": async () => {
      const beforeMs = await lastOutMs();
      await send({ text: "Olá" });
      expect(await lastOutMs()).toBe(beforeMs);
      await standIn.admin("POST", "messages", { sessionId: id, direction: "TO_HUB", origin: "DEFAULT", text: "Olá" });
      expect(await lastOutMs()).toBe(nowMs);
    },
  },
  automaticMovesInteraction: {
    true: async () => {
      await send({ text: "Olá" });
      expect(await interactionMs()).toBe(nowMs);
    },
    false: async () => {
      await send({ text: "Olá" });
      expect(await interactionMs()).toBeLessThan(nowMs);
    },
  },
  noteMovesInteraction: {
    false: async () => {
      await send({ text: "Nota" }, "note");
      expect(await interactionMs()).toBeLessThan(nowMs);
    },
    true: async () => {
      await send({ text: "Nota" }, "note");
      expect(await interactionMs()).toBe(nowMs);
    },
  },
  transferMovesInteraction: {
    false: async () => {
      await toDepartment("Suporte");
      expect(await interactionMs()).toBeLessThan(nowMs);
    },
    true: async () => {
      await toDepartment("Suporte");
      expect(await interactionMs()).toBe(nowMs);
    },
  },
  messageListNotes: {
    included: async () => {
      await send({ text: "Nota" }, "note");
      expect((await get(`/chat/v1/session/${id}/message`)).at("items.0.type")).toBe("NOTE");
    },
    excluded: async () => {
      await send({ text: "Nota" }, "note");
      expect((await get(`/chat/v1/session/${id}/message`)).at("items.0.type")).toBe("TEXT");
    },
  },
  naiveEndAt: {
    utc: () =>
      expectAfter(partial({ endAt: "2026-07-01T10:00:00", fields: ["EndAt"] }), { endAt: "2026-07-01T10:00:00Z" }),
    rejected: async () => expect((await partial({ endAt: "2026-07-01T10:00:00", fields: ["EndAt"] })).status).toBe(400),
    local: () =>
      expectAfter(partial({ endAt: "2026-07-01T10:00:00", fields: ["EndAt"] }), { endAt: "2026-07-01T13:00:00Z" }),
  },
  statusComma: {
    flags: async () => {
      await holdStatuses("STARTED", "PENDING", "IN_PROGRESS");
      const page = await get("/chat/v2/session?Status=STARTED,PENDING");
      expect(new Set((page.at("items") as { status: string }[]).map((session) => session.status))).toEqual(
        new Set(["IN_PROGRESS"]),
      );
      expect(await total("Status=PENDING,COMPLETED")).toBe(0);
    },
    ignored: async () => {
      await holdStatuses("STARTED", "COMPLETED");
      expect(await total("Status=STARTED,PENDING")).toBe(3);
    },
    list: async () => {
      await holdStatuses("STARTED", "PENDING", "COMPLETED");
      expect(await total("Status=STARTED,PENDING")).toBe(2);
    },
  },
  departmentListAgents: {
    filled: async () => expect((await get("/core/v2/department")).at("0.agents")).toHaveLength(2),
    empty: async () => expect((await get("/core/v2/department")).at("0.agents")).toEqual([]),
  },
  agentsListDepartments: {
    filled: async () => expect((await get("/core/v1/agent")).at("0.departments")).toHaveLength(1),
    empty: async () => expect((await get("/core/v1/agent")).at("0.departments")).toEqual([]),
  },
  lowerCaseNames: {
    ignored: async () => expect(await total("status=COMPLETED")).toBe(1),
    accepted: async () => expect(await total("status=COMPLETED")).toBe(0),
  },
  rateLimitHeaders: {
    none: async () => expect((await tooMany()).headers.get("retry-after")).toBeNull(),
    "retry-after": async () => expect((await tooMany()).headers.get("retry-after")).toBe("5"),
  },
  rateLimitBody: {
    problem: async () => expect((await tooMany()).at("title")).toBe("Too Many Requests"),
    envelope: async () => expect((await tooMany()).at("key")).toBe("ERROR_TOO_MANY_REQUESTS"),
    empty: async () => expect((await tooMany()).body).toBe(""),
  },
  sessionAccess: {
    granted: () => expectOk(get("/chat/v2/session")),
    denied: async () => {
      for (const path of ["/chat/v2/session", `/chat/v1/session/${id}/message`, `/chat/v1/session/${id}/note`])
        expect((await get(path)).at("key")).toBe("ERROR_UNAUTHORIZED");
      await expectOk(get("/core/v2/department"));
    },
  },
  unsortedOrder: {
    "oldest-first": async () => {
      expect(await firstOf("/chat/v2/session")).toBe(older);
      expect(await firstOf("/chat/v1/session")).toBe(id);
      expect(await firstOf("/chat/v2/session?orderBy=createdAt&orderDirection=DESCENDING")).toBe(id);
      expect(await firstOf("/chat/v2/session?startDate=2026-06-01&endDate=2026-06-02")).toBe(older);
    },
    "newest-first": async () => expect(await firstOf("/chat/v2/session")).toBe(id),
  },
  unauthorizedStatus: {
    "401": async () => expect((await refused()).status).toBe(401),
    "200": async () => {
      const reply = await refused();
      expect([reply.status, reply.at("error"), reply.at("key")]).toEqual([200, true, "ERROR_UNAUTHORIZED"]);
    },
  },
  bearerPrefix: {
    required: async () =>
      expect((await ask(`${standIn.url}/core/v1/agent`, "GET", undefined, { authorization: defaultKey })).status).toBe(
        401,
      ),
    optional: () => expectOk(ask(`${standIn.url}/core/v1/agent`, "GET", undefined, { authorization: defaultKey })),
  },
  httpStatusCodeType: {
    number: async () => expect((await get(`/chat/v2/session/${missing}`)).at("httpStatusCode")).toBe(500),
    string: async () =>
      expect((await get(`/chat/v2/session/${missing}`)).at("httpStatusCode")).toBe("INTERNALSERVERERROR"),
    name: async () =>
      expect((await get(`/chat/v2/session/${missing}`)).at("httpStatusCode")).toBe("InternalServerError"),
  },
  transferSameDepartment: {
    ok: () => expectAfter(toDepartment("Recepção"), { userId: null, status: "PENDING" }),
    "keeps-user": () =>
      expectAfter(toDepartment("Recepção"), { userId: company.userId("bruno.carvalho"), status: "IN_PROGRESS" }),
    "form-error": () => expectFormError(toDepartment("Recepção")),
  },
  transferToUnavailable: {
    ok: () => expectOk(toUser("fernanda.lima")),
    "form-error": () => expectFormError(toUser("fernanda.lima")),
  },
  userOutsideDepartment: {
    accepted: () => expectOk(toUser("marina.duarte")),
    "form-error": async () => {
      await expectFormError(toUser("marina.duarte"));
      const [newDepartmentId, newUserId] = [company.departmentId("Pós-venda"), company.userId("marina.duarte")];
      await expectOk(put("transfer", { type: "USER", newDepartmentId, newUserId }));
    },
  },
  assignMovesStatus: {
    "in-progress": async () => {
      await hold({ status: "PENDING", userId: null });
      await expectAfter(assignMarina(), { status: "IN_PROGRESS" });
    },
    unchanged: async () => {
      await hold({ status: "PENDING", userId: null });
      await expectAfter(assignMarina(), { status: "PENDING", userId: company.userId("marina.duarte") });
    },
  },
  partialUserMovesStatus: {
    "like-assign": async () => {
      await hold({ status: "PENDING", userId: null });
      const userId = company.userId("marina.duarte");
      await expectAfter(partial({ userId, fields: ["UserId"] }), { status: "IN_PROGRESS", userId });
    },
    unchanged: async () => {
      await hold({ status: "PENDING", userId: null });
      const userId = company.userId("marina.duarte");
      await expectAfter(partial({ userId, fields: ["UserId"] }), { status: "PENDING", userId });
    },
  },
  clearUserStatus: {
    pending: () => expectAfter(partial({ userId: null, fields: ["UserId"] }), { status: "PENDING" }),
    unchanged: () =>
      expectAfter(partial({ userId: null, fields: ["UserId"] }), { status: "IN_PROGRESS", userId: null }),
  },
  apiMessages: {
    "to-hub-with-user": async () => {
      await send({ text: "Olá" });
      expect(await newest()).toMatchObject({
        direction: "TO_HUB",
        origin: "API",
        userId: company.userId("bruno.carvalho"),
      });
    },
    "to-hub": async () => {
      await send({ text: "Olá" });
      expect(await newest()).toMatchObject({ direction: "TO_HUB", origin: "API", userId: null });
    },
    "from-hub-with-user": async () => {
      await send({ text: "Olá" });
      expect(await newest()).toMatchObject({ direction: "FROM_HUB", origin: "API", userId: expect.any(String) });
      expect(await lastOutMs()).toBe(nowMs);
    },
  },
  trackMovesOut: {
    false: async () => {
      const beforeMs = await lastOutMs();
      await track();
      expect(await lastOutMs()).toBe(beforeMs);
    },
    true: async () => {
      await track();
      expect(await lastOutMs()).toBe(nowMs);
    },
  },
  syncTogether: {
    sent: async () => {
      await send({ text: "1" }, "message/sync");
      expect((await send({ text: "2" }, "message/sync")).at("status")).toBe("DELIVERED");
    },
    stuck: async () => {
      expect((await send({ text: "1" }, "message/sync")).at("status")).toBe("DELIVERED");
      expect((await send({ text: "2" }, "message/sync")).at("status")).toBe("PROCESSING");
      expect(await newest()).toMatchObject({ status: "PROCESSING" });
    },
    failed: async () => {
      await send({ text: "1" }, "message/sync");
      expect((await send({ text: "2" }, "message/sync")).at("status")).toBe("DELIVERED");
      expect(await newest()).toMatchObject({ status: "FAILED" });
    },
  },
  messageToCompleted: {
    reopens: async () => {
      await complete();
      await expectAfter(send({ text: "Olá" }), { status: "IN_PROGRESS", endAt: null });
    },
    "form-error": async () => {
      await complete();
      await expectFormError(send({ text: "Olá" }));
    },
  },
  templateShown: {
    id: async () => {
      await hold({ lastMessageIn: "2026-05-01T00:00:00Z" });
      const templateId = "7e3a0000-0000-4000-8000-000000000001";
      expect((await send({ templateId }, "message/sync")).at("templateId")).toBe(templateId);
      // The message's property is described as a UUID, and the id of a template as any text.
      expect((await send({ templateId: "retomada" }, "message/sync")).at("templateId")).toBeNull();
    },
    nothing: async () => {
      await hold({ lastMessageIn: "2026-05-01T00:00:00Z" });
      const templateId = "7e3a0000-0000-4000-8000-000000000001";
      expect((await send({ templateId }, "message/sync")).at("templateId")).toBeNull();
    },
  },
  messageOutsideWindow: {
    fails: async () => {
      await hold({ lastMessageIn: "2026-05-01T00:00:00Z" });
      expect((await send({ text: "Olá" }, "message/sync")).at("status")).toBe("FAILED");
    },
    "form-error": async () => {
      await hold({ lastMessageIn: "2026-05-01T00:00:00Z" });
      await expectFormError(send({ text: "Olá" }));
    },
  },
  contactByPhone: {
    exact: async () => {
      await hold({ contactPhone: "5511980045904" });
      expect((await get("/core/v1/contact/phonenumber/5511980045904")).status).toBe(200);
      await expectFormError(get("/core/v1/contact/phonenumber/551180045904"));
    },
    "folds-ninth-digit": async () => {
      await hold({ contactPhone: "5511980045904" });
      expect((await get("/core/v1/contact/phonenumber/5511980045904")).status).toBe(200);
      expect((await get("/core/v1/contact/phonenumber/551180045904")).status).toBe(200);
    },
  },
  companyIdMismatch: {
    "form-error": () => expectFormError(partial({ companyId: missing, fields: [] })),
    ignored: () => expectOk(partial({ companyId: missing, fields: [] })),
  },
  classificationShown: {
    "with-details": async () => {
      await hold({ classification: { category: "WON" } });
      const shown = await get(`/chat/v2/session/${id}?includeDetails=ClassificationDetails`);
      expect(shown.at("classification.category")).toBe("WON");
    },
    never: async () => {
      await hold({ classification: { category: "WON" } });
      expect(
        (await get(`/chat/v2/session/${id}?includeDetails=ClassificationDetails`)).at("classification"),
      ).toBeNull();
    },
  },
};

beforeEach(async () => {
  const userId = company.userId("bruno.carvalho");
  const session = { id, userId, metadata: { a: "1" }, number: "2026001", lastMessageIn: "2026-06-01T14:00:00Z" };
  await standIn.admin("POST", "reset", { clock: { now: "2026-06-01T15:00:00Z", frozen: true }, sessions: [session] });
});

describe.each(Object.entries(table))("the switch %s", (name, positions) => {
  test.each(Object.entries(positions))("at %s", async (value, check) => {
    const changed = await standIn.admin("PUT", "switches", { [name]: value });
    expect(changed.at(name)).toBe(value);
    await check();
  });
});

describe("the catalogue", () => {
  test("starts every switch at its first value and says what is unknown", async () => {
    const { body } = await standIn.admin("GET", "switches");
    const first = Object.entries(switchCatalogue).map(([name, entry]) => [name, entry.values[0]]);
    expect(body).toEqual(Object.fromEntries(first));
    expect((await standIn.admin("GET", "switches/catalogue")).body).toEqual(switchCatalogue);
  });

  test("takes true, false and numbers for the words they are", async () => {
    const changed = await standIn.admin("PUT", "switches", { noteMovesInteraction: true, unauthorizedStatus: 200 });
    expect(changed.body).toMatchObject({ noteMovesInteraction: "true", unauthorizedStatus: "200" });
  });
});
