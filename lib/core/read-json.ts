// Reads JSON that came from outside: the one place where a text of somebody else's becomes a value, and never one that is too deep to be walked.
import { isTextTooDeep, nestedDeeper } from "./json-depth.ts";

/** Its message quotes nothing of the text. */
export class JsonTooDeep extends Error {
  override readonly name = "JsonTooDeep";
  constructor() {
    super(`it is ${nestedDeeper()}`);
  }
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** Throws JsonTooDeep, and SyntaxError, whose message may quote the text. */
export const readJson = (text: string, reviver?: Reviver): unknown => {
  if (isTextTooDeep(text)) throw new JsonTooDeep();
  return reviver ? JSON.parse(text, reviver) : JSON.parse(text);
};
