// Stands where EventBridge stands: PutEvents for the real SDK client; what it accepts goes to whoever runs the rules.
import type { Listening } from "../listen.ts";
import { type AcceptedEvent, acceptEntry, entryBytes } from "./accept-entry.ts";
import { startJsonService } from "./json-service.ts";
import { ServiceError } from "./service-error.ts";

const maxEntries = 10;
const maxRequestBytes = 256 * 1024;

const entriesOf = (given: unknown): Record<string, unknown>[] => {
  const entries = Array.isArray(given) ? given.map((entry) => Object(entry)) : [];
  if (entries.length < 1 || entries.length > maxEntries)
    throw new ServiceError(
      "ValidationException",
      400,
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${maxEntries}`,
    );
  if (entries.reduce((bytes, entry) => bytes + entryBytes(entry), 0) > maxRequestBytes)
    throw new ServiceError("ValidationException", 400, "Total size of the entries in the request is over the limit.");
  return entries;
};

/** `accept` keeps an event safe before it returns: only then is its sender told. */
export const startEventsEndpoint = (accept: (event: AcceptedEvent) => void): Promise<Listening> =>
  startJsonService({
    "AWSEvents.PutEvents": (input) => {
      const results = entriesOf(input.Entries).map(acceptEntry);
      const answers = results.map((result) => {
        if (!("event" in result)) return result;
        accept(result);
        return { EventId: result.event.id };
      });
      return { FailedEntryCount: answers.filter((answer) => "ErrorCode" in answer).length, Entries: answers };
    },
  });
