// The words of `try`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface TryWords {
  askKey(host: string): string;
  refused(host: string): string;
  lacksSessions(host: string): string;
  denied(host: string): string;
  notWts(host: string, why: string): string;
  noAnswer(host: string, why: string): string;
  rateLimit(host: string): string;
  good(about: { host: string; version: string }): string;
  made(calls: number, most: number): string;
  pausedMeanwhile: string;
  lateMeanwhile(seconds: number): string;
  /** Beside the bar that shows how many of the calls are made. */
  calling: string;
  sessions(about: { total: number | undefined; read: number; isWhole: boolean }): string;
  waiting(count: number): string;
  waitingHeads: readonly string[];
  more(count: number): string;
  nobodyWaits: string;
  closes(about: { days: number; count: number }): string;
  closesHeads: readonly string[];
  answeredBy: Readonly<Record<"person" | "automatic", string>>;
  noDepartment: string;
  closesNobody(days: number): string;
  courtesy(count: number): string;
  courtesyNone: string;
  unread(count: number): string;
  stays(count: number): string;
  stayHeads: readonly string[];
  notIdleYet(days: number): string;
  routing(about: { count: number; away: number }): string;
  routingHeads: readonly string[];
  routingNone: string;
  peopleUnknown: string;
  stayPut: string;
  queueOf(department: string): string;
  next: readonly string[];
}

const sessionCount = { en: ["session", "sessions"], "pt-BR": ["atendimento", "atendimentos"] } as const;

const counted = (count: number, language: Language): string =>
  `${count} ${sessionCount[language][count === 1 ? 0 : 1]}`;

