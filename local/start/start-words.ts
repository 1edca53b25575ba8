// What `npm start` says when it is up, in every language; the requests themselves are the same in all.
import type { Language } from "../../lib/core/texts/language.ts";

export interface StartWords {
  building: string;
  takesNothing(argument: string): string;
  functionsAt(url: string): string;
  standInAt(url: string): string;
  wtsAt(url: string): string;
  consoleAt(address: string): string;
  noConsole(why: string): string;
  consoleLost(why: string): string;
  tells(source: string, events: string): string;
  keysIn(file: string): string;
  builtIn: string;
  tryIt: string;
  isUp: string;
  tokenOf(client: string | undefined, file: string): string;
  preview: string;
  update: string;
  batch: string;
  event: string;
  outcomes: string;
  webhook: string;
  waits: string;
  reached: string;
  stop: string;
}

export const startWords: Readonly<Record<Language, StartWords>> = {
  en: {
    building: "Building and packaging …",
    takesNothing: (argument) =>
      `npm start takes no options, and was given ${argument}: its settings are variables, as in PORT=3001 npm start (docs/reference/config.md)`,
    functionsAt: (url) => `The functions answer at ${url}`,
    standInAt: (url) => `The stand-in for WTS answers at ${url}`,
    wtsAt: (url) => `WTS is ${url}`,
    consoleAt: (address) => `Console, for one browser, once: ${address}`,
    noConsole: (why) => `The console could not be opened, and everything else runs: ${why}`,
    consoleLost: (why) =>
      `The console ended, and everything else runs; \`console\` opens it again${why === "" ? "" : `: ${why}`}`,
    tells: (source, events) => `It tells the source ${source} of ${events}, as WTS does after \`wts subscribe\``,
    keysIn: (file) => `Keys and tokens are in ${file}; an edit counts as a rotation`,
    builtIn: "hooks.config.ts and sources/ are built in; an edit counts after `local rebuild`, or at the next start",
    tryIt: "Try in another terminal:",
    isUp: "is it up?",
    tokenOf: (client, file) =>
      `$TOKEN stands for ${client === undefined ? "a token of a client that may use the account default" : `a token of the client ${client}`} in ${file}`,
    preview: "what an update would change (nothing is sent to WTS but reads)",
    update: "the update itself",
    batch: "several commands at once",
    event: "an update asked for by an event",
    outcomes: "what became of it, and of all the others",
    webhook: "a webhook, signed as its sender signs",
    waits: "who waits, and three hours later",
    reached: "what reached WTS",
    stop: "Ctrl-C stops everything.",
  },
  "pt-BR": {
    building: "Gerando e empacotando …",
    takesNothing: (argument) =>
      `O npm start não tem opções, e recebeu ${argument}: o que se ajusta nele são variáveis, como em PORT=3001 npm start (docs/reference/config.md, em inglês)`,
    functionsAt: (url) => `As funções respondem em ${url}`,
    standInAt: (url) => `O WTS local responde em ${url}`,
    wtsAt: (url) => `O WTS é ${url}`,
    consoleAt: (address) => `Console, para um navegador, uma vez: ${address}`,
    noConsole: (why) => `O console não abriu; todo o resto está no ar: ${why}`,
    consoleLost: (why) =>
      `O console terminou; todo o resto está no ar. Para abrir de novo: \`console\`${why === "" ? "" : ` (${why})`}`,
    tells: (source, events) => `Ele avisa a fonte ${source} de ${events}, como o WTS faz depois de \`wts subscribe\``,
    keysIn: (file) => `Chaves e tokens estão em ${file}; o que você mudar ali vale como uma troca de chave`,
    builtIn:
      "O hooks.config.ts, sources/ e policies/ já entraram; o que você mudar vale depois de `local rebuild`, ou no próximo npm start",
    tryIt: "Experimente em outro terminal:",
    isUp: "está no ar?",
    tokenOf: (client, file) =>
      `$TOKEN é ${client === undefined ? "um token de um cliente que pode usar a conta default" : `um token do cliente ${client}`}, em ${file}`,
    preview: "o que uma alteração mudaria (o WTS só é lido)",
    update: "a alteração de verdade",
    batch: "vários comandos de uma vez",
    event: "uma alteração pedida por um evento",
    outcomes: "o que foi feito dela, e de todas as outras",
    webhook: "um webhook, assinado como o remetente assina",
    waits: "quem espera, e três horas depois",
    reached: "o que chegou ao WTS",
    stop: "Ctrl-C para tudo.",
  },
};
