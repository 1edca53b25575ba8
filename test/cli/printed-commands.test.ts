// Every command line that the code prints or a document shows is one that somebody types: it has to exist, with its options.
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { type Command, CommanderError } from "commander";
import { hooksProgram } from "../../cli/program.ts";
import { renamedCommands } from "../../cli/renamed-commands.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const filesOf = async (folder: string, extension: string): Promise<string[]> =>
  (await readdir(root + folder, { recursive: true }))
    .filter((name) => name.endsWith(extension))
    .map((name) => `${folder}/${name}`);

const sources = (await Promise.all(["cli", "lib", "local", "functions", "sources"].map((name) => filesOf(name, ".ts"))))
  .flat()
  .concat("hooks.config.ts");
const documents = (await filesOf("docs", ".md")).concat("README.md", "CONTRIBUTING.md");

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
    .replaceAll(/\$\{[^}]*\}|<[^>]*>|(?<= )…/g, "x")
    .trimStart()
    .split(/ {2}|[`"'|;#()\\]|[,:.] |[,:.]$/, 1)
    .join("")
    .trim();

const whole = /(?:npm run (?:-s )?hooks --|\$\{hooks\})(?:\$\{[^}]*\})? ([^\n]+)/g;
/** A command and its words between backticks, in a text that has said elsewhere where it is typed. */
const short = new RegExp(String.raw`\x60(?:hooks )?((?:${names.join("|")}) [-\w<>${"$"}{}./… ]+)\\?\x60`, "g");

interface Printed {
  file: string;
  line: string;
}

const logged = sources.map((file) => readFileSync(root + file, "utf8")).join("\n");

const printedIn = (files: readonly string[]): Printed[] =>
  files.flatMap((file) => {
    const text = readFileSync(root + file, "utf8");
    const found = [...text.matchAll(whole), ...text.matchAll(short)].map(([, printed = ""]) => lineOf(printed));
    // A line that is put together of its words is checked where it is shown, in usage.test.ts; the log has a name of two words, too.
    const isTyped = (line: string) =>
      /^[a-z]{2}/.test(line) && line !== "auto-close x" && !logged.includes(`"${line}"`);
    return [...new Set(found)].filter(isTyped).map((line) => ({ file, line }));
  });

describe.each([
  ["the code prints", sources, 50],
  ["a document shows", documents, 20],
])("every command line that %s", (_where, files, atLeast) => {
  const printed = printedIn(files);

  test("is found", () => expect(printed.length).toBeGreaterThan(atLeast));

  test("exists, with its options", () => {
    const problems = printed.map(({ file, line }) => ({ file, line, problem: problemOf(line) }));
    expect(problems.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });
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
