// Where a session goes: a department, or a person of a department; names stay names here.
import { describe, expect, test } from "@jest/globals";
import { acceptedUpdate, departmentId, problems, refusedUpdate, sessionId, userId } from "../support/parse.ts";

const missing = "The transfer destination user or department must be defined";

describe("a department or a person", () => {
  test.each([
    ["an id", { departmentId }, { departmentId }],
    ["an id in capitals", { departmentId: ` ${departmentId.toUpperCase()} ` }, { departmentId }],
    ["an id given as department", { department: departmentId }, { departmentId }],
    ["a name", { department: "Atendimento técnico" }, { department: "Atendimento técnico" }],
    ["a name given as departmentId", { departmentId: "Vendas" }, { department: "Vendas" }],
    ["a name with space around it", { department: "  Vendas " }, { department: "Vendas" }],
  ])("of an update may be %s", (_case, given, kept) => {
    expect(acceptedUpdate(given)).toStrictEqual({ command: "update", sessionId, ...kept, fields: ["DepartmentId"] });
  });

  test.each([
    ["an id", { userId }, { userId }],
    ["an id given as user", { user: userId }, { userId }],
    ["a name", { user: "Ana Souza" }, { user: "Ana Souza" }],
    ["an e-mail", { user: "ana@example.com" }, { user: "ana@example.com" }],
    ["a name given as userId", { userId: "Ana Souza" }, { user: "Ana Souza" }],
  ])("who takes it over may be %s", (_case, given, kept) => {
    expect(acceptedUpdate({ departmentId, ...given })).toStrictEqual({
      command: "update",
      sessionId,
      departmentId,
      ...kept,
      fields: ["DepartmentId", "UserId"],
    });
  });

  test("may have a name of 200 characters and no more", () => {
    expect(acceptedUpdate({ department: "d".repeat(200) })).toMatchObject({ department: "d".repeat(200) });
    expect(problems(refusedUpdate({ department: "d".repeat(201) }))).toStrictEqual(["department TYPE_INVALID"]);
  });

  test.each([[7], [true], [["Vendas"]], [{ name: "Vendas" }]])("is refused as %j", (value) => {
    expect(problems(refusedUpdate({ department: value }))).toStrictEqual(["department TYPE_INVALID"]);
    expect(problems(refusedUpdate({ departmentId, user: value }))).toStrictEqual(["user TYPE_INVALID"]);
  });

  test("is refused when its id and its name are both given", () => {
    expect(problems(refusedUpdate({ departmentId, department: "Vendas" }))).toStrictEqual([
      "department PROPERTY_CONFLICT",
    ]);
    expect(problems(refusedUpdate({ departmentId, userId, user: "Ana" }))).toStrictEqual(["user PROPERTY_CONFLICT"]);
    expect(problems(refusedUpdate({ departmentId: null, department: "Vendas" }))).toStrictEqual([
      "department PROPERTY_CONFLICT",
    ]);
  });

  test("may come with the other spelling left empty", () => {
    expect(acceptedUpdate({ departmentId: "", department: "Vendas" })).toStrictEqual(
      acceptedUpdate({ department: "Vendas" }),
    );
  });
});

describe("a person without a department", () => {
  test.each([
    ["no mask", {}],
    ["the mask [UserId]", { fields: ["UserId"] }],
    ["the mask [DepartmentId, UserId]", { fields: ["DepartmentId", "UserId"] }],
  ])("is refused in the words of the n8n node: %s", (_case, mask) => {
    for (const user of [{ userId }, { user: "Ana" }])
      expect(refusedUpdate({ ...mask, ...user })).toStrictEqual([
        { path: "departmentId", code: "DESTINATION_MISSING", message: missing },
      ]);
  });

  test("is refused also when the department is cleared at the same time", () => {
    expect(problems(refusedUpdate({ departmentId: null, user: "Ana" }))).toContain("departmentId DESTINATION_MISSING");
    expect(problems(refusedUpdate({ fields: ["UserId"], departmentId: null, user: "Ana" }))).toContain(
      "departmentId DESTINATION_MISSING",
    );
  });
});

describe("a mask that names a destination", () => {
  test.each([
    [["DepartmentId"], {}, ["departmentId"]],
    [["UserId"], {}, ["userId"]],
    [["UserId"], { department: "Vendas" }, ["userId"]],
    [["DepartmentId", "UserId"], {}, ["departmentId", "userId"]],
    [["DepartmentId", "UserId"], { department: "Vendas" }, ["userId"]],
    [["DepartmentId", "UserId"], { user: "Ana" }, ["departmentId"]],
    [["DepartmentId"], { department: "" }, ["department"]],
    [["DepartmentId"], { departmentId: {} }, ["departmentId"]],
    [["UserId"], { department: "Vendas", user: " " }, ["user"]],
  ])("%j needs one: %j", (fields, given, paths) => {
    const issues = refusedUpdate({ fields, ...given }).filter(({ code }) => code === "DESTINATION_MISSING");
    expect(issues.map(({ path }) => path)).toStrictEqual(paths);
    expect(new Set(issues.map(({ message }) => message))).toStrictEqual(new Set([missing]));
  });

  test("as [UserId] keeps the department to check membership, and does not name it", () => {
    expect(acceptedUpdate({ fields: ["UserId"], department: "Vendas", user: "Ana" })).toStrictEqual({
      command: "update",
      sessionId,
      department: "Vendas",
      user: "Ana",
      fields: ["UserId"],
    });
  });

  test("as [DepartmentId, UserId] names both", () => {
    expect(acceptedUpdate({ fields: ["UserId", "DepartmentId"], departmentId, userId })).toMatchObject({
      departmentId,
      userId,
      fields: ["UserId", "DepartmentId"],
    });
  });
});

describe("back to the queue", () => {
  test.each([
    ["userId: null alone", { userId: null }, { userId: null, fields: ["UserId"] }],
    ["with the mask [UserId]", { fields: ["userid"], userId: null }, { userId: null, fields: ["UserId"] }],
    [
      "of a department",
      { departmentId, userId: null },
      { departmentId, userId: null, fields: ["DepartmentId", "UserId"] },
    ],
    [
      "of no department",
      { departmentId: null, userId: null },
      { departmentId: null, userId: null, fields: ["DepartmentId", "UserId"] },
    ],
  ])("needs no person: %s", (_case, given, kept) => {
    expect(acceptedUpdate(given)).toStrictEqual({ command: "update", sessionId, ...kept });
  });
});
