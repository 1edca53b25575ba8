// Turns a verified delivery into what is queued for it: filter, mapping, validation core. Nothing is sent from here.
import { commandIdOf, contentIdOf } from "../../core/command/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { parseOccurredAt } from "../../core/instants.ts";
import type { Issue } from "../../core/issue.ts";
import { largestItemBytes, queueText } from "../../core/queue/queue-item.ts";
import type { QueuedCommand } from "../../core/queue/queued-command.ts";
import type { DeliveryIdentity, StoredDelivery } from "../../core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../core/queue/queued-event.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { readDeliveryBody } from "./delivery-body.ts";
import { evaluate, evaluateMapping } from "./evaluate.ts";
import { identifyDelivery } from "./identify-delivery.ts";
import { parseCommands, refuse } from "./parse-commands.ts";
import { type TimeLimit, timeLimit } from "./time-limit.ts";
import { readWtsEvent } from "./wts-event.ts";

/** A delivery becomes such items. */
export type DeliveredItem = QueuedCommand | QueuedEvent;

export interface Understood {
  delivery: Delivery;
  /** False: the source's filter took it out, and nothing is to be done. */
  passed: boolean;
  identity: DeliveryIdentity;
  /** They are everything the delivery yields, in order. */
  items: readonly DeliveredItem[];
}

/** Throws DELIVERY_NOT_MAPPED for a body that cannot be read. */
export const deliveryOf = ({ bytes, ...stored }: StoredDelivery): Delivery => {
  const { source, method, headers, query, receivedAt } = stored;
  return { source, method, headers, query, receivedAt, body: readDeliveryBody(bytes, headers["content-type"]) };
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

interface Origin extends DeliveryIdentity {
  account: string;
  source: string;
  receivedAt: string;
}

interface Circumstances {
  timeZone: string;
  limit: TimeLimit;
}

const occurredAtOf = async (
  { occurredAt }: Source,
  delivery: Delivery,
  { timeZone, limit }: Circumstances,
): Promise<string | undefined> => {
  if (occurredAt === undefined) return undefined;
  const value = await attempt("occurredAt", () => evaluate(occurredAt, delivery, limit));
  if (value === undefined || value === null) return undefined;
  const parsed = parseOccurredAt(value, timeZone);
  return parsed.ok ? parsed.instant : refuse([{ path: "occurredAt", code: "TYPE_INVALID", message: parsed.message }]);
};

const commandsOf = async (
  source: Source,
  delivery: Delivery,
  origin: Origin,
  circumstances: Circumstances,
): Promise<QueuedCommand[]> => {
  const { map } = source;
  if (map === undefined) return [];
  const { timeZone, limit } = circumstances;
  const yielded = await attempt("map", () => evaluateMapping(map, delivery, limit));
  const commands = parseCommands(yielded, source, { timeZone });
  const occurredAt = await occurredAtOf(source, delivery, circumstances);
  const { account, source: sourceName, deliveryId, receivedAt } = origin;
  return commands.map((targeted, index) => ({
    kind: "command",
    id: commandIdOf({ ...origin, deliveryId: origin.knownBy, index }),
    ...(origin.contents.length > 0 && {
      contents: origin.contents.map(({ hash, withinMs }) => ({
        id: contentIdOf({ account, source: sourceName, contentHash: hash, index }),
        withinMs,
      })),
    }),
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
  }));
};

/** WTS's own webhook is an event when it is of a kind that the source publishes. */
const eventsOf = ({ verify, publish = [] }: Source, { body }: Delivery, origin: Origin): QueuedEvent[] => {
  if (publish.length === 0) return [];
  const event = readWtsEvent(body);
  if (!event)
    throw new Fault(faults.deliveryNotMapped, {
      message: "this is no webhook of WTS Chat: it has no eventType or content",
    });
  const { eventType, sessionId } = event;
  if (!publish.includes(eventType)) return [];
  const { account, source, deliveryId, receivedAt } = origin;
  // WTS signs nothing, and its events say when they happened: one that is equal in all is the same, whenever it comes.
  const id = commandIdOf({ account, deliveryId, source: `${source}#event`, index: 0 });
  return [
    {
      kind: "event",
      id,
      account,
      source,
      deliveryId,
      receivedAt,
      ...(sessionId !== undefined && { sessionId }),
      readBack: typeof verify === "object" && verify.readBack === true,
      type: `WTS ${eventType}`,
      detail: { id, account, source, ...event, correlationId: deliveryId, causationId: id, hops: 0 },
      attempt: 0,
    },
  ];
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

/** Throws DELIVERY_NOT_MAPPED or COMMAND_INVALID for what no repetition can mend but another mapping may. */
export const understandDelivery = async (
  source: Source,
  stored: StoredDelivery,
  { timeZone }: { timeZone: string },
): Promise<Understood> => {
  const { filter } = source;
  const delivery = deliveryOf(stored);
  const limit = timeLimit();
  const identity =
    stored.identity ?? (await attempt("deliveryId", () => identifyDelivery(source, stored, delivery, limit)));
  const passed = filter === undefined || Boolean(await attempt("filter", () => evaluate(filter, delivery, limit)));
  if (!passed) return { delivery, passed, identity, items: [] };
  const { account, receivedAt } = stored;
  const origin = { ...identity, account, source: `webhook:${stored.source}`, receivedAt };
  const events = eventsOf(source, delivery, origin);
  const items = [...events, ...(await commandsOf(source, delivery, origin, { timeZone, limit }))];
  refuseTooLarge(items);
  return { delivery, passed, identity, items };
};
