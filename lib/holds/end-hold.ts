// Ends one session's hold when its time has come, or when it holds nothing any more: told once, whatever dies in between.
//
// The end is written, the note queued under an id of its own, the outcome recorded and told; only then is the hold taken off
// the list of those that are due. Whoever finds it there again finds the record, and tells what was not told.
import { sessionPlace } from "../aws/item-keys.ts";
import { readSession } from "../commands/apply/prepare.ts";
import type { Ending } from "../commands/execute-once.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { Fault, faults } from "../core/faults.ts";
import { type Hold, type HoldEnding, holdState } from "../core/holds/hold.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { instantMs } from "../core/instants.ts";
import { outcomeOf } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { isOpenStatus } from "../core/sessions/open-statuses.ts";
import { entryOf } from "../records/ledger.ts";
import { backgroundUse } from "../wts/background-use.ts";
import type { Wts } from "../wts/connect.ts";
import { readNewestMessages } from "../wts/newest-messages.ts";
import type { WtsSession } from "../wts/types.ts";
import { shownHold } from "./hold-command.ts";
import type { HoldsDependencies } from "./hold-dependencies.ts";
import { dueNote } from "./rules/hold-texts.ts";
import { sendNote } from "./send-note.ts";

export const holdsSource = "schedule:holds";

interface EndRequest {
  account: string;
  sessionId: string;
  owner: string;
  endBy: number;
  /** The contact's tag that set it was taken off. */
  isTagGone?: boolean;
}

export const provenanceFor = (account: string, deliveryId: string, cause: string): Provenance => {
  const id = commandIdOf({ account, source: holdsSource, deliveryId, index: 0 });
  const led = { correlationId: cause, causationId: cause };
  return { id, account, door: "schedule", source: holdsSource, deliveryId, ...led, hops: 0, attempt: 0 };
};

const provenanceOf = (account: string, hold: Hold): Provenance => provenanceFor(account, `end ${hold.id}`, hold.id);

export const holdEnder = (dependencies: HoldsDependencies) => {
  const { config, holds, lifecycle, connect, queue, clock, log } = dependencies;
  const { leaseMs } = config.queue;

  /** Undefined for a session that WTS does not have any more. */
  const read = (wts: Wts, sessionId: string): Promise<WtsSession | undefined> =>
    readSession(wts.client, sessionId).catch((error: unknown) => {
      if (error instanceof Fault && error.kind === faults.sessionNotFound) return undefined;
      throw error;
    });

  /** Undefined where it goes on. The messages are read only where the contact has written since. */
  const endingOf = async (
    hold: Hold,
    session: WtsSession | undefined,
    wts: Wts,
    isTagGone: boolean,
  ): Promise<HoldEnding | undefined> => {
    if (hold.ended) return hold.ended.as;
    if (!session || !isOpenStatus(session.status)) return "SESSION_CLOSED";
    const facts = { lastMessageInMs: instantMs(session.lastMessageIn) ?? null };
    const hasWritten = (facts.lastMessageInMs ?? 0) > (hold.lastMessageInMs ?? Number.NEGATIVE_INFINITY);
    const messages = hasWritten ? await readNewestMessages(wts.client, session.id) : [];
    const state = holdState(hold, facts, clock.now(), messages);
    if (state.is === "over") return state.as;
    return isTagGone ? "RELEASED" : undefined;
  };

  const ownerName = async (
    { client, directory }: Wts,
    session: WtsSession | undefined,
  ): Promise<string | undefined> => {
    if (!session?.userId) return undefined;
    // The note is of more use without a name than no note at all.
    const [agent] = await directory.agents(client, session.userId).catch(() => []);
    return agent?.name ?? undefined;
  };

  /** Resolves when the hold is dealt with, or goes on. Throws Fault. */
  return async ({ account, sessionId, owner, endBy, isTagGone = false }: EndRequest): Promise<void> => {
    const found = await holds.read(account, sessionId);
    if (!found) return;
    const provenance = provenanceOf(account, found);
    const key = { account, sessionId };

    const end = async (actByMs: number): Promise<Ending<boolean>> => {
      const hold = await holds.read(account, sessionId);
      if (hold?.id !== found.id || (hold.ended && hold.ended.by !== provenance.id)) return { as: "left", answer: true };
      const wts = connect(account, backgroundUse(Math.min(endBy, actByMs), clock));
      const session = await read(wts, sessionId);
      const as = await endingOf(hold, session, wts, isTagGone);
      if (as === undefined) return { as: "left", answer: false };
      await holds.end(account, sessionId, hold.id, { as, by: provenance.id });
      if (as === "SESSION_CLOSED") return { as: "ignored", remarks: { ended: as }, answer: true };
      if (as === "DUE") {
        const told = { hold, sessionId, timeZone: zoneOf(config, account), language: config.language };
        await sendNote(queue, provenance, sessionId, dueNote(told, await ownerName(wts, session)));
      }
      const outcome = outcomeOf("Session Hold Ended", provenance, {
        ...{ sessionId, command: "hold", hold: shownHold(hold), reasons: [as] },
      });
      return { as: "applied", outcome, answer: true };
    };

    const executed = await lifecycle.executeOnce(
      {
        ...{ place: sessionPlace(key), owner: `${owner}/${sessionId}`, leaseMs },
        entry: entryOf(provenance, { sessionId, command: "hold" }),
      },
      (_claimed, session) => end(session.actByMs),
    );
    // Somebody else works on the session: the next minute is soon.
    if (executed.did === "busy" || (executed.did === "left" && !executed.answer)) return;
    await holds.settle(account, sessionId, found.id);
    if (isTagGone) await holds.forgetTag(account, sessionId, found.id);
    log.info("hold ended", { account, sessionId, commandId: provenance.id });
  };
};
