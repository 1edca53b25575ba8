// Which sessions a reference means, asked of the stand-in: only open ones that really fit, and as many as were asked for.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { resolveReference } from "../../../lib/commands/apply/resolve-reference.ts";
import type { SessionReference } from "../../../lib/core/command/session-reference.ts";
import { Fault } from "../../../lib/core/faults.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ContactFinder, contactFinder } from "../../../lib/wts/contact-finder.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const contact = (n: number) => `c0a1b2c3-0000-4000-8000-00000000000${n}`;
const session = (n: number) => `5e550000-0000-4000-8000-${String(n).padStart(12, "0")}`;
let standIn: TestStandIn;
let wts: Wts;
let contacts: ContactFinder;
const clock = manualClock(Date.now());

beforeAll(async () => {
  standIn = await startTestStandIn();
  wts = wtsForTests(standIn.url, clock);
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  contacts = contactFinder({ clock });
  await standIn.admin("PUT", "limits", { enabled: false });
  await hold(
    { id: session(1), contactId: contact(1), status: "IN_PROGRESS", createdAt: "2026-11-19T10:00:00Z" },
    { id: session(2), contactId: contact(2), status: "PENDING", createdAt: "2026-11-19T11:00:00Z", metadata: pedido },
    { id: session(3), contactId: contact(2), status: "STARTED", createdAt: "2026-11-19T12:00:00Z", metadata: pedido },
    { id: session(4), contactId: contact(2), status: "IN_PROGRESS", createdAt: "2026-11-18T12:00:00Z" },
    { id: session(5), contactId: contact(3), status: "COMPLETED", metadata: { pedido: "9" } },
    { id: session(6), contactId: contact(4), status: "HIDDEN", metadata: { pedido: "9" } },
  );
});

const pedido = { pedido: "42", loja: "Centro" };
const hold = (...sessions: object[]) => standIn.admin("POST", "reset", { sessions });
const fault = (...faults: object[]) => standIn.admin("POST", "faults", faults);
const lookUp = (reference: Partial<SessionReference>, anew = false) =>
  resolveReference({ locator: {}, onNone: "reject", onMany: "reject", ...reference }, wts, { contacts, clock, anew });
const resolve = async (reference: Partial<SessionReference>) => (await lookUp(reference)).sessionIds;
const byContact = (n: number, rules: Partial<SessionReference> = {}) =>
  resolve({ locator: { contactId: contact(n) }, ...rules });
const phoneOf = async (n: number): Promise<string> =>
  String((await wts.client.getContact(contact(n))).phoneNumber).replaceAll(/\D/g, "");
