// What an import says of a workflow, in both languages: in the comments of the written file and on the screen.
import type { Language } from "../../../lib/core/texts/language.ts";
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import type { Reason, ReasonCode } from "../expressions/not-carried.ts";
import type { RemarkCode } from "../nodes/outcome.ts";
import type { VerifyCode } from "./verify-of.ts";

export interface ImportWords {
  nodeOf(shownName: string, type: string): string;
  reason(reason: Reason, field?: string): string;
  remark(code: RemarkCode): string;
  verify(code: VerifyCode, detail: string): string;
  madeFrom(workflow: string, node: string): string;
  observes: string;
  answers: string;
  nothingFollows: string;
  nothingByHalf: string;
  filterOf(nodes: string): string;
  methodNotTaken(method: string): string;
}

type Texts = Readonly<Record<ReasonCode, string>>;

const english: Texts = {
  EXPRESSION_INVALID: "an expression is no JavaScript",
  CONSTRUCT: "an expression uses {}, which has no counterpart in a mapping",
  NOW: "an expression asks for the time ({}); a mapping has `receivedAt`, when the delivery came",
  VARIABLE: "an expression reads {}, a variable of n8n: write its value here",
  OUTPUT_UNKNOWN: "it needs what {} yields, which is not known here",
  NODE_UNKNOWN: "an expression names the node {}, which the workflow does not have",
  PARTS_OF_WEBHOOK: "`{}` of the Webhook node is not in our delivery, which has headers, query and body",
  WITHHELD: "the header {} is kept from mappings, since what it holds may let somebody in",
  WHOLE_ITEM: "an expression uses a whole item and not a property of it",
  NAME_REFUSED: "a property is called {}, which leads to what is not the sender's",
  TOO_LONG: "an expression is too long to be read",
  CODE: "a program of your own: write what it works out into `map`, it is JavaScript there, too",
  HTTP: "asks another system ({}); if it is the sender's API, `lookup` of a source can do it before the mapping",
  HOST: "calls {}; if that is your brand of WTS Chat, set `wts.baseUrl` in hooks.config.ts and import again",
  WAIT: "a mapping does not wait; to close or hand on later there are policies, and the command `hold`",
  MERGE: "brings several branches together; a mapping sees one delivery",
  LOOP: "goes back to a step before; a mapping yields a list of commands instead",
  ITEMS: "makes several items of one, or one of several; a mapping may yield a list of commands instead",
  SUBWORKFLOW: "calls another workflow: import that one, too",
  OTHER_NODE: "{} does something beside WTS Chat: it stays in n8n",
  NODE_MISSING: "leads to {}, which is not in this file: export the whole workflow",
  EMPTY_ITEM: "goes on with nothing even where no condition holds (Always Output Data); here such a delivery ends",
  OUTPUTS: "goes another way on an error; here a failed command is repeated or parked, and an event says so",
  TOO_MANY_STEPS: "has more than 400 steps on its ways: import parts of it",
  CONDITION: "compares in a way that is not carried ({})",
  DATES: "compares dates, which n8n reads in its own zone: write it with Date.parse(…)",
  OPERATION: "{} is no operation that a command does",
  OTHER_RESOURCE: "works on {} and not on a session, for which there is no command",
  FILES: "sends a file; the command `message` sends texts and templates",
  TEMPLATE:
    "sends a template; the command `message` takes `template: {id, parameters}` beside the text it stands in for",
  VALUE_MISSING: "{} has no value; WTS would erase the field, so that we refuse it",
  FIELD_UNKNOWN: "{} is no field that we write",
  USER_WITHOUT_DEPARTMENT:
    "names a person without a department, and a person is only given a session as a member of one: write its name in place of … (with these `fields` it is checked and not written), then take the // and `return [];` away",
  BODY: "its body is no JSON object that could be read",
  PARAMETER: "`{}` is worked out, or not in the form that n8n exports",
};

