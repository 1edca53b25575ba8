// The mask says which fields are written; it and the values given never disagree.
import { describe, expect, test } from "@jest/globals";
import { acceptedUpdate, departmentId, problems, refusedUpdate, userId } from "../support/parse.ts";

/** A value of each field, as it is given and as it is kept. */
const given = {
  Status: { status: "COMPLETED" },
  EndAt: { endAt: "2026-11-30T21:00:00.000Z" },
  Number: { number: "0055" },
  DepartmentId: { departmentId },
  UserId: { departmentId, userId },
  Metadata: { metadata: { origin: "crm" } },
  Autocomplete: { autocomplete: false },
  ReactivateDisabled: { reactivateDisabled: true },
  Classification: { classification: { category: "WON" } },
};
const everyValue = Object.assign({}, ...Object.values(given)) as Record<string, unknown>;
const everyField = Object.keys(given);

describe("without a mask", () => {
  test.each(Object.entries(given))("the field %s follows from its value", (field, values) => {
    const fields = field === "UserId" ? ["DepartmentId", "UserId"] : [field];
    expect(acceptedUpdate(values)).toMatchObject({ ...values, fields });
  });

  test("every value given is written", () => {
    const command = acceptedUpdate(everyValue);
    expect(command).toMatchObject(everyValue);
    expect("fields" in command && command.fields).toHaveLength(everyField.length);
    expect("fields" in command && [...command.fields].sort()).toStrictEqual([...everyField].sort());
  });

  test("an update that changes nothing is refused", () => {
    expect(problems(refusedUpdate({}))).toStrictEqual([" NOTHING_TO_UPDATE"]);
    expect(problems(refusedUpdate({ options: { stopBotInExecution: true } }))).toStrictEqual([" NOTHING_TO_UPDATE"]);
    expect(problems(refusedUpdate({ expect: { status: "PENDING" } }))).toStrictEqual([" NOTHING_TO_UPDATE"]);
  });

  test("false is a value", () => {
    expect(acceptedUpdate({ autocomplete: false, reactivateDisabled: false })).toMatchObject({
      autocomplete: false,
      reactivateDisabled: false,
      fields: ["Autocomplete", "ReactivateDisabled"],
    });
  });
});

describe("a mask", () => {
  test.each([
    [["Status", "EndAt"]],
    [["status", "endat"]],
    [["STATUS", "ENDAT"]],
    [["sTaTuS", "endAt"]],
    [["Status", "End At"]],
    [["status", "end_at"]],
  ])("may be in any letter case: %j", (fields) => {
    const command = acceptedUpdate({ fields, status: "COMPLETED", endAt: "2026-11-30T21:00:00Z" });
    expect(command).toMatchObject({ fields: ["Status", "EndAt"] });
  });

  test("knows every name of the n8n node, and keeps its spelling", () => {
    // Source: the enum of the published OpenAPI document (nine names; the n8n node lacks Classification).
    const names =
      "Status EndAt UserId DepartmentId ReactivateDisabled Autocomplete Number Metadata Classification".split(" ");
    expect(acceptedUpdate({ ...everyValue, fields: names })).toMatchObject({ fields: names });
    expect(acceptedUpdate({ ...everyValue, fields: names.map((name) => name.toLowerCase()) })).toMatchObject({
      fields: names,
    });
  });

  test("may name a field twice", () => {
    expect(acceptedUpdate({ fields: ["Status", "status"], status: "PENDING" })).toMatchObject({ fields: ["Status"] });
  });

  test.each([
    ["Statuss", "Status"],
    ["Department", "DepartmentId"],
    ["Metadatas", "Metadata"],
  ])("that names %s is refused with the nearest field", (name, nearest) => {
    const issues = refusedUpdate({ fields: ["Status", name], status: "PENDING" });
    expect(problems(issues)).toStrictEqual(["fields.1 FIELD_UNKNOWN"]);
    expect(issues[0]?.message).toMatch(new RegExp(`nearest one is ${nearest}$`));
  });

  test.each([[""], [null], [7], [{}], [["Status"]], ["constructor"], ["__proto__"], ["CompanyId"], ["Options"]])(
    "that names %j is refused",
    (name) => {
      expect(problems(refusedUpdate({ fields: [name], status: "PENDING" }))).toStrictEqual(["fields.0 FIELD_UNKNOWN"]);
    },
  );

  test.each([["Status"], ["Status,EndAt"], [{}], [{ 0: "Status" }], [true], [7]])(
    "that is no list is refused: %j",
    (fields) => {
      expect(problems(refusedUpdate({ fields, status: "PENDING" }))).toStrictEqual(["fields TYPE_INVALID"]);
    },
  );

  test("with a hole in it is refused", () => {
    const fields = new Array<string>(2);
    fields[1] = "Status";
    expect(problems(refusedUpdate({ fields, status: "PENDING" }))).toStrictEqual(["fields.0 FIELD_UNKNOWN"]);
  });

  test("that is empty changes nothing, which is refused", () => {
    expect(problems(refusedUpdate({ fields: [] }))).toStrictEqual([" NOTHING_TO_UPDATE"]);
  });

  test.each(Object.entries(given).filter(([field]) => field !== "Status" && field !== "UserId"))(
    "that leaves %s out refuses its value",
    (_field, values) => {
      const [property] = Object.keys(values);
      expect(problems(refusedUpdate({ ...values, fields: ["Status"], status: "PENDING" }))).toStrictEqual([
        `${property} FIELD_NOT_IN_MASK`,
      ]);
    },
  );

  test("that leaves Status out refuses a status", () => {
    expect(problems(refusedUpdate({ fields: ["Number"], number: "1", status: "PENDING" }))).toStrictEqual([
      "status FIELD_NOT_IN_MASK",
    ]);
  });

  test("that leaves UserId out refuses a user", () => {
    expect(problems(refusedUpdate({ fields: ["DepartmentId"], department: "Vendas", user: "Ana" }))).toStrictEqual([
      "user FIELD_NOT_IN_MASK",
    ]);
  });

  test.each(["endAt", "number", "metadata", "departmentId", "userId"])(
    "that leaves a field out refuses to clear it: %s",
    (property) => {
      expect(problems(refusedUpdate({ fields: ["Status"], status: "PENDING", [property]: null }))).toStrictEqual([
        `${property} FIELD_NOT_IN_MASK`,
      ]);
    },
  );

  test.each(["endAt", "number", "metadata", "classification", "departmentId", "userId", "department", "user"])(
    "that leaves a field out does not mind its property being empty, as n8n sends it: %s",
    (property) => {
      for (const nothing of ["", "  ", {}, []])
        expect(acceptedUpdate({ fields: ["Status"], status: "PENDING", [property]: nothing })).toStrictEqual(
          acceptedUpdate({ fields: ["Status"], status: "PENDING" }),
        );
    },
  );
});
