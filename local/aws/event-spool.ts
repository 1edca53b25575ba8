// Keeps accepted events until they are delivered, on disk if there is a place, so that a crash of everything loses none.
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { AcceptedEvent } from "./events-endpoint.ts";

interface EventSpool {
  /** What is not delivered yet, oldest first. */
  pending(): AcceptedEvent[];
  add(accepted: AcceptedEvent): void;
  delivered(eventId: string): void;
}

type Line = { readonly accepted: AcceptedEvent } | { readonly delivered: string };

const readLine = (text: string): Line | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    // A crash has cut it off, so its sender never heard that it was accepted.
    return undefined;
  }
};

const readPending = (file: string): Map<string, AcceptedEvent> => {
  const pending = new Map<string, AcceptedEvent>();
  for (const text of readFileSync(file, "utf8").split("\n")) {
    const line = readLine(text);
    if (!line) continue;
    if ("accepted" in line) pending.set(line.accepted.event.id, line.accepted);
    else pending.delete(line.delivered);
  }
  return pending;
};

const toText = (line: Line): string => `${JSON.stringify(line)}\n`;

/** Without a file, everything is forgotten when the process ends. */
export const openEventSpool = (file?: string): EventSpool => {
  const pending = file && existsSync(file) ? readPending(file) : new Map<string, AcceptedEvent>();
  if (file) {
    // Only what is pending is kept, so that the file does not grow for ever. It is renamed, so that a crash leaves the old
    // one or the new one.
    writeFileSync(`${file}.new`, [...pending.values()].map((accepted) => toText({ accepted })).join(""));
    renameSync(`${file}.new`, file);
  }
  const append = (line: Line): void => {
    // It need not be synced to the disk: it outlives every process here, and the machine itself is not what crashes in a test.
    if (file) appendFileSync(file, toText(line));
  };
  return {
    pending: () => [...pending.values()],
    add: (accepted) => {
      append({ accepted });
      pending.set(accepted.event.id, accepted);
    },
    delivered: (eventId) => {
      if (pending.delete(eventId)) append({ delivered: eventId });
    },
  };
};