const portuguese: Texts = {
  EXPRESSION_INVALID: "uma expressão não é JavaScript",
  CONSTRUCT: "uma expressão usa {}, que não tem equivalente num mapeamento",
  NOW: "uma expressão pergunta a hora ({}); o mapeamento tem `receivedAt`, a hora em que a entrega chegou",
  VARIABLE: "uma expressão lê {}, variável do n8n: escreva o valor aqui",
  OUTPUT_UNKNOWN: "precisa do que {} devolve, e isso aqui não se conhece",
  NODE_UNKNOWN: "uma expressão cita o nó {}, que o fluxo não tem",
  PARTS_OF_WEBHOOK: "`{}` do nó Webhook não existe na nossa entrega, que tem headers, query e body",
  WITHHELD: "o cabeçalho {} não chega aos mapeamentos, porque o que está nele pode dar acesso a alguém",
  WHOLE_ITEM: "uma expressão usa um item inteiro, e não uma propriedade dele",
  NAME_REFUSED: "uma propriedade se chama {}, que leva ao que não é de quem enviou",
  TOO_LONG: "uma expressão é comprida demais para ser lida",
  CODE: "um programa seu: escreva em `map` o que ele calcula, lá também é JavaScript",
  HTTP: "consulta outro sistema ({}); se é a API de quem envia, o `lookup` da fonte faz isso antes do mapeamento",
  HOST: "chama {}; se é a sua marca do WTS Chat, ponha `wts.baseUrl` no hooks.config.ts e importe de novo",
  WAIT: "um mapeamento não espera; para encerrar ou repassar mais tarde há as regras, e o comando `hold`",
  MERGE: "junta vários ramos; um mapeamento vê uma entrega só",
  LOOP: "volta a um passo anterior; em vez disso um mapeamento devolve uma lista de comandos",
  ITEMS: "faz de um item vários, ou de vários um; em vez disso um mapeamento pode devolver uma lista de comandos",
  SUBWORKFLOW: "chama outro fluxo: importe esse também",
  OTHER_NODE: "{} faz algo fora do WTS Chat: isso continua no n8n",
  NODE_MISSING: "leva a {}, que não está neste arquivo: exporte o fluxo inteiro",
  EMPTY_ITEM:
    "segue em frente sem nada mesmo quando nenhuma condição vale (Always Output Data); aqui essa entrega termina",
  OUTPUTS: "segue outro caminho em caso de erro; aqui um comando que falha é repetido ou separado, e um evento avisa",
  TOO_MANY_STEPS: "tem mais de 400 passos nos seus caminhos: importe por partes",
  CONDITION: "compara de um jeito que não é trazido ({})",
  DATES: "compara datas, que o n8n lê no fuso dele: escreva com Date.parse(…)",
  OPERATION: "{} não é uma operação que um comando faça",
  OTHER_RESOURCE: "trabalha com {} e não com um atendimento, e para isso não há comando",
  FILES: "envia um arquivo; o comando `message` envia textos e modelos",
  TEMPLATE:
    "envia um modelo; o comando `message` aceita `template: {id, parameters}` ao lado do texto que ele substitui",
  VALUE_MISSING: "{} está sem valor; o WTS apagaria o campo, por isso recusamos",
  FIELD_UNKNOWN: "{} não é um campo que gravamos",
  USER_WITHOUT_DEPARTMENT:
    "cita um atendente sem departamento, e o atendente só recebe o atendimento como membro de um: ponha o nome dele no lugar de … (com estes `fields` ele é conferido e não gravado), e depois tire o // e o `return [];`",
  BODY: "o corpo não é um objeto JSON que se consiga ler",
  PARAMETER: "`{}` é calculado, ou não está na forma em que o n8n exporta",
};

const remarks: Readonly<Record<Language, Readonly<Record<RemarkCode, string>>>> = {
  en: {
    ANSWERED_BY_US: "answers by itself; here `answer` does, before anything is mapped",
    LOOKED_UP: "n8n looked the session up before; here `session` finds it, and of several open ones the newest",
    METADATA_KEPT: "n8n replaces all metadata; here keys that are not named are kept",
    COMPANY_OF_THE_SOURCE: "the company is that of the source's `account`",
    SYNCHRONOUS: "n8n waited for the message to arrive; here an event says so if it did not",
    SESSION_OPEN_ONLY: "n8n lists closed sessions as well; here only open ones are looked for",
  },
  "pt-BR": {
    ANSWERED_BY_US: "responde por conta própria; aqui quem responde é `answer`, antes do mapeamento",
    LOOKED_UP: "o n8n procurava o atendimento antes; aqui `session` o encontra, e entre vários abertos o mais novo",
    METADATA_KEPT: "o n8n troca todos os metadados; aqui as chaves que não são citadas ficam",
    COMPANY_OF_THE_SOURCE: "a empresa é a da `account` da fonte",
    SYNCHRONOUS: "o n8n esperava a mensagem chegar; aqui um evento avisa se ela não chegou",
    SESSION_OPEN_ONLY: "o n8n lista também atendimentos encerrados; aqui só os abertos são procurados",
  },
};

