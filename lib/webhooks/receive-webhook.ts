// Receives webhooks: a verified delivery is understood and queued whole before its sender hears that we have it.
import type { CommandQueue, Parked } from "../aws/queue.ts";
import { limitBody, maxDeliveryBytes } from "../core/body.ts";
import type { ReadingOf } from "../core/command/reading-of.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId, shownSessionId } from "../core/ids.ts";
import { fieldsOf } from "../core/outcome.ts";
import { shownPhones } from "../core/phone/looked-for.ts";
import { largestMessageBytes, type QueueItem, queueText } from "../core/queue/queue-item.ts";
import { queuedDelivery, type StoredDelivery } from "../core/queue/queued-delivery.ts";
import { shortestSecret } from "../core/secret.ts";
import type { HttpAnswer, HttpRequest } from "../middleware/http-request.ts";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import type { Meter } from "../runtime/meter.ts";
import { needsBox } from "./mapping/ask-source.ts";
import type { MappingBox } from "./mapping/mapping-box.ts";
import { type Understood, understandDelivery } from "./mapping/understand-delivery.ts";
import { parkedOf } from "./park-refused.ts";
import { storeDelivery } from "./receiving/store-delivery.ts";
import { deliveryVerifier, type VerifyDependencies } from "./receiving/verify-delivery.ts";
import { answeredItems, deliveryItemId, sendDelivered } from "./send-delivered.ts";
import { schemeFacts } from "./signatures/scheme-facts.ts";
import type { Source, Sources } from "./sources/sources.ts";

interface ReceiveWebhookDependencies extends Omit<VerifyDependencies, "publicUrl" | "clock"> {
  config: { sources: Sources; publicUrl?: string | undefined; account: string };
  readingOf: ReadingOf;
  box: MappingBox;
  queue: CommandQueue;
  clock: Clock;
  log: Log;
  meter: Meter;
}

/** The log shows this of what is queued, or would be. */
const fieldsOfItem = (item: QueueItem): LogFields => {
  if (item.kind !== "command") return { commandId: item.id, ...(item.kind === "event" && { type: item.type }) };
  const { command, reference } = item.targeted;
  const sessionId = reference ? "found by contact or metadata" : shownSessionId(command.sessionId);
  const lookedFor = reference && shownPhones(reference.locator);
  return {
    ...{ commandId: item.id, command: command.command, fields: fieldsOf(command), sessionId },
    ...(lookedFor && { lookedFor: lookedFor.join(", ") }),
  };
};

const answerOf = ({ answer, verify }: Source, items: readonly QueueItem[]): HttpAnswer => {
  const statusCode = typeof answer === "number" ? answer : (answer?.status ?? schemeFacts(verify).successStatus);
  if (typeof answer === "object" && answer.body !== undefined) return { statusCode, body: answer.body };
  if (statusCode === 204) return { statusCode, text: "" };
  return { statusCode, body: { status: "accepted", commandIds: items.map(({ id }) => id) } };
};

/** Packed, hardly any body is so large. Its sender may keep it, and send it again when it can be mapped. Throws BODY_TOO_LARGE. */
const refuseUnparkable = (message: Parked, { code }: Fault): void => {
  const bytes = Buffer.byteLength(queueText(message));
  if (bytes <= largestMessageBytes) return;
  throw new Fault(faults.bodyTooLarge, {
    message: `it was to be parked (${code}), and is ${bytes} bytes then; at most ${largestMessageBytes} are taken`,
  });
};

/** Some senders ask by HEAD whether the address is there before they use it; they are told no more than that. */
const isThere: HttpAnswer = { statusCode: 200, text: "" };

/** Throws SOURCE_NOT_FOUND, BODY_TOO_LARGE, DELIVERY_NOT_VERIFIED, SECRETS_UNAVAILABLE, QUEUE_UNAVAILABLE; everything else a sender can send is taken. */
export const webhookReceiver = (dependencies: ReceiveWebhookDependencies) => {
  const { config, readingOf, box, access, queue, clock, log, meter } = dependencies;
  const { publicUrl } = config;
  const verify = deliveryVerifier({ access, publicUrl, clock });

  const findSource = ({ path, logged }: HttpRequest): { name: string; source: Source } => {
    const name = path.source ?? "";
    const source = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
    // A name that we do not know may be a token in the wrong position of the address.
    logged.source = source || name.length < shortestSecret ? shownId(name) : "not shown";
    if (!source) throw new Fault(faults.sourceNotFound);
    return { name, source };
  };

  /** Through the queue, whose worker knows what of it is parked already. It is taken all the same: a sender that is refused again and again switches the hook off, and nobody can replay what it kept. */
  const park = async (stored: StoredDelivery, source: Source, fault: Fault, request: HttpRequest): Promise<void> => {
    const { requestId, logged } = request;
    logged.delivery = source.observe ? "would be parked" : "parked";
    log.error(logged.delivery, { requestId, source: stored.source, ...faultFields(fault) });
    if (source.observe) return;
    const { code, issues } = fault;
    const refused = { code, message: fault.message, issues };
    const item = { ...queuedDelivery(deliveryItemId(stored), stored), refused };
    refuseUnparkable({ reason: refused, ...parkedOf(item) }, fault);
    await queue.send(item);
    meter.add("accepted");
  };

  const observe = (items: readonly QueueItem[], source: string, { requestId, logged }: HttpRequest): void => {
    const fields = { requestId, source, deliveryId: logged.deliveryId };
    for (const item of items) log.info("would be queued", { ...fields, ...fieldsOfItem(item) });
  };

  /** Answers what is queued for the delivery, all or nothing. It is nothing, too, when the delivery is parked. */
  const take = async (source: Source, stored: StoredDelivery, request: HttpRequest): Promise<readonly QueueItem[]> => {
    const { logged } = request;
    let understood: Understood;
    try {
      understood = await understandDelivery(source, stored, { ...readingOf(stored.account), box });
    } catch (error) {
      await park(stored, source, toFault(error), request);
      return [];
    }
    const { ignored, passed, identity } = understood;
    const items = answeredItems(understood, stored);
    logged.deliveryId = shownId(identity.deliveryId);
    if (ignored.length > 0) logged.ignored = ignored.map(({ why }) => why);
    if (items.length === 0 && ignored.length === 0) {
      logged.delivery = passed ? "nothing to do" : "filtered";
      return [];
    }
    if (source.observe) {
      observe(items, stored.source, request);
      logged.delivery = "observed";
      return [];
    }
    await sendDelivered(queue, understood, stored);
    meter.add("accepted");
    logged.delivery = items.length > 0 ? "queued" : "ignored";
    logged.commandIds = items.map(({ id }) => id);
    return items;
  };

  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const { name, source } = findSource(request);
    if (request.method.toUpperCase() === "HEAD") {
      request.logged.delivery = "handshake";
      return isThere;
    }
    limitBody(request.bytes, maxDeliveryBytes);
    // The first of a function waits for the secret, and the box begins meanwhile.
    if (needsBox(source)) box.start();
    const verified = await verify(name, source, request);
    if ("handshake" in verified) {
      request.logged.delivery = "handshake";
      return verified.handshake;
    }
    request.logged.secretIndex = verified.secretIndex;
    const stored = storeDelivery(request, {
      name,
      source,
      account: source.account ?? config.account,
      secrets: verified.secrets,
      signed: verified.signed,
      publicUrl,
      now: new Date(clock.now()),
    });
    return answerOf(source, await take(source, stored, request));
  };
};
