// Works events as they come from their queue: side by side, and what has to wait is handed back instead of keeping an environment.
import type { EventsQueue } from "../aws/queue.ts";
import type { QueueConfig } from "../commands/queue/queue-config.ts";
import { reasonToGiveUp } from "../commands/queue/reason-to-give-up.ts";
import { firstTokenWaitMs, retryForMs } from "../commands/queue/retry-later.ts";
import { shownType } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { cutDeep, deepestEnclosed } from "../core/json-depth.ts";
import { readJson } from "../core/read-json.ts";
import type { QueueMessage } from "../middleware/queue-stack.ts";
import type { TimeBox } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { triggerAccepter } from "./accept-trigger.ts";
import { eventPauseMs } from "./event-pause.ts";
import { sessionRouter } from "./route-session.ts";
import type { EventDependencies } from "./routing-dependencies.ts";

interface WorkerDependencies extends EventDependencies {
  config: Pick<QueueConfig, "leaseMs" | "tokenWaitMs" | "giveUpAfterMs" | "deniedForMs" | "longestPauseMs">;
  eventsQueue: EventsQueue;
}

/** So long an event waits, within the invocation, for somebody else who works on its session: moves take less. */
const sessionWaitMs = 5_000;

/** An event that is to come again, hidden for so long. */
interface Unfinished {
  message: QueueMessage;
  waitMs: number;
}

export const eventBatchWorker = (dependencies: WorkerDependencies) => {
  const { config, eventsQueue, parked, clock, log } = dependencies;
  const { accept, refuse } = triggerAccepter(dependencies, sessionRouter(dependencies));

  const parkUnread = async ({ messageId, body }: QueueMessage): Promise<void> => {
    const { code, message, issues } = new Fault(faults.envelopeInvalid);
    const parkedAt = new Date(clock.now()).toISOString();
    await parked.park({ reason: { code, message, issues }, parkedAt, door: "event", body });
    log.error("queue message not understood", { messageId, code });
  };

  const pauseMs = (fault: Fault, receiveCount: number): number =>
    eventPauseMs(fault, receiveCount, config, clock.random);

  /** Answers for how long the event has to wait; undefined when it is done with. */
  const work = async (message: QueueMessage, timeBox: TimeBox, owner: string): Promise<number | undefined> => {
    const { receiveCount } = message;
    let event: unknown;
    try {
      event = cutDeep(readJson(message.body), deepestEnclosed);
    } catch {
      await parkUnread(message);
      return undefined;
    }
    try {
      await accept(event, {
        ...{ owner, priority: "queue", firstTokenWaitMs: firstTokenWaitMs(receiveCount), retryForMs },
        timeBox: { ...timeBox, startBy: Math.min(timeBox.startBy, clock.now() + sessionWaitMs) },
      });
      return undefined;
    } catch (error) {
      const fault = toFault(error);
      const last = reasonToGiveUp(fault, message, config, clock.now());
      if (last) {
        await refuse(event, last);
        return undefined;
      }
      log.warn("retried later", { door: "event", event: shownType(event), ...faultFields(fault), receiveCount });
      return pauseMs(fault, receiveCount);
    }
  };

  /** What cannot even be parked, or whose failure cannot be told, comes again as well. */
  const finish = async (message: QueueMessage, timeBox: TimeBox, owner: string): Promise<Unfinished | undefined> => {
    const { receiveCount, messageId } = message;
    try {
      const waitMs = await work(message, timeBox, owner);
      return waitMs === undefined ? undefined : { message, waitMs };
    } catch (error) {
      const fault = toFault(error);
      log.error("queue message retried later", { messageId, ...faultFields(fault) });
      return { message, waitMs: pauseMs(fault, receiveCount) };
    }
  };

  /** Answers the ids of the messages that have to come again. What cannot be hidden comes when the queue's own time is up. */
  return async (
    messages: readonly QueueMessage[],
    timeBox: TimeBox,
    invocationId: string,
  ): Promise<readonly string[]> => {
    const worked = await Promise.all(
      messages.map((message, index) => finish(message, timeBox, `${invocationId}/${index}`)),
    );
    const again = worked.filter((each) => each !== undefined);
    await eventsQueue
      .hide(
        again.map(({ message: { receiptHandle }, waitMs }) => ({ receiptHandle, seconds: Math.ceil(waitMs / 1000) })),
      )
      .catch(() => {});
    return again.map(({ message }) => message.messageId);
  };
};
