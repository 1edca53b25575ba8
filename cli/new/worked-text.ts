// Makes of a worked file of the catalogue, which says everything in each language, the one file that a person gets.
import type { Language } from "../../lib/core/texts/language.ts";

const tags: Readonly<Record<string, Language>> = { en: "en", pt: "pt-BR" };

const tagged = /^(\s*\/\/ )(en|pt): (.*)$/;

/** A line of comment begins with its language; the others are left out. */
const lineIn = (line: string, language: Language): string[] => {
  const [, before, tag, said] = tagged.exec(line) ?? [];
  if (tag === undefined) return [line];
  return tags[tag] === language ? [`${before}${said}`] : [];
};

/** A text between quotes that people read stands there in English and in Portuguese, with two bars between. */
const halves = /"(?! )((?:[^"\\\n]|\\.)+?) \|\| ((?:[^"\\\n]|\\.)*?)"/g;

export const textIn = (language: Language, worked: string): string =>
  worked
    .split("\n")
    .flatMap((line) => lineIn(line, language))
    .join("\n")
    .replaceAll(halves, (_whole, english: string, portuguese: string) =>
      JSON.stringify(JSON.parse(`"${language === "en" ? english : portuguese}"`)),
    );

/** The first comment, which says in one sentence what the file does. */
export const summaryOf = (language: Language, worked: string): string =>
  /^\/\/ (.*)$/m.exec(textIn(language, worked))?.[1] ?? "";
