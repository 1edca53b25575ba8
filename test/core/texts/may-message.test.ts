// Who may be written to, and how: never who is blocked, tagged or asked for silence, and no free text outside the window.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type MessagingFacts, mayMessage } from "../../../lib/core/texts/may-message.ts";
import { wishIn } from "../../../lib/core/texts/opt-out.ts";

const nowMs = Date.parse("2026-11-27T15:00:00Z");
const hourMs = 3_600_000;
const facts = (given: Partial<MessagingFacts> = {}): MessagingFacts => ({
  channelType: "CLOUDAPI_WHATSAPP",
  windowStatus: "ACTIVE",
  lastMessageInMs: nowMs - hourMs,
  tags: [],
  contactStatus: "ACTIVE",
  ...given,
});
const terms = { nowMs, neverMessage: ["Não perturbe"], isOptedOut: false, hasTemplate: false };

test.each([
  ["an active contact within 24 hours gets the text", {}, {}, "text"],
  ["an archived contact as well", { contactStatus: "ARCHIVED" as const }, {}, "text"],
  ["after 24 hours nothing without a template", { lastMessageInMs: nowMs - 25 * hourMs }, {}, "WINDOW_CLOSED"],
  ["after 24 hours the template", { lastMessageInMs: nowMs - 25 * hourMs }, { hasTemplate: true }, "template"],
  ["on an unofficial channel the text, whenever", { channelType: "ZAPI_WHATSAPP", lastMessageInMs: null }, {}, "text"],
  ["a contact that never wrote the template", { lastMessageInMs: null }, { hasTemplate: true }, "template"],
  ["a blocked contact nothing", { contactStatus: "BLOCKED" as const }, { hasTemplate: true }, "CONTACT_BLOCKED"],
  ["a contact with the tag nothing, however it is written", { tags: ["nao PERTURBE"] }, {}, "CONTACT_TAGGED"],
  ["a contact whose tags WTS does not show nothing", { tags: undefined }, {}, "CONTACT_UNKNOWN"],
  ["where no tag is configured they do not matter", { tags: undefined }, { neverMessage: [] }, "text"],
  ["who asked for silence gets nothing", {}, { isOptedOut: true, hasTemplate: true }, "CONTACT_OPTED_OUT"],
])("%s", (_title, given, more, expected) => {
  const answer = mayMessage(facts(given), { ...terms, ...more });
  expect(answer.may ? answer.as : answer.why).toBe(expected);
});

test("whatever is known, nobody outside the window gets free text and nobody opted out gets anything", () => {
  const instant = fc.option(fc.integer({ min: nowMs - 60 * hourMs, max: nowMs }), { nil: null });
  fc.assert(
    fc.property(
      fc.record({
        channelType: fc.constantFrom("CLOUDAPI_WHATSAPP", "ZAPI_WHATSAPP", "NEW_TYPE", undefined),
        windowStatus: fc.constantFrom("ACTIVE" as const, "EXPIRED" as const, undefined),
        lastMessageInMs: instant,
        tags: fc.constantFrom([], ["x"], undefined),
        contactStatus: fc.constantFrom("ACTIVE" as const, "BLOCKED" as const, undefined),
      }),
      fc.boolean(),
      fc.boolean(),
      (given, isOptedOut, hasTemplate) => {
        const answer = mayMessage(given, { nowMs, neverMessage: ["x"], isOptedOut, hasTemplate });
        if (!answer.may) return;
        expect([
          isOptedOut,
          given.contactStatus === "BLOCKED",
          given.tags === undefined || [...given.tags].some((tag) => tag === "x"),
        ]).toEqual([false, false, false]);
        const isBound = given.channelType !== "ZAPI_WHATSAPP";
        const isOpen = typeof given.lastMessageInMs === "number" && nowMs - given.lastMessageInMs < 24 * hourMs;
        if (answer.as === "text") expect(!isBound || isOpen).toBe(true);
      },
    ),
  );
});

describe("the wish for silence", () => {
  const words = { optOut: ["PARE", "SAIR", "CANCELAR"], optIn: ["VOLTAR"] };
  const contact = (text: string | null, minute: number) => ({
    direction: "FROM_HUB",
    origin: "GATEWAY",
    type: "TEXT",
    text,
    timestamp: new Date(nowMs + minute * 60_000).toISOString(),
  });
  test.each(["PARE", "pare", " Pare! ", "PARE.", "*sair*", "Cancelar", "PA\u200BRE"])("%j is one", (text) => {
    expect(wishIn([contact(text, 1)], words)).toEqual({ wish: "out", atMs: nowMs + 60_000 });
  });
  test.each(["pare de ligar amanhã", "quero cancelar a consulta", "parede", "", "👍"])("%j is none", (text) => {
    expect(wishIn([contact(text, 1)], words)).toEqual({ wish: "in", takesBack: false });
  });
  test("it stays whatever the contact writes next, until it takes it back; order does not matter", () => {
    expect(wishIn([contact("e mais uma coisa", 3), contact("PARE", 1)], words).wish).toBe("out");
    expect(wishIn([contact("voltar", 3), contact("PARE", 1)], words)).toEqual({ wish: "in", takesBack: true });
    expect(wishIn([contact("PARE", 5), contact("voltar", 3)], words).wish).toBe("out");
  });
  test("our own messages, notes, and what cannot be read say nothing of the contact's wish", () => {
    const ours = { ...contact("PARE", 1), direction: "TO_HUB", origin: "API" };
    const note = { ...contact("PARE", 1), type: "NOTE" };
    expect(wishIn([ours, note, null, 7, {}], words)).toEqual({ wish: "silent" });
    // What was sent over the API is sometimes seen as coming from the contact.
    expect(wishIn([{ ...ours, direction: "FROM_HUB" }], words)).toEqual({ wish: "silent" });
  });
});
