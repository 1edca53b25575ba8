// Finds which sessions of a page WTS never announced, and publishes for them what its webhook would have, where somebody waits for it.
import { sessionPlace } from "../../aws/item-keys.ts";
import type { CommandQueue } from "../../aws/queue.ts";
import type { QueuedEvent } from "../../core/queue/queued-event.ts";
import { isOpenStatus } from "../../core/sessions/open-statuses.ts";
import { readSessionFacts } from "../../core/sessions/session-facts.ts";
import type { CommandRecord, Ledger } from "../../records/ledger.ts";
import type { WtsSession } from "../../wts/types.ts";
import { newSessionType, queuedWtsEvent, wtsEventId } from "../mapping/queued-wts-event.ts";
import { readWtsEvent } from "../mapping/wts-event.ts";
import type { ReconciliationCounts, ReconciliationRecords } from "./reconciliation-records.ts";

export interface ReconcilePageDependencies {
  ledger: Pick<Ledger, "read">;
  records: Pick<ReconciliationRecords, "noteMissing">;
  queue: Pick<CommandQueue, "send">;
}

interface ReconciledSessions {
  account: string;
  day: string;
  startedAtMs: number;
  /** They are the sources that publish SESSION_NEW for the account, each as `webhook:` and its name. */
  sources: readonly string[];
  /** Whether a policy of the account has the event for its trigger. */
  isWanted: boolean;
}

/** So many records are read side by side. */
const readAtOnce = 20;

/** After hours, what somebody works on or has closed is not taken up as if it had just come in. */
const waitsForSomebody = (session: WtsSession): boolean => {
  const facts = readSessionFacts(session);
  return facts !== undefined && facts.userId === null && isOpenStatus(facts.status);
};

/** What this reconciliation added itself, before it was killed, is missing all the same. */
const hasCome = (record: CommandRecord | undefined, startedAtMs: number): boolean =>
  record !== undefined && (record.remarks?.reconciled !== true || Date.parse(record.seenAt) < startedAtMs);

export const pageReconciler = ({ ledger, records, queue }: ReconcilePageDependencies) => {
  interface Looked {
    sessionId: string;
    missing: readonly QueuedEvent[];
    isAdded: boolean;
  }

  const lookAt = async (session: WtsSession, given: ReconciledSessions): Promise<Looked> => {
    const { account, sources, startedAtMs, isWanted } = given;
    const sessionId = session.id.toLowerCase();
    const place = sessionPlace({ account, sessionId });
    const event = readWtsEvent({ eventType: newSessionType, date: session.createdAt, content: session });
    const receivedAt = new Date(startedAtMs).toISOString();
    const missing: QueuedEvent[] = [];
    for (const source of sources) {
      const origin = { account, source, deliveryId: `reconciliation/${sessionId}`, receivedAt };
      const record = await ledger.read(place, wtsEventId({ eventType: newSessionType, sessionId }, origin));
      // Whoever waits for it has heard of it, whichever address WTS told it to.
      if (hasCome(record, startedAtMs)) return { sessionId, missing: [], isAdded: false };
      if (event) missing.push(queuedWtsEvent(event, origin, { readBack: false, isReconciled: true }));
    }
    return { sessionId, missing, isAdded: missing.length > 0 && isWanted && waitsForSomebody(session) };
  };

  /** A page may be looked at twice: an event that is added again is known by its id, and the counts are the same. Throws Fault. */
  return async (sessions: readonly WtsSession[], given: ReconciledSessions): Promise<ReconciliationCounts> => {
    const looked: Looked[] = [];
    for (let start = 0; start < sessions.length; start += readAtOnce)
      looked.push(
        ...(await Promise.all(sessions.slice(start, start + readAtOnce).map((session) => lookAt(session, given)))),
      );
    const missing = looked.filter((each) => each.missing.length > 0);
    const added = missing.filter(({ isAdded }) => isAdded);
    await queue.send(...added.flatMap((each) => each.missing));
    for (const { sessionId, isAdded } of missing)
      await records.noteMissing({ account: given.account, sessionId }, given.day, isAdded);
    return {
      seen: looked.length,
      known: looked.length - missing.length,
      missing: missing.length,
      added: added.length,
    };
  };
};
