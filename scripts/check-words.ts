// `npm run check`: one word for one thing, in file names, exports, keys of the configuration, commands, and what is logged or printed.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { hooksProgram } from "../cli/program.ts";
import { defineConfig } from "../lib/config.ts";
import { findWrongWords, type Wording } from "./find-wrong-words.ts";

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
/** The list itself has to say the words. */
const isCode = (file: string) =>
  /^(bench|catalogue|cli|console|functions|judges|lib|local|scripts|sources|testing)\/.*\.m?ts$/.test(file) &&
  file !== "scripts/word-list.ts";
const code = files.filter(isCode).map((file) => ({ file, text: readFileSync(file, "utf8") }));

const named = (where: string, text: string): Wording => ({ where, text, isName: true });

const fileNames = files.map((file) => named(file, basename(file).replace(/\..*$/, "")));

const exportPattern = /^export (?:declare )?(?:async )?(?:const|let|function|class|interface|type) ([\w$]+)/gm;
const exports = code.flatMap(({ file, text }) =>
  [...text.matchAll(exportPattern)].map(([, name = ""]) => named(file, name)),
);

const keysOf = (value: unknown): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
    : [];
const keys = keysOf(defineConfig({})).map((key) => named("hooks.config.ts", key));

const commandsOf = (command: Command, path: string): Wording[] =>
  command.commands.flatMap((each) => [
    named(path, each.name()),
    ...each.options.map(({ long }) => named(`${path} ${each.name()}`, long ?? "")),
    ...commandsOf(each, `${path} ${each.name()}`),
  ]);
const nothing = () => {};
const program = hooksProgram({ environment: {}, stdout: nothing, stderr: nothing, terminal: undefined });
const commands = commandsOf(program, "npm run hooks --");

/** Comments are sentences of their own; what stands between quotes is what somebody reads. */
const textPattern = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const withoutComments = (text: string) => text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "").replaceAll(/\s\/\/ .*$/gm, "");
const texts = code.flatMap(({ file, text }) =>
  [...withoutComments(text).matchAll(textPattern)]
    .map(([quoted]) => quoted.slice(1, -1))
    .filter((quoted) => !/^\.{1,2}\//.test(quoted))
    .map((quoted): Wording => ({ where: file, text: quoted, isName: false })),
);

const all = { fileNames, exports, keys, commands, texts };
for (const [kind, found] of Object.entries(all))
  if (found.length === 0) throw new Error(`no ${kind} were found to check`);
const wrong = findWrongWords(Object.values(all).flat());
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
