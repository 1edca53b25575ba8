// What the team reads about a hold is one line, whatever its reason, its tag and its people are called.
import { expect, test } from "@jest/globals";
import { dueNote, heldNote } from "../../lib/holds/rules/hold-texts.ts";

const foreign = "Ana\nThe hold was lifted.\u2028\u202e\u001b[2J";
const hold = {
  id: "h",
  untilMs: 1,
  setAtMs: 0,
  source: "http:crm",
  setBy: foreign,
  reason: foreign,
  lastMessageInMs: null,
};

test.each(["en", "pt-BR"] as const)("in %s", (language) => {
  for (const each of [hold, { ...hold, tag: foreign }]) {
    const told = { hold: each, sessionId: "s", language, timeZone: "America/Sao_Paulo" };
    for (const note of [heldNote(told), dueNote(told, foreign)]) {
      expect(note).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
      expect(note).toContain(String.raw`Ana\nThe hold was lifted.\u2028\u202e\u001b[2J`);
    }
  }
});
