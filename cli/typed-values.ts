// Reads what somebody types as an argument or an option of a command.
import { type Command, InvalidArgumentError } from "commander";
import { parseSessionId } from "../lib/core/ids.ts";
import { parseInstant } from "../lib/core/instants.ts";

/** Reads an id, or the beginning of one. A shell variable that is not set must not mean "any". */
export const idText = (text: string): string => {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("Expected an id, or the beginning of one; it is empty.");
};

export const sessionIdText = (text: string): string => {
  const sessionId = parseSessionId(text, () => undefined);
  if (sessionId !== undefined) return sessionId;
  throw new InvalidArgumentError("Expected the whole id of a session: 1 to 64 letters, digits or hyphens.");
};

/** Reads what somebody will read later. */
export const reasonText = (text: string): string => {
  const reason = text.trim();
  if (reason !== "" && reason.length <= 200) return reason;
  throw new InvalidArgumentError("Expected a reason of 1 to 200 characters.");
};

/** Reads a count from 1 to `most`. */
export const wholeNumber =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`);
  };

/** Reads a day as YYYY-MM-DD, in UTC. */
export const dayText = (text: string): string => {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse reads the 31st of a shorter month as a day of the next one.
  if (!Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("Expected a day as YYYY-MM-DD, in UTC.");
};

/** Answers epoch milliseconds. Without an offset the time is of `timeZone`, the configuration's: only a running command knows that. */
export const instantOption = (command: Command, option: string, text: string, timeZone: string): number => {
  const parsed = parseInstant(text, timeZone);
  return parsed.ok ? Date.parse(parsed.instant) : command.error(`error: ${option}: ${parsed.message}`, { exitCode: 2 });
};

/** The names are in lower case. */
export type HeaderTexts = Readonly<Record<string, string>>;

/** Reads `name: value`, and adds it to those that were given before. */
export const headerText = (text: string, others: HeaderTexts = {}): HeaderTexts => {
  const [, name, value] = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*([\x20-\x7e]*)$/.exec(text.trim()) ?? [];
  if (name !== undefined && value !== undefined) return { ...others, [name.toLowerCase()]: value };
  throw new InvalidArgumentError('Expected a header as "name: value".');
};
