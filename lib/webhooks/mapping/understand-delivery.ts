// Turns a verified delivery into what is queued for it: filter, mapping, validation core. Nothing is sent from here.

import { commandIdOf, contentIdOf } from "../../core/command/command-id.ts";
import type { TargetedParseOptions } from "../../core/command/targeted-command.ts";
import { Fault, faults } from "../../core/faults.ts";
import { parseInstant } from "../../core/instants.ts";
import type { Issue } from "../../core/issue.ts";
import { largestItemBytes, queueText } from "../../core/queue/queue-item.ts";
import type { QueuedCommand } from "../../core/queue/queued-command.ts";
import type { DeliveryIdentity, StoredDelivery } from "../../core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../core/queue/queued-event.ts";
import { webhookSource } from "../../core/queue/webhook-source.ts";
import { isNoTime } from "../../core/written-times.ts";
import { schemeFacts } from "../signatures/scheme-facts.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { askSource, yieldedBy } from "./ask-source.ts";
import { readDeliveryBody } from "./delivery-body.ts";
import { identifyDelivery, signedPartsOf, withoutIds } from "./identify-delivery.ts";
import type { MappingBox } from "./mapping-box.ts";
import { parseCommands, refuse } from "./parse-commands.ts";
import type { QuestionPart, SourceAnswer } from "./question.ts";
import { queuedWtsEvent } from "./queued-wts-event.ts";
import { readWtsEvent } from "./wts-event.ts";

/** A delivery becomes such items. */
export type DeliveredItem = QueuedCommand | QueuedEvent;

/** A command that is about nobody: it is not queued, and its sender does not mind. */
export interface IgnoredCommand {
  /** Its record has this id, which it would have had in the queue. */
  id: string;
  why: string;
}

export interface Understood {
  delivery: Delivery;
  /** False: the source's filter took it out, and nothing is to be done. */
  passed: boolean;
  identity: DeliveryIdentity;
  /** True: the sender's API has to be asked first, and nothing was mapped. */
  needsLookup: boolean;
  /** They are everything the delivery yields, in order. */
  items: readonly DeliveredItem[];
  ignored: readonly IgnoredCommand[];
}

/** API Gateway decodes a query, and puts this character where an escape is no UTF-8. */
const replacement = "\ufffd";

/** Throws DELIVERY_NOT_MAPPED for a body or a query that cannot be read. */
export const deliveryOf = ({ verify, format }: Source, { bytes, ...stored }: StoredDelivery): Delivery => {
  const { source, method, headers, query, receivedAt, lookup = {} } = stored;
  if (Object.values(query).some((value) => value.includes(replacement)))
    throw new Fault(faults.deliveryNotMapped, { message: "the query is not UTF-8; ask the sender for that encoding" });
  const body = readDeliveryBody(bytes, headers, format ?? schemeFacts(verify).format);
  return { source, method, headers, query, receivedAt, body, lookup };
};

type ReadingOptions = Required<TargetedParseOptions>;

interface UnderstandOptions extends ReadingOptions {
  /** It works out what is more than paths of names and fixed values. */
  box: MappingBox;
}

interface Origin extends DeliveryIdentity {
  account: string;
  source: string;
  receivedAt: string;
  /** What is signed, where anything is. */
  signed: DeliveryIdentity["contents"][number] | undefined;
}

const occurredAtOf = ({ occurredAt }: SourceAnswer, { timeZone }: ReadingOptions): string | undefined => {
  const value = yieldedBy("occurredAt", occurredAt);
  if (isNoTime(value)) return undefined;
  const parsed = parseInstant(value, timeZone);
  return parsed.ok ? parsed.instant : refuse([{ path: "occurredAt", code: "TYPE_INVALID", message: parsed.message }]);
};

const commandsOf = (
  source: Source,
  answer: SourceAnswer,
  origin: Origin,
  reading: ReadingOptions,
): { items: QueuedCommand[]; ignored: IgnoredCommand[] } => {
  const { commands, ignored } = parseCommands(yieldedBy("map", answer.map), source, reading);
  const idOf = (index: number): string => commandIdOf({ ...origin, deliveryId: origin.knownBy, index });
  const occurredAt = occurredAtOf(answer, reading);
  const { account, source: sourceName, deliveryId, receivedAt, signed } = origin;
  const contentOf = (contentHash: string, index: number): string =>
    contentIdOf({ account, source: sourceName, contentHash, index });
  const items = commands.map(
    ({ index, targeted }): QueuedCommand => ({
      kind: "command",
      id: idOf(index),
      ...(origin.contents.length > 0 && {
        contents: origin.contents.map(({ hash, withinMs }) => ({
          id: contentOf(hash, index),
          withinMs,
        })),
      }),
      ...(signed && { signed: { id: contentOf(signed.hash, index), withinMs: signed.withinMs } }),
      account,
      door: "webhook",
      source: sourceName,
      deliveryId,
      receivedAt,
      ...(occurredAt !== undefined && { occurredAt }),
      correlationId: deliveryId,
      causationId: deliveryId,
      hops: 0,
      attempt: 0,
      targeted,
    }),
  );
  return { items, ignored: ignored.map(({ index, why }) => ({ id: idOf(index), why })) };
};

