// Every command of the program with the examples of its help: what holds for all is tried with each, also with one that is added.
import type { Command } from "commander";
import { hooksProgram } from "../../../cli/program.ts";
import { runHere } from "./hooks-for-tests.ts";

export const treeOf = (command: Command): Command[] => [command, ...command.commands.flatMap(treeOf)];
export const wordsOf = (command: Command): string[] =>
  command.parent ? [...wordsOf(command.parent), command.name()] : [];

export const program = hooksProgram({ environment: {}, stdout: () => {}, stderr: () => {} });

/** They do something themselves; the others only have commands of their own. */
export const actingCommands = treeOf(program).filter(
  (command) => typeof Reflect.get(command, "_actionHandler") === "function",
);

/** Each is a row for test.each: its words in one text, and the command. */
export const everyCommand = actingCommands.map((command) => [wordsOf(command).join(" "), command] as const);

/** The examples of a command's help, each as its words. */
export const examplesOf = async (words: readonly string[]): Promise<string[][]> => {
  const { stdout } = await runHere([...words, "--help"], {});
  const lines = [...stdout.matchAll(/^ {2}npm run (?:-s )?hooks -- (.*?)(?: {2}|$)/gm)].map(([, line = ""]) => line);
  const own = lines.map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, text, bare = ""]) => text ?? bare));
  return own.filter((line) => words.every((word, index) => line[index] === word));
};

/** On the stack that runs here. */
export const withoutStage = (line: readonly string[]): string[] =>
  line.filter((word, index) => word !== "--stage" && line[index - 1] !== "--stage");
