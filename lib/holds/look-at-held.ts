// Looks at the open sessions of an account for what no event tells: a contact that wrote, a close, and tags that hold a session.
import { sessionPlace } from "../aws/item-keys.ts";
import type { HoldCommand } from "../core/command/command.ts";
import { type Hold, holdState } from "../core/holds/hold.ts";
import { localDay } from "../core/hours/local-time.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { foldName } from "../core/names.ts";
import { readSessionFacts, type SessionFacts } from "../core/sessions/session-facts.ts";
import { entryOf } from "../records/ledger.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { backgroundUse } from "../wts/background-use.ts";
import { listOpenSessions } from "../wts/open-sessions.ts";
import { type holdEnder, provenanceFor } from "./end-hold.ts";
import type { HoldsDependencies } from "./hold-dependencies.ts";

interface LookRequest {
  account: string;
  owner: string;
  endBy: number;
}

/** Its name or id, and for how long it holds. */
type HoldingTag = readonly [string, { days?: number | undefined; businessDays?: number | undefined }];

const dayMs = 86_400_000;

const hasTag = ({ tags }: SessionFacts, tag: string): boolean =>
  tags?.some((each) => foldName(each) === foldName(tag)) ?? false;

export const heldLooker = (dependencies: HoldsDependencies, endHold: ReturnType<typeof holdEnder>) => {
  const { config, holds, holder, lifecycle, connect, clock, log } = dependencies;
  const tags: readonly HoldingTag[] = Object.entries(config.holds.tags);

  /** A hold that stands, of a session that is open, whose tag is still there, needs nothing. */
  const isOver = (hold: Hold, facts: SessionFacts | undefined): { isOver: boolean; isTagGone: boolean } => {
    if (!facts) return { isOver: true, isTagGone: false };
    const isTagGone = hold.tag !== undefined && facts.tags !== undefined && !hasTag(facts, hold.tag);
    return { isOver: isTagGone || holdState(hold, facts, clock.now()).is !== "standing", isTagGone };
  };

  const untilOf = (account: string, [, { days = 0, businessDays = 0 }]: HoldingTag): HoldCommand["until"] => ({
    date: localDay(clock.now() + days * dayMs, zoneOf(config, account)),
    plusBusinessDays: businessDays,
  });

  /** The same tag holds a session once, until it was taken off. */
  const holdByTag = async (
    { account, owner, endBy }: LookRequest,
    { id: sessionId }: SessionFacts,
    tag: HoldingTag,
  ): Promise<void> => {
    const before = await holds.read(account, sessionId);
    if (before && (!before.ended || before.tag === tag[0])) return;
    const provenance = provenanceFor(account, `tag ${tag[0]} ${sessionId} after ${before?.id ?? "none"}`, owner);
    const command: HoldCommand = { command: "hold", sessionId, until: untilOf(account, tag) };
    const { leaseMs } = config.queue;
    await lifecycle.executeOnce(
      {
        ...{ place: sessionPlace({ account, sessionId }), owner: `${owner}/${sessionId}`, leaseMs },
        entry: entryOf(provenance, command),
      },
      async (_claimed, session) => {
        const wts = connect(account, backgroundUse(Math.min(endBy, session.actByMs), clock));
        const { outcome, remarks } = await holder.apply({ command, provenance, tag: tag[0], wts });
        return { as: "applied", ...(outcome && { outcome }), ...(remarks && { remarks }), answer: undefined };
      },
    );
  };

  return async (request: LookRequest): Promise<void> => {
    const { account, endBy } = request;
    const [held, tagged] = await Promise.all([holds.of(account), tags.length === 0 ? [] : holds.taggedIdsOf(account)]);
    if (held.size === 0 && tags.length === 0) return;
    const wts = connect(account, backgroundUse(endBy, clock));
    const details = tags.length > 0 ? (["ContactDetails"] as const) : [];
    const { sessions } = await listOpenSessions(wts.client, clock, details);
    const open = new Map(
      sessions.flatMap((session) => readSessionFacts(session) ?? []).map((facts) => [facts.id, facts]),
    );
    const each = async (sessionId: string, work: () => Promise<unknown>): Promise<void> => {
      if (clock.now() >= endBy) return;
      try {
        await work();
      } catch (error) {
        log.warn("hold left for the next look", { account, sessionId, ...faultFields(toFault(error)) });
      }
    };
    for (const [sessionId, hold] of held) {
      const { isOver: isToEnd, isTagGone } = isOver(hold, open.get(sessionId));
      if (isToEnd) await each(sessionId, () => endHold({ ...request, sessionId, isTagGone }));
    }
    for (const sessionId of tagged)
      await each(sessionId, async () => {
        const hold = await holds.read(account, sessionId);
        const facts = open.get(sessionId);
        if (hold && (!facts || !hasTag(facts, hold.tag ?? ""))) await holds.forgetTag(account, sessionId, hold.id);
      });
    for (const facts of open.values()) {
      const tag = held.has(facts.id) ? undefined : tags.find(([name]) => hasTag(facts, name));
      if (tag) await each(facts.id, () => holdByTag(request, facts, tag));
    }
  };
};
