// The words of `local`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { Presence, Speaker, Waiting } from "./choices.ts";

interface LocalWords {
  sessionsHead(about: { account: string; shown: number; total: number; now: string }): string;
  sessionHeads: readonly string[];
  /** Who spoke last waits for the other side. */
  waits: Readonly<Record<Waiting, string>>;
  said(about: {
    as: Speaker;
    contact: string;
    id: string;
    status: string;
    department: string | undefined;
    begun: boolean;
  }): string;
  agentHeads: readonly string[];
  presence: Readonly<Record<Presence, string>>;
  agentIs(name: string, presence: Presence): string;
  clockIs(now: string, offsetMs: number): string;
  moving: string;
  ran(functionNames: string, due: number, called: number): string;
  queuesKeepTime: string;
  noFaults: string;
  faultHeads: readonly string[];
  howOften(fault: { times?: number; rate?: number }): string;
  switchHeads: readonly string[];
  callHeads: readonly string[];
  noAnswer: string;
  noCalls: string;
  noLog: string;
  resetQuestion: string;
  reset: string;
  rebuilt: string;
}

const minuteMs = 60_000;

/** Such as "1 d 3 h"; what is less than a minute is nothing. */
const spanText = (ms: number): string => {
  const minutes = Math.round(ms / minuteMs);
  const parts = [
    [Math.floor(minutes / 1_440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
};

const isMoved = (offsetMs: number): boolean => Math.round(offsetMs / minuteMs) > 0;

export const localWords: Readonly<Record<Language, LocalWords>> = {
  en: {
    sessionsHead: ({ account, shown, total, now }) =>
      `${shown === total ? total : `${shown} of ${total}`} sessions of account ${account}, by the local clock ${now}`,
    sessionHeads: ["SESSION", "CONTACT", "STATUS", "DEPARTMENT", "AGENT", "WHO WAITS", "FOR"],
    waits: { contact: "the contact", us: "the team" },
    said: ({ as, contact, id, status, department, begun }) =>
      `Said as ${as}${begun ? ", and a session began" : ""}: ${contact}, session ${id}, ${status}${department === undefined ? "" : `, ${department}`}`,
    agentHeads: ["AGENT", "DEPARTMENTS", "PRESENCE", "E-MAIL"],
    presence: { away: "away", back: "there" },
    agentIs: (name, presence) =>
      `${name} is ${presence === "away" ? "away" : "back"}; functions see it within a minute.`,
    clockIs: (now, offsetMs) =>
      isMoved(offsetMs)
        ? `It is ${now} here, ${spanText(offsetMs)} ahead of this machine.`
        : `It is ${now} here, as on this machine.`,
    moving: "moving the clock",
    ran: (functionNames, due, called) =>
      `Due ${due === 1 ? "once" : `${due} times`} in that time, and called ${called === 1 ? "once" : `${called} times`}: ${functionNames}.`,
    queuesKeepTime: "Queues keep this machine's time: what waits in one waits as long as before.",
    noFaults: "Nothing is made to fail.",
    faultHeads: ["WHO", "FAILS BY", "ON", "HOW OFTEN"],
    howOften: ({ times, rate }) =>
      [
        times === undefined ? "until off" : `${times} more`,
        ...(rate === undefined ? [] : [`${Math.round(rate * 100)}% of calls`]),
      ].join(", "),
    switchHeads: ["SWITCH", "NOW", "ELSE", "NOT KNOWN OF WTS"],
    callHeads: ["TIME", "METHOD", "PATH", "STATUS", "TOOK"],
    noAnswer: "no answer",
    noCalls: "WTS was asked for nothing like that here.",
    noLog: "No function has printed anything like that here.",
    resetQuestion:
      "Make everything here as it was just after `npm start`: conversations, records, queues, faults, switches, clock?",
    reset: "Everything is as just after `npm start`, and the clock is this machine's.",
    rebuilt: "What runs here is built with the configuration as it is now; everything else is as it was.",
  },
  "pt-BR": {
    sessionsHead: ({ account, shown, total, now }) =>
      `${shown === total ? total : `${shown} de ${total}`} atendimentos da conta ${account}, pelo relógio local ${now}`,
    sessionHeads: ["ATENDIMENTO", "CLIENTE", "SITUAÇÃO", "DEPARTAMENTO", "ATENDENTE", "QUEM ESPERA", "HÁ"],
    waits: { contact: "o cliente", us: "a equipe" },
    said: ({ as, contact, id, status, department, begun }) =>
      `Mensagem enviada ${speakerInPortuguese[as]}${begun ? "; começou um atendimento" : ""}: ${contact}, atendimento ${id}, ${status}${department === undefined ? "" : `, ${department}`}`,
    agentHeads: ["ATENDENTE", "DEPARTAMENTOS", "PRESENÇA", "E-MAIL"],
    presence: { away: "ausente", back: "disponível" },
    agentIs: (name, presence) =>
      `${name} ${presence === "away" ? "ficou ausente" : "voltou"}; as funções percebem em até um minuto.`,
    clockIs: (now, offsetMs) =>
      isMoved(offsetMs)
        ? `Aqui são ${now}, ${spanText(offsetMs)} à frente desta máquina.`
        : `Aqui são ${now}, como nesta máquina.`,
    moving: "adiantando o relógio",
    ran: (functionNames, due, called) =>
      `${due === 1 ? "Prevista uma vez" : `Previstas ${due} vezes`} nesse tempo, ${called === 1 ? "uma chamada" : `${called} chamadas`} de cada: ${functionNames}.`,
    queuesKeepTime: "As filas seguem a hora desta máquina: o que espera numa delas espera o mesmo que antes.",
    noFaults: "Nada está falhando de propósito.",
    faultHeads: ["QUEM", "FALHA COM", "EM", "QUANTAS VEZES"],
    howOften: ({ times, rate }) =>
      [
        times === undefined ? "até desligar" : `mais ${times}`,
        ...(rate === undefined ? [] : [`${Math.round(rate * 100)}% das chamadas`]),
      ].join(", "),
    switchHeads: ["OPÇÃO", "AGORA", "OUTRAS", "O QUE NÃO SE SABE DO WTS"],
    callHeads: ["HORA", "MÉTODO", "CAMINHO", "RESPOSTA", "LEVOU"],
    noAnswer: "sem resposta",
    noCalls: "Nada disso foi pedido ao WTS aqui.",
    noLog: "Nenhuma função escreveu nada disso aqui.",
    resetQuestion:
      "Deixar tudo aqui como logo depois de `npm start`: conversas, registros, filas, falhas, opções e relógio?",
    reset: "Está tudo como logo depois de `npm start`, e o relógio é o desta máquina.",
    rebuilt: "O que roda aqui já segue a configuração de agora; todo o resto ficou como estava.",
  },
};

const speakerInPortuguese: Readonly<Record<Speaker, string>> = {
  contact: "como o cliente",
  agent: "como o atendente",
  bot: "como o robô",
  campaign: "como campanha",
};
