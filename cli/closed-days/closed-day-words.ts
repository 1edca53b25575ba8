// The words of `closed-day`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface ClosedDayWords {
  everybody: string;
  setAt(who: string, when: string): string;
  none(about: { account: string; place: string; today: string }): string;
  listed(about: { account: string; place: string; timeZone: string }): string;
  heads: readonly string[];
  closed(about: { day: string; whom: string; account: string; place: string; setBy: string }): string;
  wouldClose(about: { day: string; whom: string; account: string; place: string }): string;
  takesPlaceOf(day: string, set: string): string;
  meaning: string;
  withoutHours(policy: string): string;
  takesBack(command: string): string;
  openAgain(about: { day: string; whom: string; account: string; place: string; set: string }): string;
  wouldOpen(about: { day: string; whom: string; account: string; place: string; set: string }): string;
}

export const closedDayWords: Readonly<Record<Language, ClosedDayWords>> = {
  en: {
    everybody: "everybody",
    setAt: (who, when) => `${who} at ${when}`,
    none: ({ account, place, today }) => `No closed day of account ${account} in ${place} from ${today} on.`,
    listed: ({ account, place, timeZone }) =>
      `Closed days of account ${account} in ${place}; times are those of ${timeZone}`,
    heads: ["CLOSED", "FOR", "REASON", "SET BY", "SET AT"],
    closed: ({ day, whom, account, place, setBy }) =>
      `Closed: ${day}, for ${whom}, in account ${account} of ${place}; set by ${setBy}.`,
    wouldClose: ({ day, whom, account, place }) =>
      `Would close: ${day}, for ${whom}, in account ${account} of ${place}; nothing was written.`,
    takesPlaceOf: (day, set) => `It takes the place of ${day}, which was set by ${set}.`,
    meaning:
      "Within a minute no business time passes then, and policies with hours neither warn nor say goodbye, each in the zone of its hours.",
    withoutHours: (policy) => `Policy ${policy} has no hours, so it does not obey any closed day.`,
    takesBack: (command) => `\`${command}\` takes it back.`,
    openAgain: ({ day, whom, account, place, set }) =>
      `Open again: ${day}, for ${whom}, in account ${account} of ${place}, within a minute. It had been set by ${set}.`,
    wouldOpen: ({ day, whom, account, place, set }) =>
      `Would open again: ${day}, for ${whom}, in account ${account} of ${place}; it was set by ${set}. Nothing was written.`,
  },
  "pt-BR": {
    everybody: "todos",
    setAt: (who, when) => `${who} em ${when}`,
    none: ({ account, place, today }) => `Nenhum dia fechado na conta ${account} (${place}) a partir de ${today}.`,
    listed: ({ account, place, timeZone }) => `Dias fechados da conta ${account}, ${place}; horários de ${timeZone}`,
    heads: ["FECHADO", "PARA", "MOTIVO", "DEFINIDO POR", "DEFINIDO EM"],
    closed: ({ day, whom, account, place, setBy }) =>
      `Fechado: ${day}, para ${whom}, na conta ${account} (${place}); definido por ${setBy}.`,
    wouldClose: ({ day, whom, account, place }) =>
      `Fecharia: ${day}, para ${whom}, na conta ${account} (${place}); nada foi gravado.`,
    takesPlaceOf: (day, set) => `Fica no lugar de ${day}, definido por ${set}.`,
    meaning:
      "Em até um minuto, o tempo útil para de contar nesse período, e as regras com horário não avisam nem se despedem, cada uma no fuso do seu horário.",
    withoutHours: (policy) => `A regra ${policy} não tem horário e por isso não obedece a nenhum dia fechado.`,
    takesBack: (command) => `\`${command}\` desfaz isto.`,
    openAgain: ({ day, whom, account, place, set }) =>
      `Aberto de novo: ${day}, para ${whom}, na conta ${account} (${place}), em até um minuto. Tinha sido definido por ${set}.`,
    wouldOpen: ({ day, whom, account, place, set }) =>
      `Abriria de novo: ${day}, para ${whom}, na conta ${account} (${place}); definido por ${set}. Nada foi gravado.`,
  },
};
