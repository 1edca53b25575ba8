// Reads what every request that comes over the bus has around its wish: which event it is, who sent it and what led to it.

import { parseInstant } from "./instants.ts";
import type { Report } from "./issue.ts";
import { deepestEnclosed, isTooDeep, nestedDeeper } from "./json-depth.ts";
import type { Provenance } from "./queue/queued-command.ts";
import { isProperties, own, ownText, type Properties } from "./value.ts";
import { isNoTime } from "./written-times.ts";

/** An event's detail has these properties beside the wish itself. */
export const envelopeProperties: readonly string[] = [
  "account",
  "idempotencyKey",
  "occurredAt",
  "correlationId",
  "causationId",
  "hops",
];

export interface EventEnvelope {
  /** The sender names it; it may be none of ours. */
  account: string | undefined;
  provenance: Omit<Provenance, "account" | "id">;
  /** It is the detail without the envelope. */
  input: Properties;
}

/** The log names an event by its type where that is one such as ours; what else a sender may have written there is not repeated. */
export const shownType = (event: unknown): string => {
  const type = ownText(event, "detail-type");
  return type !== undefined && /^[A-Za-z][\w -]{0,63}$/.test(type) ? type : "of an unknown type";
};

export const isEnvelopeText = (value: unknown): value is string =>
  typeof value === "string" && /^[\x20-\x7e]{1,256}$/.test(value);

const text = (input: Properties, name: string, report: Report): string | undefined => {
  const value = own(input, name);
  if (value === undefined) return undefined;
  if (isEnvelopeText(value)) return value;
  return report(name, "TYPE_INVALID", `${name} must be a text of 1 to 256 printable characters`);
};

/** Whatever is no count of hops counts as none, so that an answer to it has one that can be counted on. */
export const hopsOf = (input: Properties, report: Report): number => {
  const hops = own(input, "hops") ?? 0;
  if (typeof hops === "number" && Number.isSafeInteger(hops) && hops >= 0) return hops;
  report("hops", "TYPE_INVALID", "hops must be a whole number: the one of the outcome that led to this request");
  return 0;
};

const occurredAtOf = (input: Properties, timeZone: string, report: Report): string | undefined => {
  const given = own(input, "occurredAt");
  if (isNoTime(given)) return undefined;
  const parsed = parseInstant(given, timeZone);
  return parsed.ok ? parsed.instant : report("occurredAt", "TYPE_INVALID", parsed.message);
};

/** Which account an event says it is for, before anything of it was checked. */
export const accountNamedIn = (event: unknown): string | undefined =>
  ownText(isProperties(event) ? own(event, "detail") : undefined, "account");

/** An EventBridge event is read tolerantly: only what we need has to be there. Undefined when that is missing. */
export const readEventEnvelope = (
  event: unknown,
  { detailType, timeZone }: { detailType: string; timeZone: string },
  report: Report,
): EventEnvelope | undefined => {
  if (!isProperties(event) || own(event, "detail-type") !== detailType)
    return report("detail-type", "TYPE_INVALID", `the event's detail-type must be "${detailType}"`);
  if (isTooDeep(event, deepestEnclosed))
    return report("detail", "TYPE_INVALID", `the event is ${nestedDeeper(deepestEnclosed)}`);
  const detail = own(event, "detail");
  const eventId = own(event, "id");
  const source = own(event, "source");
  if (!isProperties(detail) || typeof eventId !== "string" || eventId === "" || typeof source !== "string")
    return report("detail", "TYPE_INVALID", "the event needs id, source and detail, an object with the wish");
  const deliveryId = text(detail, "idempotencyKey", report) ?? eventId;
  const occurredAt = occurredAtOf(detail, timeZone, report);
  const receivedAt = ownText(event, "time");
  return {
    account: text(detail, "account", report),
    provenance: {
      door: "event",
      source: `event:${source}`,
      deliveryId,
      ...(occurredAt !== undefined && { occurredAt }),
      correlationId: text(detail, "correlationId", report) ?? eventId,
      causationId: text(detail, "causationId", report) ?? eventId,
      hops: hopsOf(detail, report),
      // EventBridge brings an event again with the time it had; whoever sends it once more has a new one.
      ...(receivedAt && Number.isFinite(Date.parse(receivedAt)) && { receivedAt }),
      attempt: 0,
    },
    input: Object.fromEntries(Object.entries(detail).filter(([name]) => !envelopeProperties.includes(name))),
  };
};
