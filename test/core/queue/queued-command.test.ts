// What is put into the queue comes out of it unchanged; what else comes out of it is refused for good, never with a crash.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { groupOf } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { readCommand } from "../../support/read-command.ts";
import { anyInput } from "../support/any-input.ts";
import { faultOf } from "../support/fault-of.ts";
import { accepted, problems, sessionId } from "../support/parse.ts";
import { anyProvenance, producedQueuedCommand } from "../support/queued-commands.ts";

const contactId = "c0a1b2c3-1111-4222-8333-444455556666";
const queued: QueuedCommand = {
  kind: "command",
  id: "0".repeat(64),
  account: "default",
  door: "event",
  source: "event:crm",
  deliveryId: "d-1",
  occurredAt: "2026-11-20T11:59:00.000Z",
  correlationId: "c-1",
  causationId: "c-2",
  hops: 1,
  attempt: 0,
  targeted: { command: accepted({ sessionId, status: "COMPLETED" }) },
};
const read = (body: unknown) => readCommand(JSON.stringify(body));
const refusal = (body: string): string => faultOf(() => readCommand(body)).code;

describe("a command that was put into the queue", () => {
  test("comes out of it as it was, whoever sent it and whatever it is for", () => {
    const seen = { references: 0, dated: 0 };
    fc.assert(
      fc.property(producedQueuedCommand, (command) => {
        if (command.targeted.reference) seen.references += 1;
        if (command.occurredAt !== undefined) seen.dated += 1;
        expect(read(command)).toEqual(command);
      }),
      { numRuns: 1_000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  test("comes out years later as it was", () => {
    const old = { ...queued, occurredAt: "1996-11-20T11:59:00.000Z" };
    expect(read(old)).toEqual(old);
  });

  test("may come with properties that a later version of ours writes", () => {
    expect(read({ ...queued, traceId: "t-1" })).toEqual(queued);
  });

  test("keeps a reference's metadata key that every object has a meaning for", () => {
    const metadata = JSON.parse('{"__proto__": "7", "constructor": "8"}') as Record<string, string>;
    const reference = { locator: { metadata }, onNone: "reject" as const, onMany: "reject" as const };
    const command = accepted({ sessionId: "unresolved", status: "COMPLETED" });
    const { targeted } = read({ ...queued, targeted: { command, reference } });
    expect(Object.entries(targeted.reference?.locator.metadata ?? {})).toEqual(Object.entries(metadata));
  });
});

describe("a queue message is refused as ENVELOPE_INVALID", () => {
  test.each([[""], ["{"], ["nonsense"], ["null"], ["7"], ["[]"], ['"text"'], ["{}"], ["[".repeat(100_000)]])(
    "when it is no object of ours: %.20j",
    (body) => {
      expect(refusal(body)).toBe("ENVELOPE_INVALID");
    },
  );

  const texts = ["id", "account", "door", "source", "deliveryId", "correlationId", "causationId", "kind"];
  test.each(texts)("when its %s is missing, blank or no text", (property) => {
    for (const value of [undefined, null, "", 7, true, {}, ["event"]])
      expect(refusal(JSON.stringify({ ...queued, [property]: value }))).toBe("ENVELOPE_INVALID");
  });

  test.each(["hops", "attempt"])("when its %s is no whole number", (property) => {
    for (const value of [undefined, null, "1", -1, 0.5, 1e300, [], true])
      expect(refusal(JSON.stringify({ ...queued, [property]: value }))).toBe("ENVELOPE_INVALID");
  });

  test("when it came in a way, or is of a kind, that we do not have", () => {
    expect(refusal(JSON.stringify({ ...queued, door: "window" }))).toBe("ENVELOPE_INVALID");
    expect(refusal(JSON.stringify({ ...queued, kind: "delivery" }))).toBe("ENVELOPE_INVALID");
  });

  test("when its occurredAt is no text", () => {
    for (const value of [null, 1763640000, ""])
      expect(refusal(JSON.stringify({ ...queued, occurredAt: value }))).toBe("ENVELOPE_INVALID");
  });

  test("when it holds no command", () => {
    for (const targeted of [undefined, null, [], "x", {}, { command: null }, { command: "update" }, { command: [] }])
      expect(refusal(JSON.stringify({ ...queued, targeted }))).toBe("ENVELOPE_INVALID");
  });
});

describe("a queue message is refused as COMMAND_INVALID", () => {
  test("when its command is not valid, with every problem", () => {
    const command = { command: "update", sessionId: "../x", fields: ["Status"] };
    const fault = faultOf(() => read({ ...queued, targeted: { command } }));
    expect(fault.code).toBe("COMMAND_INVALID");
    expect(problems(fault.issues)).toEqual(["sessionId SESSION_ID_INVALID", "status STATUS_INVALID"]);
  });

  test("when its reference is not valid", () => {
    const command = accepted({ sessionId: "unresolved", status: "COMPLETED" });
    const good = { locator: { contactId }, onNone: "reject", onMany: "all" };
    expect(read({ ...queued, targeted: { command, reference: good } }).targeted.reference).toEqual(good);
    for (const damage of [{ locator: {} }, { locator: undefined }, { onMany: "some" }, { onNone: null }])
      expect(refusal(JSON.stringify({ ...queued, targeted: { command, reference: { ...good, ...damage } } }))).toBe(
        "COMMAND_INVALID",
      );
  });
});

test("a reference that is no object is refused, and never forgotten: its command has no session of its own", () => {
  const command = accepted({ sessionId: "unresolved", status: "COMPLETED" });
  for (const reference of [null, [], "5511987654321", 7, true])
    expect(refusal(JSON.stringify({ ...queued, targeted: { command, reference } }))).toMatch(
      /^(ENVELOPE|COMMAND)_INVALID$/,
    );
});

/** The value at one place of the message replaced by another. */
const damagedAt = (value: unknown, path: readonly number[], by: unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return by;
  const entries = Object.entries(value);
  const [key = "", inner] = entries[step % Math.max(1, entries.length)] ?? [];
  return { ...value, [key]: damagedAt(inner, rest, by) };
};

test("whatever else is in the queue is a command or one of the two refusals", () => {
  const seen: Record<string, number> = {};
  const check = (body: string) => {
    let result: string;
    try {
      result = readCommand(body).kind;
    } catch (error) {
      result = faultOf(() => {
        throw error;
      }).code;
    }
    seen[result] = (seen[result] ?? 0) + 1;
    expect(["command", "ENVELOPE_INVALID", "COMMAND_INVALID"]).toContain(result);
  };
  const place = fc.array(fc.nat(), { maxLength: 4 });
  fc.assert(
    fc.property(producedQueuedCommand, place, fc.jsonValue(), fc.nat(), (command, path, by, cut) => {
      check(JSON.stringify(damagedAt(command, path, by)));
      const text = JSON.stringify(command);
      check(text.slice(0, cut % text.length));
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(anyProvenance, anyInput, (provenance, command) => {
      let body: string;
      try {
        body = JSON.stringify({ kind: "command", ...provenance, targeted: { command, reference: command } });
      } catch {
        return; // Not JSON: it cannot be in the queue.
      }
      check(body);
    }),
    { numRuns: 300 },
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), check));
  expect(seen.ENVELOPE_INVALID).toBeGreaterThan(100);
  expect(seen.COMMAND_INVALID).toBeGreaterThan(100);
});

describe("the group of a command", () => {
  const groupFor = (account: string, named = sessionId): string =>
    groupOf({ ...queued, account, targeted: { command: { ...queued.targeted.command, sessionId: named } } });

  test("is one that SQS takes, whatever the account is called", () => {
    const account = fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), fc.constantFrom("ação", " "));
    fc.assert(
      fc.property(producedQueuedCommand, account, (command, name) => {
        expect(groupOf({ ...command, account: name })).toMatch(/^[\x21-\x7e]{1,128}$/);
      }),
      { numRuns: 500 },
    );
  });

  test("is one for one session, however its id is written, and whoever sends", () => {
    expect(groupFor("default", sessionId.toUpperCase())).toBe(groupFor("default", sessionId));
    expect(groupOf({ ...queued, source: "event:erp", door: "schedule", attempt: 3 })).toBe(groupOf(queued));
  });

  test("is another for another session and for another account, also where the names have to be hashed", () => {
    const long = "a".repeat(200);
    const groups = ["default", "filial", "ação", "ações", long, `${long}b`].map((name) => groupFor(name));
    groups.push(groupFor("default", "another"), groupFor("ação", "another"));
    expect(new Set(groups).size).toBe(groups.length);
  });

  test("of a reference tells nothing of the contact", () => {
    const reference = { locator: { contactPhone: "5511987654321" }, onNone: "reject", onMany: "all" } as const;
    const group = groupOf({ ...queued, targeted: { command: queued.targeted.command, reference } });
    expect(group).toMatch(/^default\/ref:[0-9a-f]{32}$/);
  });
});