const verifies: Readonly<Record<Language, Readonly<Record<VerifyCode, string>>>> = {
  en: {
    SIGNED: "The pinned delivery is signed as {} signs. Put its secret into the access secret.",
    NOTHING_CHECKED:
      "n8n let everybody in. Here the sender has to show a secret in the address, after /webhooks/<source>/. If it signs what it sends, name its scheme instead: a signature also proves that nothing was changed.",
    BASIC:
      "As in n8n: the secret is user:password. If the sender can sign, a signature is better: it proves what was sent.",
    HEADER:
      "As in n8n, a header with a fixed value; its name stands in n8n's credential and not in the export: correct {} if it is another. A signature is better where the sender has one.",
    JWT: "n8n asked for a JWT, which we do not check. Here the sender shows a secret in the address; better is a signature, if it has one.",
  },
  "pt-BR": {
    SIGNED: "A entrega fixada está assinada como {} assina. Ponha o segredo no access secret.",
    NOTHING_CHECKED:
      "O n8n deixava qualquer um entrar. Aqui quem envia mostra um segredo no endereço, depois de /webhooks/<fonte>/. Se ele assina o que envia, ponha o esquema dele no lugar: a assinatura prova também que nada foi alterado.",
    BASIC:
      "Como no n8n: o segredo é usuário:senha. Se quem envia sabe assinar, a assinatura é melhor: ela prova o que foi enviado.",
    HEADER:
      "Como no n8n, um cabeçalho com valor fixo; o nome dele está na credencial do n8n e não na exportação: corrija {} se for outro. Se quem envia tem assinatura, ela é melhor.",
    JWT: "O n8n pedia um JWT, que não conferimos. Aqui quem envia mostra um segredo no endereço; melhor é a assinatura, se houver.",
  },
};

/** A name out of the workflow is one line, and no longer than one reads. */
const shownDetail = (detail: string): string => shownText(detail.length > 80 ? `${detail.slice(0, 80)}…` : detail);

const filled = (text: string, detail: string): string => text.replaceAll("{}", () => shownDetail(detail));

/** The names under which n8n shows its nodes. */
const typeNames: Readonly<Record<string, string>> = {
  if: "IF",
  filter: "Filter",
  switch: "Switch",
  set: "Set",
  webhook: "Webhook",
  httpRequest: "HTTP Request",
  code: "Code",
  wtsChat: "WTS Chat",
  respondToWebhook: "Respond to Webhook",
  merge: "Merge",
  wait: "Wait",
};

const typeName = (type: string): string => typeNames[type] ?? (/^[\w-]{1,60}$/.test(type) ? type : "…");

export const importWords: Readonly<Record<Language, ImportWords>> = {
  en: {
    nodeOf: (name, type) => `node ${name} (${typeName(type)})`,
    reason: ({ code, detail }, field) => `${field === undefined ? "" : `${field}: `}${filled(english[code], detail)}`,
    remark: (code) => remarks.en[code],
    verify: (code, detail) => filled(verifies.en[code], detail),
    madeFrom: (workflow, node) => `Made of the n8n workflow ${workflow}, from its webhook ${node}.`,
    observes:
      "It only watches: what it would do is logged, and nothing is done. Take this line out when you agree with what it says.",
    answers: "n8n answered so.",
    nothingFollows: "nothing follows in n8n",
    nothingByHalf: "A delivery that comes here does nothing until the TODO is done: nothing is done by half.",
    filterOf: (nodes) => `Only these go on, as ${nodes} has it.`,
    methodNotTaken: (method) =>
      `the sender calls it by ${method}, and our addresses take POST: change that at the sender`,
  },
  "pt-BR": {
    nodeOf: (name, type) => `nó ${name} (${typeName(type)})`,
    reason: ({ code, detail }, field) =>
      `${field === undefined ? "" : `${field}: `}${filled(portuguese[code], detail)}`,
    remark: (code) => remarks["pt-BR"][code],
    verify: (code, detail) => filled(verifies["pt-BR"][code], detail),
    madeFrom: (workflow, node) => `Feito do fluxo ${workflow} do n8n, a partir do webhook ${node}.`,
    observes:
      "Só observa: o que faria fica no log, e nada é feito. Tire esta linha quando concordar com o que ele diz.",
    answers: "O n8n respondia assim.",
    nothingFollows: "no n8n não vem nada depois",
    nothingByHalf: "A entrega que chega aqui não faz nada até o TODO estar resolvido: nada é feito pela metade.",
    filterOf: (nodes) => `Só estas seguem, como no ${nodes}.`,
    methodNotTaken: (method) =>
      `quem envia chama por ${method}, e os nossos endereços aceitam POST: mude isso em quem envia`,
  },
};
