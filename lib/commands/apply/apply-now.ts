// Applies a command while its caller waits for what WTS answers.
import { randomUUID } from "node:crypto";
import { sessionPlace } from "../../aws/item-keys.ts";
import type { SessionCommand } from "../../core/command/command.ts";
import { Fault, faults } from "../../core/faults.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import { entryOf } from "../../records/ledger.ts";
import type { Clock, TimeBox } from "../../runtime/clock.ts";
import type { Wts } from "../../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import { type Ending, type Lifecycle, SessionLost, sessionBusy } from "../execute-once.ts";
import type { MessageGuardOf } from "../messages/message-guard.ts";
import { applyAny, type CommandHandlers } from "./apply-any.ts";
import { readSession } from "./prepare.ts";

interface ApplyNowDependencies extends CommandHandlers {
  lifecycle: Pick<Lifecycle, "executeOnce">;
  leaseMs: number;
  /** Absent where nothing is configured of messages. */
  guardOf?: MessageGuardOf;
  clock: Clock;
}

export interface ApplyNow {
  command: SessionCommand;
  provenance: Provenance;
  wts: Wts;
  timeBox: TimeBox;
  /** The caller may send this very command again, and what was done is then not done twice. */
  repeatable: boolean;
}

export interface AppliedNow {
  /** WTS answered this, or this is what the session is like by now. */
  answer: WtsSession | WtsMessage;
  /** The command was applied before. */
  wasApplied: boolean;
}

const longestWaitMs = 5_000;

const inFlight = () => new Fault(faults.idempotencyKeyInFlight, { retryAfterSeconds: 5 });

/** Throws Fault. */
export const nowApplier = ({ lifecycle, leaseMs, router, holder, guardOf, clock }: ApplyNowDependencies) => {
  return async ({ command, provenance, wts, timeBox, repeatable }: ApplyNow): Promise<AppliedNow> => {
    const { account, id } = provenance;
    const { sessionId } = command;
    const executed = await lifecycle
      .executeOnce(
        {
          place: sessionPlace({ account, sessionId }),
          owner: `${id}/${randomUUID()}`,
          leaseMs,
          isWatched: true,
          giveUpAt: Math.min(clock.now() + longestWaitMs, timeBox.startBy),
          entry: entryOf(provenance, command),
          isNew: !repeatable,
        },
        async ({ steps }, session): Promise<Ending<WtsSession | WtsMessage>> => {
          const guard = guardOf?.(account);
          const result = await applyAny({ command, provenance, session, wts, clock, steps, router, holder, guard });
          if (!result.applied) return { as: "left", answer: { id: sessionId } };
          const { applied: _applied, stale: _stale, ...ended } = result;
          return { as: "applied", ...ended };
        },
      )
      .catch((error: unknown) => {
        throw error instanceof SessionLost && repeatable ? inFlight() : error;
      });
    if (executed.did === "busy") throw executed.isSame ? inFlight() : sessionBusy();
    if (executed.did !== "found") return { answer: executed.answer, wasApplied: false };
    if (executed.record.state === "rejected")
      throw new Fault(faults.wtsRefused, {
        message: "this very command was refused when it came from the queue; see its outcome",
      });
    return { answer: await readSession(wts.client, sessionId), wasApplied: true };
  };
};

export type NowApplier = ReturnType<typeof nowApplier>;
