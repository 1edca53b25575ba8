// Every line that a document says to type is one that is understood, or it is listed here why no test can try it.
import { describe, expect, test } from "@jest/globals";
import { hooksProgram } from "../../cli/program.ts";
import { withVersion } from "../../cli/version/version-command.ts";
import { runHere } from "../cli/support/hooks-for-tests.ts";
import { blocksOfKind, codeIn, codeSpansOf, currentPages, exists } from "./support/documents.ts";

/** Lines of a shell, which are looked at elsewhere or not at all. */
const otherLines: readonly (readonly [RegExp, string])[] = [
  [/^npm (?:run (?:-s )?)?[a-z][\w:-]*/, "names: the script exists; to run it is what the other tests are for"],
  [/^curl -s .*127\.0\.0\.1:3000/s, "answers: when an answer is printed below it"],
  [/^curl -s (?:-X POST )?http:\/\/127\.0\.0\.1:4010\/__admin\//, "the stand-in's own journal, and what it is told"],
  [/^curl .*<[^>]+>/s, "needs a stage that is deployed"],
  [/^aws /, "needs an account of AWS; what it says in JSON is read below"],
  [/^npx wts-session-hooks /, "needs the package to be installed, as the test of that does"],
  [/^npx osls /, "needs an account of AWS"],
  [/^npx wts-session-hooks /, "needs the package, as the slow tests install it"],
  [/^jq /, "takes from the packaged template what the test of that says stands by itself"],
  [/^for .*; do$|^done$/, "repeats a line that is looked at by itself"],
  [/^(?:git clone|cd) /, "needs the network"],
];

const program = hooksProgram({ environment: {}, stdout: () => {}, stderr: () => {} });
const commandNames = program
  .createHelp()
  .visibleCommands(program)
  .map((command) => command.name())
  .concat("--version");

/** As a shell does it: a line that ends with a backslash goes on in the next, and a comment is none. */
const linesOf = (text: string): readonly string[] =>
  text.startsWith("curl ")
    ? [text]
    : text
        .replaceAll(/\\\n\s*/g, "")
        .split("\n")
        .map((line) => line.replace(/(?:^|\s+)#.*$/, "").trim())
        .filter((line) => line !== "");

const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? "");

const hooks = /^(?:[A-Z_]+=\S+ )*npm run (?:-s )?hooks -- /;

/** What stands in angle brackets is for the reader to fill in, and a stage would be looked for at AWS. */
const argumentsOf = (line: string): readonly string[] =>
  wordsOf(
    line
      .replace(hooks, "")
      // What may be left out is.
      .replaceAll(/ \[[^\]]+\]/g, "")
      .replaceAll(/<[^>]+>/g, "3f9a1c0b72de")
      .replaceAll(/--stage \S+/g, ""),
  );

const run = async (args: readonly string[]) => {
  const { code, stderr } = await runHere(args, { LOCAL_RUNNING_FILE: "/nowhere/running.json" });
  return { code, stderr };
};

const lines = blocksOfKind("sh").flatMap(([place, { text }]) => linesOf(text).map((line) => [place, line] as const));
const hooksLines = lines.filter(([, line]) => hooks.test(line));

describe("in examples", () => {
  test("there are many", () => {
    expect(hooksLines.length).toBeGreaterThan(20);
  });

  test.each(hooksLines)("%s: %s", async (_place, line) => {
    const args = withVersion(argumentsOf(line));
    expect(commandNames).toContain(args[0]);
    // It gets as far as looking for the stack, or for its file.
    const { code, stderr } = await run(args);
    const isUnderstood = code === 0 || code === 1 || / needs a --stage, such as /.test(stderr);
    expect({ stderr, isUnderstood }).toEqual({ stderr, isUnderstood: true });
  });

  test("every other line is of a kind that is known here", () => {
    const others = lines.filter(([, line]) => !hooks.test(line));
    expect(others.filter(([, line]) => !otherLines.some(([pattern]) => pattern.test(line)))).toEqual([]);
  });

  test("what is given to AWS as JSON is JSON", () => {
    const given = lines.flatMap(([, line]) => [...line.matchAll(/--entries '([^']*)'/g)].map(([, json = ""]) => json));
    expect(given.length).toBeGreaterThan(0);
    for (const json of given)
      for (const { Detail } of JSON.parse(json)) expect(JSON.parse(Detail)).toBeInstanceOf(Object);
  });

  test("every test that is to be run exists", () => {
    const jest = [...lines.map(([, line]) => line), ...currentPages.flatMap(codeSpansOf)].filter((line) =>
      / jest -- /.test(line),
    );
    const paths = jest.flatMap((line) => wordsOf(line).filter((word) => word.startsWith("test/")));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });
});

describe("in the text", () => {
  // The text may name a command without all that it needs; and a message of the log may begin as a command does.
  const logged = codeIn("lib");
  const isCommand = (span: string): boolean =>
    span.includes(" ") && commandNames.includes(span.split(" ")[0] ?? "") && !logged.includes(`"${span}"`);
  const spans = currentPages.flatMap((page) =>
    codeSpansOf(page)
      .filter((span) => (hooks.test(span) && !/ (?:<command>|…)$/.test(span)) || isCommand(span))
      .map((span) => [page.path, span] as const),
  );

  test("there are many", () => {
    expect(spans.length).toBeGreaterThan(20);
  });

  test.each(spans)("%s: %s", async (_path, span) => {
    const args = argumentsOf(span);
    expect(commandNames).toContain(args[0]);
    const { stderr } = await run(args);
    expect(stderr).not.toMatch(/unknown (?:command|option)|too many arguments|Allowed choices/);
  });
});
