// An older event never overwrites a newer one of its sender, field by field; whatever is not older passes.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { guardOrder, occurredAtMs } from "../../../lib/commands/apply/order-guard.ts";
import { planSteps } from "../../../lib/commands/apply/plan.ts";
import type { SessionCommand, UpdateCommand } from "../../../lib/core/command/command.ts";
import { type FieldName, fieldNames } from "../../../lib/core/command/field-mask.ts";
import type { OrderedField } from "../../../lib/core/outcome.ts";
import { changesOf, successType } from "../../../lib/core/outcome.ts";
import { accepted, departmentId, now, sessionId, userId } from "../../core/support/parse.ts";

const nowMs = now.getTime();
const at = 1_000;
/** As if these fields had been written by a newer event, and all others by an older one. */
const newer =
  (...fields: OrderedField[]) =>
  (field: OrderedField): number =>
    fields.includes(field) ? at + 1 : at - 1;
const nobody = () => undefined;

describe("when it happened", () => {
  test.each<[string, number]>([
    ["2026-11-20T12:00:00.000Z", 0],
    ["2026-11-20T11:00:00.000Z", -3_600_000],
    ["2026-11-20T12:05:00.000Z", 300_000],
    ["2026-11-20T12:05:00.001Z", 0],
  ])("is taken from %s, unless that is more than five minutes ahead", (occurredAt, offsetMs) => {
    expect(occurredAtMs(occurredAt, nowMs)).toBe(nowMs + offsetMs);
  });

  test("far ahead counts as now, so that the sender's next event is not older", () => {
    expect(occurredAtMs("9999-12-31T23:59:59.999Z", nowMs)).toBe(nowMs);
  });

  test.each([[undefined], [""], ["yesterday"], ["2026-13-45"]])("is not known of %j", (occurredAt) => {
    expect(occurredAtMs(occurredAt, nowMs)).toBeUndefined();
  });
});

interface Event {
  source: string;
  occurredAt: string | undefined;
  fields: FieldName[];
}

/** Few sources, fields and times, so that they meet. */
const event: fc.Arbitrary<Event> = fc.record({
  source: fc.constantFrom("crm", "erp"),
  occurredAt: fc.option(
    fc.constantFrom(-3, -2, -1, 0, 299, 300, 301, 9_000).map((s) => new Date(nowMs + s * 1000).toISOString()),
    { nil: undefined, freq: 5 },
  ),
  fields: fc.uniqueArray(fc.constantFrom<FieldName>("Status", "Number", "Metadata"), { minLength: 1 }),
});

test("a field holds the newest event of each sender, and among equals the one that came last", () => {
  const seen = { dropped: 0, cut: 0 };
  const values = { status: "PENDING", number: "7", metadata: { a: "1" } } as const;
  const names = { Status: "status", Number: "number", Metadata: "metadata" } as const;
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const writtenAt = new Map<string, number>();
      for (const [index, { source, occurredAt, fields }] of events.entries()) {
        const given = Object.fromEntries(fields.map((field) => [names[field as keyof typeof names], 0]));
        const shown = Object.fromEntries(Object.entries(values).filter(([name]) => name in given));
        const command = accepted({ sessionId, fields, ...shown });
        const atMs = occurredAtMs(occurredAt, nowMs);
        const guarded = guardOrder(command, atMs, (field) => writtenAt.get(`${source} ${field}`));

        // Said again without the guard's own memory: newer than, or as new as, all that came before of this sender.
        const fresh = fields.filter((field) =>
          events
            .slice(0, index)
            .filter((other) => other.source === source && other.fields.includes(field))
            .every(
              (other) => (occurredAtMs(other.occurredAt, nowMs) ?? -Infinity) <= (atMs ?? Number.POSITIVE_INFINITY),
            ),
        );
        expect(guarded.command ? (guarded.command as UpdateCommand).fields : []).toEqual(fresh);
        expect(guarded.stale).toEqual(fields.filter((field) => !fresh.includes(field)));
        if (fresh.length === 0) seen.dropped += 1;
        else if (fresh.length < fields.length) seen.cut += 1;

        if (atMs !== undefined) for (const field of fresh) writtenAt.set(`${source} ${field}`, atMs);
      }
    }),
    { numRuns: 500 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
});

