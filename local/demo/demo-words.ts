// The words of the demo, in every language; requests, codes and what the functions answer are the same in all.
import type { Language } from "../../lib/core/texts/language.ts";

const titleNames = [
  "queue",
  "names",
  "pairs",
  "dryRun",
  "batch",
  "complete",
  "rateLimit",
  "event",
  "badEvent",
  "webhook",
  "changedWebhook",
  "typo",
  "twoPeople",
  "oldPicture",
] as const;
type TitleName = (typeof titleNames)[number];

/** Who plays in the day. */
export type Talk = "quiet" | "thankful" | "asking" | "held" | "newcomer";

interface DemoWords {
  building: string;
  answerAt(url: string, wtsUrl: string | undefined): string;
  heads: readonly [field: string, before: string, after: string];
  unchanged: string;
  expected: string;
  allExpected(seconds: string): string;
  notExpected(failed: number, seconds: string): string;
  titles: Readonly<Record<TitleName, string>>;
  wouldGo(field: string, from: unknown, to: unknown): string;
  onTheBus(type: string, reasons: readonly string[]): string;
  answered(status: number, type: string | undefined): string;
  policyTexts: Readonly<Record<"warning" | "farewell", string>>;
  day: {
    title: string;
    shown: string;
    confirmed(policy: string): string;
    heads: readonly string[];
    contacts: Readonly<Record<Talk, string>>;
    said: Readonly<Record<"question" | "answer" | "thanks" | "second" | "tomorrow" | "hello", string>>;
    begins: string;
    twoHours: string;
    move: string;
    grace: string;
    tomorrow: string;
    checks: Readonly<
      Record<"warned" | "thanked" | "stays" | "heldOn" | "moved" | "closed" | "stillHeld" | "over", string>
    >;
    problem(contact: string, status: unknown): string;
  };
}

