// Has a person say yes to what cannot be taken back.
import type { Language } from "../lib/core/texts/language.ts";
import { shownText } from "../lib/core/texts/shown-text.ts";
import { Failure } from "./failure.ts";
import type { Surroundings } from "./with-connection.ts";

/** Resolves when a person has said yes. */
export type Confirmed = (question: string, language?: Language) => Promise<void>;

/** Both answers are understood in every language. */
const choices: Readonly<Record<Language, string>> = { en: "[y/N]", "pt-BR": "[s/N]" };

/** Throws Failure for any other answer than yes, and where nobody is there to be asked. */
const confirm = async ({ ask }: Pick<Surroundings, "ask">, question: string, language: Language): Promise<void> => {
  if (!ask)
    throw new Failure(`nobody is here to be asked "${question}": add --yes if that is meant`, [], "NOT_CONFIRMED");
  const answer = await ask(`${shownText(question)} ${choices[language]} `);
  if (!/^\s*(y|yes|s|sim)\s*$/i.test(answer))
    throw new Failure("nothing was done: the answer was not yes", [], "NOT_CONFIRMED");
};

/** `yes`: it was said on the command line, so nobody is asked. */
export const confirmed =
  (surroundings: Pick<Surroundings, "ask">, yes: boolean): Confirmed =>
  async (question, language = "en") =>
    yes ? undefined : confirm(surroundings, question, language);
