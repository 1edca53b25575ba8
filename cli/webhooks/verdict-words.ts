// The verdict of `explain`, in every language: the steps above it are for whoever corrects a mapping, this is for everybody.
import type { Language } from "../../lib/core/texts/language.ts";

interface VerdictWords {
  tooLarge: string;
  unverified: string;
  observed(what: "parked" | "notLookedUp" | "taken"): string;
  waitsForLookup: string;
  lookupFailed: string;
  parked: string;
  refused: string;
  nothing: string;
  notLookedUp: string;
  applied: string;
  taken: string;
  lookedUpOnceMore: string;
  parkedAgain: string;
  replayed(about: { doesNothing: boolean; notLookedUp: boolean }): string;
  hidden: string;
}

/** Whoever reads that all is well must not take for checked what nobody has asked. */
const openQuestion = "whether WTS has its sessions and names, nobody was asked (`npm start`, --stage or --key does)";
const openQuestionPt =
  "se o WTS tem os atendimentos e nomes dela, ninguém perguntou (`npm start`, --stage ou --key pergunta)";
const answersWanted =
  "give what its API answers with --answers <file>, or have it asked with --look-up, to see what becomes of it";
const answersWantedPt =
  "informe o que a API dele responde com --answers <file>, ou mande perguntar com --look-up, para ver o resto";

export const verdictWords: Readonly<Record<Language, VerdictWords>> = {
  en: {
    tooLarge: "413: too large, refused",
    unverified: "401: refused, nothing is kept; the other steps show what would follow",
    observed: (what) =>
      `${{ parked: "would be parked", notLookedUp: "not looked up", taken: "taken" }[what]}; the source only observes: it is logged and nothing is done`,
    waitsForLookup: `taken, and looked up by the worker: ${answersWanted}`,
    lookupFailed: "taken, and parked for people unless the sender's API answers otherwise by then",
    parked: "taken, and parked for people: correct the mapping, then `parked replay`",
    refused: "taken, and refused by the worker: correct the mapping, or WTS",
    nothing: "taken, and nothing is done",
    notLookedUp: `not looked up: it would be queued; ${openQuestion}`,
    applied: "taken, and would be applied",
    taken: "taken",
    lookedUpOnceMore: `looked up once more: ${answersWanted}`,
    parkedAgain: "parked again: correct the mapping first",
    replayed: ({ doesNothing, notLookedUp }) =>
      `\`parked replay\` ${doesNothing ? "would do nothing" : "would do this"}, once this mapping is what runs${notLookedUp ? `; not looked up: ${openQuestion}` : ""}`,
    hidden: "Texts, phone numbers and what a mapping says when it throws are hidden; --reveal shows them.",
  },
  "pt-BR": {
    tooLarge: "413: grande demais, recusada",
    unverified: "401: recusada, e nada fica guardado; os outros passos mostram o que viria depois",
    observed: (what) =>
      `${{ parked: "ficaria retida", notLookedUp: "não consultada", taken: "recebida" }[what]}; a fonte só observa: fica no log e nada é feito`,
    waitsForLookup: `recebida, e consultada depois no remetente: ${answersWantedPt}`,
    lookupFailed: "recebida, e retida para alguém olhar, se até lá a API do remetente não responder outra coisa",
    parked: "recebida, e retida para alguém olhar: corrija o mapeamento e depois `parked replay`",
    refused: "recebida, e recusada na hora de aplicar: corrija o mapeamento, ou o WTS",
    nothing: "recebida, e nada é feito",
    notLookedUp: `não consultada: iria para a fila; ${openQuestionPt}`,
    applied: "recebida, e seria aplicada",
    taken: "recebida",
    lookedUpOnceMore: `consultada mais uma vez no remetente: ${answersWantedPt}`,
    parkedAgain: "retida de novo: corrija primeiro o mapeamento",
    replayed: ({ doesNothing, notLookedUp }) =>
      `\`parked replay\` ${doesNothing ? "não faria nada" : "faria isso"}, quando este mapeamento for o que roda${notLookedUp ? `; não consultada: ${openQuestionPt}` : ""}`,
    hidden: "Textos, telefones e o que um mapeamento diz quando falha ficam escondidos; --reveal mostra.",
  },
};
