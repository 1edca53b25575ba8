// The commands in Portuguese, from the program and from what --help says of it in that language: one table for each group of commands.
import { portugueseHeadings, portugueseHelp } from "../../cli/help/portuguese-help.ts";
import { commandGroups, optionsOf } from "./command-reference.ts";
import { code, markdownTable } from "./markdown-table.ts";

/** Throws where --help has no Portuguese for it: a page that is half in English helps nobody. */
const inPortuguese = (sentence: string): string => {
  const said = portugueseHelp[sentence];
  if (said === undefined) throw new Error(`say in cli/help/portuguese-help.ts: ${sentence}`);
  return said;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

type Entry = (typeof commandGroups)[number]["entries"][number];

const rowOf = ({ title, command }: Entry): readonly string[] => {
  const args = command.registeredArguments
    .filter(({ description }) => description !== "")
    .map(
      (each) => `${code(each.required ? `<${each.name()}>` : `[${each.name()}]`)} ${inPortuguese(each.description)}`,
    );
  const options = optionsOf(command)
    .filter(({ description }) => description !== "")
    .map(({ flags, description }) => `${code(flags)} ${inPortuguese(description)}`);
  const inside = [...args, ...options].join("<br>");
  return [code(title), `${sentence(inPortuguese(command.description()))}${inside === "" ? "" : `<br>${inside}`}`];
};

export const portugueseCommands = (): string =>
  [...Map.groupBy(commandGroups, ({ heading }) => heading)]
    .flatMap(([heading, groups]) => [
      `### ${(portugueseHeadings.get(heading) ?? heading).replace(/:$/, "")}`,
      markdownTable(
        ["Comando", "O que faz"],
        groups.flatMap(({ entries }) => entries.map(rowOf)),
      ),
    ])
    .join("\n\n");