describe("an update", () => {
  test("as old as what is there passes, and one without a time always does", () => {
    const command = accepted({ sessionId, status: "PENDING" });
    expect(guardOrder(command, at, () => at)).toEqual({ command, stale: [] });
    expect(guardOrder(command, undefined, () => Number.MAX_SAFE_INTEGER)).toEqual({ command, stale: [] });
    expect(guardOrder(command, at, nobody)).toEqual({ command, stale: [] });
  });

  test("of which every field is older has nothing left", () => {
    const { command, stale } = guardOrder(accepted({ sessionId, status: "PENDING", number: "7" }), at, () => at + 1);
    expect(command).toBeUndefined();
    expect(stale).toEqual(["Status", "Number"]);
  });

  test("writes only the fields that are not older", () => {
    const update = accepted({ sessionId, status: "COMPLETED", number: "7", endAt: "2026-11-30T18:00:00Z" });
    const { command } = guardOrder(update, at, newer("Status", "EndAt"));
    if (!command) throw new Error("nothing left");
    expect(planSteps(command, {}, undefined)).toEqual([{ step: "partial", body: { fields: ["Number"], number: "7" } }]);
  });

  test("that no longer closes the session does not say that it closed it", () => {
    const update = accepted({ sessionId, status: "COMPLETED", number: "7", endAt: "2026-11-30T18:00:00Z" });
    const { command } = guardOrder(update, at, newer("Status", "EndAt"));
    if (!command) throw new Error("nothing left");
    expect(successType(command)).toBe("Session Updated");
    expect(changesOf(command)).toEqual({ fields: ["Number"] });
  });
});

describe("a transfer", () => {
  const destination = { departmentId, userId };
  const transfer = accepted({ command: "transfer", sessionId, departmentId, userId });
  const toQueue = accepted({ command: "transfer", sessionId, departmentId });
  const steps = (command: SessionCommand | undefined, to: object) => command && planSteps(command, to, undefined);

  test("that is not older stays a transfer", () => {
    expect(guardOrder(transfer, at, newer("Status", "Number"))).toEqual({ command: transfer, stale: [] });
  });

  test("whose person is older only moves it to the department", () => {
    const { command, stale } = guardOrder(transfer, at, newer("UserId"));
    expect(stale).toEqual(["UserId"]);
    expect(steps(command, destination)).toEqual([
      { step: "partial", body: { fields: ["DepartmentId"], departmentId } },
    ]);
  });

  test("whose department is older only gives it to the person", () => {
    const { command, stale } = guardOrder(transfer, at, newer("DepartmentId"));
    expect(stale).toEqual(["DepartmentId"]);
    expect(steps(command, destination)).toEqual([{ step: "partial", body: { fields: ["UserId"], userId } }]);
  });

  test("to a department's queue whose department is older takes the person away", () => {
    const { command } = guardOrder(toQueue, at, newer("DepartmentId"));
    expect(steps(command, { departmentId, userId: null })).toEqual([
      { step: "partial", body: { fields: ["UserId"], userId: null } },
    ]);
  });

  test("to a department's queue whose person is older leaves the person", () => {
    const { command } = guardOrder(toQueue, at, newer("UserId"));
    expect(steps(command, { departmentId, userId: null })).toEqual([
      { step: "partial", body: { fields: ["DepartmentId"], departmentId } },
    ]);
  });

  test("keeps what else it says: its session, its guard and its options", () => {
    const expectation = { status: "PENDING" };
    const options = { stopBotInExecution: true };
    const full = accepted({ command: "transfer", sessionId, departmentId, userId, expect: expectation, options });
    expect(guardOrder(full, at, newer("UserId")).command).toMatchObject({ sessionId, expect: expectation, options });
  });

  test("of which both are older has nothing left", () => {
    expect(guardOrder(transfer, at, newer("DepartmentId", "UserId"))).toEqual({ stale: ["DepartmentId", "UserId"] });
  });
});

describe("a completion", () => {
  const complete = accepted({
    command: "complete",
    sessionId,
    note: "fim",
    farewell: "até logo",
    metadata: { a: "1" },
    classification: { category: "WON" },
  });

  test("that is older than the session's status does nothing at all: no farewell goes out", () => {
    expect(guardOrder(complete, at, newer("Status"))).toEqual({ stale: ["Status"] });
  });

  test("leaves out only the metadata, or only the classification, that is older", () => {
    const { metadata: _metadata, ...withoutMetadata } = complete as SessionCommand & { metadata: unknown };
    expect(guardOrder(complete, at, newer("Metadata"))).toEqual({ command: withoutMetadata, stale: ["Metadata"] });
    const { classification: _one, ...withoutClass } = complete as SessionCommand & { classification: unknown };
    expect(guardOrder(complete, at, newer("Classification"))).toEqual({
      command: withoutClass,
      stale: ["Classification"],
    });
  });

  test("is not held back by fields it does not write", () => {
    expect(guardOrder(complete, at, newer("Number", "EndAt", "UserId", "DepartmentId"))).toEqual({
      command: complete,
      stale: [],
    });
  });
});

test.each(["note", "message"])("a %s is never too old", (command) => {
  const words = accepted({ command, sessionId, text: "olá" });
  expect(guardOrder(words, 0, newer(...fieldNames))).toEqual({ command: words, stale: [] });
});
