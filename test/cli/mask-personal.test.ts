// What is personal is hidden, and what tells one thing from another is not.
import { describe, expect, test } from "@jest/globals";
import { maskPersonal } from "../../cli/display/mask-personal.ts";

describe("hides", () => {
  test.each([
    ["the text of a message", { text: "Olá, Maria" }, { text: "(10 characters)" }],
    [
      "note and farewell, however deep",
      { a: [{ note: "x", farewell: "yy" }] },
      { a: [{ note: "(1 characters)", farewell: "(2 characters)" }] },
    ],
    [
      "why somebody asked for a move, and not why something was parked",
      { command: { reason: "Maria pediu" }, reason: { code: "NOT_ROUTED" } },
      { command: { reason: "(11 characters)" }, reason: { code: "NOT_ROUTED" } },
    ],
    ["a phone number in digits", { contactPhone: "5511987654321" }, { contactPhone: "…21" }],
    ["a phone number as people write it", { metadata: { fone: "+55 (11) 98765-4321" } }, { metadata: { fone: "…21" } }],
    [
      "a phone number within a text",
      { metadata: { obs: "ligar 11987654321 cedo" } },
      { metadata: { obs: "ligar …21 cedo" } },
    ],
    [
      "a phone number of eight digits, as one is given without its area code",
      { metadata: { fone: "3456-7890", obs: "ligar 34567890 cedo" } },
      { metadata: { fone: "…90", obs: "ligar …90 cedo" } },
    ],
    ["a phone number that is a number", { metadata: { fone: 5511987654321 } }, { metadata: { fone: "…21" } }],
    [
      "what lets somebody in",
      { headers: { Authorization: "Bearer x", "x-api-key": "y" } },
      { headers: { Authorization: "(8 characters)", "x-api-key": "(1 characters)" } },
    ],
    ["a cookie", { headers: { Cookie: "sid=a1" } }, { headers: { Cookie: "(6 characters)" } }],
    ["a text that is no JSON", "Maria", "(5 characters)"],
  ])("%s", (_what, content, expected) => {
    expect(maskPersonal(content)).toEqual(expected);
  });
});

test.each([
  ["how long copies are known", { contents: [{ id: "a1", withinMs: 1_209_600_000 }] }],
  ["ids", { sessionId: "00000000-0000-4000-8000-000000000001", deliveryId: "1234567890123", id: "a".repeat(64) }],
  ["a UUID anywhere", { departmentId: null, metadata: { ref: "10ca10ca-0000-4000-8000-000000000001" } }],
  ["instants", { endAt: "2026-11-20T12:00:00.000Z", parkedAt: "2026-11-20T12:00:00.000Z", when: "2026-11-20" }],
  ["a local time", { metadata: { quando: "2026-11-20 18:00" } }],
  [
    "short numbers and flags",
    { metadata: { pedido: "4711", lote: "123-4567", valor: 1299 }, autocomplete: true, userId: null },
  ],
])("leaves %s alone", (_what, content) => {
  expect(maskPersonal(content)).toEqual(content);
});
