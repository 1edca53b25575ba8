// Writes a decision as the session itself remembers it: a note for the team, and metadata for other programs.
import type { Metadata } from "../../core/command/metadata.ts";
import type { Language, Locale } from "../../core/texts/language.ts";
import { shownText } from "../../core/texts/shown-text.ts";
import { routingReasonText, triggerText } from "./reason-texts.ts";
import type { RoutingDecision } from "./routing-decision.ts";
import type { TriggerName } from "./routing-policy.ts";

export interface RecordedMove {
  trigger: TriggerName;
  /** Names go into the note, which the team alone reads, and never into an event. */
  departmentName?: string;
  userName?: string;
  /** These are the words of whoever requested the move. */
  requestedBecause?: string;
  nowMs: number;
  /** How many moves of this session there were today, this one included. */
  hops: number;
}

interface NoteWords {
  /** Without a person it is a department's queue. */
  moved(to: { department: string; user: string | undefined }, by: string): string;
  anotherDepartment: string;
  aPerson: string;
  byPolicy(policy: string, trigger: string): string;
  onRequest: string;
  requestedBecause(words: string): string;
  /** What somebody does who does not agree. */
  toObject(policy: string | undefined): string;
}

const words: Readonly<Record<Language, NoteWords>> = {
  en: {
    moved: ({ department, user }, by) =>
      `Moved to ${user === undefined ? `the queue of ${department}` : `${user} (${department})`} ${by}.`,
    anotherDepartment: "another department",
    aPerson: "a person",
    byPolicy: (policy, trigger) => `by the policy ${policy} (${trigger})`,
    onRequest: "on request",
    requestedBecause: (because) => `Requested because: ${because}`,
    toObject: (policy) =>
      `Wrong? Transfer it to whoever should have it.${policy === undefined ? "" : ` If it happens again, tell whoever keeps the policy ${policy} in hooks.config.ts.`}`,
  },
  "pt-BR": {
    moved: ({ department, user }, by) =>
      `Transferido para ${user === undefined ? `a fila de ${department}` : `${user} (${department})`} ${by}.`,
    anotherDepartment: "outro departamento",
    aPerson: "uma pessoa",
    byPolicy: (policy, trigger) => `pela regra ${policy} (${trigger})`,
    onRequest: "a pedido",
    requestedBecause: (because) => `Motivo do pedido: ${because}`,
    toObject: (policy) =>
      `Está errado? Transfira para quem deve ficar com ele.${policy === undefined ? "" : ` Se acontecer de novo, avise quem cuida da regra ${policy} no hooks.config.ts.`}`,
  },
};

/** It says why, and what to do about it. Whatever somebody is called begins no line of it. */
export const routingNote = (decision: RoutingDecision, move: RecordedMove, locale: Locale): string => {
  const { policy, reasons, userId } = decision;
  const say = words[locale.language];
  const by = policy === undefined ? say.onRequest : say.byPolicy(policy, triggerText(move.trigger, locale));
  const to = {
    department: move.departmentName ?? say.anotherDepartment,
    user: userId === undefined ? undefined : (move.userName ?? say.aPerson),
  };
  return [
    say.moved(to, by),
    ...reasons.map((reason) => `- ${routingReasonText(reason, locale)}`),
    ...(move.requestedBecause === undefined ? [] : [say.requestedBecause(move.requestedBecause)]),
    say.toObject(policy),
  ]
    .map(shownText)
    .join("\n");
};

export const routingMetadata = ({ policy, action, reasons }: RoutingDecision, move: RecordedMove): Metadata => ({
  ...(policy !== undefined && { routing_policy: policy }),
  routing_trigger: move.trigger,
  routing_action: action,
  routing_reasons: reasons.map(({ code }) => code).join(","),
  routing_at: new Date(move.nowMs).toISOString(),
  routing_hops: String(move.hops),
});
