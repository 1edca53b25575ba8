// The fixed words of `route --explain`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { RoutingDecision } from "../../lib/routing/rules/routing-decision.ts";

interface ExplanationWords {
  opening(session: { sessionId: string; account: string; place: string; timeZone: string }): string;
  schedule: string;
  queueOf(department: string): string;
  actions: Readonly<Record<RoutingDecision["action"], string>>;
  /** What is done, and where to. */
  to(action: string, destination: string): string;
  step(number: number): string;
  countsAsFailed: string;
  status: string;
  department: string;
  owner: string;
  contactWaits: string;
  doesNotWait: string;
  waitsSince(instant: string, age: string): string;
  movesToday: string;
  of(moves: number, most: number): string;
  yes: string;
  no: string;
  peopleHeads: readonly [string, string, string, string, string, string, string];
  decisionHeads: readonly [string, string, string, string];
  on(trigger: string): string;
  nextStepAt(instant: string): string;
  notBy(policy: string): string;
  toCorrect: string;
}

export const explanationWords: Readonly<Record<Language, ExplanationWords>> = {
  en: {
    opening: ({ sessionId, account, place, timeZone }) =>
      `Session ${sessionId} of account ${account} in ${place}. Nothing is changed. Times are those of ${timeZone}.`,
    schedule: "schedule",
    queueOf: (department) => `the queue of ${department}`,
    actions: { assign: "assign", queue: "queue", keep: "keep", escalate: "escalate" },
    to: (action, destination) => `${action} to ${destination}`,
    step: (number) => `step ${number}`,
    countsAsFailed: ", and it counts as failed",
    status: "status",
    department: "department",
    owner: "owner",
    contactWaits: "contact waits",
    doesNotWait: "no",
    waitsSince: (instant, age) => `since ${instant} (${age})`,
    movesToday: "moves today",
    of: (moves, most) => `${moves} of ${most}`,
    yes: "yes",
    no: "no",
    peopleHeads: ["PERSON", "AVAILABLE", "OPEN", "PROMISED", "LAST ASSIGNED", "ANSWER", "WHY"],
    decisionHeads: ["TRIGGER", "POLICY", "DECISION", "BECAUSE"],
    on: (trigger) => `On ${trigger}`,
    nextStepAt: (instant) => `then, unless somebody answers: the next step at ${instant}`,
    notBy: (policy) => `not by ${policy}`,
    toCorrect: "To correct in hooks.config.ts, or in WTS Chat:",
  },
  "pt-BR": {
    opening: ({ sessionId, account, place, timeZone }) =>
      `Atendimento ${sessionId} da conta ${account} em ${place}. Nada foi alterado. Horários de ${timeZone}.`,
    schedule: "agenda",
    queueOf: (department) => `a fila de ${department}`,
    actions: { assign: "entregar", queue: "pôr na fila", keep: "deixar onde está", escalate: "passar adiante" },
    to: (action, destination) => `${action}: ${destination}`,
    step: (number) => `passo ${number}`,
    countsAsFailed: ", e conta como falha",
    status: "situação",
    department: "departamento",
    owner: "responsável",
    contactWaits: "cliente espera",
    doesNotWait: "não",
    waitsSince: (instant, age) => `desde ${instant} (${age})`,
    movesToday: "transferências hoje",
    of: (moves, most) => `${moves} de ${most}`,
    yes: "sim",
    no: "não",
    peopleHeads: ["ATENDENTE", "DISPONÍVEL", "ABERTOS", "PROMETIDOS", "ÚLTIMO RECEBIDO", "RESPOSTA", "POR QUÊ"],
    decisionHeads: ["GATILHO", "REGRA", "DECISÃO", "MOTIVO"],
    on: (trigger) => `No gatilho ${trigger}`,
    nextStepAt: (instant) => `depois, se ninguém responder: o próximo passo em ${instant}`,
    notBy: (policy) => `não pela regra ${policy}`,
    toCorrect: "A corrigir no hooks.config.ts ou no WTS Chat:",
  },
};
