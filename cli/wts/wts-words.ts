// The words of `wts subscribe`, `wts subscriptions` and `wts unsubscribe`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface WtsWords {
  wish(given: { name: string; account: string; place: string; address: string; events: readonly string[] }): string;
  create: { would: string; done: string };
  keep: string;
  change: { would: string; done: string };
  newAddress: string;
  newEvents(added: readonly string[], removed: readonly string[]): string;
  switchedOn: string;
  notOffered(events: readonly string[]): string;
  others(count: number): string;
  other(command: string): string;
  nothingWritten: string;
  none(account: string): string;
  listOf(account: string, place: string): string;
  heads: readonly string[];
  on: string;
  off: string;
  ours(source: string): string;
  notOurs: string;
  missing(source: string, command: string): string;
  noneOfOurs(account: string, place: string): string;
  askRemoval(address: string): string;
  removed(address: string): string;
}

const list = (events: readonly string[]): string => events.join(", ");

export const wtsWords: Readonly<Record<Language, WtsWords>> = {
  en: {
    wish: ({ name, account, place, address, events }) =>
      `WTS (account ${account}) is to tell the source ${name} of ${place} at ${address} of ${list(events)}.`,
    create: { would: "It would be subscribed.", done: "Subscribed." },
    keep: "It is subscribed already: nothing was changed.",
    change: { would: "The subscription would be changed:", done: "The subscription was changed:" },
    newAddress: "the address has the source's secret of now",
    newEvents: (added, removed) =>
      [
        ...(added.length === 0 ? [] : [`it tells of ${list(added)} as well`]),
        ...(removed.length === 0 ? [] : [`it no longer tells of ${list(removed)}`]),
      ].join(", and "),
    switchedOn: "it is switched on again",
    notOffered: (events) => `WTS does not offer ${list(events)} in this account: they are left out.`,
    others: (count) =>
      `There ${count === 1 ? "is 1 more" : `are ${count} more`} of this source: with each, WTS tells everything once more.`,
    other: (command) => `\`${command}\` takes it away`,
    nothingWritten: "Nothing was written.",
    none: (account) => `WTS (account ${account}) tells nobody of anything: there is no subscription.`,
    listOf: (account, place) => `Whom WTS tells of events of account ${account}, beside ${place}`,
    heads: ["ID", "NAME", "ADDRESS", "STATE", "WHOSE", "EVENTS"],
    on: "on",
    off: "off",
    ours: (source) => `ours: ${source}`,
    notOurs: "another's",
    missing: (source, command) => `WTS does not tell the source ${source} as it should: \`${command}\``,
    noneOfOurs: (account, place) =>
      `WTS (account ${account}) tells ${place} of nothing: there is no subscription to take away.`,
    askRemoval: (address) => `Take the subscription of ${address} away? WTS tells it of nothing more`,
    removed: (address) => `Taken away: ${address}`,
  },
  "pt-BR": {
    wish: ({ name, account, place, address, events }) =>
      `O WTS (conta ${account}) deve avisar a fonte ${name} (${place}), em ${address}, de ${list(events)}.`,
    create: { would: "O webhook seria cadastrado.", done: "Webhook cadastrado." },
    keep: "Já está cadastrado: nada foi alterado.",
    change: { would: "O webhook seria alterado:", done: "O webhook foi alterado:" },
    newAddress: "o endereço leva o segredo atual da fonte",
    newEvents: (added, removed) =>
      [
        ...(added.length === 0 ? [] : [`passa a avisar também de ${list(added)}`]),
        ...(removed.length === 0 ? [] : [`deixa de avisar de ${list(removed)}`]),
      ].join(" e "),
    switchedOn: "volta a ficar ligado",
    notOffered: (events) => `O WTS não oferece ${list(events)} nesta conta: ficam de fora.`,
    others: (count) =>
      `Há mais ${count === 1 ? "1 webhook desta fonte: com ele" : `${count} webhooks desta fonte: com cada um`}, o WTS avisa tudo mais uma vez.`,
    other: (command) => `\`${command}\` retira`,
    nothingWritten: "Nada foi gravado.",
    none: (account) => `O WTS (conta ${account}) não avisa ninguém: não há webhook cadastrado.`,
    listOf: (account, place) => `Quem o WTS avisa do que acontece na conta ${account} (visto de: ${place})`,
    heads: ["ID", "NOME", "ENDEREÇO", "SITUAÇÃO", "DE QUEM", "EVENTOS"],
    on: "ligado",
    off: "desligado",
    ours: (source) => `nosso: ${source}`,
    notOurs: "de terceiros",
    missing: (source, command) => `O WTS não avisa a fonte ${source} como deveria: \`${command}\``,
    noneOfOurs: (account, place) => `O WTS (conta ${account}) não avisa ${place} de nada: não há webhook a retirar.`,
    askRemoval: (address) => `Retirar o webhook de ${address}? O WTS não avisa mais nada lá`,
    removed: (address) => `Retirado: ${address}`,
  },
};
