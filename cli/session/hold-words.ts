// The words of `session hold`, `session release` and `holds list`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

const forms =
  "'amanhã 09:00', 'segunda 9h', 'depois de amanhã', '30/11 14:00', 'em 3 dias', '2 dias úteis', 'em 2 horas', 'hoje 18:00'";

interface HoldWords {
  notUnderstood(until: string): string;
  about(session: { sessionId: string; account: string; place: string }): string;
  nothingHolds(about: string): string;
  release(about: string, until: string | undefined): string;
  hold(about: string, until: string, timeZone: string, before: string | undefined): string;
  nothingWritten: string;
  askRelease: string;
  askHold: string;
  released: string;
  held(undo: string): string;
  noneHeld(account: string, place: string): string;
  heldOf(account: string, place: string, timeZone: string): string;
  heads: readonly string[];
  tag(name: string): string;
}

export const holdWords: Readonly<Record<Language, HoldWords>> = {
  en: {
    notUnderstood: (until) => `--until '${until}' is not understood: write ${forms}, or the same in English`,
    about: ({ sessionId, account, place }) => `the session ${sessionId} of account ${account} in ${place}`,
    nothingHolds: (about) => `Nothing holds ${about}.`,
    release: (about, until) => `Release ${about}${until === undefined ? "" : `; until now it is held until ${until}`}.`,
    hold: (about, until, timeZone, before) =>
      `Hold ${about} until ${until} (${timeZone})${before === undefined ? "" : `; until now it is held until ${before}`}.`,
    nothingWritten: "Nothing was written.",
    askRelease: "Release it?",
    askHold: "Hold it until then?",
    released: "Released.",
    held: (undo) => `Held; \`${undo}\` takes it back.`,
    noneHeld: (account, place) => `No session of account ${account} in ${place} is held.`,
    heldOf: (account, place, timeZone) =>
      `Held sessions of account ${account} in ${place}; times are those of ${timeZone}`,
    heads: ["SESSION", "UNTIL", "WHY", "SET BY", "SET AT"],
    tag: (name) => `tag ${name}`,
  },
  "pt-BR": {
    notUnderstood: (until) => `--until '${until}' não foi entendido: escreva ${forms}, ou o mesmo em inglês`,
    about: ({ sessionId, account, place }) => `o atendimento ${sessionId} da conta ${account}, ${place}`,
    nothingHolds: (about) => `Nenhuma espera segura ${about}.`,
    release: (about, until) =>
      `Retirar a espera: ${about}${until === undefined ? "" : `; até agora, em espera até ${until}`}.`,
    hold: (about, until, timeZone, before) =>
      `Pôr em espera ${about}, até ${until} (${timeZone})${before === undefined ? "" : `; até agora, em espera até ${before}`}.`,
    nothingWritten: "Nada foi gravado.",
    askRelease: "Retirar a espera?",
    askHold: "Pôr em espera até lá?",
    released: "A espera foi retirada.",
    held: (undo) => `Em espera; \`${undo}\` desfaz isto.`,
    noneHeld: (account, place) => `Nenhum atendimento da conta ${account}, ${place}, está em espera.`,
    heldOf: (account, place, timeZone) => `Em espera na conta ${account}, ${place}; horários de ${timeZone}`,
    heads: ["ATENDIMENTO", "ATÉ", "MOTIVO", "DEFINIDA POR", "DEFINIDA EM"],
    tag: (name) => `etiqueta ${name}`,
  },
};