export const tryWords: Readonly<Record<Language, TryWords>> = {
  en: {
    askKey: (host) => `API key of WTS Chat at ${host} (it is not shown, and kept nowhere): `,
    refused: (host) =>
      `${host} refuses this key: copy it again in WTS (Ajustes, Integrações, Integração via API), whole and without spaces; with a white label, say its own API host with --base-url`,
    lacksSessions: (host) =>
      `${host} takes this key, but not for sessions: give it access to sessions and messages in WTS (Ajustes, Integrações, Integração via API), or make another`,
    denied: (host) =>
      `${host} refuses access for now (403): try again in a quarter of an hour; if it goes on, ask WTS's support whether this account may use the API`,
    notWts: (host, why) =>
      `what answers at ${host} is not WTS Chat's API (${why}): --base-url is to name the API's host, such as https://api.wts.chat, and not the address of the chat`,
    noAnswer: (host, why) => `${host} does not answer (${why}): check the network and the host, and try again`,
    rateLimit: (host) =>
      `${host} says that the account has used up its rate limit (429), so nothing more was asked: try again in five minutes`,
    good: ({ host, version }) => `The key is good: ${host} shows sessions to it, by version ${version} of the API.`,
    made: (calls, most) => `${calls} calls of at most ${most} were made. All of them only read; nothing was changed.`,
    pausedMeanwhile:
      "WTS asked for a pause (429) in the middle, so the rest was not looked at: something else uses up the account's rate.",
    lateMeanwhile: (seconds) =>
      `WTS is slow: the rest was not looked at, since ${seconds} seconds were over. Try again at another hour.`,
    calling: "Calls of WTS",
    sessions: ({ total, read, isWhole }) =>
      isWhole
        ? `${counted(read, "en")} open.`
        : `${total === undefined ? "More sessions than were read are" : `${counted(total, "en")}`} open; what follows is about the ${read} that were begun first.`,
    waiting: (count) => `Who waits for an answer: ${counted(count, "en")}, the longest wait first`,
    waitingHeads: ["waits", "since", "protocol", "contact", "department", "person"],
    more: (count) => `… and ${count} more; --show says how many are listed`,
    nobodyWaits: "Nobody waits for an answer.",
    closes: ({ days, count }) =>
      `A policy that closes after ${days} days without a reply would close ${counted(count, "en")} now:`,
    closesHeads: ["silent for", "since", "protocol", "contact", "department", "answered by"],
    answeredBy: { person: "a person", automatic: "only a bot or the API" },
    noDepartment: "it is in no department",
    closesNobody: (days) => `A policy that closes after ${days} days without a reply would close nothing now.`,
    courtesy: (count) =>
      `With courtesyReplies, where nobody waits after "obrigado" or a thumb, ${counted(count, "en")} more:`,
    courtesyNone: "courtesyReplies, by which nobody waits after thanks, would change nothing of that.",
    unread: (count) =>
      `${counted(count, "en")} more may be due by the times; who wrote last stands in their messages, which were not read.`,
    stays: (count) => `It would leave ${counted(count, "en")}:`,
    stayHeads: ["sessions", "why", "the first is due"],
    notIdleYet: (days) => `somebody wrote within the last ${days} days`,
    routing: ({ count, away }) =>
      `Who would get them: ${counted(count, "en")} wait with nobody${away > 0 ? ` or with somebody who is away (${away})` : ""}. By the plainest rule, to whoever of the department has the fewest open sessions:`,
    routingHeads: ["waits", "protocol", "contact", "department", "would go to", "why"],
    routingNone: "Everybody who waits has somebody who is there.",
    peopleUnknown:
      "Who would get them was not looked at: WTS did not show who works in which department, or was not asked.",
    stayPut: "stays",
    queueOf: (department) => `queue of ${department}`,
    next: [
      "What next:",
      "  npm run hooks -- init my-hooks     a folder of your own, with a configuration to begin with",
      "  npm start                          everything on this machine, with an invented account",
    ],
  },
  "pt-BR": {
    askKey: (host) => `Chave de API do WTS Chat em ${host} (não aparece na tela e não fica guardada): `,
    refused: (host) =>
      `${host} recusa esta chave: copie de novo no WTS (Ajustes, Integrações, Integração via API), inteira e sem espaços; se você usa uma white label, informe o host da API dela com --base-url`,
    lacksSessions: (host) =>
      `${host} aceita esta chave, mas não para atendimentos: dê a ela acesso a atendimentos e mensagens no WTS (Ajustes, Integrações, Integração via API), ou crie outra`,
    denied: (host) =>
      `${host} está negando o acesso (403): tente de novo em quinze minutos; se continuar, pergunte ao suporte do WTS se esta conta pode usar a API`,
    notWts: (host, why) =>
      `o que responde em ${host} não é a API do WTS Chat (${why}): --base-url deve ser o host da API, como https://api.wts.chat, e não o endereço do chat`,
    noAnswer: (host, why) => `${host} não responde (${why}): confira a rede e o host e tente de novo`,
    rateLimit: (host) =>
      `${host} diz que a conta esgotou o limite de chamadas (429), por isso paramos de perguntar: tente de novo em cinco minutos`,
    good: ({ host, version }) => `A chave funciona: ${host} mostra os atendimentos, pela versão ${version} da API.`,
    made: (calls, most) => `Foram ${calls} chamadas, de no máximo ${most}. Todas só leem; nada foi alterado.`,
    pausedMeanwhile:
      "O WTS pediu uma pausa (429) no meio, por isso o resto não foi olhado: alguma outra integração está usando o limite da conta.",
    lateMeanwhile: (seconds) =>
      `O WTS está lento: o resto não foi olhado, porque passaram ${seconds} segundos. Tente de novo em outro horário.`,
    calling: "Chamadas ao WTS",
    sessions: ({ total, read, isWhole }) =>
      isWhole
        ? `${counted(read, "pt-BR")} em aberto.`
        : `${total === undefined ? "Há mais atendimentos em aberto do que foi possível ler" : `${counted(total, "pt-BR")} em aberto`}; o que segue vale para os ${read} que começaram primeiro.`,
    waiting: (count) => `Quem espera resposta: ${counted(count, "pt-BR")}, o que espera há mais tempo primeiro`,
    waitingHeads: ["espera há", "desde", "protocolo", "cliente", "departamento", "atendente"],
    more: (count) => `… e mais ${count}; --show diz quantos aparecem`,
    nobodyWaits: "Ninguém espera resposta.",
    closes: ({ days, count }) =>
      `Uma regra que encerra depois de ${days} dias sem retorno do cliente encerraria agora ${counted(count, "pt-BR")}:`,
    closesHeads: ["parado há", "desde", "protocolo", "cliente", "departamento", "quem respondeu"],
    answeredBy: { person: "uma pessoa", automatic: "só o robô ou a API" },
    noDepartment: "não está em nenhum departamento",
    closesNobody: (days) =>
      `Uma regra que encerra depois de ${days} dias sem retorno do cliente não encerraria nada agora.`,
    courtesy: (count) =>
      `Com courtesyReplies, em que ninguém espera depois de "obrigado" ou de um joinha, mais ${counted(count, "pt-BR")}:`,
    courtesyNone: "courtesyReplies, em que ninguém espera depois de um obrigado, não mudaria nada disso.",
    unread: (count) =>
      `Mais ${counted(count, "pt-BR")} podem estar com o prazo vencido; quem escreveu por último está nas mensagens, que não foram lidas.`,
    stays: (count) => `Ela deixaria ${counted(count, "pt-BR")}:`,
    stayHeads: ["atendimentos", "por quê", "o primeiro vence em"],
    notIdleYet: (days) => `alguém escreveu nos últimos ${days} dias`,
    routing: ({ count, away }) =>
      `Para quem iriam: ${counted(count, "pt-BR")} esperam sem atendente${away > 0 ? ` ou com alguém ausente (${away})` : ""}. Pela regra mais simples, para quem do departamento tem menos atendimentos abertos:`,
    routingHeads: ["espera há", "protocolo", "cliente", "departamento", "iria para", "por quê"],
    routingNone: "Todo mundo que espera tem um atendente presente.",
    peopleUnknown:
      "Não vimos para quem iriam: o WTS não mostrou quem trabalha em qual departamento, ou não foi consultado.",
    stayPut: "fica onde está",
    queueOf: (department) => `fila de ${department}`,
    next: [
      "E agora:",
      "  npm run hooks -- init minha-pasta  cria uma pasta sua, com uma configuração para começar",
      "  npm start                          roda tudo nesta máquina, com uma conta inventada",
    ],
  },
};
