// The catalogue of everything that can go wrong.
import { describe, expect, test } from "@jest/globals";
import { Fault, type FaultKind, faults } from "../../lib/core/faults.ts";

const catalogue: [string, FaultKind][] = Object.entries(faults);

describe("the catalogue", () => {
  test.each([
    ["BODY_MISSING", 400, false],
    ["BODY_MALFORMED", 400, false],
    ["BODY_TOO_LARGE", 413, false],
    ["CONTENT_TYPE_UNSUPPORTED", 415, false],
    ["COMMAND_INVALID", 422, false],
    ["SESSION_NOT_FOUND", 404, false],
    ["WTS_REFUSED", 422, false],
    ["WTS_DENIED", 502, true],
    ["WTS_UNAVAILABLE", 503, true],
    ["INTERNAL", 500, true],
    ["CONFIG_INVALID", 500, false],
  ])("answers %s with %i, retryable: %s", (code, status, retryable) => {
    expect(catalogue.filter(([, kind]) => kind.code === code).map(([, kind]) => kind)).toMatchObject([
      { status, retryable },
    ]);
  });

  test.each(catalogue)("names %s like its code", (name, { code }) => {
    expect(code).toBe(name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
  });

  test.each(catalogue)("never lets %s tell a sender that it succeeded, moved or should stop", (_name, { status }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(status).not.toBe(410);
  });

  test.each(catalogue)("says of %s what happened and what to do, without a full stop", (_name, { summary, remedy }) => {
    for (const text of [summary, remedy]) expect(text).toMatch(/^[A-Z`].*[^.!\s]$/);
  });

  test("has one entry a code", () => {
    expect(new Set(catalogue.map(([, { code }]) => code)).size).toBe(catalogue.length);
  });
});

describe("a fault", () => {
  test("says its summary unless it has something better to say", () => {
    expect(new Fault(faults.bodyMissing).message).toBe(faults.bodyMissing.summary);
    expect(new Fault(faults.bodyMissing, { message: "send one" }).message).toBe("send one");
  });

  test("is an error with the code of its kind, and nothing more by default", () => {
    const fault = new Fault(faults.commandInvalid);
    expect(fault).toBeInstanceOf(Error);
    expect(fault).toMatchObject({ name: "Fault", code: "COMMAND_INVALID", kind: faults.commandInvalid });
    expect(fault.issues).toStrictEqual([]);
    expect(fault.logged).toStrictEqual({});
    expect(fault.retryAfterSeconds).toBeUndefined();
  });

  test("keeps its issues, its cause, what is logged and when to come back", () => {
    const cause = new Error("socket closed");
    const issues = [{ path: "status", code: "STATUS_INVALID", message: "Add a valid status!" }] as const;
    const fault = new Fault(faults.wtsUnavailable, { cause, issues, logged: { attempt: 3 }, retryAfterSeconds: 12 });
    expect(fault.cause).toBe(cause);
    expect(fault.issues).toStrictEqual(issues);
    expect(fault.logged).toStrictEqual({ attempt: 3 });
    expect(fault.retryAfterSeconds).toBe(12);
  });
});
