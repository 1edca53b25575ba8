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
import { readDeliveryBody } from "./delivery-body.ts";
import { evaluate, evaluateMapping } from "./evaluate.ts";
import { identifyDelivery, withoutIds } from "./identify-delivery.ts";
import { parseCommands, refuse } from "./parse-commands.ts";
import { queuedWtsEvent } from "./queued-wts-event.ts";
import { type TimeLimit, timeLimit } from "./time-limit.ts";
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

/** A mapping that throws is a defect of the mapping; its message may quote the delivery, so it is not repeated. */
const attempt = async <Value>(property: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const name = error instanceof Error ? error.name : "an error";
    const jsonataCode = Object(error).code;
    const what = typeof jsonataCode === "string" && /^[A-Z]\d{4}$/.test(jsonataCode) ? `JSONata ${jsonataCode}` : name;
    throw new Fault(faults.deliveryNotMapped, {
      message: `${property} of the source threw ${what}; \`npm run hooks -- explain --parked <id>\` shows where`,
      logged: { threw: what },
      cause: error,
    });
  }
};

type UnderstandOptions = Required<TargetedParseOptions>;

interface Origin extends DeliveryIdentity {
  account: string;
  source: string;
  receivedAt: string;
  /** What is signed, where anything is. */
  signed: DeliveryIdentity["contents"][number] | undefined;
}

interface Circumstances extends UnderstandOptions {
  limit: TimeLimit;
}

const occurredAtOf = async (
  { occurredAt }: Source,
  delivery: Delivery,
  { timeZone, limit }: Circumstances,
): Promise<string | undefined> => {
  if (occurredAt === undefined) return undefined;
  const value = await attempt("occurredAt", () => evaluate(occurredAt, delivery, limit));
  if (isNoTime(value)) return undefined;
  const parsed = parseInstant(value, timeZone);
  return parsed.ok ? parsed.instant : refuse([{ path: "occurredAt", code: "TYPE_INVALID", message: parsed.message }]);
};

const commandsOf = async (
  source: Source,
  delivery: Delivery,
  origin: Origin,
  circumstances: Circumstances,
): Promise<{ items: QueuedCommand[]; ignored: IgnoredCommand[] }> => {
  const { map } = source;
  if (map === undefined) return { items: [], ignored: [] };
  const yielded = await attempt("map", () => evaluateMapping(map, delivery, circumstances.limit));
  const { commands, ignored } = parseCommands(yielded, source, circumstances);
  const idOf = (index: number): string => commandIdOf({ ...origin, deliveryId: origin.knownBy, index });
  const occurredAt = await occurredAtOf(source, delivery, circumstances);
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

/** Throws DELIVERY_NOT_MAPPED or COMMAND_INVALID for what no repetition can mend but another mapping may. */
export const understandDelivery = async (
  source: Source,
  stored: StoredDelivery,
  options: UnderstandOptions,
): Promise<Understood> => {
  const { filter } = source;
  const delivery = deliveryOf(source, stored);
  const limit = timeLimit();
  const passed = filter === undefined || Boolean(await attempt("filter", () => evaluate(filter, delivery, limit)));
  const identify = () => attempt("deliveryId", () => identifyDelivery(source, stored, delivery, limit));
  // What is let go needs no id, and may have none where those that are meant have theirs.
  const identity = stored.identity ?? (await (passed ? identify() : identify().catch(() => withoutIds(stored, 0))));
  const unmapped = { delivery, passed, identity, items: [], ignored: [] };
  if (!passed) return { ...unmapped, needsLookup: false };
  if (!isLookedUp(source, stored)) return { ...unmapped, needsLookup: true };
  const { account, receivedAt } = stored;
  const { contentHash, copyWithinMs } = stored;
  const signed = copyWithinMs === undefined ? undefined : { hash: contentHash, withinMs: copyWithinMs };
  const origin = { ...identity, account, source: webhookSource(stored.source), receivedAt, signed };
  const events = eventsOf(source, delivery, origin);
  const { items: commands, ignored } = await commandsOf(source, delivery, origin, { ...options, limit });
  const items = [...events, ...commands];
  refuseTooLarge(items);
  return { delivery, passed, identity, needsLookup: false, items, ignored };
};
