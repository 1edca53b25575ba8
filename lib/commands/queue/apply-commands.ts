// Works the queue: in order within a session and side by side across sessions; we give up on a command, not SQS.
import { Fault, faults } from "../../core/faults.ts";
import { parkedOnce } from "../../core/queue/parked-once.ts";
import { type QueueItem, readQueueItem } from "../../core/queue/queue-item.ts";
import type { MessageAttempt, QueueMessage } from "../../middleware/queue-stack.ts";
import type { KillSwitch } from "../../records/kill-switch.ts";
import type { TimeBox } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import { type MessageBooker, soonMs } from "./message-booker.ts";
import { resting } from "./resting.ts";
import { pausedWaitMs, RetryLater, retryPauseMs } from "./retry-later.ts";
import { sourceOf, tokensOf } from "./tokens-of.ts";
import { type CommandWorkerDependencies, commandWorker } from "./work-command.ts";
import { park, parkOnce } from "./worker-dependencies.ts";

type Worker<Kind extends QueueItem["kind"]> = (
  item: Extract<QueueItem, { kind: Kind }>,
  attempt: MessageAttempt,
) => Promise<void>;

interface ApplyCommandsDependencies extends CommandWorkerDependencies {
  killSwitch: KillSwitch;
  booker: MessageBooker;
  /** What else than commands waits in the queue belongs to the webhooks, which are handed in: they use commands, not the other way round. */
  workers: { event: Worker<"event">; delivery: Worker<"delivery"> };
}

/** A message, and what stands in it; a fault where that cannot be read. */
interface Received {
  message: QueueMessage;
  item: QueueItem | Fault;
}

/** Messages of one group, the earliest first: none is worked on before the one in front of it is done with. */
type Group = readonly Received[];

/** What of a group has to come again: it is hidden for so long, or until a time that is still to be booked. */
interface Unfinished {
  group: Group;
  waitMs: number | "no-token";
}

const read = (message: QueueMessage): Received => {
  try {
    return { message, item: readQueueItem(message.body) };
  } catch (error) {
    return { message, item: toFault(error) };
  }
};

/** The first one's item says whose the group is, and what kind; what no longer is to be read is not booked for. */
const bookable = ([first]: Group): QueueItem | undefined =>
  first && !(first.item instanceof Fault) && tokensOf(first.item) > 0 ? first.item : undefined;

const isAgain = ([first]: Group): boolean => (first?.message.receiveCount ?? 1) > 1;

const tokensOfGroup = (group: Group): number =>
  group.reduce((sum, { item }) => sum + (item instanceof Fault ? 0 : tokensOf(item)), 0);

