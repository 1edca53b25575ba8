// The commands of `npm run hooks`, from the program itself: what --help says, as Markdown, with a page for each command of the program, so that none grows too long to be read.
import type { Command, Option } from "commander";
import { hooksProgram } from "../../cli/program.ts";
import { anchorOf, code, markdownTable } from "./markdown-table.ts";

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

/** Its own; those of every command stand apart. */
export const optionsOf = (command: Command): readonly Option[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== "--help");

/** A command that does nothing but hold others has no entry of its own. */
const entriesOf = (command: Command, above: readonly string[] = []): readonly Entry[] => {
  const names = [...above, command.name()];
  const inner = visible(command).flatMap((each) => entriesOf(each, names));
  const holdsOthers = inner.length > 0 && optionsOf(command).length === 0;
  return holdsOthers ? inner : [{ title: titleOf(names, command), command }, ...inner];
};

const optionTable = (command: Command): readonly string[] => {
  const args = command.registeredArguments.map((each) => [
    code(each.required ? `<${each.name()}>` : `[${each.name()}]`),
    "–",
    each.description,
  ]);
  const rows = [...args.filter(([, , meaning]) => meaning !== ""), ...optionsOf(command).map(optionRow)];
  return rows.length === 0 ? [] : [markdownTable(["Argument or option", "Default", "Meaning"], rows)];
};

const addedText = (command: Command): readonly string[] =>
  addedHelp(command)
    .split(/\n{2,}/)
    .map(paragraph);

const entryText = ({ title, command }: Entry): string =>
  [`## ${code(title)}`, sentence(command.description()), ...optionTable(command), ...addedText(command)].join("\n\n");

const folder = "docs/reference/cli/";

/** The commands of the program, each with those that it holds. */
export const commandGroups = visible(program).map((command) => ({
  file: `${command.name()}.md`,
  name: command.name(),
  heading: command.helpGroup(),
  entries: entriesOf(command),
}));

/** One page for each command of the program, with those that it holds. */
export const commandPages = (): ReadonlyMap<string, string> =>
  new Map(
    commandGroups.map(({ file, name, entries }) => [
      `${folder}${file}`,
      `${[
        "<!-- Written by npm run docs: change the command in its place. -->",
        `# Command line: ${code(name)}`,
        "Options that every command has, and exit codes: [the command line](../cli.md).",
        ...entries.map(entryText),
      ].join("\n\n")}\n`,
    ]),
  );

const commandTable = (ofGroup: typeof commandGroups): string =>
  markdownTable(
    ["Command", "Does"],
    ofGroup.flatMap(({ file, entries }) =>
      entries.map(({ title, command }) => [
        `[${code(title)}](cli/${file}#${anchorOf(title)})`,
        sentence(command.description()),
      ]),
    ),
  );

/** Under the headings that --help has. */
const commandList = (): readonly string[] =>
  [...Map.groupBy(commandGroups, ({ heading }) => heading)].flatMap(([heading, ofGroup]) => [
    `**${heading.replace(/:$/, "")}**`,
    commandTable(ofGroup),
  ]);

/** Options of every command, and where each command is described. */
export const commandReference = (): string =>
  [...optionTable(program), ...addedText(program), ...commandList()].join("\n\n");
