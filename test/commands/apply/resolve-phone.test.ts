// A session named by a phone number is found under both spellings of a Brazilian mobile, whether WTS takes them for one or not, and what was asked for is told.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type ResolvedReference, resolveReference } from "../../../lib/commands/apply/resolve-reference.ts";
import type { SessionLocator, SessionReference } from "../../../lib/core/command/session-reference.ts";
import { Fault } from "../../../lib/core/faults.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ContactFinder, contactFinder } from "../../../lib/wts/contact-finder.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const contact = (n: number) => `c0a1b2c3-0000-4000-8000-00000000000${n}`;
const session = (n: number) => `5e550000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const nowMs = Date.parse("2026-11-28T15:00:00Z");
const [withNinth, without, landline] = ["5511980045904", "551180045904", "551130045904"];

let standIn: TestStandIn;
let wts: Wts;
let contacts: ContactFinder;
let clock: ReturnType<typeof manualClock>;

beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  clock = manualClock(nowMs);
  wts = wtsForTests(standIn.url, clock);
  contacts = contactFinder({ clock });
  contactByPhone = "exact";
});

let contactByPhone = "exact";
/** A reset sets every switch back. */
const hold = async (...sessions: object[]) => {
  await standIn.admin("POST", "reset", { sessions });
  await standIn.admin("PUT", "limits", { enabled: false });
  await standIn.admin("PUT", "switches", { contactByPhone });
};
const resolve = (
  locator: SessionLocator,
  rules: Partial<SessionReference> = {},
  anew = false,
): Promise<ResolvedReference> =>
  resolveReference({ locator, onNone: "reject", onMany: "reject", ...rules }, wts, { contacts, clock, anew });
const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    (found) => new Error(`resolved to ${JSON.stringify(found)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Fault)) throw error;
  expect(error.code).toBe("SESSION_REFERENCE_UNRESOLVED");
  return error.message;
};
/** The queries of the session lists that were asked of WTS. */
const listed = async () =>
  (await journalOf(standIn.admin)).flatMap(({ path, query }) => (path.endsWith("/session") ? [query] : []));
const askedPhones = async () =>
  (await journalOf(standIn.admin)).flatMap(({ path }) => /phonenumber\/(\d+)/.exec(path)?.[1] ?? []);

describe.each(["exact", "folds-ninth-digit"])("where WTS compares numbers as %s", (position) => {
  beforeEach(() => {
    contactByPhone = position;
  });

  test.each([
    [without, withNinth],
    [withNinth, without],
    [withNinth, withNinth],
    [without, without],
    [landline, landline],
  ])("%s finds the contact that is kept as %s", async (asked, kept) => {
    await hold({ id: session(1), contactId: contact(1), contactPhone: kept, status: "PENDING" });
    expect((await resolve({ contactPhone: asked })).sessionIds).toEqual([session(1)]);
  });
});

test("a landline finds nobody who has it with a 9 in front, and is asked for once", async () => {
  await hold({ id: session(1), contactId: contact(1), contactPhone: "5511930045904", status: "PENDING" });
  expect(await refusal(resolve({ contactPhone: landline }))).toContain("5511****5904 (nobody has it)");
  expect(await askedPhones()).toEqual([landline]);
});

test("the sessions of one contact are listed once, where WTS takes both spellings for one", async () => {
  contactByPhone = "folds-ninth-digit";
  await hold({ id: session(1), contactId: contact(1), contactPhone: withNinth, status: "COMPLETED" });
  expect(await refusal(resolve({ contactPhone: withNinth }))).toBe(
    "no open session fits the reference; looked for 55119****5904 (no open session)",
  );
  expect(await listed()).toHaveLength(1);
});

describe("of two contacts with the two spellings", () => {
  const both = (exact: string, twin: string) =>
    hold(
      { id: session(1), contactId: contact(1), contactPhone: withNinth, status: exact },
      { id: session(2), contactId: contact(2), contactPhone: without, status: twin },
    );

  test("the exact one counts when both have an open session, and the other is not asked for", async () => {
    await both("PENDING", "PENDING");
    expect(await resolve({ contactPhone: withNinth })).toEqual({
      sessionIds: [session(1)],
      lookedFor: ["55119****5904"],
    });
    expect(await askedPhones()).toEqual([withNinth]);
    expect((await resolve({ contactPhone: without })).sessionIds).toEqual([session(2)]);
  });

  test("the other one counts when the exact one has no open session", async () => {
    await both("COMPLETED", "IN_PROGRESS");
    expect(await resolve({ contactPhone: withNinth })).toEqual({
      sessionIds: [session(2)],
      lookedFor: ["55119****5904 (no open session)", "5511****5904"],
    });
  });

  test("neither counts when neither has one, and the refusal says what was looked for, masked", async () => {
    await both("COMPLETED", "COMPLETED");
    expect(await refusal(resolve({ contactPhone: withNinth }))).toBe(
      "no open session fits the reference; looked for 55119****5904 (no open session) and 5511****5904 (no open session)",
    );
  });
});

