// Every minute: asks WTS what became of the messages that it took a while ago, and tells of those that did not arrive.
import { accountIn, sessionPlace } from "../../aws/item-keys.ts";
import type { ItemKey } from "../../aws/table.ts";
import { resolvedCommandId } from "../../core/command/command-id.ts";
import { type Outcome, outcomeOf } from "../../core/outcome.ts";
import { shownReason } from "../../core/texts/shown-reason.ts";
import type { Invocation } from "../../middleware/event-stack.ts";
import type { KillSwitch } from "../../records/kill-switch.ts";
import { entryOf } from "../../records/ledger.ts";
import type { AwaitedFate, MessageFates, SentMessage } from "../../records/message-fates.ts";
import type { Clock } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log } from "../../runtime/log.ts";
import { backgroundUse } from "../../wts/background-use.ts";
import type { ConnectWts } from "../../wts/connect.ts";
import { WtsApiError } from "../../wts/wts-api-error.ts";
import type { Lifecycle } from "../execute-once.ts";

interface MessageFateDependencies {
  fates: MessageFates;
  lifecycle: Pick<Lifecycle, "recordOnce">;
  killSwitch: KillSwitch;
  connect: ConnectWts;
  clock: Clock;
  log: Log;
}

/** More of an account wait for the next minute, so that they never use up what its moves and commands need of the rate. */
const mostAMinute = 50;
/** So many keys are read at most: one paused account's must not hide those of the others behind them. */
const mostDue = 5_000;
/** The moves of the same minute have their own time. */
const longestMs = 30_000;
/** WTS may have a queue of its own. */
const secondLookMs = 10 * 60_000;
const restMs = 60_000;
/** What WTS does not answer for by then, it never will. */
const giveUpMs = 3_600_000;

const underWay: readonly unknown[] = ["PROCESSING", "QUEUED", "SAVED"];

type Failure = { code: "MESSAGE_FAILED" | "MESSAGE_STILL_QUEUED"; message: string };

const outcomeOfFailure = (sent: SentMessage, { code, message }: Failure): Outcome => {
  const { commandId, messageId, sessionId } = sent;
  // The failure is another event than the sending: it has an id of its own, and the same one however often it is told.
  const id = resolvedCommandId(commandId, `fate of ${messageId}`);
  const issues = [{ path: "message", code, message }];
  return outcomeOf(
    "Message Failed",
    { ...sent, id },
    { sessionId, command: "message", reasons: [code], issues, message: { commandId, messageId } },
  );
};

export const messageFateAsker = (dependencies: MessageFateDependencies) => {
  const { fates, lifecycle, killSwitch, connect, clock, log } = dependencies;

  const tell = async ({ key, message }: AwaitedFate, failure: Failure): Promise<void> => {
    const { account, sessionId, commandId } = message;
    const outcome = outcomeOfFailure(message, failure);
    const provenance = { ...message, id: outcome.detail.id, causationId: commandId, attempt: 0 };
    const entry = entryOf(provenance, { sessionId, command: "message" });
    const place = sessionPlace({ account, sessionId });
    await lifecycle.recordOnce({ place, entry }, async () => ({ as: "rejected", outcome, answer: undefined }));
    log.warn("message failed", { account, sessionId, commandId, code: failure.code });
    await fates.settle(key);
  };

  const judge = async (
    fate: AwaitedFate,
    { status, failureReason, failedReason }: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    if (status === "FAILED") {
      const said = shownReason(failureReason) ?? shownReason(failedReason);
      return tell(fate, { code: "MESSAGE_FAILED", message: said ?? "WTS Chat gave no reason" });
    }
    if (!underWay.includes(status)) return fates.settle(fate.key);
    if (fate.asked === 0) return fates.askAgain(fate.key, clock.now() + secondLookMs, 1);
    return tell(fate, { code: "MESSAGE_STILL_QUEUED", message: "WTS Chat has taken it, and has not sent it since" });
  };

  const ask = async (key: ItemKey, endBy: number): Promise<void> => {
    const fate = await fates.read(key);
    if (!fate) return;
    const { account, sessionId, messageId } = fate.message;
    try {
      const { client } = connect(account, backgroundUse(endBy, clock));
      await judge(fate, await client.getMessageStatus(messageId));
    } catch (error) {
      const isGone = error instanceof WtsApiError && error.isRefusal;
      if (isGone || clock.now() - fate.sentAtMs > giveUpMs) await fates.settle(key);
      else await fates.askAgain(key, clock.now() + restMs, fate.asked);
      log.warn("message not asked for", { account, sessionId, ...faultFields(toFault(error)) });
    }
  };

  /** Accounts are asked for side by side: none waits for the rate of another. */
  const askFor = async (account: string, keys: readonly ItemKey[], by: number): Promise<void> => {
    try {
      for (const key of keys) {
        if (clock.now() >= by || (await killSwitch.isPaused(account))) return;
        await ask(key, by);
      }
    } catch (error) {
      log.error("messages not asked for", { account, ...faultFields(toFault(error)) });
    }
  };

  /** Never throws: the next minute is the repetition. */
  return async ({ endBy }: Pick<Invocation, "endBy">): Promise<void> => {
    const by = Math.min(endBy, clock.now() + longestMs);
    try {
      const byAccount = Map.groupBy(await fates.due(mostDue), accountIn);
      await Promise.all([...byAccount].map(([account, keys]) => askFor(account, keys.slice(0, mostAMinute), by)));
    } catch (error) {
      log.error("messages not asked for", faultFields(toFault(error)));
    }
  };
};
