// By what a text that may have gone out is found again: names change between two attempts, so what was sent is not put together anew.
import { createHash } from "node:crypto";
import { own, type Properties } from "../value.ts";
import type { Said } from "./saying.ts";

const templatePrefix = "template:";

/** It holds nothing that anybody could read. */
export const textMark = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

export const markOf = (said: Said): string =>
  "text" in said ? textMark(said.text) : templatePrefix + said.template.id.toLowerCase();

/** Undefined is a doubt: WTS may not show which template a message was made from. */
export const isMarked = (message: Properties, mark: string): boolean | undefined => {
  if (!mark.startsWith(templatePrefix)) {
    const text = own(message, "text");
    return typeof text === "string" && textMark(text) === mark;
  }
  const shown = own(message, "templateId");
  if (typeof shown === "string" && shown !== "") return shown.toLowerCase() === mark.slice(templatePrefix.length);
  return own(message, "origin") === "API" ? undefined : false;
};
