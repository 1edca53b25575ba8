// Works the queue: in order within a session, side by side across sessions, and the giving up is ours, not SQS's.
import { type QueueItem, readQueueItem } from "../../core/queue/queue-item.ts";
import type { MessageAttempt, QueueMessage } from "../../middleware/queue-stack.ts";
import type { Control } from "../../records/kill-switch.ts";
import type { TimeBox } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import { backoffMs } from "./backoff.ts";
import { NotYet } from "./not-yet.ts";
import { park } from "./park.ts";
import { type CommandWorkerDependencies, commandWorker } from "./work-command.ts";

type Worker<Kind extends QueueItem["kind"]> = (
  item: Extract<QueueItem, { kind: Kind }>,
  turn: MessageAttempt,
) => Promise<void>;

export interface ApplyCommandsDependencies extends CommandWorkerDependencies {
  control: Control;
  /** What else than commands waits in the queue belongs to the webhooks, which are handed in: they use commands, not the other way round. */
  workers: { event: Worker<"event">; delivery: Worker<"delivery"> };
}

/** SQS gives up after 1,000 receives: three days of it. */
const pausedWaitMs = 300_000;

export const commandApplier = (dependencies: ApplyCommandsDependencies) => {
  const { config, queue, control, workers, clock, log } = dependencies;
  const workCommand = commandWorker(dependencies);

  const workItem = (item: QueueItem, turn: MessageAttempt): Promise<void> => {
    switch (item.kind) {
      case "command":
        return workCommand(item, turn);
      case "event":
        return workers.event(item, turn);
      case "delivery":
        return workers.delivery(item, turn);
    }
  };

  /** Undefined when nothing of it can be read: then it is parked. */
  const read = async ({ body, messageId }: QueueMessage): Promise<QueueItem | undefined> => {
    try {
      return readQueueItem(body, new Date(clock.now()));
    } catch (error) {
      const fault = toFault(error);
      await park(dependencies, fault, { door: "queue", body });
      log.error("queue message not understood", { messageId, ...faultFields(fault) });
      return undefined;
    }
  };

  /** Resolves when the message is done with; throws NotYet when it has to come again. */
  const workMessage = async (turn: MessageAttempt): Promise<void> => {
    const item = await read(turn.message);
    if (!item) return;
    if (await control.isPaused(item.account)) throw new NotYet(pausedWaitMs);
    if (clock.now() >= turn.timeBox.startBy) throw new NotYet(0);
    await workItem(item, turn);
  };

  /** How long the message has to wait; undefined when it is done with. */
  const settle = async (turn: MessageAttempt): Promise<number | undefined> => {
    const { receiveCount, messageId } = turn.message;
    try {
      await workMessage(turn);
      return undefined;
    } catch (error) {
      const againMs = backoffMs(receiveCount, config, clock.random);
      if (error instanceof NotYet) return error.busy ? Math.min(error.dueInMs, againMs) : error.dueInMs;
      const fault = toFault(error);
      log.error("queue message handed back", { messageId, ...faultFields(fault) });
      return Math.max(againMs, (fault.retryAfterSeconds ?? 0) * 1000);
    }
  };

  const workGroup = async (group: readonly QueueMessage[], timeBox: TimeBox, owner: string): Promise<string[]> => {
    for (const [index, message] of group.entries()) {
      const waitMs = await settle({ message, timeBox, owner });
      if (waitMs === undefined) continue;
      const back = group.slice(index);
      const seconds = Math.ceil(Math.min(waitMs, config.longestPauseMs) / 1000);
      // Not hidden, they come again when the queue's own time is up: later, but not lost.
      await Promise.allSettled(back.map(({ receiptHandle }) => queue.hide(receiptHandle, seconds)));
      return back.map(({ messageId }) => messageId);
    }
    return [];
  };

  /** Ids of the messages that have to come again; a failed one takes the later ones of its group with it, and no others. */
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
