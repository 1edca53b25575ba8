// The webhook door: a verified delivery is understood and queued whole before its sender is told that we have it.
import type { CommandQueue, ParkedQueue } from "../../aws/queue.ts";
import type { HooksConfig } from "../../config.ts";
import { commandIdOf } from "../../core/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { fieldsOf } from "../../core/outcome.ts";
import type { QueueItem } from "../../core/queue/queue-item.ts";
import { queuedDelivery, type StoredDelivery } from "../../core/queue/queued-delivery.ts";
import { shortestSecret } from "../../core/secret.ts";
import { shownSessionId } from "../../core/session-id.ts";
import { shownId } from "../../core/shown-id.ts";
import type { HttpAnswer, HttpRequest } from "../../middleware/http-request.ts";
import type { Clock } from "../../runtime/clock.ts";
import { toFault } from "../../runtime/error-body.ts";
import type { Log, LogFields } from "../../runtime/log.ts";
import { faultFields } from "../../runtime/log-fault.ts";
import { type Understood, understandDelivery } from "../mapping/understand-delivery.ts";
import { factsOf } from "../sources/scheme-facts.ts";
import type { Source } from "../sources/sources.ts";
import { storeDelivery } from "./store-delivery.ts";
import { deliveryVerifier, type VerifyDependencies } from "./verify-delivery.ts";

export interface ReceiveWebhookDependencies extends Omit<VerifyDependencies, "publicUrl" | "clock"> {
  config: Pick<HooksConfig, "sources" | "publicUrl" | "account" | "timeZone">;
  queue: CommandQueue;
  parked: ParkedQueue;
  clock: Clock;
  log: Log;
}

/** What stands in the log of what is queued, or would be. */
const fieldsOfItem = (item: QueueItem): LogFields => {
  if (item.kind !== "command") return { commandId: item.id, ...(item.kind === "event" && { type: item.type }) };
  const { command } = item.targeted;
  const sessionId = item.targeted.reference ? "by reference" : shownSessionId(command.sessionId);
  return { commandId: item.id, command: command.command, fields: fieldsOf(command), sessionId };
};

const answerOf = ({ answer, verify }: Source, commandIds: readonly string[]): HttpAnswer => {
  const statusCode = typeof answer === "number" ? answer : (answer?.status ?? factsOf(verify).successStatus);
  if (typeof answer === "object" && answer.body !== undefined) return { statusCode, body: answer.body };
  return statusCode === 204 ? { statusCode, text: "" } : { statusCode, body: { status: "accepted", commandIds } };
};

/** Throws SOURCE_NOT_FOUND, DELIVERY_NOT_VERIFIED, QUEUE_UNAVAILABLE; everything else a sender can send is taken. */
export const webhookReceiver = (dependencies: ReceiveWebhookDependencies) => {
  const { config, doors, queue, parked, clock, log } = dependencies;
  const verify = deliveryVerifier({ doors, publicUrl: config.publicUrl, clock });

  /** A name that we do not know may be a token in the wrong place of the address. */
  const findSource = ({ path, logged }: HttpRequest): { name: string; source: Source } => {
    const name = path.source ?? "";
    const source = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
    logged.source = source || name.length < shortestSecret ? shownId(name) : "not shown";
    if (!source) throw new Fault(faults.sourceNotFound);
    return { name, source };
  };

  /** Taken all the same: a sender that is refused again and again switches the hook off, and nobody can replay what it kept. */
  const park = async (stored: StoredDelivery, source: Source, fault: Fault, request: HttpRequest): Promise<void> => {
    const fields = { requestId: request.requestId, source: stored.source, ...faultFields(fault) };
    request.logged.delivery = source.observe ? "would be parked" : "parked";
    log.error(request.logged.delivery, fields);
    if (source.observe) return;
    const { account, contentHash } = stored;
    const id = commandIdOf({ account, source: `webhook:${stored.source}#delivery`, deliveryId: contentHash, index: 0 });
    const { code, message, issues } = fault;
    const parkedAt = stored.receivedAt;
    await parked.park({
      reason: { code, message, issues },
      parkedAt,
      door: "webhook",
      queued: queuedDelivery(id, stored),
    });
  };

  const observe = ({ items, deliveryId }: Understood, source: string, { requestId }: HttpRequest): void => {
    const fields = { requestId, source, deliveryId: shownId(deliveryId) };
    for (const item of items) log.info("would be queued", { ...fields, ...fieldsOfItem(item) });
  };

  /** What is queued for it, all or nothing; undefined when it could not be understood. */
  const take = async (source: Source, stored: StoredDelivery, request: HttpRequest): Promise<readonly QueueItem[]> => {
    let understood: Understood;
    try {
      understood = await understandDelivery(source, stored, { timeZone: config.timeZone });
    } catch (error) {
      await park(stored, source, toFault(error), request);
      return [];
    }
    const { items, passed, deliveryId } = understood;
    const { logged } = request;
    logged.deliveryId = shownId(deliveryId);
    if (items.length === 0) {
      logged.delivery = passed ? "nothing to do" : "filtered";
      return [];
    }
    if (source.observe) {
      observe(understood, stored.source, request);
      logged.delivery = "observed";
      return [];
    }
    await queue.send(...items);
    logged.delivery = "queued";
    logged.commandIds = items.map(({ id }) => id);
    return items;
  };

  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const { name, source } = findSource(request);
    const verified = await verify(name, source, request);
    if ("handshake" in verified) {
      request.logged.delivery = "handshake";
      return verified.handshake;
    }
    request.logged.secretIndex = verified.secretIndex;
    const stored = storeDelivery(request, {
      ...{ name, source, secrets: verified.secrets, publicUrl: config.publicUrl },
      account: source.account ?? config.account,
      now: new Date(clock.now()),
    });
    const items = await take(source, stored, request);
    return answerOf(
      source,
      items.map(({ id }) => id),
    );
  };
};
