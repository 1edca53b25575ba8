// What WTS sends by webhook goes on the bus without a contact's details and without a word that was said.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readWtsEvent } from "../../../lib/webhooks/mapping/wts-event.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const userId = "aaaaaaaa-0000-4000-8000-000000000001";
const sessionUpdate = (changes: unknown) => ({
  eventType: "SESSION_UPDATE",
  date: "2026-11-20T12:00:00.1234567Z",
  content: {
    id: sessionId,
    companyId: "10ca10ca-0000-4000-8000-000000000001",
    status: "PENDING",
    lastMessageText: "meu cpf é 123",
    contactDetails: { name: "Maria", phonenumber: "+5511999998888" },
    agentDetails: { userId, name: "Bruno", email: "bruno@example.com" },
    metadata: { cpf: "123" },
  },
  changeMetadata: { source: "USER", userId: "u-1", changes },
});

describe("a session event", () => {
  test.each([
    ["property", [{ property: "status", currentValue: "PENDING", previousValue: "IN_PROGRESS" }]],
    ["field", [{ field: "status", newValue: "PENDING", oldValue: "IN_PROGRESS" }]],
    ["object", { status: { currentValue: "PENDING", previousValue: "IN_PROGRESS" } }],
  ])("shows its changes, written by %s", (_shape, changes) => {
    expect(readWtsEvent(sessionUpdate(changes))?.changes).toEqual([
      { property: "status", currentValue: "PENDING", previousValue: "IN_PROGRESS" },
    ]);
  });

  test("says that a personal property changed, and not to what", () => {
    const event = readWtsEvent(
      sessionUpdate([{ property: "lastMessageText", currentValue: "oi", previousValue: null }]),
    );
    expect(event?.changes).toEqual([{ property: "lastMessageText" }]);
  });

  test("names session, person and state, and nothing personal", () => {
    const event = readWtsEvent(sessionUpdate([]));
    expect(event).toMatchObject({
      eventType: "SESSION_UPDATE",
      sessionId,
      changedBy: "USER",
      session: { status: "PENDING", userId },
    });
    expect(JSON.stringify(event)).not.toMatch(/cpf|Maria|5511|Bruno|example/);
  });
});

test("a message event names its session and direction, and not the text", () => {
  const content = { id: "m-1", sessionId, direction: "FROM_HUB", origin: "GATEWAY", text: "segredo", userId: null };
  const event = readWtsEvent({ eventType: "MESSAGE_RECEIVED", date: "2026-11-20T12:00:00Z", content });
  expect(event).toMatchObject({
    sessionId,
    message: { id: "m-1", direction: "FROM_HUB", origin: "GATEWAY" },
    session: undefined,
  });
  expect(JSON.stringify(event)).not.toContain("segredo");
});

describe("the channel's own number of a message", () => {
  const contacts = "5511980045904";
  const channels = "551133334400";
  const eventOf = (content: object) =>
    readWtsEvent({ eventType: "MESSAGE_RECEIVED", content: { id: "m-1", sessionId, ...content } });
  const inbound = { direction: "FROM_HUB", origin: "GATEWAY", details: { from: contacts, to: channels } };

  test.each([
    ["what a contact wrote", inbound],
    ["what a person wrote", { direction: "TO_HUB", origin: "DEFAULT", details: { from: channels, to: contacts } }],
    ["what the API sent", { direction: "TO_HUB", origin: "API", userId, details: { from: channels, to: contacts } }],
  ])("is shown of %s, and the contact's is not", (_what, content) => {
    const event = eventOf(content);
    expect(event?.message).toMatchObject({ channelNumber: channels });
    expect(JSON.stringify(event)).not.toContain(contacts);
  });

  test.each([
    ["the API's message comes from the other side", { direction: "FROM_HUB", origin: "API" }],
    ["WTS names no origin", { origin: null }],
    ["WTS names no origin of what goes out", { direction: "TO_HUB", origin: null }],
    ["a person's message comes from the other side", { origin: "DEFAULT" }],
    ["the gateway's message goes out", { direction: "TO_HUB" }],
    ["both are the same", { details: { from: channels, to: channels } }],
    ["it is no number", { details: { from: contacts, to: "clinica" } }],
    ["there is none", { details: { from: contacts } }],
    ["there are no details", { details: null }],
  ])("is left out where %s", (_why, content) => {
    const event = eventOf({ ...inbound, ...content });
    expect(event?.message).not.toHaveProperty("channelNumber");
    expect(JSON.stringify(event)).not.toContain(contacts);
  });
});

