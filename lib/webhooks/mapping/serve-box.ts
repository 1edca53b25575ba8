// Runs in the mapping box, a process with nothing but a pipe: reads a question, works it out, writes the answer, and so on until it is killed.
import { readSync, writeSync } from "node:fs";
import { expressionsIn } from "../sources/expressions-in.ts";
import type { Source, Sources } from "../sources/sources.ts";
import { answerOfSource, answerOfTexts } from "./answer-question.ts";
import { type BoxAnswer, boxLifeCpuSeconds, boxPipe, frameOf, headerBytes, largestAnswerBytes } from "./box-frames.ts";
import { evaluate } from "./evaluate.ts";
import { plainExpression } from "./plain-expression.ts";
import type { Question } from "./question.ts";

/** It waits right here: between two questions, nothing that a mapping has left behind can run. Undefined: nobody asks any more. */
const read = (bytes: number): Buffer | undefined => {
  const buffer = Buffer.allocUnsafe(bytes);
  for (let have = 0; have < bytes; ) {
    const got = readSync(boxPipe, buffer, have, bytes - have, null);
    if (got === 0) return undefined;
    have += got;
  }
  return buffer;
};

const write = (text: string): void => {
  const frame = frameOf(text);
  for (let have = 0; have < frame.length; ) have += writeSync(boxPipe, frame, have);
};

/** Half of what it may use before it is killed, and half of its heap while nobody asks: another one starts clean. */
const isWorn = (): boolean => {
  const { user, system } = process.cpuUsage();
  return user + system > (boxLifeCpuSeconds / 2) * 1_000_000 || process.memoryUsage.rss() > 160 * 1024 * 1024;
};
const questionsBetweenLooks = 50;

const textOf = (whole: BoxAnswer): string => {
  const text = JSON.stringify(whole);
  if (Buffer.byteLength(text) <= largestAnswerBytes) return text;
  return JSON.stringify({ id: whole.id, isTooLarge: true } satisfies BoxAnswer);
};

const needsJsonata = ({ map, filter, deliveryId, occurredAt }: Source): boolean =>
  expressionsIn({ map, filter, deliveryId, occurredAt }).some(([, expression]) => !plainExpression(expression));

export const serveBox = async (sources: Sources): Promise<never> => {
  const answerOf = (question: Question): Promise<unknown> => {
    if ("texts" in question) return answerOfTexts(evaluate, question);
    const source = sources[question.source];
    if (!source) throw new Error(`there is no source ${question.source}`);
    return answerOfSource(evaluate, source, question);
  };
  if (Object.values(sources).some(needsJsonata)) await import("jsonata");
  // An empty text says that it is ready.
  write("");
  for (let count = 1; ; count += 1) {
    const length = read(headerBytes)?.readUInt32BE(0);
    const text = length === undefined ? undefined : read(length)?.toString("utf8");
    if (text === undefined) process.exit(0);
    const { id, ...question } = JSON.parse(text) as Question & { id: string };
    const answer = await answerOf(question as Question);
    const isLast = count % questionsBetweenLooks === 0 && isWorn();
    write(textOf({ id, answer, ...(isLast && { isLast }) }));
    if (isLast) process.exit(0);
  }
};
