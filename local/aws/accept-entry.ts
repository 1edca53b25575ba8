// EventBridge's rules for one entry of a PutEvents: which becomes an event, and what is wrong with the others.
import { randomUUID } from "node:crypto";
import type { BusEvent } from "../lambda/bus-event.ts";
import { accountId, region } from "./aws-names.ts";

export interface AcceptedEvent {
  /** The name of its bus. */
  readonly bus: string;
  readonly event: BusEvent;
}

export interface RefusedEntry {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

type Entry = Readonly<Record<string, unknown>>;

const textIn = (entry: Entry, name: string): string => {
  const { [name]: value } = entry;
  return typeof value === "string" ? value : "";
};

const resourcesIn = ({ Resources }: Entry): string[] => (Array.isArray(Resources) ? Resources.map(String) : []);

const toDate = ({ Time }: Entry): Date => (typeof Time === "number" ? new Date(Time * 1000) : new Date());

const parseDetail = (text: string): Record<string, unknown> | undefined => {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === "object" && detail !== null && !Array.isArray(detail)
      ? Object.fromEntries(Object.entries(detail))
      : undefined;
  } catch {
    return undefined;
  }
};

/** As AWS counts it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
export const entryBytes = (entry: Entry): number => {
  const texts = [textIn(entry, "Source"), textIn(entry, "DetailType"), textIn(entry, "Detail"), ...resourcesIn(entry)];
  const timeBytes = entry.Time === undefined ? 0 : 14;
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), timeBytes);
};

export const acceptEntry = (entry: Entry): AcceptedEvent | RefusedEntry => {
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
