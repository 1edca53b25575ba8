// What a preview says of one session, for a row of its table and for JSON.
import type { Decided } from "../../lib/auto-close/decide-session.ts";
import type { Previewed } from "../../lib/auto-close/preview-run.ts";
import { reasonText } from "../../lib/auto-close/rules/reason-texts.ts";
import { sessionCodeText } from "../../lib/auto-close/rules/session-code-texts.ts";
import type { SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { rememberedMs } from "../../lib/records/ledger.ts";

/** A policy would warn or close it. */
export interface ShownSession {
  sessionId: string;
  /** By which contact and team name it; null where WTS gives none that could be one. */
  number: string | null;
  policy: string;
  would: "close" | "warn";
  /** What the run does: all of it, say it, leave it since its policy may not act (`code`), or end before it comes to it. */
  run: "does" | "says" | "leaves" | "ends-before";
  code?: string;
  lastMessageIn: string | null;
  lastMessageOut: string | null;
  reasons: readonly string[];
  /** The reasons in words of the configuration's language, but for that the policy is about the session. */
  why: readonly string[];
}

export interface StayingSession {
  sessionId: string;
  number: string | null;
  policy: string | undefined;
  code: string;
  /** An ISO instant: nothing happens before it, unless somebody writes. */
  until: string | undefined;
  reasons: readonly string[];
  why: string | undefined;
}

const isoOf = (ms: number | null | undefined): string | null =>
  typeof ms === "number" ? new Date(ms).toISOString() : null;

/** The word that a run counts it under, or would. */
export const countNameOf = (previewed: Previewed): string => {
  switch (previewed.end) {
    case "none":
      return previewed.plan.code;
    case "failed":
      return `failed ${previewed.code}`;
    case "held-back":
      return previewed.code;
    case "left":
      return `left ${previewed.code}`;
    case "said":
      return `would-only-say-${previewed.plan.action}`;
    case "beyond":
      return `next-run-${previewed.plan.action}`;
    case "act":
      return `would-${previewed.plan.action}`;
  }
};

const runOf = (previewed: Previewed): Pick<ShownSession, "run" | "code"> => {
  if (previewed.end === "held-back") return { run: "leaves", code: previewed.code };
  if (previewed.end === "beyond") return { run: "ends-before", code: previewed.reason };
  return { run: previewed.end === "act" ? "does" : "says" };
};

/** Where its policy may not act, it is shown by what it would do if it might: whoever is to confirm it wants to see that. */
const innermost = (previewed: Previewed): Previewed =>
  previewed.end === "held-back" && previewed.otherwise ? previewed.otherwise : previewed;

/** What was done before is remembered for a while, unless somebody writes. */
const staysUntil = ({ found, code }: Extract<Decided, { end: "left" }>): string | undefined => {
  const untilMs = Date.parse(found?.seenAt ?? "") + rememberedMs;
  return code !== "CLOSED_BEFORE" || Number.isNaN(untilMs) ? undefined : new Date(untilMs).toISOString();
};

export const previewedSession = (
  facts: SessionFacts,
  previewed: Previewed,
  locale: Locale,
): { shown: ShownSession } | { staying: StayingSession } => {
  const { id: sessionId, number = null } = facts;
  const inner = innermost(previewed);
  if (inner.end === "act" || inner.end === "said" || inner.end === "beyond") {
    const { policy, action: would, reasons } = inner.plan;
    const why = inner.plan.why.filter(({ code }) => code !== "MATCHED").map((reason) => reasonText(reason, locale));
    const lastMessageIn = isoOf(facts.lastMessageInMs);
    const lastMessageOut = isoOf(facts.lastMessageOutMs);
    const { name } = policy.policy;
    return {
      shown: {
        ...{ sessionId, number, policy: name, would, ...runOf(previewed) },
        ...{ lastMessageIn, lastMessageOut, reasons, why },
      },
    };
  }
  if (inner.end === "none") {
    const { policy, code, untilMs, reasons } = inner.plan;
    const why = inner.plan.why ? reasonText(inner.plan.why, locale) : sessionCodeText(code, locale.language);
    const until = untilMs === undefined ? undefined : new Date(untilMs).toISOString();
    return { staying: { sessionId, number, policy, code, until, reasons, why } };
  }
  if (inner.end === "left") {
    const { plan, code } = inner;
    const policy = plan.policy.policy.name;
    return {
      staying: {
        sessionId,
        number,
        policy,
        code,
        until: staysUntil(inner),
        reasons: plan.reasons,
        why: sessionCodeText(code, locale.language),
      },
    };
  }
  const { code } = inner;
  return { staying: { sessionId, number, policy: undefined, code, until: undefined, reasons: [], why: undefined } };
};
