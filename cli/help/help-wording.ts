// The parts of commander's help that say something, in the language that is spoken; names of commands and options are the same in all.
import { type Argument, type Command, Help, type Option } from "commander";
import type { Language } from "../../lib/core/texts/language.ts";
import { portugueseHeadings, portugueseHelp } from "./portuguese-help.ts";

type Wording = Partial<
  Pick<
    Help,
    "styleTitle" | "commandDescription" | "subcommandDescription" | "optionDescription" | "argumentDescription"
  >
>;

const inPortuguese = (sentence: string): string => portugueseHelp[sentence] ?? sentence;

/** Commander puts default and choices behind the description. */
const withPortugueseExtras = (text: string): string =>
  text.replace("choices: ", "opções: ").replace("default: ", "padrão: ");

const described = <Part extends Argument | Option>(part: Part): Part =>
  Object.assign(Object.create(part), { description: inPortuguese(part.description) });

export const helpWording = (language: Language): Wording =>
  language === "en"
    ? {}
    : {
        styleTitle: (title) => portugueseHeadings.get(title) ?? title,
        commandDescription: (command: Command) => inPortuguese(command.description()),
        subcommandDescription: (command: Command) => inPortuguese(command.description()),
        optionDescription: (option) => withPortugueseExtras(new Help().optionDescription(described(option))),
        argumentDescription: (argument) => withPortugueseExtras(new Help().argumentDescription(described(argument))),
      };

/** What commands add below the options keeps its English prose; the headings are said. */
export const addedWording = (text: string, language: Language): string =>
  language === "en" ? text : text.replaceAll(/^Examples?:$/gm, "Exemplos:");
