// What a function is called with in its first call: something that it has to work for, made from the samples of events/.
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { queueEvent } from "../../local/lambda/run-queue-trigger.ts";
import { scheduledEvent } from "../../local/lambda/run-schedules.ts";
import { newSessionIds, updateEvent, webhookEvent } from "./deliveries.ts";
import type { World } from "./world.ts";

/** The session that the samples are about. */
const sampleSession = /5e551011-0000-4000-8000-000000000001/g;

/** With ids that nobody has seen: a copy would be known, and cost less. */
const sampleOf = (file: string, sessionId: string): object => {
  const text = readFileSync(new URL(`../../events/${file}.json`, import.meta.url), "utf8");
  const { $expect: _, ...event } = JSON.parse(
    text
      .replaceAll(sampleSession, sessionId)
      .replaceAll(/\b0{63}1\b/g, randomBytes(32).toString("hex"))
      .replaceAll("7bf73129-1428-4cd3-a780-95db273d1602", randomUUID()),
  );
  return event;
};

const eventMakers: Readonly<Record<string, (sessionId: string) => object>> = {
  "receive-webhook": (sessionId) => webhookEvent("shop", sessionId),
  "update-session": updateEvent,
  "apply-commands": (sessionId) => sampleOf("apply-commands/done-update", sessionId),
  "accept-update-event": (sessionId) => sampleOf("accept-update-event/queued-update", sessionId),
  "reassign-session": (sessionId) => sampleOf("reassign-session/kept-already-there", sessionId),
  "collect-notices": (sessionId) => sampleOf("collect-notices/sent-run-stopped", sessionId),
};

/** Events of the bus come to some functions through a queue, each as one message. */
const inQueue = (event: object, queueName: string | undefined): object => {
  if (queueName === undefined || "Records" in event) return event;
  const Attributes = { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) };
  const Body = JSON.stringify(event);
  return queueEvent(queueName, [{ MessageId: randomUUID(), ReceiptHandle: "bench", Body, Attributes }]);
};

/** What no sample is named for here is called by its schedule. */
export const firstEventOf = async (world: World, functionName: string): Promise<object> => {
  const make = eventMakers[functionName];
  const { schedules, queueTriggers } = await world.templateOf("paths");
  if (make) {
    const [sessionId = ""] = newSessionIds(1);
    await world.holdSessions([sessionId]);
    return inQueue(make(sessionId), queueTriggers.find((each) => each.functionName === functionName)?.queueName);
  }
  const rule = schedules.find((each) => each.functionName === functionName);
  if (!rule)
    throw new Error(
      `${functionName} has neither a schedule nor an event in bench/world/first-events.ts: say there what its first call is`,
    );
  return scheduledEvent(rule, Date.now()) as object;
};
