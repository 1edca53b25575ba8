// What our client sends is what the vendor's own description knows, names and all.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { applyCommand } from "../../lib/commands/apply/apply.ts";
import { classificationCategories } from "../../lib/core/command/classification.ts";
import { parseCommand } from "../../lib/core/command/command.ts";
import { fieldNames } from "../../lib/core/command/field-mask.ts";
import { wtsClient } from "../../lib/wts/client.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { wtsStatuses } from "../../lib/wts/types.ts";
import { describeBeside } from "../support/describe-beside.ts";
import { manualClock } from "../support/manual-clock.ts";
import { peopleOf } from "../support/people.ts";
import { wtsForTests } from "../support/wts-for-tests.ts";
import { schemaName, vendorSchema } from "../support/wts-schema.ts";
import { type JournalEntry, journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
const companyId = "c0000000-0000-4000-8000-000000000001";
const uuid = "0a0a0a0a-0000-4000-8000-00000000000a";
const instant = "2026-11-20T12:00:00.000Z";
const schema = vendorSchema();

let standIn: TestStandIn;
let wts: Wts;
const clock = manualClock(Date.now());

beforeAll(async () => {
  standIn = await startTestStandIn();
  await standIn.admin("PUT", "limits", { enabled: false });
  wts = wtsForTests(standIn.url, clock);
});
afterAll(() => standIn.stop());

const sent = async (call: () => Promise<unknown>) => {
  await standIn.admin("DELETE", "requests");
  await call().catch(() => {});
  return journalOf(standIn.admin);
};

/** Answers the query as it went over the wire. */
const searchOf = (entry: JournalEntry | undefined): URLSearchParams => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(entry?.query ?? {}))
    for (const text of [value].flat()) search.append(name, text);
  return search;
};

const range = { Before: instant, After: instant };
const paging = { PageNumber: 2, PageSize: 100, OrderBy: "createdAt", OrderDirection: "ASCENDING" } as const;

describeBeside(schemaName, "the names in a query", (test) => {
  test("of a session list are all known to the vendor", async () => {
    const entries = await sent(() =>
      wts.client.listSessions({
        ...paging,
        Status: wtsStatuses,
        DepartmentId: uuid,
        UserId: uuid,
        ContactId: uuid,
        TagsId: [uuid],
        TagsName: ["vip"],
        ChannelsId: [uuid],
        EndAt: range,
        ActiveAt: range,
        LastInteractionAt: range,
        CreatedAt: range,
        UpdatedAt: range,
        IncludeDetails: ["AgentDetails", "ContactDetails"],
        Metadata: { pedido: "1" },
        Type: "INDIVIDUAL",
      }),
    );
    const query = searchOf(entries[0]);
    expect([...new Set(query.keys())]).toHaveLength(24);
    expect(query.getAll("Status")).toEqual(wtsStatuses);
    expect(schema?.query("GET", "/chat/v2/session")?.(query)).toEqual([]);
  });

  test.each([
    ["getSession", "GET", "/chat/v2/session/{id}", () => wts.client.getSession(sessionId, ["ClassificationDetails"])],
    [
      "listNotes",
      "GET",
      "/chat/v1/session/{id}/note",
      () => wts.client.listNotes(sessionId, { ...paging, CreatedAt: range }),
    ],
    [
      "listMessages",
      "GET",
      "/chat/v1/session/{id}/message",
      () => wts.client.listMessages(sessionId, { ...paging, UpdatedAt: range }),
    ],
    ["getDepartment", "GET", "/core/v1/department/{id}", () => wts.client.getDepartment(uuid)],
    ["listDepartments", "GET", "/core/v2/department", () => wts.client.listDepartments()],
    ["listAgents", "GET", "/core/v1/agent", () => wts.client.listAgents()],
    ["getOfficeHours", "GET", "/core/v1/company/officehours", () => wts.client.getOfficeHours()],
    [
      "getContactByPhone",
      "GET",
      "/core/v1/contact/phonenumber/{phone}",
      () => wts.client.getContactByPhone("5511987654321"),
    ],
  ] as const)("of %s are known, on a route that is", async (_name, method, path, call) => {
    const [entry] = await sent(call);
    const query = searchOf(entry);
    expect(entry?.path).toMatch(new RegExp(`^${path.replace(/\{\w+\}/, "[^/]+")}$`));
    expect(schema?.query(method, path)?.(query)).toEqual([]);
  });
});

