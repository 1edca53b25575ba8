// Takes back what a run closed, where nobody has touched it since; what somebody touched is theirs by now.

import { sessionPlace } from "../aws/item-keys.ts";
import type { NowApplier } from "../commands/apply/apply-now.ts";
import { readSession } from "../commands/apply/prepare.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { erased } from "../core/erased.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { isRemembered, type Ledger } from "../records/ledger.ts";
import type { Clock } from "../runtime/clock.ts";
import { toFault } from "../runtime/fault-report.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import { reopening } from "./confirm-or-reopen.ts";
import { pool } from "./pool.ts";
import type { notices } from "./records/notices.ts";
import {
  type RunRecord,
  type RunRecords,
  runOrigin,
  type SessionRecord,
  type UndoneSession,
} from "./records/run-records.ts";
import { expectationOf, respected } from "./rules/notice.ts";
import type { SessionCode } from "./rules/reason-codes.ts";

/** The same, or what would become of it: nothing is done then. */
export type UndoneOrNot = Omit<UndoneSession, "result"> & { result: UndoneSession["result"] | "would-restore" };

interface UndoRun {
  runs: RunRecords;
  notices: ReturnType<typeof notices>;
  ledger: Pick<Ledger, "read">;
  clock: Pick<Clock, "now">;
  applyNow: NowApplier;
  wts: Wts;
  /** The time limit, in epoch milliseconds. */
  endBy: number;
  /** Only says what would become of each. */
  dryRun: boolean;
  /** The person who takes it back. */
  orderedBy?: string;
  /** The one session that is asked about, in lower case; absent: all of the run. */
  only?: string;
  onSession(session: UndoneOrNot): void;
}

const atOnce = 5;

const isSame = (one: string | null | undefined, other: string | null): boolean =>
  (one ?? null)?.toLowerCase() === other?.toLowerCase();

/** Why a session is left; undefined when it is as the run left it. */
const touched = (session: WtsSession, { before, after }: SessionRecord): SessionCode | undefined => {
  if (session.status !== "COMPLETED") return "OPEN_AGAIN";
  if ((instantMs(session.lastMessageIn) ?? null) !== before.lastMessageInMs) return "CONTACT_WROTE";
  if (!isSame(session.userId, before.userId) || !isSame(session.departmentId, before.departmentId)) return "MOVED";
  return after && (session.endAt ?? null) !== after.endAt ? "CLOSED_AGAIN" : undefined;
};

export const undoRun = async (run: RunRecord, undo: UndoRun): Promise<void> => {
  const { runs, ledger, clock, applyNow, wts, endBy, dryRun, orderedBy, only, onSession } = undo;
  const { account } = run;

  /** Whoever looks and whoever opens ask the same. */
  const whyLeft = async (session: SessionRecord, undoId: string): Promise<SessionCode | undefined> => {
    const code = touched(await readSession(wts.client, session.id), session);
    if (code !== undefined) return code;
    const known = await ledger.read(sessionPlace({ account, sessionId: session.id }), undoId);
    // It was opened again by us, and is completed: somebody has closed it since.
    return known?.state === "applied" && isRemembered(known, clock.now()) ? "CLOSED_AGAIN" : undefined;
  };

  /** Thanks that come after it have not opened what a run might close at once. It is noted first, or a run could come between. */
  const respectUndo = async (sessionId: string): Promise<void> => {
    const notice = await undo.notices.read(account, sessionId);
    if (notice?.state === "closing") await undo.notices.save(account, sessionId, respected(notice));
  };

  const restore = async (session: SessionRecord): Promise<Pick<UndoneOrNot, "result" | "code">> => {
    const { id, policy, before } = session;
    const deliveryId = `undo ${run.id} ${id}`;
    const undoId = commandIdOf({ account, source: runOrigin.source, deliveryId, index: 0 });
    const code = await whyLeft(session, undoId);
    if (code !== undefined) return { result: "left", code };
    if (dryRun) return { result: "would-restore" };
    await respectUndo(id);
    await applyNow({
      command: { ...reopening(id, before), expect: { ...expectationOf(before), status: "COMPLETED" } },
      provenance: {
        ...runOrigin,
        id: undoId,
        account,
        deliveryId,
        correlationId: run.id,
        causationId: session.commandId,
        hops: 0,
        attempt: 0,
        rule: policy,
        reasons: ["UNDONE"],
        ...(orderedBy !== undefined && { orderedBy }),
      },
      wts,
      timeBox: { startBy: endBy, endBy },
      repeatable: true,
    });
    return { result: "restored" };
  };

  const restoreOrLeave = async (session: SessionRecord): Promise<Pick<UndoneOrNot, "result" | "code">> => {
    try {
      return await restore(session);
    } catch (error) {
      const { kind, code } = toFault(error);
      if (kind === faults.sessionNotFound) return { result: "left", code: "GONE" };
      if (kind === faults.expectationNotMet) return { result: "left", code: "CHANGED" };
      return { result: "failed", code };
    }
  };

  const workers = pool(atOnce);
  for (let seq = 0; seq < run.seq; seq += 1)
    for (const session of (await runs.readSessions(run.id, seq)) ?? []) {
      const { id, policy, result } = session;
      // Of somebody who was erased nobody knows which session it was.
      if (result === "closed" && id !== erased && (only === undefined || id.toLowerCase() === only))
        await workers.start(async () => onSession({ id, policy, ...(await restoreOrLeave(session)) }));
    }
  await workers.idle();
};
