// Tells the forms apart in which something comes to lie in the queues: a new form is one function here, and its place in the list.
import { faults } from "../../lib/core/faults.ts";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";
import { aboutEvent, readBusEvent } from "./about-event.ts";
import { aboutItem } from "./about-item.ts";
import type { DeadLetter, Reading, Replay } from "./parked-message.ts";
import type { ReceivedMessage } from "./received-message.ts";
import { readItem, replayOfEvent } from "./replay-of.ts";

interface Form extends ReceivedMessage {
  content: unknown;
  defaultAccount: string;
}

const text = (content: unknown, name: string): string | undefined => {
  const value = isProperties(content) ? own(content, name) : undefined;
  return typeof value === "string" ? value : undefined;
};

const notReplayable = (why: string): Replay => ({ as: "nothing", why });

const eventReading = (content: unknown, defaultAccount: string): Pick<Reading, "about" | "replay"> | undefined => {
  const event = readBusEvent(content);
  return event && { about: aboutEvent(event, defaultAccount), replay: replayOfEvent(event) };
};

/** Of commands that crashed apply-commands: the queue's own body. */
const readDeadCommand = ({ queue, body }: Form): Reading | undefined => {
  if (queue !== "commands-dead") return undefined;
  const { queued, replay } = readItem(body);
  return {
    reason: {
      code: "CRASHED",
      message: "apply-commands crashed or ran out of time with it, again and again; its log says why",
      issues: [],
    },
    about: queued ? aboutItem(queued) : {},
    replay,
  };
};

const readReason = (content: Properties): Reading["reason"] | undefined => {
  const reason = own(content, "reason");
  const code = text(reason, "code");
  if (!isProperties(reason) || code === undefined) return undefined;
  const issues = own(reason, "issues");
  return { code, message: text(reason, "message") ?? "", issues: Array.isArray(issues) ? issues : [] };
};

/** What we parked ourselves: see `Parked` in lib/aws/queue.ts. */
const readParked = ({ content, defaultAccount }: Form): Reading | undefined => {
  if (!isProperties(content)) return undefined;
  const reason = readReason(content);
  if (!reason) return undefined;
  const parked = { at: text(content, "parkedAt"), reason };
  const door = text(content, "door");
  const body = own(content, "queued") === undefined ? text(content, "body") : JSON.stringify(own(content, "queued"));
  if (body !== undefined) {
    const { queued, replay } = readItem(body);
    return { ...parked, about: queued ? aboutItem(queued) : { door }, replay };
  }
  const event = eventReading(own(content, "event"), defaultAccount);
  if (event) return { ...parked, ...event };
  return { ...parked, about: { door }, replay: notReplayable("it holds nothing that can be sent again") };
};

/** What Lambda sends when an asynchronous invocation failed every time, with the event inside. */
const readFailedInvocation = ({ content, defaultAccount }: Form): Reading | undefined => {
  const context = isProperties(content) ? own(content, "requestContext") : undefined;
  if (!isProperties(content) || !isProperties(context)) return undefined;
  const name = text(context, "functionArn")?.split(":")[6] ?? "a function";
  const failure =
    text(own(content, "responsePayload"), "errorMessage") ?? text(context, "condition") ?? "no reason given";
  const event = eventReading(own(content, "requestPayload"), defaultAccount);
  return {
    at: text(content, "timestamp"),
    reason: { code: "FUNCTION_FAILED", message: `${name}: ${failure}`, issues: [] },
    ...(event ?? { about: {}, replay: notReplayable(`what ${name} was called with is no event of a bus`) }),
  };
};

/** What EventBridge could not hand to a function: the event as it is, and the reason beside it. */
const readUndelivered = ({ content, attributes, defaultAccount }: Form): Reading | undefined => {
  const event = eventReading(content, defaultAccount);
  if (!event) return undefined;
  const { ERROR_CODE: code = "no reason given", ERROR_MESSAGE: message } = attributes;
  return {
    reason: { code: "EVENT_UNDELIVERED", message: message ? `${code}: ${message}` : code, issues: [] },
    ...event,
  };
};

const unknownForm = (): Reading => ({
  reason: { code: faults.envelopeInvalid.code, message: "this message is of no form that we put here", issues: [] },
  about: {},
  replay: notReplayable("it is of no form that we put there"),
});

/** The first one that knows the message reads it. */
const forms = [readDeadCommand, readParked, readFailedInvocation, readUndelivered];

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

export const readDeadLetter = (message: ReceivedMessage, defaultAccount: string): DeadLetter => {
  const { messageId, queue, sentAt, body } = message;
  const content = parse(body);
  let reading: Reading | undefined;
  for (const read of forms) reading ??= read({ ...message, content, defaultAccount });
  const { at = sentAt, ...rest } = reading ?? unknownForm();
  return { messageId, queue, at, ...rest, content };
};
