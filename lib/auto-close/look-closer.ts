// Reads what the decision about one session still needs and the list does not show: one code for the run and its preview.

import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import type { CostlyFact, CostlyFacts, LookedUp } from "../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import { writerOf } from "../core/sessions/team-answers.ts";
import type { Wish } from "../core/texts/opt-out.ts";
import { toFault } from "../runtime/fault-report.ts";
import { isRateLimit } from "../wts/choose-fault.ts";
import { type MessageReader, readNewestMessages } from "../wts/newest-messages.ts";
import { planSession, type SessionCase, type SessionPlan } from "./rules/plan-session.ts";
import { wishInMessages } from "./rules/wish-of.ts";

/** A plan for which nothing has to be read any more. */
export type FinalPlan =
  | Exclude<SessionPlan, { action: "look" }>
  /** WTS did not show what the decision needs. */
  | { action: "failed"; code: string };

interface Read<Fact extends CostlyFact> {
  fact: CostlyFacts[Fact];
  /** When the contact last wrote; -Infinity where the answer shows nothing of the contact. */
  contactWroteAtMs: number;
}

/** What contacts wished for in any of their sessions. */
export interface Wishes {
  isOut(contactId: string): Promise<boolean>;
  /** Absent where nothing is written down. */
  remember?(contactId: string, wish: Wish): Promise<void>;
}

/** Throws Fault. */
const readers: {
  [Fact in CostlyFact]: (client: MessageReader, facts: SessionFacts, wishes: Wishes) => Promise<Read<Fact>>;
} = {
  optOut: async (_client, { contactId }, wishes) => ({
    fact: contactId !== undefined && (await wishes.isOut(contactId)),
    contactWroteAtMs: Number.NEGATIVE_INFINITY,
  }),
  messages: async (client, { id }) => {
    const messages = await readNewestMessages(client, id);
    const written = messages.flatMap((message) =>
      writerOf(message) === "contact" ? (instantMs(message.createdAt) ?? 0) : [],
    );
    return { fact: messages, contactWroteAtMs: Math.max(Number.NEGATIVE_INFINITY, ...written) };
  },
};

/** A session that WTS does not show is left; the others are not held up. Throws what concerns them all. */
export const codeOfFailure = (error: unknown): string => {
  const fault = toFault(error);
  if (isRateLimit(fault)) throw fault;
  const isOne = fault.kind === faults.wtsUnavailable || fault.kind === faults.wtsRefused;
  if (isOne || (fault.kind === faults.wtsDenied && fault.logged.wtsStatus === 403)) return fault.code;
  throw fault;
};

/** Each fact is read at most once. Nothing is planned about a contact that has written since the list was read. Throws Fault. */
export const lookCloser = async (
  client: MessageReader,
  one: SessionCase,
  wishes: Wishes = { isOut: async () => false },
): Promise<FinalPlan> => {
  let looked: LookedUp = one.looked ?? {};
  for (;;) {
    const plan = planSession({ ...one, looked });
    if (plan.action !== "look") return plan;
    const read = await readers[plan.needs](client, one.facts, wishes).catch(codeOfFailure);
    if (typeof read === "string") return { action: "failed", code: read };
    if (read.contactWroteAtMs > (one.facts.lastMessageInMs ?? Number.NEGATIVE_INFINITY))
      return { action: "none", policy: plan.policy.policy.name, code: "CHANGED", reasons: [] };
    looked = { ...looked, [plan.needs]: read.fact };
    const wish = plan.needs === "messages" && wishInMessages(looked.messages ?? [], { ready: plan.policy });
    if (wish && one.facts.contactId !== undefined) await wishes.remember?.(one.facts.contactId, wish);
  }
};
