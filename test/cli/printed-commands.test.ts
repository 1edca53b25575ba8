// Every command line that the code prints is one that somebody types: it has to exist, with its options. Documents have a test of their own.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { type Command, CommanderError } from "commander";
import { hooksProgram } from "../../cli/program.ts";
import { renamedCommands } from "../../cli/renamed-commands.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const sources = ["hooks.config.ts", ...globSync("{cli,functions,lib,local,sources}/**/*.ts", { cwd: root })];

const quiet = { environment: {}, stdout: () => {}, stderr: () => {} };
const program = hooksProgram(quiet);
const names = [...program.commands.map((command) => command.name()), ...Object.keys(renamedCommands)];

/** The same program, which only reads its arguments. */
const reader = (): Command => {
  const silence = (command: Command): void => {
    for (const inner of command.commands) silence(inner.action(() => {}));
  };
  const read = hooksProgram(quiet);
  silence(read);
  return read;
};

/** An example may leave out an argument, and a placeholder is no day or number; but what is named has to be there. */
const forgiven = [
  "commander.missingArgument",
  "commander.missingMandatoryOptionValue",
  "commander.invalidArgument",
  "commander.help",
  "commander.helpDisplayed",
];

/** Why the command line does not exist; undefined when it does. */
const problemOf = (line: string): string | undefined => {
  try {
    reader().parse(line.split(/\s+/), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return forgiven.includes(error.code) ? undefined : error.message;
  }
  return undefined;
};

/** Placeholders are filled in, and what its sentence, its column or its shell goes on with is cut off. */
const lineOf = (printed: string): string =>
  printed
    .replaceAll(/\$\{[^}]*options[^}]*\}/gi, "")
    .replaceAll(/\$\{[^}]*\}|<[^>]*>|(?<= )…|(?<= )'[^'\n]*'(?=[ `;]|$)/g, "x")
    .trimStart()
    .split(/ {2}|[`"'|;#()\\]|[,:.] |[,:.]$/, 1)
    .join("")
    .trim();

const whole = /(?:npm run (?:-s )?hooks --|\$\{hooks\})(?:\$\{[^}]*\})? ([^\n]+)/g;
/** A command and its words between backticks, in a text that has said elsewhere where it is typed. */
const short = new RegExp(String.raw`\x60(?:hooks )?((?:${names.join("|")}) [-\w<>${"$"}{}./… ]+)\\?\x60`, "g");

const texts = sources.map((file) => ({ file, text: readFileSync(root + file, "utf8") }));
const code = texts.map(({ text }) => text).join("\n");

/** A line that is put together of its words is checked where it is shown, in usage.test.ts; what is logged may begin as a command does. */
const isTyped = (line: string): boolean =>
  /^[a-z]{2}/.test(line) && line !== "auto-close x" && !code.includes(`"${line}"`);

const printed = texts.flatMap(({ file, text }) => {
  const found = [...text.matchAll(whole), ...text.matchAll(short)].map(([, line = ""]) => lineOf(line));
  return [...new Set(found)].filter(isTyped).map((line) => ({ file, line }));
});

test("every command line that the code prints exists, with its options", () => {
  expect(printed.length).toBeGreaterThan(50);
  const problems = printed.map(({ file, line }) => ({ file, line, problem: problemOf(line) }));
  expect(problems.filter(({ problem }) => problem !== undefined)).toEqual([]);
});

test.each([
  ["dlq list", "unknown command 'dlq'"],
  ["parked lst", "too many arguments for 'parked'"],
  ["parked list --nope", "unknown option '--nope'"],
  ["parked list more", "too many arguments"],
  ["explain --parked", "argument missing"],
])("`%s` would be found out", (line, problem) => {
  expect(problemOf(line)).toContain(problem);
});
