// Tells the forms apart in which something comes to lie in the queues: a new form is one function here, and its place in the list.
import { Fault, faults } from "../../lib/core/faults.ts";
import { readQueueItem } from "../../lib/core/queue/queue-item.ts";
import { maxHops } from "../../lib/core/queue/queued-command.ts";
import { readJson } from "../../lib/core/read-json.ts";
import { isProperties, own, ownText, type Properties } from "../../lib/core/value.ts";
import { aboutEvent, aboutItem, readBusEvent } from "./describe-parked.ts";
import type { BusEvent, ParkedMessage, Reading, Replay } from "./parked-message.ts";
import type { ReceivedMessage } from "./receive-messages.ts";

interface Form extends ReceivedMessage {
  content: unknown;
  defaultAccount: string;
}

const notReplayable = (why: string): Replay => ({ as: "nothing", why });

const loop = notReplayable(
  "it is part of a chain of events that cause each other; find the rule that answers our outcome with a request, then send it anew",
);

/** EventBridge lets nobody but AWS itself say so, and nothing of ours is parked for it any more. */
const isOfAws = ({ source }: BusEvent): boolean => source.startsWith("aws.");

const ofAws = (event: BusEvent): Replay =>
  notReplayable(
    event["detail-type"] === "Scheduled Event"
      ? "it is a minute of a schedule, and the next minute was its repetition: take it away with `parked discard <id> --reason <text>`"
      : "it is an event of AWS's own, which EventBridge takes from nobody else: take it away with `parked discard <id> --reason <text>`",
  );

/** The message itself says this, but not where it lies and why. */
type Meaning = Pick<Reading, "about" | "replay">;

/** `body` is read by today's code: what an earlier one did not understand, this one may. `about` is answered for what it does not. */
const meaningOfItem = (body: string, about: Meaning["about"]): Meaning => {
  try {
    const queued = readQueueItem(body);
    const isLoop = queued.kind === "command" && queued.hops > maxHops;
    return { about: aboutItem(queued), replay: isLoop ? loop : { as: "item", queued } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { about, replay: notReplayable(`it cannot be read as a queue message: ${error.message}`) };
  }
};

const replayOfEvent = (event: BusEvent): Replay => {
  if (isOfAws(event)) return ofAws(event);
  const hops = own(event.detail, "hops");
  return typeof hops === "number" && hops > maxHops ? loop : { as: "event", event };
};

const meaningOfEvent = (content: unknown, defaultAccount: string): Meaning | undefined => {
  const event = readBusEvent(content);
  return event && { about: aboutEvent(event, defaultAccount), replay: replayOfEvent(event) };
};

/** Commands that crashed apply-commands lie in the dead-letter queue as they lay in their own. */
const readCrashed = ({ queue, body }: Form): Reading | undefined =>
  queue === "commands-dead"
    ? {
        reason: {
          code: "CRASHED",
          message: "apply-commands crashed or ran out of time with it, again and again; its log says why",
          issues: [],
        },
        ...meaningOfItem(body, {}),
      }
    : undefined;

const readReason = (content: Properties): Reading["reason"] | undefined => {
  const reason = own(content, "reason");
  const code = ownText(reason, "code");
  if (!isProperties(reason) || code === undefined) return undefined;
  const issues = own(reason, "issues");
  return { code, message: ownText(reason, "message") ?? "", issues: Array.isArray(issues) ? issues : [] };
};

/** We parked it ourselves, as `Parked` in lib/aws/queue.ts says. */
const readOwn = ({ content, defaultAccount }: Form): Reading | undefined => {
  if (!isProperties(content)) return undefined;
  const reason = readReason(content);
  if (!reason) return undefined;
  const parked = { at: ownText(content, "parkedAt"), reason };
  const door = ownText(content, "door");
  const body = own(content, "queued") === undefined ? ownText(content, "body") : JSON.stringify(own(content, "queued"));
  if (body !== undefined) return { ...parked, ...meaningOfItem(body, { door }) };
  const nothing = { about: { door }, replay: notReplayable("it holds nothing that can be sent again") };
  return { ...parked, ...(meaningOfEvent(own(content, "event"), defaultAccount) ?? nothing) };
};

/** Lambda sends this when an asynchronous invocation failed every time, with the event inside. */
const readFailedInvocation = ({ content, defaultAccount }: Form): Reading | undefined => {
  const context = isProperties(content) ? own(content, "requestContext") : undefined;
  if (!isProperties(content) || !isProperties(context)) return undefined;
  const name = ownText(context, "functionArn")?.split(":")[6] ?? "a function";
  const failure =
    ownText(own(content, "responsePayload"), "errorMessage") ?? ownText(context, "condition") ?? "no reason given";
  const event = meaningOfEvent(own(content, "requestPayload"), defaultAccount);
  return {
    at: ownText(content, "timestamp"),
    reason: { code: "FUNCTION_FAILED", message: `${name}: ${failure}`, issues: [] },
    ...(event ?? { about: {}, replay: notReplayable(`what ${name} was called with is no event of a bus`) }),
  };
};

/** SQS moved the event here as it lay in the queue of reassign-session, which parks with a reason what it can give up by itself. */
const readCrashedEvent = ({ content, attributes, defaultAccount }: Form): Reading | undefined => {
  if (attributes.ERROR_CODE !== undefined) return undefined;
  const event = meaningOfEvent(content, defaultAccount);
  if (!event) return undefined;
  const message = "reassign-session crashed or ran out of time with it, again and again; its log says why";
  return { reason: { code: "CRASHED", message, issues: [] }, ...event };
};

/** EventBridge could not hand the event to a function or queue: it lies there as it is, with the reason beside it. */
const readUndelivered = ({ content, attributes, defaultAccount }: Form): Reading | undefined => {
  const event = meaningOfEvent(content, defaultAccount);
  if (!event) return undefined;
  const { ERROR_CODE: code, ERROR_MESSAGE: message } = attributes;
  return {
    reason: { code: "EVENT_UNDELIVERED", message: message ? `${code}: ${message}` : String(code), issues: [] },
    ...event,
  };
};

const unknownForm = (): Reading => ({
  reason: { code: faults.envelopeInvalid.code, message: "this message is of no form that we put here", issues: [] },
  about: {},
  replay: notReplayable("it is of no form that we put there"),
});

/** The first one that knows the message reads it. */
const forms = [readCrashed, readOwn, readFailedInvocation, readCrashedEvent, readUndelivered];

const parse = (body: string): unknown => {
  try {
    return readJson(body);
  } catch {
    return body;
  }
};

export const readParkedMessage = (message: ReceivedMessage, defaultAccount: string): ParkedMessage => {
  const { messageId, queue, receiptHandle, sentAt, body } = message;
  const content = parse(body);
  let reading: Reading | undefined;
  for (const read of forms) reading ??= read({ ...message, content, defaultAccount });
  const { at = sentAt, ...rest } = reading ?? unknownForm();
  return { messageId, queue, receiptHandle, at, ...rest, content };
};
