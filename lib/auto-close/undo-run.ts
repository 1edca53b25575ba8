// Takes back what a run closed, where nobody has touched it since; what somebody touched is theirs by now.
import type { nowApplier } from "../commands/apply/apply-now.ts";
import { readSession } from "../commands/apply/prepare.ts";
import { commandIdOf } from "../core/command-id.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { toFault } from "../runtime/error-body.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import { type RunRecord, type RunRecords, runDoor, runSource, type SessionRecord } from "./records/run-records.ts";
import { reopening } from "./reopening.ts";
import type { SessionCode } from "./rules/session-code.ts";
import { pool } from "./side-by-side.ts";

export interface UndoneSession {
  id: string;
  policy: string;
  result: "restored" | "left" | "failed";
  /** Why it was not restored. */
  code?: string;
}

export interface Undo {
  runs: RunRecords;
  applyNow: ReturnType<typeof nowApplier>;
  wts: Wts;
  /** Epoch milliseconds. */
  endBy: number;
  onSession(session: UndoneSession): void;
}

const atOnce = 5;

const same = (one: string | null | undefined, other: string | null): boolean =>
  (one ?? null)?.toLowerCase() === other?.toLowerCase();

/** Why it is left; undefined when it is as the run left it. */
const touched = (session: WtsSession, { before, after }: SessionRecord): SessionCode | undefined => {
  if (session.status !== "COMPLETED") return "OPEN_AGAIN";
  if ((instantMs(session.lastMessageIn) ?? null) !== before.lastMessageInMs) return "CONTACT_WROTE";
  if (!same(session.userId, before.userId) || !same(session.departmentId, before.departmentId)) return "MOVED";
  return after && (session.endAt ?? null) !== after.endAt ? "CLOSED_AGAIN" : undefined;
};

export const undoRun = async (run: RunRecord, { runs, applyNow, wts, endBy, onSession }: Undo): Promise<void> => {
  const { account } = run;
  const restore = async (session: SessionRecord): Promise<Pick<UndoneSession, "result" | "code">> => {
    const { id, policy, before } = session;
    const held = await readSession(wts.client, id);
    const code = touched(held, session);
    if (code !== undefined) return { result: "left", code };
    const deliveryId = `undo ${run.id} ${id}`;
    const { userId, departmentId, lastMessageInMs } = before;
    const lastMessageIn = lastMessageInMs === null ? null : new Date(lastMessageInMs).toISOString();
    await applyNow({
      command: { ...reopening(id, before), expect: { status: "COMPLETED", userId, departmentId, lastMessageIn } },
      provenance: {
        ...{ id: commandIdOf({ account, source: runSource, deliveryId, index: 0 }), account, door: runDoor },
        ...{ source: runSource, deliveryId, correlationId: run.id, causationId: session.commandId },
        ...{ hops: 0, attempt: 0, rule: policy, reasons: ["UNDONE"] },
      },
      ...{ wts, timeBox: { startBy: endBy, endBy }, repeatable: true },
    });
    return { result: "restored" };
  };

  const workers = pool(atOnce);
  for (let seq = 0; seq < run.seq; seq += 1)
    for (const session of (await runs.readSessions(run.id, seq)) ?? []) {
      if (session.result !== "closed") continue;
      await workers.start(async () => {
        const { id, policy } = session;
        try {
          onSession({ id, policy, ...(await restore(session)) });
        } catch (error) {
          const { kind, code } = toFault(error);
          if (kind === faults.sessionNotFound) onSession({ id, policy, result: "left", code: "GONE" });
          else if (kind === faults.expectationNotMet) onSession({ id, policy, result: "left", code: "CHANGED" });
          else onSession({ id, policy, result: "failed", code });
        }
      });
    }
  await workers.idle();
};
