// `npm run check`: one word for one thing, in file names, exports, keys of the configuration, commands, and what is logged or printed.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { hooksProgram } from "../cli/program.ts";
import { defineConfig } from "../lib/config.ts";
import { findWrongWords } from "./find-wrong-words.mjs";

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
const isCode = (file) => /^(bench|cli|console|functions|lib|local|scripts|sources)\/.*\.m?ts$/.test(file);
const code = files.filter(isCode).map((file) => ({ file, text: readFileSync(file, "utf8") }));

const fileNames = files
  .filter((file) => !file.startsWith("docs/decisions/"))
  .map((file) => ({ where: file, text: file.split("/").at(-1) ?? "", isName: true }));

const exportPattern = /^export (?:declare )?(?:async )?(?:const|let|function|class|interface|type) ([\w$]+)/gm;
const exports = code.flatMap(({ file, text }) =>
  [...text.matchAll(exportPattern)].map(([, name = ""]) => ({ where: file, text: name, isName: true })),
);

/** Comments have sentences of their own; what is between quotes is what somebody reads. */
const textPattern = /(?<=[^\\])(?:"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
const withoutComments = (text) => text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "").replaceAll(/\s\/\/ .*$/gm, "");
const texts = code.flatMap(({ file, text }) =>
  [...withoutComments(text).matchAll(textPattern)]
    .map(([quoted]) => quoted.slice(1, -1))
    .filter((quoted) => !/^\.{1,2}\//.test(quoted))
    .map((quoted) => ({ where: file, text: quoted, isName: false })),
);

const keysOf = (value) =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
    : [];
const keys = keysOf(defineConfig({})).map((key) => ({ where: "hooks.config.ts", text: key, isName: true }));

const commandsOf = (command, path = "") =>
  command.commands.flatMap((each) => [
    { where: `npm run hooks --${path}`, text: each.name(), isName: true },
    ...each.options.map(({ long }) => ({
      where: `npm run hooks --${path} ${each.name()}`,
      text: long ?? "",
      isName: true,
    })),
    ...commandsOf(each, `${path} ${each.name()}`),
  ]);
const nothing = () => {};
const commands = commandsOf(hooksProgram({ environment: {}, stdout: nothing, stderr: nothing, terminal: undefined }));

const all = { fileNames, exports, keys, commands, texts };
for (const [kind, found] of Object.entries(all))
  if (found.length === 0) throw new Error(`no ${kind} were found to check`);
const wrong = findWrongWords(Object.values(all).flat());
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