export const commandApplier = (dependencies: ApplyCommandsDependencies) => {
  const { config, queue, killSwitch, contents, booker, workers, clock, log } = dependencies;
  const commands = commandWorker(dependencies);
  const rests = resting(clock);

  const workItem = (item: QueueItem, attempt: MessageAttempt): Promise<void> => {
    switch (item.kind) {
      case "command":
        return commands.work(item, attempt);
      case "event":
        return workers.event(item, attempt);
      case "delivery":
        return workers.delivery(item, attempt);
    }
  };

  const parkUnread = async (fault: Fault, { messageId, body }: QueueMessage): Promise<void> => {
    await park(dependencies, fault, { door: "queue", body });
    log.error("queue message not understood", { messageId, ...faultFields(fault) });
  };

  /** Resolves when the message is done with; throws RetryLater when it has to come again. */
  const workMessage = async (item: QueueItem | Fault, attempt: MessageAttempt): Promise<void> => {
    if (item instanceof Fault) return parkUnread(item, attempt.message);
    // What is only put aside changes nothing at WTS, and people have to see it.
    const isForPeople = item.kind === "delivery" && item.refused !== undefined;
    if (!isForPeople && (await killSwitch.isPaused(item.account))) throw new RetryLater(pausedWaitMs);
    if (clock.now() >= attempt.timeBox.startBy) throw new RetryLater(0);
    const restMs = rests.leftMs(item);
    const { receiveCount } = attempt.message;
    // Another process may have time for it sooner.
    if (restMs > 0) throw new RetryLater(Math.min(restMs, retryPauseMs(receiveCount, config, clock.random)));
    const once = item.attempt > 0 ? parkedOnce(item) : undefined;
    if (once) await contents.forgetParked(once.id);
    await workItem(item, attempt);
  };

  /** Answers for how long the message has to wait; undefined when it is done with. */
  const finish = async (
    item: QueueItem | Fault,
    attempt: MessageAttempt,
  ): Promise<Unfinished["waitMs"] | undefined> => {
    const { receiveCount, messageId } = attempt.message;
    const beganMs = clock.now();
    try {
      await workMessage(item, attempt);
      if (!(item instanceof Fault)) rests.noteEnd(item, beganMs);
      return undefined;
    } catch (error) {
      const againMs = retryPauseMs(receiveCount, config, clock.random);
      const isForTokens = error instanceof RetryLater && error.reason === "no-token";
      if (!(item instanceof Fault)) rests[isForTokens ? "noteEnd" : "noteFailure"](item, beganMs);
      if (error instanceof RetryLater) {
        if (error.reason === "no-token") return "no-token";
        return error.reason === "busy" ? Math.min(error.dueInMs, againMs) : error.dueInMs;
      }
      const fault = toFault(error);
      log.error("queue message retried later", { messageId, ...faultFields(fault) });
      return Math.max(againMs, (fault.retryAfterSeconds ?? 0) * 1000);
    }
  };

  const workGroup = async (group: Group, timeBox: TimeBox, owner: string): Promise<Unfinished | undefined> => {
    for (const [index, { message, item }] of group.entries()) {
      const waitMs = await finish(item, { message, timeBox, owner });
      if (waitMs === undefined) continue;
      if (waitMs === "no-token" && !(item instanceof Fault)) booker.noteRefusal(item.account);
      return { group: group.slice(index), waitMs };
    }
    return undefined;
  };

  /** Hides them, and answers their ids. What cannot be hidden comes again when the queue's own time is up: later, but it is not lost. */
  const hide = async (unfinished: readonly { group: Group; waitMs: number }[]): Promise<string[]> => {
    const messages = unfinished.flatMap(({ group, waitMs }) =>
      group.map(({ message: { receiptHandle } }) => ({ receiptHandle, seconds: Math.ceil(waitMs / 1000) })),
    );
    await queue.hide(messages).catch(() => {});
    return unfinished.flatMap(({ group }) => group.map(({ message }) => message.messageId));
  };

  /** Its source has booked so much that it would be in everybody's way: people shall look at it. */
  const parkGroup = async (group: Group): Promise<void> => {
    const fault = new Fault(faults.queueFull);
    for (const { message, item } of group) {
      if (item instanceof Fault) await parkUnread(item, message);
      else if (item.kind === "command") await commands.refuse(item, fault);
      else await parkOnce(dependencies, fault, { door: "webhook", queued: item });
    }
    log.error("too much waits", { messages: group.length, ...faultFields(fault) });
  };

  /**
   * Books time for each group. Those of one source are booked together, in their order. Where that fails nobody knows how long
   * they have to wait.
   */
  const book = async (
    groups: readonly Group[],
    isBooked: (group: Group) => boolean = () => false,
  ): Promise<{ group: Group; waitMs: number }[]> => {
    const bySource = Map.groupBy(groups, (group) => {
      const item = bookable(group);
      return JSON.stringify(item && [item.account, sourceOf(item), isAgain(group), isBooked(group)]);
    });
    const bookSource = async (booking: readonly Group[]): Promise<{ group: Group; waitMs: number }[]> => {
      const item = booking[0] && bookable(booking[0]);
      if (!item) return [];
      try {
        const waits = await booker.book({
          ...{ account: item.account, source: sourceOf(item) },
          ...{ isAgain: booking.some(isAgain), isBooked: booking.every(isBooked), tokens: booking.map(tokensOfGroup) },
        });
        if (waits) return booking.map((group, index) => ({ group, waitMs: waits[index] ?? 0 }));
        await Promise.all(booking.map(parkGroup));
        return [];
      } catch (error) {
        log.error("no time booked", faultFields(toFault(error)));
        return booking.map((group) => ({
          group,
          waitMs: retryPauseMs(group[0]?.message.receiveCount ?? 1, config, clock.random),
        }));
      }
    };
    return (await Promise.all([...bySource.values()].map(bookSource))).flat();
  };

  /** What nothing can be read of, or cannot be looked up, is worked on: it ends as it has to. */
  const isToBook = async (group: Group): Promise<boolean> => {
    const item = bookable(group);
    if (!item) return false;
    try {
      return (
        rests.leftMs(item) === 0 &&
        !(await killSwitch.isPaused(item.account)) &&
        (await booker.isCrowded({
          ...{ account: item.account, source: sourceOf(item) },
          receiveCount: group[0]?.message.receiveCount ?? 1,
        }))
      );
    } catch {
      return false;
    }
  };

  /** Answers the ids of the messages that have to come again; a failed one takes the later ones of its group with it, and no others. */
  return async (
    messages: readonly QueueMessage[],
    timeBox: TimeBox,
    invocationId: string,
  ): Promise<readonly string[]> => {
    const groups = [...Map.groupBy(messages, ({ groupId }) => groupId).values()].map((group) => group.map(read));
    const toBook = await Promise.all(groups.map(isToBook));
    const booked = await book(groups.filter((_, index) => toBook[index]));
    const soon = booked.filter(({ waitMs }) => waitMs <= soonMs).map(({ group }) => group);
    const due = [...groups.filter((_, index) => !toBook[index]), ...soon];
    const [later, worked] = await Promise.all([
      hide(booked.filter(({ waitMs }) => waitMs > soonMs)),
      Promise.all(due.map((group, index) => workGroup(group, timeBox, `${invocationId}/${index}`))),
    ]);
    const unfinished = worked.filter((each) => each !== undefined);
    const firsts = new Set(soon.map(([first]) => first?.message.messageId));
    const refused = await book(
      unfinished.flatMap(({ group, waitMs }) => (waitMs === "no-token" ? [group] : [])),
      (group) => isAgain(group) || firsts.has(group[0]?.message.messageId),
    );
    const failed = unfinished.flatMap(({ group, waitMs }) =>
      waitMs === "no-token" ? [] : [{ group, waitMs: Math.min(waitMs, config.longestPauseMs) }],
    );
    const again = [...failed, ...refused.map(({ group, waitMs }) => ({ group, waitMs: Math.max(waitMs, soonMs) }))];
    return [...later, ...(await hide(again))];
  };
};
