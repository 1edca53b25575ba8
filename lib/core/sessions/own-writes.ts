// Remembers what we wrote to a session lately: WTS tells us of our own writes too, and whoever answers those goes round in circles.
import { createHash } from "node:crypto";
import { instantMs } from "../instants.ts";
import { readJson } from "../read-json.ts";
import { sortedJson } from "../value.ts";
import type { SessionChange } from "./reported-changes.ts";

/** Values stand by their property. Undefined is one that was written and is not known here: any value is then taken for ours. */
export type WrittenValues = Readonly<Record<string, unknown>>;

/** Whatever is configured, no echo comes later than this. */
export const longestEchoMs = 3_600_000;
/** So many writes of one session are remembered; each takes a few bytes. */
const mostRemembered = 60;
const anyValue = "*";

/** The value is hashed: metadata is nobody's business but the session's. */
type OwnWrite = readonly [atMs: number, property: string, digest: string];

const parsed = (text: string): unknown => {
  try {
    return text.startsWith("{") ? readJson(text) : text;
  } catch {
    return text;
  }
};

/** A value that is too deep to be walked is none of ours: it is compared as it was sent. */
const sortedText = (plain: unknown, sent: unknown): string => {
  try {
    return sortedJson(plain);
  } catch {
    return String(sent);
  }
};

const dateLike = /^\d{4}-\d{2}-\d{2}T/;

/** Everything that is the same value to WTS has one text: letter case of ids and digits of fractions do not count. */
const canonical = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "null";
  const plain = typeof value === "string" ? parsed(value) : value;
  if (typeof plain !== "string") return sortedText(plain, value);
  return dateLike.test(plain) ? String(instantMs(plain) ?? plain) : plain.toLowerCase();
};

const digestOf = (property: string, value: unknown): string =>
  createHash("sha256")
    .update(`${property}\n${canonical(value)}`)
    .digest("hex")
    .slice(0, 16);

const read = (held: unknown, sinceMs: number): OwnWrite[] => {
  const writes = typeof held === "string" ? (JSON.parse(held) as OwnWrite[]) : [];
  return writes.filter(([atMs]) => atMs > sinceMs);
};

/** Answers what to hold from now on: `held` with these values, without what is too old. */
export const rememberWrites = (held: unknown, written: WrittenValues, nowMs: number): string => {
  const added = Object.entries(written).map(([name, value]): OwnWrite => {
    const property = name.toLowerCase();
    return [nowMs, property, value === undefined ? anyValue : digestOf(property, value)];
  });
  return JSON.stringify([...read(held, nowMs - longestEchoMs), ...added].slice(-mostRemembered));
};

/** True if every one of the changes is a write of ours since then; false where there is no change. */
export const isOwnEcho = (held: unknown, changes: readonly SessionChange[], sinceMs: number): boolean => {
  const writes = read(held, sinceMs);
  const isOurs = ({ property, value }: SessionChange): boolean => {
    const name = property.toLowerCase();
    const ofIt = writes.filter(([, written]) => written === name);
    if (value === undefined) return ofIt.length > 0;
    return ofIt.some(([, , digest]) => digest === anyValue || digest === digestOf(name, value));
  };
  return changes.length > 0 && changes.every(isOurs);
};
