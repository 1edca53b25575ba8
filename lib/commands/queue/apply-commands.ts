// Works the queue: in order within a session and side by side across sessions; we give up on a command, not SQS.
import { parkedOnce } from "../../core/queue/parked-once.ts";
import { type QueueItem, readQueueItem } from "../../core/queue/queue-item.ts";
import type { MessageAttempt, QueueMessage } from "../../middleware/queue-stack.ts";
import type { KillSwitch } from "../../records/kill-switch.ts";
import type { TimeBox } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import { pausedWaitMs, RetryLater, retryPauseMs } from "./retry-later.ts";
import { type CommandWorkerDependencies, commandWorker } from "./work-command.ts";
import { park } from "./worker-dependencies.ts";

type Worker<Kind extends QueueItem["kind"]> = (
  item: Extract<QueueItem, { kind: Kind }>,
  attempt: MessageAttempt,
) => Promise<void>;

interface ApplyCommandsDependencies extends CommandWorkerDependencies {
  killSwitch: KillSwitch;
  /** What else than commands waits in the queue belongs to the webhooks, which are handed in: they use commands, not the other way round. */
  workers: { event: Worker<"event">; delivery: Worker<"delivery"> };
}

export const commandApplier = (dependencies: ApplyCommandsDependencies) => {
  const { config, queue, killSwitch, contents, workers, clock, log } = dependencies;
  const workCommand = commandWorker(dependencies);

  const workItem = (item: QueueItem, attempt: MessageAttempt): Promise<void> => {
    switch (item.kind) {
      case "command":
        return workCommand(item, attempt);
      case "event":
        return workers.event(item, attempt);
      case "delivery":
        return workers.delivery(item, attempt);
    }
  };

  /** Answers undefined when nothing of the message can be read, and parks it. */
  const read = async ({ body, messageId }: QueueMessage): Promise<QueueItem | undefined> => {
    try {
      return readQueueItem(body);
    } catch (error) {
      const fault = toFault(error);
      await park(dependencies, fault, { door: "queue", body });
      log.error("queue message not understood", { messageId, ...faultFields(fault) });
      return undefined;
    }
  };

  /** Resolves when the message is done with; throws RetryLater when it has to come again. */
  const workMessage = async (attempt: MessageAttempt): Promise<void> => {
    const item = await read(attempt.message);
    if (!item) return;
    // What is only put aside changes nothing at WTS, and people have to see it.
    const isForPeople = item.kind === "delivery" && item.refused !== undefined;
    if (!isForPeople && (await killSwitch.isPaused(item.account))) throw new RetryLater(pausedWaitMs);
    if (clock.now() >= attempt.timeBox.startBy) throw new RetryLater(0);
    const once = item.attempt > 0 ? parkedOnce(item) : undefined;
    if (once) await contents.forgetParked(once.id);
    await workItem(item, attempt);
  };

  /** Answers for how many milliseconds the message has to wait; undefined when it is done with. */
  const finish = async (attempt: MessageAttempt): Promise<number | undefined> => {
    const { receiveCount, messageId } = attempt.message;
    try {
      await workMessage(attempt);
      return undefined;
    } catch (error) {
      const againMs = retryPauseMs(receiveCount, config, clock.random);
      if (error instanceof RetryLater) return error.busy ? Math.min(error.dueInMs, againMs) : error.dueInMs;
      const fault = toFault(error);
      log.error("queue message retried later", { messageId, ...faultFields(fault) });
      return Math.max(againMs, (fault.retryAfterSeconds ?? 0) * 1000);
    }
  };

  const workGroup = async (group: readonly QueueMessage[], timeBox: TimeBox, owner: string): Promise<string[]> => {
    for (const [index, message] of group.entries()) {
      const waitMs = await finish({ message, timeBox, owner });
      if (waitMs === undefined) continue;
      const retried = group.slice(index);
      const seconds = Math.ceil(Math.min(waitMs, config.longestPauseMs) / 1000);
      // What cannot be hidden comes again when the queue's own time is up: later, but it is not lost.
      await Promise.allSettled(retried.map(({ receiptHandle }) => queue.hide(receiptHandle, seconds)));
      return retried.map(({ messageId }) => messageId);
    }
    return [];
  };

  /** Answers the ids of the messages that have to come again; a failed one takes the later ones of its group with it, and no others. */
  return async (
    messages: readonly QueueMessage[],
    timeBox: TimeBox,
    invocationId: string,
  ): Promise<readonly string[]> => {
    const groups = [...Map.groupBy(messages, ({ groupId }) => groupId).values()];
    const failed = await Promise.all(
      groups.map((group, index) => workGroup(group, timeBox, `${invocationId}/${index}`)),
    );
    return failed.flat();
  };
};
