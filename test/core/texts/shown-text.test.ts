// Foreign text is shown as what it is, and what people write stays as they write it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { shownJson, shownText } from "../../../lib/core/texts/shown-text.ts";
import { jsonLog } from "../../../lib/runtime/log.ts";

describe("what does something to the text around it is spelt out", () => {
  test.each([
    ["line ends", "a\nb\r\nc\u0085d\u2028e\u2029f", String.raw`a\nb\r\nc\u0085d\u2028e\u2029f`],
    ["a tab", "a\tb", String.raw`a\tb`],
    ["a terminal's orders", "\u001b[2J\u009b31m\u007f\u0000", String.raw`\u001b[2J\u009b31m\u007f\u0000`],
    [
      "both directions",
      "\u202eabc\u2066d\u2069\u200e\u200f\u061c",
      String.raw`\u202eabc\u2066d\u2069\u200e\u200f\u061c`,
    ],
    [
      "what nobody sees",
      "a\u200bb\u2060c\ufeffd\u00ade\u034ff\u3164g",
      String.raw`a\u200bb\u2060c\ufeffd\u00ade\u034ff\u3164g`,
    ],
    ["tags that hide words", "a\u{e0041}\u{e0042}", String.raw`a\u{e0041}\u{e0042}`],
    ["tags behind a flag that is none", "\u{1f3f4}\u{e0041}\u{e007f}", String.raw`🏴\u{e0041}\u{e007f}`],
    ["joiners between letters that do not join", "a\u200db\u200cc", String.raw`a\u200db\u200cc`],
    ["half a character", "a\ud800b", String.raw`a\ud800b`],
  ])("%s", (_what, text, shown) => {
    expect(shownText(text)).toBe(shown);
  });
});

test.each([
  "João D'Ávila — Pós-venda & Cia. (n.º 2)",
  "a\u0303o com acentos combinados: cora\u00e7\u0303",
  "❤️ 👩‍👩‍👧 👍🏽 🇧🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ☎︎ ❤‍🔥",
  "علی‌رضا שלום 中文 한국어 क्‍ष",
  String.raw`C:\novo\relatório`,
])("ordinary text stays as it is: %s", (text) => {
  expect(shownText(text)).toBe(text);
});

test("of the letters of Latin alphabets, each control character and the hyphen that is not seen is spelt out, and nothing else", () => {
  const letters = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code));
  const spelt = letters.filter((letter) => shownText(`a${letter}b`) !== `a${letter}b`);
  expect(spelt).toEqual(letters.filter((letter) => /[\p{Cc}\u00ad]/u.test(letter)));
});

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      "a",
      "é",
      "\n",
      "\u0085",
      "\u2028",
      "\u202e",
      "\u200d",
      "\ufe0f",
      "👍",
      "❤",
      "\u{e0041}",
      "\\",
    ),
  }),
);
const harmful = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff]/u;

test("no text at all steers, begins a line or turns round, and what was shown once stays", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = shownText(text);
      expect(shown).not.toMatch(harmful);
      expect(shownText(shown)).toBe(shown);
    }),
  );
});

test("a program reads the same value from JSON, which has nothing of that either, in one line or in several", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(undefined, 2), (text, indent) => {
      const json = shownJson({ [text]: [text] }, indent);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
      expect(json.replaceAll("\n", "")).not.toMatch(harmful);
      expect(json.split("\n")).toHaveLength(indent === undefined ? 1 : 5);
    }),
  );
});

test("a line of the log is one line of plain JSON", () => {
  const lines: string[] = [];
  jsonLog((line) => lines.push(line)).warn("refused", { source: "loja\u2028\u009b\u202e{}", ids: ["a\nb"] });
  expect(lines).toEqual([
    String.raw`{"level":"warn","message":"refused","source":"loja\u2028\u009b\u202e{}","ids":["a\nb"]}`,
  ]);
});

test("a long text takes no time to speak of, whatever it is made of", () => {
  for (const unit of ["\u0301", "\u200d", "👍\u200d", "م\u200c", "\n", "🏴\u{e0067}"]) {
    const text = (times: number): string => `${unit.repeat(times)}\u009b`;
    shownText(text(1_000));
    const startedAt = performance.now();
    shownText(text(20_000));
    // It would take minutes if it grew with the square.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  }
});