const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    (ids) => new Error(`resolved to ${JSON.stringify(ids)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Fault)) throw error;
  return error;
};
const unresolved = async (promise: Promise<unknown>) =>
  expect((await refusal(promise)).code).toBe("SESSION_REFERENCE_UNRESOLVED");

describe("one open session", () => {
  test("is found by its contact's id", async () => {
    expect(await byContact(1)).toEqual([session(1)]);
  });

  test("is found by its contact's phone number", async () => {
    expect(await resolve({ locator: { contactPhone: await phoneOf(1) } })).toEqual([session(1)]);
  });

  test("is found by the metadata that somebody left there, when it has all of it", async () => {
    await standIn.admin("PUT", `sessions/${session(1)}`, { metadata: { ...pedido, pedido: "7" } });
    expect(await resolve({ locator: { metadata: { pedido: "7" } } })).toEqual([session(1)]);
    expect(await resolve({ locator: { metadata: { pedido: "7", loja: "Centro" } } })).toEqual([session(1)]);
    await unresolved(resolve({ locator: { metadata: { pedido: "7", loja: "Norte" } } }));
  });

  test.each(["reject", "newest", "all"] as const)("is the answer whatever is said of several: %s", async (onMany) => {
    expect(await byContact(1, { onMany })).toEqual([session(1)]);
  });
});

describe("no open session", () => {
  test("is refused, also where there is a completed one or a hidden one", async () => {
    for (const n of [3, 4, 9]) await unresolved(byContact(n));
    await unresolved(resolve({ locator: { metadata: { pedido: "9" } } }));
  });

  test("is nothing to do where that was said", async () => {
    expect(await byContact(3, { onNone: "ignore" })).toEqual([]);
    expect(await resolve({ locator: { metadata: { pedido: "no" } }, onNone: "ignore", onMany: "all" })).toEqual([]);
  });

  test("is what a phone number means that nobody has", async () => {
    await unresolved(resolve({ locator: { contactPhone: "5599900000000" } }));
    expect(await resolve({ locator: { contactPhone: "5599900000000" }, onNone: "ignore" })).toEqual([]);
    const asked = (await journalOf(standIn.admin)).map(({ path }) => path);
    expect(asked.filter((path) => path.endsWith("/session"))).toEqual([]);
  });
});

describe("several open sessions", () => {
  test("are refused, saying how many there are and whose they are not", async () => {
    const error = await refusal(byContact(2));
    expect(error.code).toBe("SESSION_REFERENCE_UNRESOLVED");
    expect(error.message).toContain("3 open sessions");
    expect(error.message).not.toContain(contact(2));
  });

  test("mean the one that was opened last, where that was said", async () => {
    expect(await byContact(2, { onMany: "newest" })).toEqual([session(3)]);
    expect(await resolve({ locator: { metadata: pedido }, onMany: "newest" })).toEqual([session(3)]);
  });

  test("mean every one of them, where that was said, and no other contact's", async () => {
    expect([...(await byContact(2, { onMany: "all" }))].sort()).toEqual([session(2), session(3), session(4)]);
    expect([...(await resolve({ locator: { metadata: { loja: "Centro" } }, onMany: "all" }))].sort()).toEqual([
      session(2),
      session(3),
    ]);
  });

  test("are found beyond WTS's first page", async () => {
    const ids = Array.from({ length: 230 }, (_, index) => session(100 + index));
    await hold(...ids.map((id) => ({ id, contactId: contact(7), status: "PENDING" })));
    expect([...(await byContact(7, { onMany: "all" }))].sort()).toEqual(ids);
  });

  test("opened within one second are distinguished by all the digits that WTS writes", async () => {
    await hold(
      { id: session(1), contactId: contact(1), status: "PENDING", createdAt: "2026-11-19T10:00:00.1230000Z" },
      { id: session(2), contactId: contact(1), status: "PENDING", createdAt: "2026-11-19T10:00:00.9Z" },
      { id: session(3), contactId: contact(1), status: "PENDING", createdAt: "2026-11-19T10:00:00Z" },
    );
    expect(await byContact(1, { onMany: "newest" })).toEqual([session(2)]);
  });
});

describe("when WTS does not filter as it was asked to", () => {
  /** As where a white label does not know the filter: every session it has, whatever was asked. */
  const ignoreFilters = async () => {
    const { items } = await wts.client.listSessions({ PageSize: 100 });
    expect(items).toHaveLength(6);
    await fault({ method: "GET", path: "^/chat/v2/session$", status: 200, body: { items, hasMorePages: false } });
  };

  test("no other contact's session is taken, and none that is completed", async () => {
    await ignoreFilters();
    expect(await byContact(1)).toEqual([session(1)]);
    await unresolved(byContact(3));
    expect([...(await byContact(2, { onMany: "all" }))].sort()).toEqual([session(2), session(3), session(4)]);
  });

  test("no session with other metadata is taken, nor one without any", async () => {
    await ignoreFilters();
    expect([...(await resolve({ locator: { metadata: pedido }, onMany: "all" }))].sort()).toEqual([
      session(2),
      session(3),
    ]);
    await unresolved(resolve({ locator: { metadata: { pedido: "9" } } }));
    await unresolved(resolve({ locator: { metadata: { constructor: "x" } } }));
  });

  test.each(["undefined", "null", "[object Object]", String({}.toString)])(
    "a value of %s, which is what is left of a missing one, fits nobody",
    async (value) => {
      const odd = { pedido: null, cobranca: {} } as never;
      await hold({ id: session(1), contactId: contact(1), status: "PENDING", metadata: odd });
      const { items } = await wts.client.listSessions({ PageSize: 100 });
      const answer = { status: 200, body: { items: [{ ...items[0], metadata: odd }], hasMorePages: false } };
      for (const key of ["nenhuma", "pedido", "cobranca", "toString"]) {
        await fault({ method: "GET", path: "^/chat/v2/session$", ...answer, times: 1 });
        await unresolved(resolve({ locator: { metadata: { [key]: value } } }));
      }
    },
  );

  test("and has no end of pages, the search ends, and it is not taken for nobody", async () => {
    await fault({ method: "GET", path: "^/chat/v2/session$", status: 200, body: { items: [], hasMorePages: true } });
    await unresolved(byContact(1, { onNone: "ignore" }));
  });
});

describe("when WTS fails", () => {
  test("the reference is not taken for nobody: that can be repeated", async () => {
    await fault({ method: "GET", status: 503 });
    for (const locator of [{ contactId: contact(1) }, { contactPhone: "5511987654321" }, { metadata: pedido }])
      expect((await refusal(resolve({ locator, onNone: "ignore" }))).code).toBe("WTS_UNAVAILABLE");
  });

  test("or denies our key, that is said", async () => {
    await fault({ method: "GET", status: 401 });
    expect((await refusal(resolve({ locator: { contactPhone: "5511987654321" }, onNone: "ignore" }))).code).toBe(
      "WTS_DENIED",
    );
  });
});
