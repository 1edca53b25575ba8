// Makes the files of a source that is taken from the catalogue: the source, a sample of its sender, and a test of both.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sender } from "../../catalogue/sender.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { productFolder } from "../../local/user-folder.mjs";
import { type Sample, sampleOf } from "./sample-of.ts";
import { valueText } from "./value-text.ts";
import { textIn } from "./worked-text.ts";

export interface WrittenFile {
  /** From the user's folder on, with slashes. */
  path: string;
  text: string;
}

export interface SourceChoice {
  sender: Sender;
  /** As it is listed in hooks.config.ts, and stands in the address. */
  name: string;
  /** What the configuration imports. */
  identifier: string;
  language: Language;
  /** Whether it only watches at first. */
  observes: boolean;
}

/** `send` looks for it there. */
export const sampleFileOf = (name: string): string => `samples/${name}.json`;
export const answersFileOf = (name: string): string => `samples/${name}.answers.json`;

export const workedSource = ({ key }: Pick<Sender, "key">): string =>
  readFileSync(join(productFolder, "catalogue/sources", key, "source.ts"), "utf8");

/** A source that is only listed must not change anything yet; what only goes onto the bus changes nothing anyway. */
const observing: Readonly<Record<Language, string>> = {
  en: "It only watches so far: nothing is changed. Take this line out once `explain` and the log say what you want.",
  "pt-BR":
    "Por enquanto só observa: nada é alterado. Tire esta linha quando o `explain` e o log disserem o que você quer.",
};

export const isPublisher = (text: string): boolean => /^ {2}publish: /m.test(text);

const sourceText = ({ sender, name, identifier, language, observes }: SourceChoice): string => {
  const text = textIn(language, workedSource(sender))
    .replace(`export const ${sender.key} = `, `export const ${identifier} = `)
    .replaceAll(`/webhooks/${sender.key}/`, `/webhooks/${name}/`);
  const observe = `defineSource({\n  // ${observing[language]}\n  observe: true,\n`;
  return isPublisher(text) || !observes ? text : text.replace("defineSource({\n", () => observe);
};

interface TestWords {
  about(title: string): string;
  other(called: string): string;
  forged: string;
}

const testWords: Readonly<Record<Language, TestWords>> = {
  en: {
    about: (title) =>
      `What the source makes of a delivery of ${title}: change the sample and what is expected as you change the mapping.`,
    other: (called) => `${called} does nothing`,
    forged: "what somebody else sends is refused",
  },
  "pt-BR": {
    about: (title) =>
      `O que a fonte faz de uma entrega: ${title}. Ao mudar o mapeamento, mude a amostra e o que se espera dela.`,
    other: (called) => `${called} não faz nada`,
    forged: "o que outra pessoa envia é recusado",
  },
};

const plainName = /^[A-Za-z_$][\w$]*$/;

/** A bare sample has no properties but the body's own. */
const placeIn = ({ isBare }: Sample, at: readonly string[]): string =>
  (isBare ? at.slice(1) : at).map((key) => (plainName.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join("");

/** Nobody's own name is that of the generic one: the person has said what theirs is called. */
export const senderName = ({ sender, name }: Pick<SourceChoice, "sender" | "name">): string =>
  sender.key === "generic" ? name : sender.title;

const testText = ({ sender, name, identifier, language }: SourceChoice, sample: Sample): string => {
  const say = testWords[language];
  const [becomes, called] = [sender.becomes[language], sender.other.called[language]];
  const file = (path: string) => `JSON.parse(readFileSync(new URL("../${path}", import.meta.url), "utf8"))`;
  const options = sample.answers ? ", { answers }" : "";
  const result = sample.events.length > 0 ? "events" : "commands";
  const expected = valueText(sample[result], {
    keys: "bare",
    indent: "  ",
    beside: `assert.deepEqual(${result}, );`.length,
  });
  const title = (text: string) => JSON.stringify(text);
  return `// ${say.about(senderName({ sender, name }))}
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deliver } from "wts-session-hooks/testing";
import { ${identifier} } from "./${name}.ts";

const sample = ${file(sampleFileOf(name))};
${sample.answers ? `const answers = ${file(answersFileOf(name))};\n` : ""}
test(${title(becomes)}, async () => {
  const { ${result} } = await deliver(${identifier}, sample${options});
  assert.deepEqual(${result}, ${expected});
});

test(${title(say.other(called))}, async () => {
  const other = structuredClone(sample);
  other${placeIn(sample, sender.other.at)} = ${JSON.stringify(sender.other.value)};
  const { ${result} } = await deliver(${identifier}, other${options});
  assert.deepEqual(${result}, []);
});

test(${title(say.forged)}, async () => {
  const { refused } = await deliver(${identifier}, sample, { forged: true });
  assert.equal(refused, "SIGNATURE_MISMATCH");
});
`;
};

const jsonText = (value: unknown): string => `${valueText(value, { keys: "quoted" })}\n`;

export const filesOfSource = (choice: SourceChoice): readonly WrittenFile[] => {
  const { name, sender } = choice;
  const sample = sampleOf(sender.sample);
  return [
    { path: `sources/${name}.ts`, text: sourceText(choice) },
    { path: sampleFileOf(name), text: jsonText(sample.content) },
    ...(sample.answers ? [{ path: answersFileOf(name), text: jsonText(sample.answers) }] : []),
    { path: `sources/${name}.test.ts`, text: testText(choice, sample) },
  ];
};
