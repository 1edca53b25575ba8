// Asks of each session what a plain policy would do: by the code of the runs, with and without courtesy replies.

import { planSession, type SessionPlan } from "../../lib/auto-close/rules/plan-session.ts";
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import { prepareAutoClose, type ReadyPolicy } from "../../lib/auto-close/rules/prepare-auto-close.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { defineConfig } from "../../lib/config.ts";
import { Fault } from "../../lib/core/faults.ts";
import type { LookedUp } from "../../lib/core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { WtsClient } from "../../lib/wts/client.ts";
import { readNewestMessages } from "../../lib/wts/newest-messages.ts";
import type { FewCalls } from "./few-calls.ts";

type Nothing = Extract<SessionPlan, { action: "none" }>;

export interface PolicyTrial {
  days: number;
  /** Nobody wrote for so long, and nobody waits. */
  closes: readonly SessionFacts[];
  /** Only where thanks are not taken for a question would these be closed as well. */
  closesByCourtesy: readonly SessionFacts[];
  stays: readonly { facts: SessionFacts; plan: Nothing }[];
  /** Due by their times alone; who wrote what was not read. */
  unread: readonly SessionFacts[];
}

const policyName = "tres-dias";

const trialConfig = (given: Pick<HooksConfig, "timeZone" | "language">, days: number, courtesyReplies: boolean) =>
  defineConfig({
    ...given,
    autoClose: { policies: [{ name: policyName, idle: { days }, courtesyReplies }] },
  });

const readyPolicies = (
  given: Pick<HooksConfig, "timeZone" | "language">,
  days: number,
  courtesyReplies: boolean,
): readonly ReadyPolicy[] => {
  const config = trialConfig(given, days, courtesyReplies);
  const prepared = prepareAutoClose(policiesOf(config, config.account), {
    timeZone: config.timeZone,
    departmentIds: new Map(),
    userIds: new Map(),
  });
  return prepared.ok ? prepared.policies : [];
};

/** Since when nobody has said anything: who comes first has been silent for the longest. */
export const silentSinceMs = ({ lastMessageInMs, lastMessageOutMs, createdAtMs }: SessionFacts): number => {
  const said = Math.max(lastMessageInMs ?? 0, lastMessageOutMs ?? 0);
  return said > 0 ? said : (createdAtMs ?? 0);
};

interface TrialOptions {
  days: number;
  nowMs: number;
  locale: Pick<HooksConfig, "timeZone" | "language">;
  client: Pick<WtsClient, "listMessages">;
  calls: Pick<FewCalls, "left">;
}

export const tryPolicy = async (
  sessions: readonly SessionFacts[],
  { days, nowMs, locale, client, calls }: TrialOptions,
): Promise<PolicyTrial> => {
  const plain = readyPolicies(locale, days, false);
  const withCourtesy = readyPolicies(locale, days, true);
  const planned = (facts: SessionFacts, policies: readonly ReadyPolicy[], looked?: LookedUp): SessionPlan =>
    planSession({ facts, policies, nowMs, actNowMs: nowMs, runId: "try", ...(looked && { looked }) });

  const closes: SessionFacts[] = [];
  const closesByCourtesy: SessionFacts[] = [];
  const stays: { facts: SessionFacts; plan: Nothing }[] = [];
  const unread: SessionFacts[] = [];
  const sortOut = (facts: SessionFacts, looked?: LookedUp): boolean => {
    const [without, courteous] = [planned(facts, plain, looked), planned(facts, withCourtesy, looked)];
    if (without.action === "look" || courteous.action === "look") return false;
    if (without.action === "none" && courteous.action === "none") stays.push({ facts, plan: without });
    else (without.action === "none" ? closesByCourtesy : closes).push(facts);
    return true;
  };
  const longestFirst = [...sessions].sort((one, other) => silentSinceMs(one) - silentSinceMs(other));
  const toRead = longestFirst.filter((facts) => !sortOut(facts));
  for (const facts of toRead) {
    const messages =
      calls.left() <= 0
        ? undefined
        : await readNewestMessages(client, facts.id).catch((error: unknown) => {
            if (error instanceof Fault) return undefined;
            throw error;
          });
    if (messages === undefined || !sortOut(facts, { messages, optOut: false })) unread.push(facts);
  }
  return { days, closes, closesByCourtesy, stays, unread };
};
