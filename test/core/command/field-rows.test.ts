// A row keeps its word: what it says of null, of completions and of its name is what commands are read by.
import { describe, expect, test } from "@jest/globals";
import { commandProperties } from "../../../lib/core/command/command.ts";
import { fieldNames, propertiesOf, propertyOf } from "../../../lib/core/command/field-mask.ts";
import { rowOf } from "../../../lib/core/command/field-rows.ts";
import { acceptedUpdate, departmentId, parse, refusedUpdate, sessionId } from "../support/parse.ts";

describe.each(fieldNames.map((field) => [field, rowOf(field)] as const))("%s", (field, row) => {
  const property = propertyOf(field);

  test("is cleared by null where its row says so, and by blank never", () => {
    const clears = !row.parse || row.nullClears === true;
    const cleared = parse({ sessionId, [property]: null });
    expect(cleared.ok).toBe(clears);
    if (cleared.ok) expect(cleared.command).toMatchObject({ fields: [field], [property]: null });
    for (const blank of ["", "  ", {}, []]) {
      expect(refusedUpdate({ [property]: blank })).toMatchObject([{ path: property }]);
      expect(refusedUpdate({ fields: [field], [property]: blank })).toMatchObject([{ path: property }]);
    }
  });

  test("says in the reference that null is taken, where it is", () => {
    expect(row.takes.includes("`null`")).toBe(!row.parse || row.nullClears === true);
  });

  test("blames its property in all that it says of a value of the wrong kind", () => {
    // Every text may be a name; and a person needs a department.
    const texts = row.parse ? ["no such value"] : [];
    const wrong = [7, true, { no: "such" }, [7], ...texts].map((value) =>
      parse({ sessionId, departmentId, [property]: value }),
    );
    const issues = wrong.flatMap((each) => (each.ok ? [] : each.issues));
    expect(issues.length).toBeGreaterThan(0);
    for (const { path, message } of issues) {
      expect(path.split(".")[0]).toBe(property);
      expect(message).not.toContain("no such value");
    }
  });

  test("is a property of an update, and of a completion where its row says so", () => {
    expect(commandProperties("update")).toEqual(expect.arrayContaining([...propertiesOf(field)]));
    expect(commandProperties("complete").includes(property)).toBe(row.withCompletion === true);
  });
});

test("a name may stand in place of an id, and of no other value", () => {
  expect(fieldNames.filter((field) => propertiesOf(field).length > 1)).toEqual(["DepartmentId", "UserId"]);
  expect(acceptedUpdate({ department: "Vendas" })).toMatchObject({ fields: ["DepartmentId"], department: "Vendas" });
});
