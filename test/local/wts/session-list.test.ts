// The session list and its traps: silent filters, offset pages over live data, dates of every length.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { at, each, type OpenStandIn, openStandIn } from "./open-stand-in.ts";

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());
beforeEach(async () => {
  await standIn.admin("POST", "reset", {});
});

const list = (query: string) => standIn.api("GET", `/chat/v2/session?${query}`);

describe("the session list", () => {
  test("pages through all 240 seeded sessions once, the oldest first", async () => {
    const seen: unknown[] = [];
    const created: number[] = [];
    for (let pageNumber = 1; pageNumber <= 3; pageNumber += 1) {
      const page = await list(`PageSize=100&PageNumber=${pageNumber}`);
      expect(page.at("hasMorePages")).toBe(pageNumber < 3);
      seen.push(...each(page.at("items"), "id"));
      created.push(...each(page.at("items"), "createdAt").map((date) => Date.parse(String(date))));
    }
    expect(new Set(seen).size).toBe(240);
    expect(created).toEqual([...created].sort((a, b) => a - b));
  });

  test("answers 15 sessions and its own order where nothing is asked", async () => {
    const { body } = await list("");
    expect(body).toMatchObject({
      pageNumber: 1,
      pageSize: 15,
      orderBy: "createdat",
      orderDirection: "ASCENDING",
      totalItems: 240,
      totalPages: 16,
    });
  });

  test("orders by last interaction, ascending when asked", async () => {
    const page = await list(
      "OrderBy=lastInteractionAt&OrderDirection=ASCENDING&PageSize=100&LastInteractionAt.After=2000-01-01",
    );
    const instants = each(page.at("items"), "lastInteractionDate").map((date) => Date.parse(String(date)));
    expect(instants).toHaveLength(100);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
  });

  test("answers 500 to a page of 101, and a page to 100", async () => {
    const tooMany = await list("PageSize=101");
    expect(tooMany.status).toBe(500);
    expect(tooMany.at("key")).toBe("FORM_ERROR");
    expect((await list("PageSize=100")).status).toBe(200);
  });

  test("filters by repeated Status", async () => {
    const page = await list("Status=STARTED&Status=HIDDEN&PageSize=100");
    expect(new Set(each(page.at("items"), "status"))).toEqual(new Set(["STARTED", "HIDDEN"]));
    expect(page.at("totalItems")).toBe(32);
  });

  test("passes over parameters it does not know, so a misspelt filter returns everything", async () => {
    const one = at((await list("PageSize=1")).body, "items.0.contactId");
    expect((await list(`ContactId=${one}`)).at("totalItems")).toBe(1);
    for (const misspelt of [
      `contactId=${one}`,
      `Contact=${one}`,
      "status=PENDING",
      "LastInteractionDate.Before=2000-01-01",
      "limit=5",
    ])
      expect((await list(misspelt)).at("totalItems")).toBe(240);
    expect((await list("pageSize=3")).at("pageSize")).toBe(15);
  });

  test("filters by department, user, channel, tag and metadata", async () => {
    const all = await list("PageSize=100&IncludeDetails=ContactDetails");
    const some = (path: string) => each(all.at("items"), path).find((value) => value !== undefined && value !== null);
    for (const [name, path] of [
      ["DepartmentId", "departmentId"],
      ["UserId", "userId"],
      ["ChannelsId", "channelId"],
    ]) {
      const page = await list(`PageSize=100&${name}=${some(String(path))}`);
      expect(new Set(each(page.at("items"), String(path)))).toEqual(new Set([some(String(path))]));
    }
    const tagged = await list(`PageSize=100&IncludeDetails=ContactDetails&TagsName=VIP`);
    const tags = each(tagged.at("items"), "contactDetails.tagsName");
    expect(tags.length).toBeGreaterThan(5);
    expect(tags.every((names) => Array.isArray(names) && names.includes("VIP"))).toBe(true);
    const fromSite = await list("PageSize=100&Metadata[origem]=site");
    expect(new Set(each(fromSite.at("items"), "metadata.origem"))).toEqual(new Set(["site"]));
  });

  test("filters by date, both ends included, and reads a date without zone as UTC", async () => {
    const held = ["2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"].map((date) => ({
      lastMessageIn: date,
    }));
    await standIn.admin("POST", "reset", { sessions: held });
    const span = await list(
      "LastInteractionAt.After=2026-03-01T11:00:00Z&LastInteractionAt.Before=2026-03-01T12:00:00Z",
    );
    expect(span.at("totalItems")).toBe(2);
    expect((await list("LastInteractionAt.Before=2026-03-01T10:59:59")).at("totalItems")).toBe(1);
    expect((await list("LastInteractionAt.Before=2026-03-01T08:00:00-03:00")).at("totalItems")).toBe(2);
  });

  const numbered = (...sessions: Record<string, unknown>[]) =>
    standIn.admin("POST", "reset", {
      sessions: sessions.map((session, index) => ({ number: String(index), ...session })),
    });
  const numbersOf = async (query: string, version = "v2") =>
    each((await standIn.api("GET", `/chat/${version}/session?PageSize=100&${query}`)).at("items"), "number").sort();

  test("has no page behind the last one, also when the pages are full", async () => {
    await numbered({}, {}, {}, {});
    const pages = [1, 2, 3].map((pageNumber) => list(`PageSize=2&PageNumber=${pageNumber}`));
    const read = (await Promise.all(pages)).map((page) => [
      each(page.at("items"), "id").length,
      page.at("totalPages"),
      page.at("hasMorePages"),
    ]);
    expect(read).toEqual([
      [2, 2, true],
      [2, 2, false],
      [0, 2, false],
    ]);
  });

  test("leaves out what has no date where it filters by that date", async () => {
    const endAt = "2026-03-01T12:00:00Z";
    await numbered({ status: "COMPLETED", endAt }, { status: "IN_PROGRESS", endAt: null });
    expect(await numbersOf("EndAt.After=2000-01-01")).toEqual(["0"]);
    expect(await numbersOf("EndAt.Before=2100-01-01")).toEqual(["0"]);
    await numbered({ lastInteractionDate: endAt }, { lastInteractionDate: null });
    expect(await numbersOf("LastInteractionAt.Before=2100-01-01")).toEqual(["0"]);
  });

  test("filters by type in v2, and passes over it in v1, which has none", async () => {
    await numbered({ type: "INDIVIDUAL" }, { type: "GROUP" });
    expect(await numbersOf("Type=GROUP")).toEqual(["1"]);
    for (const type of ["GROUP", "INDIVIDUAL", "NEITHER"])
      expect(await numbersOf(`Type=${type}`, "v1")).toEqual(["0", "1"]);
  });

  test("filters by when a session was open: one that has not ended is open still", async () => {
    const startAt = "2026-03-01T10:00:00Z";
    await numbered(
      { startAt, status: "COMPLETED", endAt: "2026-03-01T11:00:00Z" },
      { startAt, status: "COMPLETED", endAt: "2026-03-01T12:00:00Z" },
      { startAt, status: "IN_PROGRESS", endAt: null },
      { startAt: "2026-03-01T13:00:00Z", status: "IN_PROGRESS", endAt: null },
    );
    expect(await numbersOf("ActiveAt.After=2026-03-01T11:30:00Z")).toEqual(["1", "2", "3"]);
    expect(await numbersOf("ActiveAt.After=2026-03-01T12:00:00Z")).toEqual(["1", "2", "3"]);
    expect(await numbersOf("ActiveAt.Before=2026-03-01T12:59:59Z")).toEqual(["0", "1", "2"]);
    expect(await numbersOf("ActiveAt.After=2026-03-01T11:30:00Z&ActiveAt.Before=2026-03-01T12:30:00Z")).toEqual([
      "1",
      "2",
    ]);
  });

  test("skips sessions when pages are turned while the set shrinks", async () => {
    const open = await standIn.admin("POST", "reset", {
      sessions: Array.from({ length: 4 }, () => ({ status: "IN_PROGRESS" })),
    });
    expect(open.at("sessions")).toBe(4);
    const first = await list("Status=IN_PROGRESS&PageSize=2");
    for (const id of each(first.at("items"), "id")) await standIn.api("PUT", `/chat/v1/session/${id}/complete`, {});
    const second = await list("Status=IN_PROGRESS&PageSize=2&PageNumber=2");
    expect(second.at("items")).toEqual([]);
    expect(second.at("totalItems")).toBe(2);
  });

  test("shows details only where they are asked for, and a type only in v2", async () => {
    const plain = await list("Status=IN_PROGRESS&PageSize=1");
    expect(plain.at("items.0.agentDetails")).toBeNull();
    expect(plain.at("items.0.type")).toBe("INDIVIDUAL");
    const full = await list(
      "Status=IN_PROGRESS&PageSize=1&IncludeDetails=AgentDetails&IncludeDetails=DepartmentsDetails",
    );
    expect(full.at("items.0.agentDetails.userId")).toBe(full.at("items.0.userId"));
    expect(full.at("items.0.agentDetails.id")).not.toBe(full.at("items.0.userId"));
    expect(full.at("items.0.departmentDetails.id")).toBe(full.at("items.0.departmentId"));
    const older = await standIn.api("GET", "/chat/v1/session?PageSize=1");
    expect(older.at("items.0")).not.toHaveProperty("type");
  });

  test("writes dates in UTC with any number of fractional digits from none to seven", async () => {
    const lengths = new Set<number>();
    for (let pageNumber = 1; pageNumber <= 3; pageNumber += 1) {
      const page = await list(`PageSize=100&PageNumber=${pageNumber}`);
      for (const path of ["createdAt", "updatedAt", "lastInteractionDate"]) {
        for (const date of each(page.at("items"), path)) {
          if (date === null) continue;
          expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?Z$/);
          lengths.add(/\.(\d+)Z/.exec(String(date))?.[1]?.length ?? 0);
        }
      }
    }
    expect([...lengths].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("refuses a bad enum, UUID, date or number with ProblemDetails", async () => {
    for (const query of [
      "Status=OPEN",
      "UserId=ana",
      "CreatedAt.After=ontem",
      "CreatedAt.After=2026-02-30",
      "PageSize=many",
    ]) {
      const reply = await list(query);
      expect({ query, status: reply.status, title: reply.at("title") }).toMatchObject({
        status: 400,
        title: expect.any(String),
      });
      expect(reply.headers.get("content-type")).toContain("application/problem+json");
    }
  });
});
