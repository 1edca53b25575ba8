// An option belongs to the command whose name it follows, and a command has no others: nothing is passed over in silence.
import type { Command, Option } from "commander";

/** The words of a command as they are typed, without the program's name. */
export const wordsOf = (command: Command): string =>
  command.parent ? [wordsOf(command.parent), command.name()].filter(Boolean).join(" ") : "";

/** What was given to a command above counts for the one that runs, if it has such an option. Throws a CommanderError for wrong usage. */
const takeFromAbove = (command: Command): void => {
  for (let above = command.parent; above; above = above.parent)
    for (const option of above.options) {
      const name = option.attributeName();
      if (above.getOptionValueSource(name) !== "cli") continue;
      const given = `error: ${option.long ?? option.flags} stands before ${command.name()}`;
      if (!command.options.some((own) => own.attributeName() === name))
        command.error(`${given}, and \`${wordsOf(command)}\` has no such option`, { exitCode: 2 });
      if (command.getOptionValueSource(name) === "cli")
        command.error(`${given} and after it: give it once`, { exitCode: 2 });
      command.setOptionValueWithSource(name, above.getOptionValue(name), "cli");
    }
};

const giveTo = (command: Command, shared: readonly Option[]): void => {
  command.enablePositionalOptions();
  for (const inner of command.commands) {
    for (const option of shared) inner.addOption(option);
    giveTo(inner, shared);
  }
};

/** It is called once the program has all its commands. The program's own options are those of every command. */
export const keepOptionsApart = (program: Command): void => {
  const shared = [...program.options];
  giveTo(program, shared);
  program.hook("preAction", (_program, command) => takeFromAbove(command));
};
