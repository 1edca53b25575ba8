// Takes back what a run closed, where nobody has touched it since; what somebody touched is theirs by now.
import type { NowApplier } from "../commands/apply/apply-now.ts";
import { readSession } from "../commands/apply/prepare.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { toFault } from "../runtime/fault-report.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import { reopening } from "./confirm-or-reopen.ts";
import { pool } from "./pool.ts";
import type { notices } from "./records/notices.ts";
import { type RunRecord, type RunRecords, runOrigin, type SessionRecord } from "./records/run-records.ts";
import { expectationOf, respected } from "./rules/notice.ts";
import type { SessionCode } from "./rules/reason-codes.ts";

export interface UndoneSession {
  id: string;
  policy: string;
  result: "restored" | "left" | "failed";
  /** It says why the session was not restored. */
  code?: string;
}

interface Undo {
  runs: RunRecords;
  notices: ReturnType<typeof notices>;
  applyNow: NowApplier;
  wts: Wts;
  /** The time limit, in epoch milliseconds. */
  endBy: number;
  onSession(session: UndoneSession): void;
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

export const undoRun = async (run: RunRecord, undo: Undo): Promise<void> => {
  const { runs, applyNow, wts, endBy, onSession } = undo;
  const { account } = run;
  /** Thanks that come after it open nothing again that a run might close at once. It is noted first, or a run could come between. */
  const respectUndo = async (sessionId: string): Promise<void> => {
    const notice = await undo.notices.read(account, sessionId);
    if (notice?.state === "closing") await undo.notices.save(account, sessionId, respected(notice));
  };
  const restore = async (session: SessionRecord): Promise<Pick<UndoneSession, "result" | "code">> => {
    const { id, policy, before } = session;
    const code = touched(await readSession(wts.client, id), session);
    if (code !== undefined) return { result: "left", code };
    await respectUndo(id);
    const deliveryId = `undo ${run.id} ${id}`;
    await applyNow({
      command: { ...reopening(id, before), expect: { ...expectationOf(before), status: "COMPLETED" } },
      provenance: {
        ...runOrigin,
        id: commandIdOf({ account, source: runOrigin.source, deliveryId, index: 0 }),
        account,
        deliveryId,
        correlationId: run.id,
        causationId: session.commandId,
        hops: 0,
        attempt: 0,
        rule: policy,
        reasons: ["UNDONE"],
      },
      wts,
      timeBox: { startBy: endBy, endBy },
      repeatable: true,
    });
    return { result: "restored" };
  };

  const restoreOrLeave = async (session: SessionRecord): Promise<Pick<UndoneSession, "result" | "code">> => {
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
      if (result === "closed")
        await workers.start(async () => onSession({ id, policy, ...(await restoreOrLeave(session)) }));
    }
  await workers.idle();
};