describe("a number that nobody has", () => {
  test("is told with both spellings, also where that is ignored", async () => {
    await hold();
    const lookedFor = ["5511****5904 (nobody has it)", "55119****5904 (nobody has it)"];
    expect(await resolve({ contactPhone: without }, { onNone: "ignore" })).toEqual({ sessionIds: [], lookedFor });
    expect(await refusal(resolve({ contactPhone: without }))).toContain(lookedFor.join(" and "));
  });

  test("is not asked for again within a minute, and then it is", async () => {
    await hold();
    const ignored = () => resolve({ contactPhone: withNinth }, { onNone: "ignore" });
    await ignored();
    clock.advance(59_999);
    await ignored();
    expect(await askedPhones()).toEqual([withNinth, without]);
    await hold({ id: session(1), contactId: contact(1), contactPhone: withNinth, status: "PENDING" });
    expect((await ignored()).sessionIds).toEqual([]);
    clock.advance(1);
    expect((await ignored()).sessionIds).toEqual([session(1)]);
  });

  test("is asked for at once by who replays a command, and found from then on", async () => {
    await hold();
    await resolve({ contactPhone: withNinth }, { onNone: "ignore" });
    await hold({ id: session(1), contactId: contact(1), contactPhone: withNinth, status: "PENDING" });
    expect((await resolve({ contactPhone: withNinth }, {}, true)).sessionIds).toEqual([session(1)]);
    expect((await resolve({ contactPhone: withNinth })).sessionIds).toEqual([session(1)]);
  });

  test("is not remembered when WTS only failed to answer", async () => {
    await hold({ id: session(1), contactId: contact(1), contactPhone: withNinth, status: "PENDING" });
    await standIn.admin("POST", "faults", [{ method: "GET", path: "phonenumber", status: 503 }]);
    await expect(resolve({ contactPhone: withNinth })).rejects.toMatchObject({ code: "WTS_UNAVAILABLE" });
    await standIn.admin("DELETE", "faults");
    expect((await resolve({ contactPhone: withNinth })).sessionIds).toEqual([session(1)]);
  });

  test("is forgotten when a thousand others are remembered", async () => {
    await hold();
    let asked = 0;
    const nobody = {
      getContactByPhone: async () => {
        asked += 1;
        throw new WtsApiError("GET", { failure: "refused", status: 500, key: "FORM_ERROR" });
      },
    };
    for (let index = 0; index <= 1_000; index += 1) await contacts.idOf(nobody, `5511${90_000_000 + index}`);
    expect(asked).toBe(1_001);
    await contacts.idOf(nobody, "551190001000");
    expect(asked).toBe(1_001);
    await contacts.idOf(nobody, "551190000000");
    expect(asked).toBe(1_002);
  });
});

describe("several channels", () => {
  interface Channel {
    id: string;
    type: string;
    name: string;
    number: string;
  }
  let channels: readonly [Channel, Channel];
  beforeEach(async () => {
    const directory = await standIn.admin<{ channels: Channel[] }>("GET", "directory");
    const [one, other] = directory.channels;
    if (!one || !other) throw new Error("the stand-in has two channels");
    channels = [one, other];
    await hold(
      {
        id: session(1),
        contactId: contact(1),
        channelId: one.id,
        status: "PENDING",
        createdAt: "2026-11-01T10:00:00Z",
      },
      {
        id: session(2),
        contactId: contact(1),
        channelId: other.id,
        status: "PENDING",
        createdAt: "2026-11-02T10:00:00Z",
      },
      {
        id: session(3),
        contactId: contact(1),
        channelId: one.id,
        status: "PENDING",
        createdAt: "2026-11-03T10:00:00Z",
      },
    );
  });

  test("refuse the newest, unless one of them is named", async () => {
    const message = await refusal(resolve({ contactId: contact(1) }, { onMany: "newest" }));
    expect(message).toMatch(/3 open sessions on 2 channels/);
    const [one, other] = channels;
    for (const [channel, found] of [
      [one.id, 3],
      [one.name, 3],
      [one.name.toUpperCase(), 3],
      [one.number.replaceAll(/\D/g, ""), 3],
      [other.id, 2],
      [other.name, 2],
    ] as const)
      expect((await resolve({ contactId: contact(1), channel }, { onMany: "newest" })).sessionIds).toEqual([
        session(found),
      ]);
  });

  test("are all meant where that was said", async () => {
    const { sessionIds } = await resolve({ contactId: contact(1) }, { onMany: "all" });
    expect([...sessionIds].sort()).toEqual([session(1), session(2), session(3)]);
  });

  test("hold nothing on a channel that the contact does not use, and it is said so", async () => {
    expect(await refusal(resolve({ contactId: contact(1), channel: "Outro" }))).toBe(
      "no open session fits the reference on this channel",
    );
  });

  test("are told apart by type, where WTS does not filter", async () => {
    const { items } = await wts.client.listSessions({ PageSize: 100, IncludeDetails: ["ChannelDetails"] });
    await standIn.admin("POST", "faults", [
      { method: "GET", path: "^/chat/v2/session$", status: 200, body: { items, hasMorePages: false } },
    ]);
    const [, other] = channels;
    expect((await resolve({ contactId: contact(1), channel: other.type })).sessionIds).toEqual([session(2)]);
    expect((await resolve({ contactId: contact(1), channel: other.id })).sessionIds).toEqual([session(2)]);
  });
});