/** Looks at the bodies of partial updates that any command leads to; answers how many there were. */
const lookAtPartials = async (look: (body: Record<string, unknown>) => void): Promise<number> => {
  const people = await peopleOf(standIn.admin);
  const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== "");
  const optional = { requiredKeys: [] as [] };
  const destination = fc.constantFrom<object>(
    {},
    { department: "Recepção" },
    { departmentId: null },
    { department: "Comercial", user: "Carla Mendes" },
    { departmentId: people.department("Suporte").id, userId: null },
    { userId: null },
  );
  const values = fc.record(
    {
      companyId: fc.constant(companyId),
      status: fc.constantFrom("started", "In Progress", "COMPLETED", "hidden"),
      endAt: fc.oneof(
        fc.constant(null),
        fc
          .date({ min: new Date("0001-01-02T00:00:00Z"), max: new Date("9999-12-30T00:00:00Z"), noInvalidDate: true })
          .map((date) => date.toISOString()),
      ),
      number: fc.oneof(fc.constant(null), text),
      metadata: fc.oneof(
        fc.constant(null),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(text, fc.boolean(), fc.integer()), { minKeys: 1 }),
      ),
      autocomplete: fc.boolean(),
      reactivateDisabled: fc.boolean(),
      classification: fc.record({
        category: fc.constantFrom(...classificationCategories),
        amount: fc.double({ noNaN: true, noDefaultInfinity: true }),
      }),
      options: fc.record({ stopBotInExecution: fc.boolean() }),
    },
    optional,
  );
  const masks = fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.subarray([...fieldNames]) },
  );
  let looked = 0;
  await fc.assert(
    fc.asyncProperty(values, destination, masks, async (given, where, fields) => {
      await standIn.admin("PUT", `sessions/${sessionId}`, { status: "PENDING" });
      const parsed = parseCommand(
        { sessionId, ...given, ...where, ...(fields && { fields }) },
        { timeZone: "America/Sao_Paulo" },
      );
      if (!parsed.ok) return;
      const entries = await sent(() => applyCommand(parsed.command, { wts, clock }));
      for (const { path, body } of entries) {
        if (!path.endsWith("/partial")) continue;
        looked += 1;
        look(body as Record<string, unknown>);
      }
    }),
    { numRuns: 100 },
  );
  return looked;
};

describeBeside(schemaName, "a body", (test) => {
  test.each([
    [
      "PublicReqAssignUserSessionDTO",
      "assignee",
      () => wts.client.assignSession(sessionId, uuid, { stopBotInExecution: true }),
    ],
    ["PublicReqChangeStatusSessionDTO", "status", () => wts.client.changeStatus(sessionId, "PENDING")],
    ["PublicNoteSendBodyDTO", "note", () => wts.client.createNote(sessionId, "nota")],
    ["PublicQuickSendBodyDTO", "message", () => wts.client.sendMessage(sessionId, { text: "oi" })],
    ["PublicQuickSendBodyDTO", "sync", () => wts.client.sendMessageSync(sessionId, { text: "oi" })],
    [
      "PublicReqCompleteSessionDTO",
      "complete",
      () => wts.client.completeSession(sessionId, { reactivateOnNewMessage: true, stopBotInExecution: false }),
    ],
    [
      "PublicReqTransferSessionDTO",
      "transfer",
      () => wts.client.transferSession(sessionId, { type: "USER", newDepartmentId: uuid, newUserId: uuid }),
    ],
  ] as const)("%s is what %s sends", async (name, action, call) => {
    const [entry] = await sent(call);
    expect(entry?.path.endsWith(`/${action}`)).toBe(true);
    expect(schema?.request(name)(entry?.body)).toEqual([]);
  });

  test("of a partial update is always what the vendor describes", async () => {
    const check = schema?.request("PublicReqUpdatePartialSessionDTO");
    const looked = await lookAtPartials(({ autocomplete: _, reactivateDisabled: __, ...described }) =>
      expect(check?.(described)).toEqual([]),
    );
    expect(looked).toBeGreaterThan(30);
  });
});

test("a partial update names no field without its value or null", async () => {
  const looked = await lookAtPartials((body) => {
    for (const field of body.fields as string[])
      expect(body).toHaveProperty(field.charAt(0).toLowerCase() + field.slice(1));
    expect([typeof body.autocomplete, typeof body.reactivateDisabled]).not.toContain("string");
  });
  expect(looked).toBeGreaterThan(30);
});

describe("a list that nobody asks to sort", () => {
  test.each([
    ["sessions", () => wts.client.listSessions({ PageSize: 5 })],
    ["messages", () => wts.client.listMessages(sessionId)],
    ["notes", () => wts.client.listNotes(sessionId, { PageSize: 5 })],
  ])("of %s is asked for sorted, since WTS was seen to begin at either end", async (_, list) => {
    const [entry] = await sent(list);
    expect(entry?.query).toMatchObject({ OrderBy: "createdAt", OrderDirection: "ASCENDING" });
  });

  test("keeps the order that somebody asks for, and writes each status as a key of its own", async () => {
    const [entry] = await sent(() =>
      wts.client.listSessions({ Status: ["PENDING", "STARTED"], OrderBy: "updatedAt", OrderDirection: "DESCENDING" }),
    );
    expect(entry?.query).toEqual({
      Status: ["PENDING", "STARTED"],
      OrderBy: "updatedAt",
      OrderDirection: "DESCENDING",
    });
  });
});

describe("an answer that is no page", () => {
  test.each([
    ["a text in place of sessions", () => wtsClient(async () => ({ items: "none" })).listSessions({})],
    ["an object in place of messages", () => wtsClient(async () => ({ items: {} })).listMessages(sessionId)],
    ["a message that is none", () => wtsClient(async () => ({ items: [null] })).listMessages(sessionId)],
  ])("with %s is WTS's failure, which passes or stays with one session", async (_, list) => {
    await expect(list()).rejects.toMatchObject({ failure: "unavailable", reason: "MALFORMED_ANSWER" });
  });
});