describe("a session event whose details WTS leaves out", () => {
  const content = { id: sessionId, companyId: userId, status: "IN_PROGRESS", createdAt: "2026-11-20T12:00:00Z" };
  const agent = { id: "a-1", userId, name: "Bruno" };
  const shownUser = (more: object) =>
    readWtsEvent({ eventType: "SESSION_NEW", content: { ...content, ...more } })?.session?.userId;

  test("claims no person, and not that there is none", () => {
    expect(shownUser({})).toBeUndefined();
    expect(shownUser({ agentDetails: null })).toBeUndefined();
    expect(shownUser({ userId: null })).toBeNull();
    expect(shownUser({ userId: null, agentDetails: agent })).toBe(userId);
    expect(shownUser({ agentDetails: agent })).toBe(userId);
  });

  test("is read whichever of its properties are missing, null or of another type", () => {
    const whole = { ...content, userId, agentDetails: agent, contactDetails: { name: "Maria" }, classification: {} };
    const damaged = fc.record(
      Object.fromEntries(
        Object.entries(whole).map(([name, value]) => [name, fc.constantFrom<unknown>(value, null, 7, [], "")]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(damaged, (some) => {
        const event = readWtsEvent({ eventType: "SESSION_COMPLETE", content: some });
        expect(event).toBeDefined();
        expect(JSON.stringify(event)).not.toMatch(/Maria|Bruno/);
        if (event?.session?.userId === null) expect(some.userId).toBeNull();
      }),
    );
  });
});

describe("an event that somebody made larger than any of WTS's", () => {
  const long = "5511999998888 ".repeat(20);
  const many = Array.from({ length: 20_000 }, (_, index) => [`p${index}`, { currentValue: "x" }]);

  test.each([
    ["by property", Object.fromEntries(many)],
    ["in a list", many.map(([property]) => ({ property, currentValue: "x" }))],
    ["with long values", many.map(() => ({ property: "status", currentValue: long, previousValue: { name: long } }))],
    ["with long names", many.map(() => ({ property: long }))],
  ])("has its changes cut %s, so that the bus and the table take it", (_how, changes) => {
    const event = readWtsEvent(sessionUpdate(changes));
    expect(event?.changes.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(event).length).toBeLessThan(20_000);
    expect(JSON.stringify(event)).not.toContain("5511999998888");
  });

  test("shows no text instead of an id, a state or a time", () => {
    const content = { id: sessionId, status: long, channelType: "x".repeat(250_000), type: "INDIVIDUAL" };
    const event = readWtsEvent({
      eventType: "SESSION_UPDATE",
      date: long,
      content,
      changeMetadata: { source: long, changes: [{ property: "userId", currentValue: { name: "Bruno" } }] },
    });
    expect(event).toMatchObject({ date: undefined, changedBy: undefined, changes: [{ property: "userId" }] });
    expect(event?.session).toEqual({ id: sessionId, type: "INDIVIDUAL" });
    expect(JSON.stringify(event)).not.toContain("Bruno");
  });
});

test.each([[null], [7], ["x"], [{}], [{ eventType: "SESSION_NEW" }], [{ eventType: "x", content: {} }]])(
  "%j is no event of WTS",
  (body) => {
    expect(readWtsEvent(body)).toBeUndefined();
  },
);

test("never throws, whatever comes", () => {
  const body = fc.record({
    eventType: fc.constantFrom("SESSION_UPDATE", "MESSAGE_SENT", "PANEL_CARD_NEW"),
    content: fc.object(),
    changeMetadata: fc.anything(),
  });
  fc.assert(fc.property(fc.oneof(fc.anything(), body), (anything) => void readWtsEvent(anything)));
});
