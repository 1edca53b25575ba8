// Stands where EventBridge stands: PutEvents for the real SDK client, with EventBridge's own rules for an entry. What it
// accepts goes to whoever runs the rules of the buses.
import { randomUUID } from "node:crypto";
import { isProperties } from "../../lib/core/value.ts";
import type { BusEvent } from "../lambda/event-bus.ts";
import type { Listening } from "../listen.ts";
import { accountId, region } from "./account.ts";
import { ServiceError, startJsonService } from "./json-service.ts";

const maxEntries = 10;
const maxRequestBytes = 256 * 1024;

type Entry = Readonly<Record<string, unknown>>;

const textIn = (entry: Entry, name: string): string => {
  const { [name]: value } = entry;
  return typeof value === "string" ? value : "";
};

const resourcesIn = ({ Resources }: Entry): string[] => (Array.isArray(Resources) ? Resources.map(String) : []);

/** The size as AWS counts it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const entryBytes = (entry: Entry): number => {
  const texts = [textIn(entry, "Source"), textIn(entry, "DetailType"), textIn(entry, "Detail"), ...resourcesIn(entry)];
  const timeBytes = entry.Time === undefined ? 0 : 14;
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), timeBytes);
};

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

export interface AcceptedEvent {
  /** The name of its bus. */
  readonly bus: string;
  readonly event: BusEvent;
}

interface RefusedEntry {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

const toDate = ({ Time }: Entry): Date => (typeof Time === "number" ? new Date(Time * 1000) : new Date());

const parseDetail = (text: string): Record<string, unknown> | undefined => {
  try {
    const detail: unknown = JSON.parse(text);
    return isProperties(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
};

const acceptEntry = (entry: Entry): AcceptedEvent | RefusedEntry => {
  for (const name of ["Source", "DetailType", "Detail"])
    if (textIn(entry, name) === "")
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  const source = textIn(entry, "Source");
  if (source.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  const detail = parseDetail(textIn(entry, "Detail"));
  if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return {
    bus: textIn(entry, "EventBusName").split("event-bus/").at(-1) || "default",
    event: {
      version: "0",
      id: randomUUID(),
      "detail-type": textIn(entry, "DetailType"),
      source,
      account: accountId,
      time: toDate(entry).toISOString().replace(/\.\d+/, ""),
      region,
      resources: resourcesIn(entry),
      detail,
    },
  };
};

/** `accept` keeps an event safe before it returns: only then is its sender answered. */
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