export const demoWords: Readonly<Record<Language, DemoWords>> = {
  en: {
    building: "Building and packaging …",
    answerAt: (url, wtsUrl) => `The functions answer at ${url}, the stand-in for WTS at ${wtsUrl}`,
    heads: ["FIELD", "BEFORE", "AFTER"],
    unchanged: "the session is as it was",
    expected: "as expected",
    allExpected: (seconds) => `All as expected, in ${seconds} s`,
    notExpected: (failed, seconds) => `${failed} not as expected, in ${seconds} s`,
    titles: {
      queue: "A CRM puts a conversation back in the queue",
      names: "A form hands it to a person, by names",
      pairs: "An n8n flow sends what its node sent, metadata as pairs",
      dryRun: "A look before the leap: ?dryRun=true",
      batch: "A batch leaves a note and hands the session over",
      complete: "A help desk closes it and says why",
      rateLimit: "WTS is over its rate limit, twice, and the caller does not notice",
      event: "A program puts an event on the bus; the queue does the rest",
      badEvent: "An event nobody can carry out ends as an event as well, and in the parked queue",
      webhook: "A CRM posts a signed webhook: the deal is won",
      changedWebhook: "Somebody changes the amount on its way",
      typo: "A typo is refused, not dropped",
      twoPeople: "A name that two people have is never guessed at",
      oldPicture: "A decision on an old picture is dropped",
    },
    wouldGo: (field, from, to) => `${field} would go from ${from} to ${to}`,
    onTheBus: (type, reasons) => `on the bus: ${type}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
    answered: (status, type) => `answered ${status}${type === undefined ? "" : `; on the bus: ${type}`}`,
    policyTexts: {
      warning: "Hello, {nome|friend}! Can we still help? Without an answer, we close in 30 minutes.",
      farewell: "We close here. Whenever you need us, just write!",
    },
    day: {
      title: "A day of a policy, by the local clock",
      shown: "the first run of a new policy changes nothing: it shows what it would do",
      confirmed: (policy) => `the policy ${policy} may act: npm run hooks -- auto-close confirm ${policy}`,
      heads: ["CONTACT", "STATUS", "AGENT", "LAST MESSAGE"],
      contacts: {
        quiet: "Ana (does not answer)",
        thankful: "Beto (said thanks)",
        asking: "Clara (asks something)",
        held: "Davi (held until tomorrow)",
        newcomer: "Eva (writes now)",
      },
      said: {
        question: "How much is the check-up?",
        answer: "It is R$ 180. Shall I book it?",
        thanks: "thank you!",
        second: "And can I pay in two parts?",
        tomorrow: "Call me tomorrow",
        hello: "Good morning, I need an appointment",
      },
      begins: "Four conversations, quiet for almost two hours",
      twoHours: "A minute later: two hours without a word",
      move: "Somebody new writes",
      grace: "Half an hour later, without an answer",
      tomorrow: "Tomorrow: the hold is over, and two more hours pass",
      checks: {
        warned: "Ana is warned",
        thanked: "Beto's thanks are no question: closed",
        stays: "Clara waits for an answer: never closed",
        heldOn: "Davi is left alone",
        moved: "Eva is with somebody of Comercial",
        closed: "Ana is closed, with a goodbye",
        stillHeld: "Davi is left alone still",
        over: "Davi is looked after again: closed",
      },
      problem: (contact, status) => `${contact}: the session is ${status}`,
    },
  },
  "pt-BR": {
    building: "Gerando e empacotando …",
    answerAt: (url, wtsUrl) => `As funções respondem em ${url}, o WTS local em ${wtsUrl}`,
    heads: ["CAMPO", "ANTES", "DEPOIS"],
    unchanged: "o atendimento ficou como estava",
    expected: "como esperado",
    allExpected: (seconds) => `Tudo como esperado, em ${seconds} s`,
    notExpected: (failed, seconds) => `${failed} fora do esperado, em ${seconds} s`,
    titles: {
      queue: "Um CRM devolve a conversa para a fila",
      names: "Um formulário passa para uma pessoa, pelos nomes",
      pairs: "Um fluxo do n8n manda o que o nó mandava, metadados em pares",
      dryRun: "Olhar antes de fazer: ?dryRun=true",
      batch: "Um lote deixa uma nota interna e transfere o atendimento",
      complete: "Uma central de chamados encerra e diz por quê",
      rateLimit: "O WTS passa do limite, duas vezes, e quem chamou nem percebe",
      event: "Um programa publica um evento; a fila faz o resto",
      badEvent: "Um evento impossível de cumprir também acaba em evento, e na fila dos retidos",
      webhook: "Um CRM manda um webhook assinado: negócio ganho",
      changedWebhook: "Alguém muda o valor no caminho",
      typo: "Um erro de digitação é recusado, não ignorado",
      twoPeople: "Um nome que duas pessoas têm nunca é adivinhado",
      oldPicture: "Uma decisão sobre um retrato antigo é descartada",
    },
    wouldGo: (field, from, to) => `${field} iria de ${from} para ${to}`,
    onTheBus: (type, reasons) => `evento publicado: ${type}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
    answered: (status, type) => `respondeu ${status}${type === undefined ? "" : `; evento publicado: ${type}`}`,
    policyTexts: {
      warning: "Olá, {nome|cliente}! Ainda podemos ajudar? Sem resposta, encerramos em 30 minutos.",
      farewell: "Encerramos por aqui. Quando precisar, é só escrever!",
    },
    day: {
      title: "Um dia de uma regra, pelo relógio local",
      shown: "a primeira execução de uma regra nova não muda nada: mostra o que faria",
      confirmed: (policy) => `a regra ${policy} está liberada: npm run hooks -- auto-close confirm ${policy}`,
      heads: ["CLIENTE", "SITUAÇÃO", "ATENDENTE", "ÚLTIMA MENSAGEM"],
      contacts: {
        quiet: "Ana (não responde)",
        thankful: "Beto (agradeceu)",
        asking: "Clara (fez uma pergunta)",
        held: "Davi (em espera até amanhã)",
        newcomer: "Eva (escreve agora)",
      },
      said: {
        question: "Quanto fica a consulta?",
        answer: "Fica em R$ 180. Posso marcar?",
        thanks: "muito obrigado!",
        second: "E dá para pagar em duas vezes?",
        tomorrow: "Me chama amanhã",
        hello: "Bom dia, preciso de uma consulta",
      },
      begins: "Quatro conversas, quase duas horas paradas",
      twoHours: "Um minuto depois: duas horas sem uma palavra",
      move: "Alguém novo escreve",
      grace: "Meia hora depois, sem resposta",
      tomorrow: "Amanhã: a espera acabou, e passam mais duas horas",
      checks: {
        warned: "Ana recebe o aviso",
        thanked: "O obrigado do Beto não é pergunta: encerrado",
        stays: "Clara espera resposta: nunca encerrado",
        heldOn: "Davi fica em paz",
        moved: "Eva está com alguém do Comercial",
        closed: "O atendimento da Ana é encerrado, com despedida",
        stillHeld: "Davi continua em paz",
        over: "Davi volta a ser olhado: encerrado",
      },
      problem: (contact, status) => `${contact}: o atendimento está ${status}`,
    },
  },
};
