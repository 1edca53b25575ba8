// --help in Portuguese: whoever runs support and reads no English finds the command, and what each of its options does.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { badVerdicts, exitCodeText } from "../../cli/exit-codes.ts";
import { helpLanguage, mayShowHelp } from "../../cli/help/help-language.ts";
import { portugueseHelp } from "../../cli/help/portuguese-help.ts";
import { runHooks } from "../../cli/program.ts";
import { pageAt } from "../docs/support/documents.ts";
import { englishIn } from "../support/english-words.ts";
import { everyCommand, program, treeOf, wordsOf } from "./support/every-command.ts";

const sentencesOf = (command: (typeof everyCommand)[number][1]): string[] => [
  command.description(),
  ...command.options.map(({ description }) => description),
  ...command.registeredArguments.map(({ description }) => description),
];

/** Commander adds the last one. */
const said = new Set([...treeOf(program).flatMap(sentencesOf).filter(Boolean), "display help for command"]);

test("every command, argument and option is said in Portuguese, and nothing that is gone", () => {
  expect([...said].filter((sentence) => !(sentence in portugueseHelp))).toEqual([]);
  expect(Object.keys(portugueseHelp).filter((sentence) => !said.has(sentence))).toEqual([]);
});

test("no English word is left in what is said", () => {
  // What stands before a bracket, or behind two hyphens, is what somebody types.
  const spoken = Object.values(portugueseHelp).map((text) => text.replaceAll(/\b[a-z-]+ \([^)]*\)/g, ""));
  const names = /\b(?:runs|list|show|find|undo|report|session|replay)\b/g;
  expect(spoken.flatMap((text) => englishIn(text.replaceAll(names, "")))).toEqual([]);
});

const helpOf = async (words: readonly string[], language: "en" | "pt-BR"): Promise<string> => {
  let printed = "";
  const stdout = (text: string): void => {
    printed += text;
  };
  expect(
    await runHooks([...words, "--help"], { environment: {}, stdout, stderr: stdout, helpLanguage: language }),
  ).toBe(0);
  return printed;
};

const ownWords =
  /Begin:|Look:|Act:|Set up:|On this machine:|Options:|Global Options:|Usage:|Arguments:|Commands:|Examples?:|Exit codes:|\(default: |\(choices: /;

test.each(treeOf(program).map((command) => [wordsOf(command).join(" "), command] as const))(
  "the help of `%s` is in Portuguese down to its headings",
  async (words, command) => {
    const help = await helpOf(words.split(" ").filter(Boolean), "pt-BR");
    expect(help).toMatch(/^Uso: npm run hooks -- /);
    expect(help).not.toMatch(ownWords);
    const flat = help.replaceAll(/\s+/g, " ");
    for (const sentence of sentencesOf(command)) expect(flat).toContain(portugueseHelp[sentence] ?? "");
  },
);

test("in English it stays what it was", async () => {
  expect(await helpOf(["session", "hold"], "en")).toMatch(/^Usage: npm run hooks -- session hold .+Global Options:/s);
});

test("the exit codes that say a verdict say it in both languages", () => {
  for (const words of Object.keys(badVerdicts)) expect(exitCodeText(words, "pt-BR")).toMatch(/; 1 também se \p{L}/u);
  expect(exitCodeText("directory", "pt-BR")).toBe("Códigos de saída: 0 feito, 1 não feito, 2 uso errado");
});

test("the page of the commands has each of them", () => {
  const page = pageAt("docs/pt-BR/cli.md").text;
  const missing = everyCommand.filter(([words]) => !new RegExp(`^\\| \`${words}[ \`]`, "m").test(page));
  expect(missing.map(([words]) => words)).toEqual([]);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "help-language-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const configured = (name: string, text: string): NodeJS.ProcessEnv => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return { HOOKS_CONFIG: file, LANG: "pt_BR.UTF-8" };
};

test("the configuration chooses the language, and the machine where that cannot be read", async () => {
  const english = configured("english.mjs", 'export default { language: "en" };');
  expect(await helpLanguage(english, folder)).toBe("en");
  const portuguese = configured("portuguese.mjs", 'export default { language: "pt-BR" };');
  expect(await helpLanguage({ ...portuguese, LANG: "C" }, folder)).toBe("pt-BR");
  const broken = configured("broken.mjs", "export default {");
  expect(await helpLanguage(broken, folder)).toBe("pt-BR");
  expect(await helpLanguage({ ...broken, LANG: "C" }, folder)).toBe("en");
});

test.each([
  [[], true],
  [["holds"], true],
  [["help", "session"], true],
  [["session", "hold", "--help"], true],
  [["session", "-h"], true],
  [["auto-close", "runs"], false],
])("help may be shown for %j: %s", (args, expected) => {
  expect(mayShowHelp(args)).toBe(expected);
});
