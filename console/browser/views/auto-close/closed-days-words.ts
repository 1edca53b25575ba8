// The words of closed days.
import type { Wording } from "../../words/use-words.ts";

interface ClosedDaysWords {
  intro: string;
  none: string;
  caption: string;
  past: string;
  heads: { day: string; whom: string; reason: string; setBy: string; actions: string };
  everybody: string;
  wholeDay: string;
  add: string;
  remove: string;
  addTitle: string;
  removeTitle: string;
  date: string;
  from: string;
  to: string;
  timesHint: string;
  department: string;
  departmentHint: string;
  reason: string;
  reasonHint: string;
  wouldClose: string;
  replaces: string;
  withoutHours(policies: string): string;
  meaning: string;
  wouldOpen: string;
  done: { added: string; removed: string };
}

export const closedDaysWords: Wording<ClosedDaysWords> = {
  en: {
    intro:
      "Days on which nobody answers, whatever the hours say: a holiday of the city, a power cut, a training. No business time passes then, and nothing is sent.",
    none: "No closed day is set from today on.",
    caption: "Closed days",
    past: "Show past ones",
    heads: { day: "Day", whom: "For", reason: "Why", setBy: "Set by", actions: "Do" },
    everybody: "everybody",
    wholeDay: "the whole day",
    add: "Close a day …",
    remove: "Open again …",
    addTitle: "Close a day",
    removeTitle: "Open this day again?",
    date: "Day",
    from: "From",
    to: "Until",
    timesHint: "Without times it is the whole day.",
    department: "Department",
    departmentHint: "Its name; empty: everybody",
    reason: "Why",
    reasonHint: "Whoever looks for it later reads this.",
    wouldClose: "This is set:",
    replaces: "It takes the place of what is set for that day:",
    withoutHours: (policies) => `These policies have no hours, so they do not obey it: ${policies}.`,
    meaning: "Policies with hours obey it within a minute.",
    wouldOpen: "This is taken back:",
    done: { added: "The day is closed.", removed: "The day is open again." },
  },
  "pt-BR": {
    intro:
      "Dias em que ninguém atende, seja qual for o horário: feriado da cidade, falta de luz, treinamento. Nesse tempo o tempo útil não conta, e nada é enviado.",
    none: "Nenhum dia fechado de hoje em diante.",
    caption: "Dias fechados",
    past: "Mostrar os que passaram",
    heads: { day: "Dia", whom: "Para", reason: "Por quê", setBy: "Definido por", actions: "Fazer" },
    everybody: "todos",
    wholeDay: "o dia todo",
    add: "Fechar um dia …",
    remove: "Abrir de novo …",
    addTitle: "Fechar um dia",
    removeTitle: "Abrir este dia de novo?",
    date: "Dia",
    from: "De",
    to: "Até",
    timesHint: "Sem horas, é o dia todo.",
    department: "Departamento",
    departmentHint: "O nome; vazio: todos",
    reason: "Por quê",
    reasonHint: "Quem procurar depois lê isto.",
    wouldClose: "Fica assim:",
    replaces: "Fica no lugar do que há para esse dia:",
    withoutHours: (policies) => `Estas regras não têm horário e por isso não obedecem: ${policies}.`,
    meaning: "As regras com horário obedecem em até um minuto.",
    wouldOpen: "Isto é desfeito:",
    done: { added: "O dia está fechado.", removed: "O dia está aberto de novo." },
  },
};
