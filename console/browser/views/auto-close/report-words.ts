// The words of the report: what became of what was done.
import type { Wording } from "../../words/use-words.ts";

interface ReportWords {
  intro(runs: number): string;
  days: string;
  lastDays(days: number): string;
  none: string;
  closed: string;
  closedHeads: {
    closed: string;
    within1h: string;
    within24h: string;
    later: string;
    atOnce: string;
    undone: string;
    notKnown: string;
  };
  warned: string;
  warnedHeads: { warned: string; unanswered: string; answered: string; notKnown: string };
  would: string;
  wouldHeads: { would: string; within1h: string; within24h: string; later: string; idle: string };
  moves: string;
  movesHeads: { by: string; moved: string; within1h: string; within24h: string; notKnown: string; again: string };
  person: string;
}

export const reportWords: Wording<ReportWords> = {
  en: {
    intro: (runs) =>
      `What became of sessions after they were closed, warned or moved, by the records of ${runs === 1 ? "one run" : `${runs} runs`}. WTS is not asked: what no record shows is not known.`,
    days: "Time",
    lastDays: (days) => `the last ${days} days`,
    none: "Nothing was closed, warned or moved in this time.",
    closed: "Closed, and what came after",
    closedHeads: {
      closed: "Closed",
      within1h: "Wrote again within the hour",
      within24h: "within a day",
      later: "later",
      atOnce: "Wrote at once, given back",
      undone: "Undone",
      notKnown: "Not known",
    },
    warned: "Warned, and what came after",
    warnedHeads: { warned: "Warned", unanswered: "Closed unanswered", answered: "Answered", notKnown: "Not known" },
    would: "Only said, and what came after",
    wouldHeads: {
      would: "Said",
      within1h: "Went on within the hour",
      within24h: "within a day",
      later: "later",
      idle: "Still idle",
    },
    moves: "Moved, and what came after",
    movesHeads: {
      by: "By",
      moved: "Moved",
      within1h: "Answered within the hour",
      within24h: "within a day",
      notKnown: "Not known",
      again: "Moved again by",
    },
    person:
      "Nobody knows how many sessions a person closed before it was a policy's turn: no record says who closed what we did not close.",
  },
  "pt-BR": {
    intro: (runs) =>
      `O que aconteceu com os atendimentos depois de encerrados, avisados ou transferidos, pelos registros de ${runs === 1 ? "uma execução" : `${runs} execuções`}. O WTS não é consultado: o que nenhum registro mostra fica como não sabido.`,
    days: "Período",
    lastDays: (days) => `os últimos ${days} dias`,
    none: "Nada foi encerrado, avisado ou transferido neste período.",
    closed: "Encerrados, e o que veio depois",
    closedHeads: {
      closed: "Encerrados",
      within1h: "Escreveu de novo em 1 hora",
      within24h: "em um dia",
      later: "depois",
      atOnce: "Escreveu na mesma hora, devolvido",
      undone: "Desfeitos",
      notKnown: "Não sabido",
    },
    warned: "Avisados, e o que veio depois",
    warnedHeads: {
      warned: "Avisados",
      unanswered: "Encerrados sem resposta",
      answered: "Responderam",
      notKnown: "Não sabido",
    },
    would: "Só ditos, e o que veio depois",
    wouldHeads: {
      would: "Ditos",
      within1h: "Seguiu em 1 hora",
      within24h: "em um dia",
      later: "depois",
      idle: "Ainda parado",
    },
    moves: "Transferidos, e o que veio depois",
    movesHeads: {
      by: "Por",
      moved: "Transferidos",
      within1h: "Respondidos em 1 hora",
      within24h: "em um dia",
      notKnown: "Não sabido",
      again: "Transferido de novo por",
    },
    person:
      "Não se sabe quantos atendimentos uma pessoa encerrou antes da vez da regra: nenhum registro diz quem encerrou o que nós não encerramos.",
  },
};
