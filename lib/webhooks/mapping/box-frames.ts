// How the mapping box and whoever asks it tell one text from the next on their pipe: its length stands before it.
import { readJson } from "../../core/read-json.ts";
import { isProperties } from "../../core/value.ts";

export const headerBytes = 4;

export const frameOf = (text: string): Buffer => {
  const bytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headerBytes + bytes);
  frame.writeUInt32BE(bytes, 0);
  frame.write(text, headerBytes);
  return frame;
};

/** The pipe's number in the box; 0 to 2 lead nowhere. */
export const boxPipe = 3;

/** More than 100 commands of a size that the queue takes have together, but for such as nobody means. */
export const largestAnswerBytes = 4 * 1024 * 1024;

/** What the box writes, in answer to a question with an id of its own; `isLast`: it ends, and another one has to be started. */
export interface BoxAnswer {
  readonly id: string;
  readonly isLast?: boolean;
  readonly isTooLarge?: boolean;
  readonly answer?: unknown;
}

/** A mapping can write to the pipe as well: undefined for what the box itself never writes. */
export const readAnswer = (text: string): BoxAnswer | undefined => {
  try {
    const read: unknown = readJson(text);
    return isProperties(read) && typeof read.id === "string" ? (read as unknown as BoxAnswer) : undefined;
  } catch {
    return undefined;
  }
};

/** The kernel ends a box after so many seconds of the processor, so that one whose owner was killed does not run for ever. */
export const boxLifeCpuSeconds = 600;
