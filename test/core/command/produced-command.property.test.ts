// What holds of every command the parser lets through.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SessionCommand } from "../../../lib/core/command/command.ts";
import type { FieldName } from "../../../lib/core/command/field-mask.ts";
import { parse } from "../support/parse.ts";
import { carriers, type Input, plausibleCommand, plausibleUpdate } from "../support/plausible-commands.ts";

/** Runs `check` on every command accepted; answers the share of inputs that were. */
const onAccepted = (inputs: fc.Arbitrary<Input>, check: (command: SessionCommand, input: Input) => void): number => {
  const seen = { accepted: 0, all: 0 };
  fc.assert(
    fc.property(inputs, (input) => {
      seen.all += 1;
      const answer = parse(input);
      if (!answer.ok) return;
      seen.accepted += 1;
      check(answer.command, input);
    }),
    { numRuns: 700 },
  );
  return seen.accepted / seen.all;
};

test("a command parses to an equal command, also after a journey as JSON", () => {
  const share = onAccepted(plausibleCommand, (command) => {
    expect(parse(command)).toStrictEqual({ ok: true, command });
    expect(parse(JSON.parse(JSON.stringify(command)))).toEqual({ ok: true, command });
    // A queued command is read again wherever it lands, so its times no longer depend on a zone.
    expect(parse(command, "Asia/Tokyo")).toStrictEqual({ ok: true, command });
  });
  expect(share).toBeGreaterThan(0.5);
});

const clearable: readonly FieldName[] = ["EndAt", "Number", "Metadata", "DepartmentId", "UserId"];

test("an update writes exactly the fields it names: each has one value or a null that may clear it", () => {
  const kinds = { cleared: 0, membership: 0, written: 0 };
  const share = onAccepted(plausibleUpdate, (command) => {
    if (command.command !== "update") throw new Error(`an update became ${command.command}`);
    const values = Object.fromEntries(Object.entries(command));
    expect(command.fields.length).toBeGreaterThan(0);
    expect(new Set(command.fields).size).toBe(command.fields.length);
    const membershipOnly =
      command.fields.includes("UserId") && !command.fields.includes("DepartmentId") && values.userId !== null;
    for (const field of Object.keys(carriers) as FieldName[]) {
      const given = carriers[field].filter((property) => values[property] !== undefined);
      if (!command.fields.includes(field)) {
        if (field === "DepartmentId" && membershipOnly) {
          kinds.membership += 1;
          expect(given).toHaveLength(1);
        } else expect(given).toStrictEqual([]);
        continue;
      }
      expect(given).toHaveLength(1);
      const value = values[given[0] ?? ""];
      if (value === null) {
        kinds.cleared += 1;
        expect(clearable).toContain(field);
        continue;
      }
      kinds.written += 1;
      expect(["", "{}", "[]"]).not.toContain(typeof value === "string" ? value.trim() : JSON.stringify(value));
    }
  });
  expect(share).toBeGreaterThan(0.4);
  for (const count of Object.values(kinds)) expect(count).toBeGreaterThan(0);
});

test("an update with a person has a department beside that person", () => {
  const seen = { people: 0 };
  onAccepted(plausibleUpdate, (command) => {
    if (!("fields" in command) || (typeof command.userId !== "string" && command.user === undefined)) return;
    seen.people += 1;
    expect(typeof (command.departmentId ?? command.department)).toBe("string");
  });
  expect(seen.people).toBeGreaterThan(0);
});

test("nothing that was given is lost", () => {
  const share = onAccepted(plausibleCommand, (command, input) => {
    const kept = new Set(Object.keys(command));
    const either = (property: string) => {
      if (property.startsWith("department")) return kept.has("departmentId") || kept.has("department");
      if (property.startsWith("user")) return kept.has("userId") || kept.has("user");
      return kept.has(property);
    };
    const empty = (value: unknown) =>
      /^(""|\{\}|\[\])$/.test(JSON.stringify(typeof value === "string" ? value.trim() : value));
    // What counts as no value may go where a mask leaves its field out.
    const lost = Object.keys(input).filter((property) => !empty(input[property]) && !either(property));
    expect(lost).toStrictEqual([]);
  });
  expect(share).toBeGreaterThan(0.5);
});
