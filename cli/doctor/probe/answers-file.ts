// Keeps what the probe found out in a file beside the configuration, which reads it: an entry for each account, and nothing of anybody's.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJson } from "../../../lib/core/read-json.ts";
import { shownJson } from "../../../lib/core/texts/shown-text.ts";
import type { AnsweredAccount } from "../../../lib/wts/wts-answers.ts";
import { answersShape } from "../../../lib/wts/wts-answers-shape.ts";
import { Failure } from "../../failure.ts";

export const answersFile = (configFile: string): string => join(dirname(configFile), "wts-answers.json");

/** Throws Failure for a file that somebody else has written, or edited. */
export const readAnswers = (file: string): Readonly<Record<string, AnsweredAccount>> => {
  if (!existsSync(file)) return {};
  try {
    const read = answersShape.safeParse(readJson(readFileSync(file, "utf8")));
    if (read.success) return read.data;
  } catch {
    // The failure below says it.
  }
  throw new Failure(`${file} is not what \`doctor --probe\` writes: move it away, and run it again`);
};

/** What stayed open this time was perhaps found out before, at the same host. */
export const mergedAnswers = (before: AnsweredAccount | undefined, now: AnsweredAccount): AnsweredAccount =>
  before?.baseUrl === now.baseUrl ? { ...now, answers: { ...before.answers, ...now.answers } } : now;

const draftOf = (file: string): string => `${file}.${process.pid}`;

/** Throws what writing would throw: nobody wants to hear it after a hundred calls. */
export const tryToWrite = (file: string): void => {
  writeFileSync(draftOf(file), "");
  rmSync(draftOf(file));
};

export const writeAnswers = (file: string, answers: Readonly<Record<string, AnsweredAccount>>): void => {
  const draft = draftOf(file);
  writeFileSync(draft, `${shownJson(answers, 2)}\n`);
  renameSync(draft, file);
};
