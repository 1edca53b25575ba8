// What a sender calls its own deliveries is shown when it looks like an id, and only then.
import { expect, test } from "@jest/globals";
import { shownId } from "../../lib/core/shown-id.ts";

test.each([
  "crm-4711",
  "event:my.crm",
  "0a1b2c3d-0000-4000-8000-123456789012",
  "JKJaXmPLvHcESHA=",
  "a/b:c_1",
  `sha256:${"01234567".repeat(8)}`,
])("shows the id %s", (id) => {
  expect(shownId(id)).toBe(id);
});

test.each([
  "5511987654321",
  "+55 11 98765-4321",
  "order of João",
  "joao@example.com",
  "12345678909",
  "123.456.789-09",
  "11-98765-4321",
  "lead:55.11.98765.4321",
  "",
  "a\nb",
  "x".repeat(81),
])("does not show %j, which may be somebody's data", (text) => {
  expect(shownId(text)).toBe("not shown");
});
