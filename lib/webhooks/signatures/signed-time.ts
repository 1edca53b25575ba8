// Finds the time a sender signed, reads it strictly and checks it both ways: an old delivery may be a replay, a new one a trick.

import { instantMs } from "../../core/instants.ts";
import { agreedHeaderText, queryTexts, type SentRequest } from "../../core/sent-request.ts";
import { templateParts } from "./content.ts";
import { bodyValues, textAt } from "./location.ts";
import type { Reason } from "./reasons.ts";
import type { SignatureRecipe, TimestampRule, TimestampUnit } from "./scheme.ts";
import { formOf, partValues } from "./signature-text.ts";

export interface SignedTime {
  /** It is as the sender wrote it. */
  readonly text: string;
}

/** It has no sign, point, exponent or leading zero: what a lenient reader takes for a number has several spellings. */
const digits = /^(?:0|[1-9]\d{0,14})$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** Seconds reach this in the year 5138, milliseconds did in 1973. */
const firstMilliseconds = 100_000_000_000;

/** Epoch milliseconds, and how fine the sender counts; undefined for what is no such time. */
const readTimestamp = (text: string, unit: TimestampUnit): { ms: number; resolutionMs: number } | undefined => {
  if ((unit === "iso" || unit === "s-or-iso") && rfc3339.test(text)) {
    const ms = instantMs(text);
    return ms === undefined ? undefined : { ms, resolutionMs: 1 };
  }
  if (unit === "iso" || !digits.test(text)) return undefined;
  const count = Number(text);
  const isMilliseconds = unit === "ms" || (unit === "s-or-ms" && count >= firstMilliseconds);
  return isMilliseconds ? { ms: count, resolutionMs: 1 } : { ms: count * 1000, resolutionMs: 1000 };
};

/** The time stands inside a body that is signed with it, and is no part of the content by itself. */
export const isTimedBySignedBody = ({ timestamp, content }: SignatureRecipe): boolean =>
  timestamp !== undefined &&
  "body" in timestamp.at &&
  !(typeof content === "string" && templateParts(content).includes("timestamp"));

const textsOf = (recipe: SignatureRecipe, { at }: TimestampRule, sent: SentRequest): readonly string[] => {
  if ("headers" in at) return [agreedHeaderText(sent.headers, at.headers) ?? ""];
  if ("part" in at)
    return recipe.at.flatMap((location) => partValues(textAt(location, sent) ?? "", formOf(recipe), at.part));
  if ("query" in at) return queryTexts(sent.url, at.query);
  return bodyValues(sent, at.body)
    .filter((value) => typeof value === "number" || typeof value === "string")
    .map(String);
};

/** Undefined where no time is signed; a reason when there is none, several, or none that can be read. */
export const signedTimeOf = (recipe: SignatureRecipe, sent: SentRequest): SignedTime | Reason | undefined => {
  const { timestamp } = recipe;
  if (timestamp === undefined) return undefined;
  const [text = "", ...others] = textsOf(recipe, timestamp, sent);
  if (text === "") return "TIMESTAMP_MISSING";
  return others.length === 0 && readTimestamp(text, timestamp.unit) ? { text } : "TIMESTAMP_MALFORMED";
};

/** Undefined when it may pass. Where the sender counts in seconds, so do we. */
export const checkTimestamp = (text: string, rule: TimestampRule, now: Date): Reason | undefined => {
  const read = readTimestamp(text, rule.unit);
  if (read === undefined) return "TIMESTAMP_MALFORMED";
  if (rule.toleranceSeconds === Number.POSITIVE_INFINITY) return undefined;
  const ageMs = Math.floor(now.getTime() / read.resolutionMs) * read.resolutionMs - read.ms;
  const toleranceMs = rule.toleranceSeconds * 1000;
  if (ageMs < -toleranceMs) return "TIMESTAMP_TOO_NEW";
  // The comparison is this way round so that a clock that shows no time lets nothing pass.
  return ageMs <= toleranceMs ? undefined : "TIMESTAMP_TOO_OLD";
};

export const writeTimestamp = (now: Date, unit: TimestampUnit): string => {
  if (unit === "iso" || unit === "s-or-iso") return now.toISOString();
  return String(unit === "s" ? Math.floor(now.getTime() / 1000) : now.getTime());
};
