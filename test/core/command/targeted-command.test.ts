// A command for a session by its id, or for whichever sessions a reference finds: never for both.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { parseTargetedCommand, unresolvedSessionId } from "../../../lib/core/command/targeted-command.ts";
import { anyInput } from "../support/any-input.ts";
import { problems, saoPaulo, sessionId } from "../support/parse.ts";
import { plausibleCommand } from "../support/plausible-commands.ts";
import { plausibleReference, producedTarget } from "../support/queued-commands.ts";

const contactId = "c0a1b2c3-1111-4222-8333-444455556666";
const session = { contactId };
const options = { timeZone: saoPaulo };

const accepted = (input: unknown) => {
  const parsed = parseTargetedCommand(input, options);
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.issues)}`);
  return parsed.targeted;
};
const refused = (input: unknown): string[] => {
  const parsed = parseTargetedCommand(input, options);
  if (parsed.ok) throw new Error(`accepted: ${JSON.stringify(parsed.targeted)}`);
  return problems(parsed.issues);
};

describe("a command with a sessionId", () => {
  test("is read as it always was, and has no reference", () => {
    fc.assert(
      fc.property(plausibleCommand, (input) => {
        const parsed = parseCommand(input, options);
        expect(parseTargetedCommand(input, options)).toStrictEqual(
          parsed.ok ? { ok: true, targeted: { command: parsed.command } } : parsed,
        );
      }),
    );
  });
});

describe("a command with a reference", () => {
  test("has no session yet, and keeps all that it says", () => {
    expect(accepted({ session, onMany: "newest", status: "COMPLETED", number: "7" })).toStrictEqual({
      command: {
        command: "update",
        sessionId: unresolvedSessionId,
        status: "COMPLETED",
        number: "7",
        fields: ["Status", "Number"],
      },
      reference: { locator: { contactId }, onNone: "reject", onMany: "newest" },
    });
  });

  test.each([
    ["complete", { note: "fim", farewell: "até logo" }],
    ["transfer", { department: "Vendas" }],
    ["note", { text: "ligar amanhã" }],
    ["message", { text: "olá" }],
  ])("may be %s", (command, rest) => {
    expect(accepted({ command, session, ...rest }).command).toMatchObject({ command, ...rest });
  });

  test("is refused beside a sessionId, also an empty one", () => {
    for (const named of [sessionId, "", null])
      expect(refused({ session, sessionId: named, status: "COMPLETED" })).toEqual(["session PROPERTY_CONFLICT"]);
  });

  test("is refused when only its rules are there", () => {
    expect(refused({ onNone: "ignore", status: "COMPLETED" })).toEqual(["session TYPE_INVALID"]);
    expect(refused({ sessionId, onMany: "all", status: "COMPLETED" })).toEqual([
      "session PROPERTY_CONFLICT",
      "session TYPE_INVALID",
    ]);
  });

  test("is refused with all that is wrong about it and about its command", () => {
    expect(refused({ session: { contactPhone: "x" }, onNone: "x", status: "open", nunber: "7" })).toEqual([
      "session.contactPhone TYPE_INVALID",
      "onNone TYPE_INVALID",
      "nunber PROPERTY_UNKNOWN",
      "status STATUS_INVALID",
    ]);
  });

  test("does not excuse a command that has nothing to say", () => {
    expect(refused({ session })).toEqual([" NOTHING_TO_UPDATE"]);
  });
});

test("a misspelt reference is named, and not taken for a missing sessionId alone", () => {
  expect(refused({ sesion: session, status: "COMPLETED" })).toEqual([
    "sessionId SESSION_ID_EMPTY",
    "sesion PROPERTY_UNKNOWN",
  ]);
});

test("a reference that was read is read again as the same, also after a journey as JSON", () => {
  let references = 0;
  fc.assert(
    fc.property(producedTarget, ({ command, reference }) => {
      if (!reference) return;
      references += 1;
      const { locator, onNone, onMany } = reference;
      const again = { ...command, sessionId: undefined, session: locator, onNone, onMany };
      expect(accepted(again)).toStrictEqual({ command, reference });
      expect(accepted(JSON.parse(JSON.stringify(again)))).toEqual({ command, reference });
    }),
    { numRuns: 500 },
  );
  expect(references).toBeGreaterThan(100);
});

test("any input at all is answered, and refused where its like without the reference is", () => {
  let refusals = 0;
  fc.assert(
    fc.property(anyInput, plausibleReference, (input, reference) => {
      const parsed = parseTargetedCommand(input, options);
      if (!parsed.ok) expect(parsed.issues.length).toBeGreaterThan(0);
      if (typeof input !== "object" || input === null || Array.isArray(input)) return;
      const referred = parseTargetedCommand({ ...input, sessionId: undefined, ...reference }, options);
      const named = parseCommand({ ...input, sessionId }, options);
      expect(referred.ok).toBe(named.ok);
      if (!named.ok) refusals += 1;
    }),
    { numRuns: 500 },
  );
  expect(refusals).toBeGreaterThan(50);
});