describe("a department", () => {
  let departments: { id: string; name: string }[];
  beforeEach(async () => {
    departments = (await standIn.admin<{ departments: { id: string; name: string }[] }>("GET", "directory"))
      .departments;
    await hold(
      { id: session(1), contactId: contact(1), departmentId: departments[0]?.id, status: "PENDING" },
      { id: session(2), contactId: contact(1), departmentId: departments[1]?.id, status: "PENDING" },
    );
  });

  test("narrows a reference down, by name or id", async () => {
    const [, { id, name } = { id: "", name: "" }] = departments;
    for (const department of [id, name, name.toLowerCase()])
      expect((await resolve({ contactId: contact(1), department })).sessionIds).toEqual([session(2)]);
  });

  test("that nobody knows is refused with the nearest one", async () => {
    const [{ name } = { name: "" }] = departments;
    const error = await resolve({ contactId: contact(1), department: `${name}x` }).catch((reason: Fault) => reason);
    expect(error).toMatchObject({
      code: "COMMAND_INVALID",
      issues: [{ path: "session.department", code: "NAME_UNKNOWN", message: expect.stringContaining(name) }],
    });
  });
});

describe("a session that was closed lately", () => {
  const closed = (n: number, endAt: string, more: object = {}) => ({
    ...{ id: session(n), contactId: contact(1), contactPhone: withNinth, status: "COMPLETED", endAt, ...more },
  });
  const find = (days: number, more: Partial<SessionLocator> = {}) =>
    resolve({ contactPhone: withNinth, closedWithinDays: days, ...more }, { onNone: "ignore" });

  test("is found where no session is open: the one that was closed last, within so many days", async () => {
    await hold(closed(1, "2026-11-20T10:00:00Z"), closed(2, "2026-11-26T10:00:00Z"), closed(3, "2026-11-25T10:00:00Z"));
    expect((await find(3)).sessionIds).toEqual([session(2)]);
    expect((await find(1)).sessionIds).toEqual([]);
    expect((await resolve({ contactPhone: without, closedWithinDays: 3 })).sessionIds).toEqual([session(2)]);
  });

  test("does not count while one is open, nor without being asked for", async () => {
    await hold(closed(1, "2026-11-28T10:00:00Z"), { id: session(2), contactId: contact(1), status: "IN_PROGRESS" });
    expect((await find(90)).sessionIds).toEqual([session(2)]);
    await hold(closed(1, "2026-11-28T10:00:00Z"));
    expect(await refusal(resolve({ contactPhone: withNinth }))).toContain("no open session");
  });

  test("counts to the millisecond", async () => {
    await hold(closed(1, "2026-11-27T15:00:00.000Z"));
    expect((await find(1)).sessionIds).toEqual([session(1)]);
    const byId = { contactId: contact(1), closedWithinDays: 1 };
    expect((await resolve(byId)).sessionIds).toEqual([session(1)]);
    await hold(closed(1, "2026-11-27T14:59:59.999Z"));
    expect((await find(1)).sessionIds).toEqual([]);
  });

  test("may have been closed without noting when: then its last change counts", async () => {
    await hold(closed(1, "2026-11-20T15:00:00Z"));
    const { items } = await wts.client.listSessions({ PageSize: 100 });
    const unended = items.map((item) => ({ ...item, endAt: null, updatedAt: "2026-11-27T16:00:00.0000000Z" }));
    await standIn.admin("POST", "faults", [
      { method: "GET", path: "^/chat/v2/session$", status: 200, body: { items: unended, hasMorePages: false } },
    ]);
    expect((await find(1)).sessionIds).toEqual([session(1)]);
  });

  test("of the exact number comes before one of its other spelling", async () => {
    await hold(
      closed(1, "2026-11-26T10:00:00Z"),
      closed(2, "2026-11-27T10:00:00Z", { contactId: contact(2), contactPhone: without }),
    );
    expect((await find(30)).sessionIds).toEqual([session(1)]);
  });

  test("is checked again where WTS filters nothing", async () => {
    await hold(
      closed(1, "2026-11-27T10:00:00Z"),
      closed(2, "2026-11-28T10:00:00Z", { contactId: contact(2), contactPhone: without }),
      closed(3, "2026-01-01T10:00:00Z"),
    );
    const { items } = await wts.client.listSessions({ PageSize: 100 });
    await standIn.admin("POST", "faults", [
      { method: "GET", path: "^/chat/v2/session$", status: 200, body: { items, hasMorePages: false } },
    ]);
    expect((await find(30)).sessionIds).toEqual([session(1)]);
  });

  test("is told in the refusal when there is none either", async () => {
    await hold(closed(1, "2026-01-01T10:00:00Z"));
    expect(await refusal(resolve({ contactPhone: withNinth, closedWithinDays: 7 }))).toBe(
      "no open session fits the reference; none was closed within 7 days; looked for 55119****5904 (no open session) and 5511****5904 (nobody has it)",
    );
  });
});

