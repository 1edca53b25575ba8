// WTS erases a field that is named without a value; only an explicit null may do that, and only where it makes sense.
import { describe, expect, test } from "@jest/globals";
import { acceptedUpdate, problems, refusedUpdate } from "../support/parse.ts";

describe("null", () => {
  test.each([
    ["EndAt", "endAt"],
    ["Number", "number"],
    ["Metadata", "metadata"],
    ["DepartmentId", "departmentId"],
    ["UserId", "userId"],
  ])("clears %s, with a mask and without", (field, property) => {
    const cleared = { command: "update", [property]: null, fields: [field] };
    expect(acceptedUpdate({ [property]: null })).toStrictEqual({ ...cleared, sessionId: expect.any(String) });
    expect(acceptedUpdate({ fields: [field], [property]: null })).toMatchObject(cleared);
  });

  test.each([
    ["Autocomplete", "autocomplete"],
    ["ReactivateDisabled", "reactivateDisabled"],
    ["Classification", "classification"],
  ])("does not clear %s", (field, property) => {
    expect(problems(refusedUpdate({ [property]: null }))).toStrictEqual([`${property} FIELD_WITHOUT_VALUE`]);
    expect(problems(refusedUpdate({ fields: [field], [property]: null }))).toStrictEqual([
      `${property} FIELD_WITHOUT_VALUE`,
    ]);
  });

  test("does not clear Status", () => {
    expect(problems(refusedUpdate({ fields: ["Status"], status: null }))).toStrictEqual(["status STATUS_INVALID"]);
  });
});

describe("a field that the mask names", () => {
  test.each([
    ["EndAt", "endAt"],
    ["Number", "number"],
    ["Metadata", "metadata"],
    ["Autocomplete", "autocomplete"],
    ["ReactivateDisabled", "reactivateDisabled"],
    ["Classification", "classification"],
  ])("and that has no value is refused: %s", (field, property) => {
    const refusal = [`${property} FIELD_WITHOUT_VALUE`];
    expect(problems(refusedUpdate({ fields: [field] }))).toStrictEqual(refusal);
    for (const nothing of [undefined, "", "  ", {}, []])
      expect(problems(refusedUpdate({ fields: [field], [property]: nothing }))).toStrictEqual(refusal);
  });

  test("and that has no value is refused although others have theirs", () => {
    expect(problems(refusedUpdate({ fields: ["Status", "EndAt", "Number"], status: "PENDING" }))).toStrictEqual([
      "endAt FIELD_WITHOUT_VALUE",
      "number FIELD_WITHOUT_VALUE",
    ]);
  });

  test("is said to be clearable with null only where it is", () => {
    const remedyOf = (field: string) =>
      refusedUpdate({ fields: [field] })[0]?.message.endsWith("give null to clear it");
    expect(["EndAt", "Number", "Metadata"].map(remedyOf)).toStrictEqual([true, true, true]);
    expect(["Autocomplete", "ReactivateDisabled", "Classification"].map(remedyOf)).toStrictEqual([false, false, false]);
  });
});

describe("a value", () => {
  test("of the number is a text whose digits are kept", () => {
    expect(acceptedUpdate({ number: "0055011987654321" })).toMatchObject({ number: "0055011987654321" });
    for (const number of [5511987654321, 0, true, ["5511"], { value: "5511" }])
      expect(problems(refusedUpdate({ number }))).toStrictEqual(["number TYPE_INVALID"]);
  });

  test.each(["autocomplete", "reactivateDisabled"])("of %s is true or false and nothing like it", (property) => {
    expect(acceptedUpdate({ [property]: true })).toMatchObject({ [property]: true });
    for (const value of ["true", 1, 0, [true], { value: true }])
      expect(problems(refusedUpdate({ [property]: value }))).toStrictEqual([`${property} TYPE_INVALID`]);
  });
});
