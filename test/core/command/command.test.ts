// What every command has in common, however it came in.
import { describe, expect, test } from "@jest/globals";
import { accepted, parse, problems, refused, sessionId } from "../support/parse.ts";

const companyId = "9e107d9d-372b-4b6a-8f3e-0c1d2e3f4a5b";

describe("the kind of command", () => {
  test("is an update unless it says otherwise", () => {
    expect(accepted({ sessionId, status: "PENDING" })).toStrictEqual({
      command: "update",
      sessionId,
      status: "PENDING",
      fields: ["Status"],
    });
  });

  test.each([
    ["update", { status: "PENDING" }],
    ["complete", {}],
    ["transfer", { department: "Vendas" }],
    ["note", { text: "Called back" }],
    ["message", { text: "Good morning" }],
  ])("may be %s", (command, rest) => {
    expect(accepted({ command, sessionId, ...rest })).toMatchObject({ command });
  });

  test.each([["close"], ["Update"], [""], [null], [7], [["update"]], ["constructor"]])(
    "is refused as %j",
    (command) => {
      expect(problems(refused({ command, sessionId, status: "PENDING" }))).toStrictEqual(["command COMMAND_UNKNOWN"]);
    },
  );
});

describe("a command that is no JSON object", () => {
  test.each([
    [undefined],
    [null],
    [""],
    ["COMPLETED"],
    [1],
    [true],
    [[]],
    [[{ sessionId }]],
    [new Date(0)],
    [new Map()],
  ])("is refused: %p", (input) => {
    expect(problems(refused(input))).toStrictEqual([" TYPE_INVALID"]);
  });

  test("is not read through its prototype", () => {
    expect(parse(Object.create({ sessionId, status: "PENDING" })).ok).toBe(false);
  });
});

describe("companyId", () => {
  test("is optional and kept in lower case", () => {
    expect(accepted({ sessionId, status: "PENDING", companyId: ` ${companyId.toUpperCase()} ` })).toMatchObject({
      companyId,
    });
    expect(accepted({ sessionId, status: "PENDING" })).not.toHaveProperty("companyId");
  });

  test.each([[7], ["acme"], [{}], [`${companyId}0`], ["../secrets"]])("that is no id is refused: %j", (value) => {
    expect(problems(refused({ sessionId, status: "PENDING", companyId: value }))).toStrictEqual([
      "companyId TYPE_INVALID",
    ]);
  });
});

describe("a property we do not know", () => {
  test.each([
    ["statsu", { status: "PENDING", statsu: "COMPLETED" }, "status"],
    ["end_at", { status: "PENDING", end_at: "2026-11-30 18:00" }, "endAt"],
    ["Department", { status: "PENDING", Department: "Vendas" }, "department"],
    ["reactivatedisabled", { status: "PENDING", reactivatedisabled: true }, "reactivateDisabled"],
    ["stopBotInExecution", { status: "PENDING", stopBotInExecution: true }, "options"],
  ])("is refused with the nearest one named: %s", (property, changes, nearest) => {
    const issues = refused({ sessionId, ...changes });
    expect(problems(issues)).toStrictEqual([`${property} PROPERTY_UNKNOWN`]);
    if (property !== "stopBotInExecution") expect(issues[0]?.message).toMatch(new RegExp(`nearest one is ${nearest}$`));
  });

  test.each([
    ["update", { status: "PENDING", text: "x" }, "text"],
    ["complete", { status: "COMPLETED" }, "status"],
    ["complete", { options: { stopBotInExecution: true } }, "options"],
    ["transfer", { department: "Vendas", fields: ["DepartmentId"] }, "fields"],
    ["note", { text: "x", status: "PENDING" }, "status"],
    ["message", { text: "x", metadata: { a: "b" } }, "metadata"],
  ])("includes what belongs to another command: %s with %j", (command, rest, property) => {
    expect(problems(refused({ command, sessionId, ...rest }))).toStrictEqual([`${property} PROPERTY_UNKNOWN`]);
  });

  test("is refused when it is __proto__ or constructor", () => {
    const text = `{"sessionId":"a","status":"PENDING","__proto__":{"status":"COMPLETED"},"constructor":1}`;
    expect(problems(refused(JSON.parse(text)))).toStrictEqual([
      "__proto__ PROPERTY_UNKNOWN",
      "constructor PROPERTY_UNKNOWN",
    ]);
  });

  test.each([["5511987654321"], ["ana@example.com"], ["two words"], [""], ["k".repeat(41)]])(
    "is shown as ? when it does not look like a name: %j",
    (key) => {
      const issues = refused({ sessionId, status: "PENDING", [key]: 1 });
      expect(problems(issues)).toStrictEqual(["? PROPERTY_UNKNOWN"]);
      if (key !== "") expect(issues[0]?.message).not.toContain(key);
    },
  );

  test("counts as absent while it is undefined", () => {
    expect(parse({ sessionId, status: "PENDING", other: undefined, number: undefined }).ok).toBe(true);
  });
});

test("all problems of a command are reported at once", () => {
  const input = {
    sessionId: "",
    companyId: "acme",
    expect: { status: "open" },
    status: "UNDEFINED",
    endAt: "2026-02-30 10:00",
    number: 5511,
    user: "Ana",
    metadata: { constructor: "x", nested: {} },
    autocomplete: "yes",
    reactivateDisabled: null,
    classification: { amount: "10" },
    options: { stop: true },
    statsu: "x",
  };
  expect(problems(refused(input)).sort()).toStrictEqual([
    "autocomplete TYPE_INVALID",
    "classification.amount TYPE_INVALID",
    "companyId TYPE_INVALID",
    "departmentId DESTINATION_MISSING",
    "endAt END_AT_INVALID",
    "expect.status STATUS_INVALID",
    "metadata.constructor KEY_REFUSED",
    "metadata.nested TYPE_INVALID",
    "number TYPE_INVALID",
    "options.stop PROPERTY_UNKNOWN",
    "reactivateDisabled FIELD_WITHOUT_VALUE",
    "sessionId SESSION_ID_EMPTY",
    "statsu PROPERTY_UNKNOWN",
    "status STATUS_INVALID",
  ]);
});

test("the input is left as it was", () => {
  const input = Object.freeze({
    sessionId,
    fields: Object.freeze(["status", "Metadata"]),
    status: "pending",
    metadata: Object.freeze([Object.freeze({ key: "a", value: 1 })]),
  });
  expect(parse(input).ok).toBe(true);
  expect(input.status).toBe("pending");
});

test("the answer is the same whatever the clock says, since no clock is asked", () => {
  const input = { sessionId, endAt: "2026-11-30 18:00" };
  const answer = parse(input);
  const { Date: Clock } = globalThis;
  const asked = (): never => {
    throw new Error("the clock is asked");
  };
  globalThis.Date = new Proxy(Clock, {
    construct: (_target, given) => (given.length === 0 ? asked() : Reflect.construct(Clock, given)),
    get: (_target, name) => (name === "now" ? asked : Reflect.get(Clock, name)),
  });
  try {
    expect(parse(input)).toStrictEqual(answer);
  } finally {
    globalThis.Date = Clock;
  }
});
