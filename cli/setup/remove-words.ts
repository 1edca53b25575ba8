// The words of `remove`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { StagePlace } from "../stage-stack.ts";

interface RemoveWords {
  about(about: StagePlace & { account: string; name: string }): string;
  goes: string;
  stack(stack: string, kinds: string): string;
  noStack: string;
  webhook: string;
  stays: string;
  staysToo: string;
  goesToo: string;
  kept: Readonly<Record<"table" | "parked" | "commands-dead.fifo" | "secrets" | "backup" | "outside", string>>;
  waiting(count: number, queue: string): string;
  ownRules(names: readonly string[], bus: string): string;
  ask: string;
  askWithData: string;
  nothingWritten: string;
  notUnsubscribed(why: string): string;
  notRemoved: string;
  removed: string;
  deleted(what: string): string;
  secretDeleted(id: string): string;
  nothing: string;
  withDataHint(command: string): string;
}

export const removeWords: Readonly<Record<Language, RemoveWords>> = {
  en: {
    about: ({ stage, region, account, name }) => `Stage ${stage} in the AWS account ${account}, ${region}, as ${name}`,
    goes: "Goes:",
    stack: (stack, kinds) => `the stack ${stack}: ${kinds}`,
    noStack: "the stack is gone already",
    webhook: "the webhook at WTS that leads here",
    stays: "Stays, since it is yours or was not done yet (--with-data deletes it as well):",
    staysToo: "Stays in any case:",
    goesToo: "Goes as well, since --with-data was given:",
    kept: {
      table: "the table: outcomes, holds, runs, and what an undo needs",
      parked: "the parked queue: what somebody has yet to look at",
      "commands-dead.fifo": "the dead-letter queue: commands that could not be done",
      secrets: "the two secrets: keys of WTS, tokens, secrets of senders; AWS keeps deleted ones for 30 days",
      backup: "a backup of the table, which DynamoDB keeps for 35 days after it was deleted, free of charge",
      outside: "what you made elsewhere: the key in WTS, addresses at senders, your user or role in IAM",
    },
    waiting: (count, queue) => `${count} messages wait in ${queue} and are lost with the stack`,
    ownRules: (names, bus) =>
      `the bus ${bus} has rules of yours, and EventBridge deletes no bus that has any: delete ${names.join(", ")} with their targets, and run this again`,
    ask: "Remove it?",
    askWithData: "Remove it, with all that it holds? What the table and the queues hold cannot be brought back by us",
    nothingWritten: "Nothing was done.",
    notUnsubscribed: (why) =>
      `WTS could not be asked (${why}): take the webhook out there by hand (Ajustes, Integrações, Webhooks)`,
    notRemoved: "the stack was not removed; the last it said:",
    removed: "The stack is removed.",
    deleted: (what) => `Deleted: ${what}`,
    secretDeleted: (id) => `Deleted: ${id}; AWS keeps it for 30 days, and \`setup\` can restore it`,
    nothing: "There is nothing of this stage.",
    withDataHint: (command) => `To deploy this stage again, delete what is left first: ${command}`,
  },
  "pt-BR": {
    about: ({ stage, region, account, name }) => `Ambiente ${stage} na conta AWS ${account}, ${region}, como ${name}`,
    goes: "Vai embora:",
    stack: (stack, kinds) => `a pilha ${stack}: ${kinds}`,
    noStack: "a pilha já não existe",
    webhook: "o webhook cadastrado no WTS que vem para cá",
    stays: "Fica, porque é seu ou ainda não foi feito (--with-data apaga também):",
    staysToo: "Fica de qualquer jeito:",
    goesToo: "Vai embora também, por causa do --with-data:",
    kept: {
      table: "a tabela: resultados, esperas, execuções, e o que um desfazer precisa",
      parked: "a fila do que foi separado: o que alguém ainda tem que olhar",
      "commands-dead.fifo": "a fila do que não deu para fazer",
      secrets:
        "os dois segredos: chaves do WTS, tokens, segredos dos remetentes; apagados, a AWS ainda guarda por 30 dias",
      backup: "uma cópia da tabela, que o DynamoDB guarda por 35 dias depois de apagada, de graça",
      outside:
        "o que você criou em outros lugares: a chave no WTS, endereços nos remetentes, seu usuário ou função no IAM",
    },
    waiting: (count, queue) => `${count} mensagens esperam em ${queue} e se perdem com a pilha`,
    ownRules: (names, bus) =>
      `o barramento ${bus} tem regras suas, e o EventBridge não apaga um barramento com regras: apague ${names.join(", ")} com os destinos e rode de novo`,
    ask: "Remover?",
    askWithData: "Remover, com tudo o que guarda? O que está na tabela e nas filas não volta",
    nothingWritten: "Nada foi feito.",
    notUnsubscribed: (why) =>
      `não deu para falar com o WTS (${why}): retire o webhook lá, à mão (Ajustes, Integrações, Webhooks)`,
    notRemoved: "a pilha não foi removida; o fim do que foi dito:",
    removed: "A pilha foi removida.",
    deleted: (what) => `Apagado: ${what}`,
    secretDeleted: (id) => `Apagado: ${id}; a AWS guarda por 30 dias, e o \`setup\` pode restaurar`,
    nothing: "Não há nada deste ambiente.",
    withDataHint: (command) => `Para implantar este ambiente de novo, apague antes o que ficou: ${command}`,
  },
};
