import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readSessionFacts } from "../../../lib/core/sessions/session-facts.ts";

describe("what a policy may know of a session", () => {
  test("reads the list's item, whatever number of fractional digits its times have", () => {
    const facts = readSessionFacts({
      id: "2617D127-4314-4954-A7F6-07C17E7F7D2C",
      status: "IN_PROGRESS",
      departmentId: "D0000000-0000-4000-8000-000000000001",
      userId: null,
      createdAt: "2026-11-20T12:00:00Z",
      lastMessageIn: "2026-11-20T12:00:01.1234567Z",
      lastMessageOut: "2026-11-20T12:00:02.5Z",
      contactDetails: { tagsId: ["t-1"], tagsName: ["VIP"] },
      metadata: { pedido: "42" },
    });
    expect(facts).toMatchObject({
      id: "2617d127-4314-4954-a7f6-07c17e7f7d2c",
      status: "IN_PROGRESS",
      departmentId: "d0000000-0000-4000-8000-000000000001",
      userId: null,
      createdAtMs: Date.parse("2026-11-20T12:00:00Z"),
      lastMessageInMs: Date.parse("2026-11-20T12:00:01.123Z"),
      lastMessageOutMs: Date.parse("2026-11-20T12:00:02.500Z"),
      tags: ["t-1", "VIP"],
      metadata: { pedido: "42" },
    });
  });

  test("takes the person from the agent's details where a webhook names nobody else", () => {
    expect(readSessionFacts({ id: "s", agentDetails: { id: "A", userId: "U" } })?.userId).toBe("u");
  });

  test("keeps what WTS does not say apart from what it says there is none of", () => {
    expect(readSessionFacts({ id: "s", lastMessageIn: null, metadata: null })).toMatchObject({
      lastMessageInMs: null,
      metadata: {},
    });
    expect(readSessionFacts({ id: "s" })).toMatchObject({
      metadata: undefined,
      status: undefined,
      tags: undefined,
      lastMessageInMs: undefined,
    });
    expect(readSessionFacts({ id: "s", contactDetails: {} })?.tags).toEqual([]);
  });

  test("never throws, and is nothing without an id", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const facts = readSessionFacts(anything);
        expect(facts === undefined || facts.id !== "").toBe(true);
      }),
    );
    expect(readSessionFacts({ status: "PENDING" })).toBeUndefined();
  });
});