describe("WTS is asked for no more than is needed:", () => {
  const open = { Status: ["STARTED", "PENDING", "IN_PROGRESS"], OrderBy: "createdAt", PageSize: "100" };
  const none = { onNone: "ignore" } as const;
  beforeEach(() => hold());

  test("the contact's sessions, on the channel and in the department that are named", async () => {
    const { departments } = await standIn.admin<{ departments: { id: string }[] }>("GET", "directory");
    const department = departments[1]?.id ?? "";
    await resolve({ contactId: contact(1), channel: contact(9), department }, none);
    expect(await listed()).toEqual([
      expect.objectContaining({ ...open, ContactId: contact(1), ChannelsId: contact(9), DepartmentId: department }),
    ]);
  });

  test("what was closed has changed since then", async () => {
    await resolve({ contactId: contact(1), closedWithinDays: 2 }, none);
    expect((await listed())[1]).toMatchObject({
      ...{ Status: "COMPLETED", ContactId: contact(1), "UpdatedAt.After": "2026-11-26T15:00:00.000Z" },
    });
  });

  test("sessions with the metadata, then with its accents apart, then the newest hundred that are open", async () => {
    await resolve({ metadata: { nome: "Jos\u00e9" } }, none);
    expect(await listed()).toMatchObject([
      { ...open, "Metadata[nome]": "Jos\u00e9", OrderDirection: "ASCENDING" },
      { ...open, "Metadata[nome]": "Jose\u0301", OrderDirection: "ASCENDING" },
      { ...open, PageNumber: "1", OrderDirection: "DESCENDING" },
    ]);
    await standIn.admin("DELETE", "requests");
    await resolve({ metadata: { pedido: "42" } }, none);
    expect(await listed()).toHaveLength(2);
    await hold({ id: session(1), contactId: contact(1), status: "PENDING", metadata: { pedido: "42" } });
    await resolve({ metadata: { pedido: "42" } }, none);
    expect(await listed()).toHaveLength(1);
  });
});

test("a number or a flag in the metadata is compared as text", async () => {
  const metadata = { pedido: 42, pago: true };
  await hold({ id: session(1), contactId: contact(1), status: "PENDING", metadata });
  expect((await resolve({ metadata: { pedido: "42", pago: "true" } })).sessionIds).toEqual([session(1)]);
});

describe("metadata that looks the same", () => {
  test.each([
    ["Jose\u0301", "Jos\u00e9"],
    ["Jos\u00e9", "Jose\u0301"],
    ["42", "42\u00a0"],
    ["42", " 42"],
  ])("finds the session: asked for %j, kept as %j", async (asked, kept) => {
    await hold({ id: session(1), contactId: contact(1), status: "PENDING", metadata: { pedido: kept } });
    expect((await resolve({ metadata: { pedido: asked } })).sessionIds).toEqual([session(1)]);
  });

  test("finds no session with another text", async () => {
    await hold({ id: session(1), contactId: contact(1), status: "PENDING", metadata: { pedido: "Jose" } });
    expect(await refusal(resolve({ metadata: { pedido: "Jos\u00e9" } }))).toBe("no open session fits the reference");
  });
});
