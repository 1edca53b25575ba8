// A worked file says everything twice, and the file that a person gets says it once, in their language.
import { expect, test } from "@jest/globals";
import { policyKinds } from "../../../catalogue/policy-kinds.ts";
import { senders } from "../../../catalogue/senders.ts";
import { summaryOf, textIn } from "../../../cli/new/worked-text.ts";
import { filesOfPolicy, workedPolicy } from "../../../cli/new/written-policy.ts";
import { workedSource } from "../../../cli/new/written-source.ts";
import { languages } from "../../../lib/core/texts/language.ts";

const worked = `// en: It closes.
// pt: Ela encerra.
const text = "Bye, {nome|you}! || Tchau, {nome|voc\u00ea}!";
  // en: Two
  // en: lines.
  // pt: Uma linha.
const same = a === "x" || b === "y" || c === "z";
// A comment without a language stays.
`;

test("lines of comment and texts between quotes are those of the language; code is code", () => {
  expect(textIn("en", worked)).toBe(`// It closes.
const text = "Bye, {nome|you}!";
  // Two
  // lines.
const same = a === "x" || b === "y" || c === "z";
// A comment without a language stays.
`);
  expect(textIn("pt-BR", worked)).toBe(`// Ela encerra.
const text = "Tchau, {nome|voc\u00ea}!";
  // Uma linha.
const same = a === "x" || b === "y" || c === "z";
// A comment without a language stays.
`);
});

const texts = [
  ...senders.map((sender) => [sender.key, workedSource(sender)] as const),
  ...policyKinds.map((kind) => [kind.kind, workedPolicy(kind)] as const),
];

test.each(texts)("%s has a summary in each language, and as many comments in one as in the other", (_name, text) => {
  const [english = "", portuguese = ""] = languages.map((language) => summaryOf(language, text));
  expect(english).toMatch(/^[A-Z].*\.$/);
  expect(portuguese).toMatch(/^[A-Z].*\.$/);
  expect(portuguese).not.toBe(english);
  expect(text.match(/\/\/ en: /g)?.length).toBe(text.match(/\/\/ pt: /g)?.length);
});

test("nothing of a worked file's marks is left in what is written", () => {
  for (const language of languages) {
    for (const [, text] of texts) expect(textIn(language, text)).not.toMatch(/\/\/ (?:en|pt): |" \|\| "/);
    for (const kind of policyKinds)
      for (const { text } of filesOfPolicy({ kind, name: "minha", identifier: "minha", language }))
        expect(text).not.toMatch(/\/\/ (?:en|pt): |\w \|\| \w|policy\.ts/);
  }
});
