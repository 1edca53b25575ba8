// From a verified delivery to what is queued for it: filter, mapping, validation core. Nothing is sent from here.
import { commandIdOf, contentIdOf } from "../../core/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { collectIssues, type Issue, reportUnder } from "../../core/issue.ts";
import { parseOccurredAt } from "../../core/occurred-at.ts";
import type { QueuedCommand } from "../../core/queue/queued-command.ts";
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../core/queue/queued-event.ts";
import { parseTargetedCommand, type TargetedCommand } from "../../core/targeted-command.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";
import { factsOf } from "../sources/scheme-facts.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { readWtsEvent } from "../wts-event.ts";
import { readDeliveryBody } from "./delivery-body.ts";
import { evaluate, evaluateMapping } from "./evaluate.ts";
import { type DeliveryIdentity, identifyDelivery } from "./identify-delivery.ts";
import { refuseTooLarge } from "./refuse-too-large.ts";
import { type TimeLimit, timeLimit } from "./time-limit.ts";

/** The largest batch of events that a sender puts into one delivery (HubSpot). */
const mostCommands = 100;

export interface Understood {
  delivery: Delivery;
  /** False: the source's filter let it go, and nothing is to be done. */
  passed: boolean;
  deliveryId: string;
  /** Everything the delivery yields, in order. */
  items: readonly (QueuedCommand | QueuedEvent)[];
}

/** Throws DELIVERY_NOT_MAPPED for a body that cannot be read. */
export const deliveryOf = ({ source, method, headers, query, bytes, receivedAt }: StoredDelivery): Delivery => ({
  ...{ source, method, headers, query, receivedAt },
  body: readDeliveryBody(bytes, headers["content-type"]),
});

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
      message: `${property} of the source threw ${what}; \`npm run hooks -- explain --parked\` shows where`,
      logged: { threw: what },
      cause: error,
    });
  }
};

const refuse = (issues: readonly Issue[]): never => {
  throw new Fault(faults.commandInvalid, { issues });
};

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

const listOf = (yielded: unknown): readonly unknown[] => {
  if (yielded === undefined || yielded === null) return [];
  return Array.isArray(yielded) ? yielded : [yielded];
};

/** The rules of the source count where the command names its session otherwise than by its id and says nothing of its own. */
const withRules = (input: Properties, { onNone, onMany }: Source): Properties =>
  own(input, "session") === undefined
    ? input
    : { ...(onNone !== undefined && { onNone }), ...(onMany !== undefined && { onMany }), ...input };

const parseCommands = (
  inputs: readonly unknown[],
  source: Source,
  options: { now: Date; timeZone: string },
): readonly TargetedCommand[] => {
  const { issues, report } = collectIssues();
  // Not one of them is looked at: there may be as many as a body has bytes.
  if (inputs.length > mostCommands)
    return refuse([
      {
        path: "map",
        code: "BATCH_SIZE_INVALID",
        message: `map yields ${inputs.length} commands; at most ${mostCommands} are taken`,
      },
    ]);
  const targeted = inputs.flatMap((input, index) => {
    const under = inputs.length === 1 ? report : reportUnder(`commands.${index}`, report);
    if (isProperties(input) && own(input, "companyId") !== undefined)
      under(
        "companyId",
        "PROPERTY_CONFLICT",
        "a source's account is set by `account` in hooks.config.ts; leave companyId out",
      );
    const parsed = parseTargetedCommand(isProperties(input) ? withRules(input, source) : input, options);
    if (parsed.ok) return [parsed.targeted];
    for (const { path, code, message } of parsed.issues) under(path, code, message);
    return [];
  });
  if (issues.length > 0) refuse(issues);
  return targeted;
};

interface Origin extends DeliveryIdentity {
  account: string;
  source: string;
  contentHash: string;
}

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
  const targeted = parseCommands(listOf(yielded), source, { now: new Date(delivery.receivedAt), timeZone });
  const occurredAt = await occurredAtOf(source, delivery, circumstances);
  const { account, deliveryId, contentCounts } = origin;
  return targeted.map((each, index) => ({
    kind: "command",
    id: commandIdOf({ ...origin, deliveryId: origin.knownBy, index }),
    ...(contentCounts && { contentId: contentIdOf({ ...origin, index }) }),
    ...({ account, door: "webhook", source: origin.source, deliveryId } as const),
    ...(occurredAt !== undefined && { occurredAt }),
    ...{ correlationId: deliveryId, causationId: deliveryId, hops: 0, attempt: 0 },
    targeted: each,
  }));
};

const readsBack = ({ verify }: Source): boolean => typeof verify === "object" && verify.readBack === true;

/** Of WTS's own webhooks, those of the kinds that the source publishes. */
const eventsOf = (source: Source, { body }: Delivery, origin: Origin): QueuedEvent[] => {
  const { publish = [] } = source;
  if (publish.length === 0) return [];
  const event = readWtsEvent(body);
  if (!event)
    throw new Fault(faults.deliveryNotMapped, {
      message: "this is no webhook of WTS Chat: it has no eventType or content",
    });
  const { eventType, sessionId } = event;
  if (!publish.includes(eventType)) return [];
  const { account, deliveryId } = origin;
  const id = commandIdOf({ ...origin, deliveryId: origin.knownBy, source: `${origin.source}#event`, index: 0 });
  const chain = { correlationId: deliveryId, causationId: id, hops: 0 };
  return [
    {
      ...({ kind: "event", id, account, source: origin.source, deliveryId } as const),
      ...(sessionId !== undefined && { sessionId }),
      readBack: readsBack(source),
      type: `WTS ${eventType}`,
      detail: { id, account, source: origin.source, ...event, ...chain },
      attempt: 0,
    },
  ];
};

/** Throws DELIVERY_NOT_MAPPED or COMMAND_INVALID for what no repetition can mend but another mapping may. */
export const understandDelivery = async (
  source: Source,
  stored: StoredDelivery,
  { timeZone }: { timeZone: string },
): Promise<Understood> => {
  const { account, contentHash, lastingHash } = stored;
  const delivery = deliveryOf(stored);
  const facts = factsOf(source.verify);
  const limit = timeLimit();
  const identity = await attempt("deliveryId", () =>
    identifyDelivery(source, delivery, { contentHash, lastingHash, facts, limit }),
  );
  const { filter } = source;
  const passed = filter === undefined || Boolean(await attempt("filter", () => evaluate(filter, delivery, limit)));
  const { deliveryId } = identity;
  if (!passed) return { delivery, passed, deliveryId, items: [] };
  const origin = { ...identity, account, source: `webhook:${stored.source}`, contentHash };
  const events = eventsOf(source, delivery, origin);
  const items = [...events, ...(await commandsOf(source, delivery, origin, { timeZone, limit }))];
  refuseTooLarge(items);
  return { delivery, passed, deliveryId, items };
};
