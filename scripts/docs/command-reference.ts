// The commands of `npm run hooks`, from the program itself: what --help says, as Markdown.
import type { Command, Option } from "commander";
import { hooksProgram } from "../../cli/program.ts";
import { code, markdownTable } from "./markdown-table.ts";

let printed = "";
const program = hooksProgram({
  environment: {},
  stdout: (text) => {
    printed += text;
  },
  stderr: () => {},
});

/** What a command adds below the help that commander makes. */
const addedHelp = (command: Command): string => {
  printed = "";
  command.outputHelp();
  return printed.slice(command.helpInformation().length).trim();
};

const isExample = (paragraph: string): boolean => /^Examples?:\n/.test(paragraph);

/** What stands beside an example becomes a comment of the shell. */
const exampleLine = (line: string): string => line.trim().replace(/ {2,}/, "  # ");

const paragraph = (text: string): string =>
  isExample(text) ? ["```sh", ...text.split("\n").slice(1).map(exampleLine), "```"].join("\n") : text;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A default that is no value stands in the description, for --help. */
const optionRow = ({ flags, description, defaultValue, argChoices }: Option): readonly string[] => {
  const [told, otherwise = "–"] = / \(default: (.+?)\)/.exec(description) ?? [];
  const meaning = told === undefined ? description : description.replace(told, "");
  const choices = argChoices === undefined ? "" : `: ${argChoices.map(code).join(", ")}`;
  return [code(flags), defaultValue === undefined ? otherwise : code(String(defaultValue)), meaning + choices];
};

const titleOf = (path: readonly string[], command: Command): string =>
  [
    ...path,
    ...command.registeredArguments.map((each) => (each.required ? `<${each.name()}>` : `[${each.name()}]`)),
  ].join(" ");

interface Entry {
  readonly title: string;
  readonly command: Command;
}

const visible = (command: Command): readonly Command[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .filter((inner) => inner.name() !== "help");

const optionsOf = (command: Command): readonly Option[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== "--help");

/** A command that does nothing but hold others has no entry of its own. */
const entriesOf = (parent: Command, path: readonly string[] = []): readonly Entry[] =>
  visible(parent).flatMap((command) => {
    const names = [...path, command.name()];
    const inner = entriesOf(command, names);
    return inner.length > 0 && optionsOf(command).length === 0
      ? inner
      : [{ title: titleOf(names, command), command }, ...inner];
  });

const optionTable = (command: Command): readonly string[] => {
  const args = command.registeredArguments.map((each) => [
    code(each.required ? `<${each.name()}>` : `[${each.name()}]`),
    "–",
    each.description,
  ]);
  const rows = [...args.filter(([, , meaning]) => meaning !== ""), ...optionsOf(command).map(optionRow)];
  return rows.length === 0 ? [] : [markdownTable(["Argument or option", "Default", "Meaning"], rows)];
};

const entryText = ({ title, command }: Entry): string =>
  [
    `### ${code(title)}`,
    sentence(command.description()),
    ...optionTable(command),
    ...addedHelp(command)
      .split(/\n{2,}/)
      .map(paragraph),
  ].join("\n\n");

/** Options of every command, and then each command. */
export const commandReference = (): string =>
  [
    ...optionTable(program),
    ...addedHelp(program)
      .split(/\n{2,}/)
      .map(paragraph),
    ...entriesOf(program).map(entryText),
  ].join("\n\n");
