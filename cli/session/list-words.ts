// The words of `session list`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { ListReason } from "./list-reasons.ts";
import type { PendingKind } from "./read-candidates.ts";

interface ListWords {
  title(about: { account: string; place: string; shown: number; total: number }): string;
  none(about: { account: string; place: string }): string;
  heads: readonly string[];
  reason: Readonly<Record<Exclude<ListReason, "parked" | "waiting" | "held">, string>>;
  parked(count: number, code: string): string;
  pending: Readonly<Record<PendingKind, string>>;
  held(until: string, by: string, why: string): string;
  waits: Readonly<Record<"contact" | "us", (since: string) => string>>;
  looks(policy: string): string;
  follows: Readonly<Record<"close" | "warn", (until: string, policy: string) => string>>;
  gone: string;
  queued(count: number): string;
  notAsked(why: string): string;
  beyondCalls(count: number): string;
  oldest(looked: number, total: number): string;
  notWhole: string;
  calls(count: number): string;
}

export const listWords: Readonly<Record<Language, ListWords>> = {
  en: {
    title: ({ account, place, shown, total }) =>
      `Sessions of account ${account} in ${place} that were acted on, are due, held or wait for something of ours: ${shown} of ${total}.`,
    none: ({ account, place }) =>
      `No session of account ${account} in ${place} was acted on lately, is due, held or waits for something of ours.`,
    heads: ["SESSION", "WHY", "STATUS", "WHERE", "CONTACT", "WAITS", "LAST", "NEXT"],
    reason: { due: "due", acted: "acted on" },
    parked: (count, code) => `parked: ${code}${count === 1 ? "" : ` (${count})`}`,
    pending: {
      work: "a command is at work",
      message: "a message is on its way",
      outcome: "an outcome is still to be published",
      warning: "was warned, waits for the close",
    },
    held: (until, by, why) => `held until ${until} (${by})${why}`,
    waits: { contact: (since) => `contact, since ${since}`, us: (since) => `us, since ${since}` },
    looks: (policy) => `due by policy ${policy}; a run reads first who wrote last`,
    follows: {
      close: (until, policy) => `policy ${policy} closes it from ${until} on, unless somebody writes`,
      warn: (until, policy) => `policy ${policy} warns the contact from ${until} on, unless somebody writes`,
    },
    gone: "not at WTS",
    queued: (count) =>
      `Some ${count} commands wait in the queue; which sessions they are about is not known before they are worked on.`,
    notAsked: (why) => `WTS was not asked: ${why}`,
    beyondCalls: (count) => `Of ${count} of them WTS was not asked: that would take more calls.`,
    oldest: (looked, total) =>
      `What is due was looked for among the ${looked} oldest of ${total} open sessions; \`auto-close --dry-run\` asks about all.`,
    notWhole: "More was done of late than is looked through here: `deliveries list` has all.",
    calls: (count) => `${count} ${count === 1 ? "call" : "calls"} of WTS.`,
  },
  "pt-BR": {
    title: ({ account, place, shown, total }) =>
      `Atendimentos da conta ${account}, ${place}, em que algo foi feito, ou que estão com o prazo vencido, em espera ou aguardando algo nosso: ${shown} de ${total}.`,
    none: ({ account, place }) =>
      `Em nenhum atendimento da conta ${account}, ${place}, algo foi feito há pouco, e nenhum está com o prazo vencido, em espera ou aguardando algo nosso.`,
    heads: ["ATENDIMENTO", "MOTIVO", "SITUAÇÃO", "ONDE", "CLIENTE", "QUEM ESPERA", "ÚLTIMO", "DEPOIS"],
    reason: { due: "prazo vencido", acted: "algo foi feito" },
    parked: (count, code) => `retido: ${code}${count === 1 ? "" : ` (${count})`}`,
    pending: {
      work: "um comando está em andamento",
      message: "uma mensagem está a caminho",
      outcome: "um resultado ainda vai ser publicado",
      warning: "avisado, aguarda o encerramento",
    },
    held: (until, by, why) => `em espera até ${until} (${by})${why}`,
    waits: { contact: (since) => `cliente, desde ${since}`, us: (since) => `nós, desde ${since}` },
    looks: (policy) => `prazo da regra ${policy} vencido; a execução lê antes quem escreveu por último`,
    follows: {
      close: (until, policy) => `a regra ${policy} encerra a partir de ${until}, se ninguém escrever`,
      warn: (until, policy) => `a regra ${policy} avisa o cliente a partir de ${until}, se ninguém escrever`,
    },
    gone: "não está no WTS",
    queued: (count) =>
      `Cerca de ${count} comandos aguardam na fila; de quais atendimentos são só se sabe quando forem aplicados.`,
    notAsked: (why) => `O WTS não foi consultado: ${why}`,
    beyondCalls: (count) => `Sobre ${count} deles o WTS não foi consultado: seriam chamadas demais.`,
    oldest: (looked, total) =>
      `O que está com o prazo vencido foi procurado entre os ${looked} mais antigos de ${total} atendimentos abertos; \`auto-close --dry-run\` olha todos.`,
    notWhole: "Foi feito mais do que se olha aqui: `deliveries list` tem tudo.",
    calls: (count) => `${count} ${count === 1 ? "chamada" : "chamadas"} ao WTS.`,
  },
};