/** WTS's own webhook is an event when it is of a kind that the source publishes. */
const eventsOf = ({ verify, publish = [] }: Source, { body }: Delivery, origin: Origin): QueuedEvent[] => {
  if (publish.length === 0) return [];
  const event = readWtsEvent(body);
  if (!event)
    throw new Fault(faults.deliveryNotMapped, {
      message: "this is no webhook of WTS Chat: it has no eventType or content",
    });
  if (!publish.includes(event.eventType)) return [];
  return [queuedWtsEvent(event, origin, { readBack: typeof verify === "object" && verify.readBack === true })];
};

/** What SQS would not take is parked instead: a 503 lets a sender repeat it until the sender switches the hook off. */
const refuseTooLarge = (items: readonly DeliveredItem[]): void => {
  const issues = items.flatMap((item, index): Issue[] => {
    const bytes = Buffer.byteLength(queueText(item));
    if (bytes <= largestItemBytes) return [];
    const message = `in the queue it is ${bytes} bytes; at most ${largestItemBytes} are taken: let map shorten its texts`;
    return [{ path: `commands.${index}`, code: "TOO_LARGE", message }];
  });
  if (issues.length > 0) refuse(issues);
};

/** There is an answer, or that there was nothing to ask, for each name. */
const isLookedUp = ({ lookup = {} }: Source, stored: StoredDelivery): boolean =>
  Object.keys(lookup).every((name) => stored.lookup?.[name] !== undefined);

const identityOrNone = (identify: () => DeliveryIdentity, stored: StoredDelivery): DeliveryIdentity => {
  try {
    return identify();
  } catch {
    return withoutIds(stored, 0);
  }
};

/** `map` and `occurredAt` may need what is still to be looked up. */
const partsAsked = (stored: StoredDelivery, mayMap: boolean): readonly QuestionPart[] => [
  "filter",
  ...(stored.identity ? [] : (["deliveryId"] as const)),
  ...(mayMap ? (["map", "occurredAt"] as const) : []),
];

/** Throws DELIVERY_NOT_MAPPED or COMMAND_INVALID for what no repetition can mend but another mapping may. */
export const understandDelivery = async (
  source: Source,
  stored: StoredDelivery,
  { box, ...reading }: UnderstandOptions,
): Promise<Understood> => {
  const delivery = deliveryOf(source, stored);
  const mayMap = isLookedUp(source, stored);
  const signedParts = signedPartsOf(source.verify);
  const parts = partsAsked(stored, mayMap);
  const question = { source: stored.source, delivery, parts, ...(signedParts && { signedParts }) };
  const answer = await askSource(box, source, question);
  const passed = source.filter === undefined || yieldedBy("filter", answer.filter) === true;
  const identify = () => identifyDelivery(source, stored, delivery, answer);
  // What is filtered out needs no id, and may have none where those that are meant have theirs.
  const identity = stored.identity ?? (passed ? identify() : identityOrNone(identify, stored));
  const unmapped = { delivery, passed, identity, items: [], ignored: [] };
  if (!passed) return { ...unmapped, needsLookup: false };
  if (!mayMap) return { ...unmapped, needsLookup: true };
  const { account, receivedAt } = stored;
  const { contentHash, copyWithinMs } = stored;
  const signed = copyWithinMs === undefined ? undefined : { hash: contentHash, withinMs: copyWithinMs };
  const origin = { ...identity, account, source: webhookSource(stored.source), receivedAt, signed };
  const events = eventsOf(source, delivery, origin);
  const { items: commands, ignored } =
    source.map === undefined ? { items: [], ignored: [] } : commandsOf(source, answer, origin, reading);
  const items = [...events, ...commands];
  refuseTooLarge(items);
  return { delivery, passed, identity, needsLookup: false, items, ignored };
};
