// `local log`: what the functions printed here, so that one sees why a delivery was filtered out, refused or parked.
import { readJson } from "../../lib/core/read-json.ts";
import { isProperties } from "../../lib/core/value.ts";
import type { LogLine } from "../../local/log-lines.ts";
import { shownTime } from "../display/time-text.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

export interface LocalLogEntry {
  /** The ISO instant by the local clock. */
  readonly at: string;
  readonly functionName: string;
  /** Such as `info`; null for a line that is none of ours. */
  readonly level: string | null;
  readonly message: string;
  /** Codes, names, ids and numbers, as they stand in the line. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What `local log --json` prints, the newest first. */
export interface LocalLogAnswer {
  readonly entries: readonly LocalLogEntry[];
}

interface Listing {
  /** Only lines with this id, code or name in them. */
  about: string | undefined;
  limit: number;
}

const parsed = (line: string): unknown => {
  try {
    return readJson(line);
  } catch {
    return undefined;
  }
};

const entryOf = ({ at, functionName, line }: LogLine): LocalLogEntry => {
  const content = parsed(line);
  if (!isProperties(content)) return { at, functionName, level: null, message: line, fields: {} };
  const { level, message, ...fields } = content;
  return { at, functionName, level: String(level ?? ""), message: String(message ?? ""), fields };
};

const fieldText = ([name, value]: [string, unknown]): string =>
  `${name}=${Array.isArray(value) ? value.join() : String(value)}`;

export const listLog = async (
  { output, locale, runner }: LocalWorld,
  { about = "", limit }: Listing,
): Promise<void> => {
  const { lines } = await runner<{ lines: readonly LogLine[] }>("GET", "log");
  const fitting = lines.filter(({ functionName, line }) => functionName === about || line.includes(about));
  const entries = fitting.slice(-limit).reverse().map(entryOf);
  output.json({ entries } satisfies LocalLogAnswer);
  if (entries.length === 0) return output.line(localWords[locale.language].noLog);
  for (const { at, functionName, message, fields } of entries.toReversed())
    output.line(
      `${shownTime(at, locale)}  ${functionName}  ${[message, ...Object.entries(fields).map(fieldText)].join("  ")}`,
    );
};
