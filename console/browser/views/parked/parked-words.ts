// The words of the view of what is parked.
import type { Wording } from "../../words/use-words.ts";

interface ParkedWords {
  intro: string;
  empty: string;
  heads: { what: string; reason: string; at: string; source: string; session: string; actions: string };
  caption: string;
  replay: string;
  discard: string;
  replayTitle: string;
  discardTitle: string;
  why: string;
  whyHint: string;
  replayed: string;
  discarded: string;
  showContent: string;
}

export const parkedWords: Wording<ParkedWords> = {
  en: {
    intro: "What could not be applied waits here until somebody has looked. Nothing is lost meanwhile.",
    empty: "Nothing is parked. What could not be applied would wait here.",
    heads: { what: "What", reason: "Why", at: "When", source: "From", session: "Session", actions: "Do" },
    caption: "What is parked, the newest first",
    replay: "Replay",
    discard: "Discard",
    replayTitle: "Do it again?",
    discardTitle: "Take it away without doing it?",
    why: "Why",
    whyHint: "Whoever looks for it later reads this.",
    replayed: "It is being done again.",
    discarded: "It was taken away.",
    showContent: "What came",
  },
  "pt-BR": {
    intro: "O que não pôde ser aplicado espera aqui até alguém olhar. Enquanto isso, nada se perde.",
    empty: "Nada está retido. O que não pudesse ser aplicado esperaria aqui.",
    heads: { what: "O quê", reason: "Por quê", at: "Quando", source: "De", session: "Atendimento", actions: "Fazer" },
    caption: "O que está retido, o mais novo primeiro",
    replay: "Reprocessar",
    discard: "Descartar",
    replayTitle: "Fazer de novo?",
    discardTitle: "Tirar daqui sem fazer?",
    why: "Por quê",
    whyHint: "Quem procurar depois lê isto.",
    replayed: "Está sendo feito de novo.",
    discarded: "Foi tirado daqui.",
    showContent: "O que chegou",
  },
};
