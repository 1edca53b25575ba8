// The words of `doctor --probe`, in every language.
import type { Language } from "../../../lib/core/texts/language.ts";
import { switchCatalogue } from "../../../local/wts/switches.ts";
import type { Unprobeable } from "./probe-session.ts";
import type { ProbedFields } from "./probed-session.ts";
import type { Consent, NotProbedReason, OpenReason, UnknownName } from "./unknowns.ts";

const english = Object.fromEntries(
  Object.entries(switchCatalogue).map(([name, { unknown }]) => [name, unknown]),
) as Record<UnknownName, string>;

const portuguese: Readonly<Record<UnknownName, string>> = {
  metadata: "se Metadata numa atualização parcial se junta ao que havia ou toma o lugar dele",
  notFound: "o que responde um atendimento que não existe",
  badInput: "o que respondem um UUID, enum, data ou JSON errados",
  completeTwice: "o que responde concluir um atendimento já concluído",
  transferCompleted: "o que faz transferir ou atribuir um atendimento concluído",
  statusOnCompleted: "se /status pode mover um atendimento concluído",
  partialCompleted: "se `Status=COMPLETED` numa atualização parcial também grava endAt e dispara SESSION_COMPLETE",
  omittedValue: "se um campo citado sem valor é apagado, ou só por um null explícito",
  autocompleteCarrier: "de onde Autocomplete e ReactivateDisabled em `fields` leem o valor, se leem",
  sessionApi: "qual versão das rotas de atendimento a conta responde",
  lastMessageOut: "se mensagens de bots, campanhas e da API movem lastMessageOut",
  automaticMovesInteraction: "se mensagens de bots, campanhas e da API movem lastInteractionDate",
  noteMovesInteraction: "se uma nota move lastInteractionDate",
  transferMovesInteraction: "se transferir ou atribuir move lastInteractionDate",
  messageListNotes: "se as mensagens de um atendimento incluem as notas",
  naiveEndAt: "como é lido um endAt sem fuso (local: o timezoneDiff da conta)",
  statusComma: "como é lido um `Status` com vírgulas (flags: o .NET soma os números dos nomes)",
  departmentListAgents: "se a lista de equipes preenche `agents`",
  agentsListDepartments: "se a lista de atendentes preenche `departments`",
  unsortedOrder: "por onde começa uma lista de atendimentos sem ordem pedida",
  lowerCaseNames: "se nomes de parâmetros em outra caixa são lidos",
  rateLimitHeaders: "se um 429 traz Retry-After",
  rateLimitBody: "o que um 429 traz no corpo",
  sessionAccess: "se uma chave pode ser recusada só nas rotas de atendimentos e mensagens",
  unauthorizedStatus: "se uma chave recusada responde 401, ou 200 com error: true",
  bearerPrefix: "se uma chave sem `Bearer ` é aceita",
  httpStatusCodeType: "como o envelope de erro escreve o código: número, INTERNALSERVERERROR ou InternalServerError",
  transferSameDepartment: "o que faz transferir para a própria equipe (ok: volta para a fila dela)",
  transferToUnavailable: "se quem está UNAVAILABLE pode receber um atendimento",
  userOutsideDepartment: "se um atendimento pode ir para alguém de fora da equipe",
  assignMovesStatus: "se dar um atendimento a alguém o inicia",
  partialUserMovesStatus: "se UserId numa atualização parcial conta como atribuição",
  clearUserStatus: "se tirar o atendente de um atendimento IN_PROGRESS o devolve à fila",
  apiMessages: "como volta uma mensagem enviada pela API: a direção, e se cita alguém",
  trackMovesOut: "se uma mensagem TRACK, que ninguém vê, move lastMessageOut",
  syncTogether: "o que acontece com mensagens síncronas enviadas no mesmo instante",
  messageToCompleted: "o que faz uma mensagem para um atendimento concluído",
  messageOutsideWindow: "se texto livre fora da janela de 24 h entra na fila e falha, ou é recusado",
  templateShown: "se uma mensagem mostra de qual modelo foi feita",
  companyIdMismatch: "o que faz um companyId de outra conta numa atualização parcial",
  classificationShown: "se ClassificationDetails faz a leitura mostrar a classificação",
  contactByPhone: "se um contato é achado pelo número com e sem o nono dígito, ou só como está gravado",
  webhookChanges: "a forma de changeMetadata.changes",
  webhookUserId: "se eventos de atendimento trazem userId ao lado de agentDetails",
  webhookDetails: "se eventos de atendimento trazem contactDetails, agentDetails e classification",
  webhookNumbers: "se eventos de mensagem dizem de qual número para qual",
  webhookRetries: "se uma entrega de webhook que falhou é repetida",
  webhookCopies: "se um webhook pode chegar duas vezes",
  webhookArrival: "se um webhook pode se perder",
};

interface ProbeWords {
  unknown: Readonly<Record<UnknownName, string>>;
  notProbed: Readonly<Record<NotProbedReason, string>>;
  open: Readonly<Record<OpenReason, string>>;
  consent: Readonly<Record<Consent, string>>;
  whatFor: Readonly<Record<Consent, string>>;
  unprobeable: Readonly<Record<Unprobeable["why"], (status: string) => string>>;
  field: Readonly<Record<keyof ProbedFields, string>>;
  plan: string;
  planCalls(most: number): string;
  reading: string;
  restoring: string;
  stopping: string;
  unwritten(file: string, why: string): string;
  restored: string;
  notRestored: string;
  leftOver(field: string, wanted: string, present: string): string;
  about(contact: string, status: string): string;
  given(names: string): string;
  seenByOthers: string;
  begin(most: number): string;
  end: Readonly<Record<"done" | "stopped" | "too much asked" | "failed", string>>;
  found: readonly string[];
  notFound: readonly string[];
  changed(name: string, before: string, now: string): string;
  written(file: string): string;
  howToUse: readonly string[];
  text: string;
}

export const probeWords: Readonly<Record<Language, ProbeWords>> = {
  en: {
    unknown: english,
    notProbed: {
      "needs a 429": "only a 429 would show it, and the probe never provokes one",
      "needs the contact": "it shows only when the contact writes to the closed session, or on WTS's own screen",
      "needs a mark of WTS": "only WTS itself makes a TRACK message",
      "needs a template": "it takes an approved template, which goes out to the contact",
      "needs a receiver": "only who receives WTS's webhooks sees it: compare `deliveries show` after some days",
    },
    open: {
      "not allowed": "nobody allowed it",
      "needs a person": "nobody available is in the session's department",
      "needs an outsider": "nobody available is in another department",
      "needs somebody unavailable": "nobody is marked UNAVAILABLE",
      "needs more sessions": "the account has too few sessions to see an order",
      "needs a mobile of Brazil": "the contact's number is no mobile of Brazil",
      "needs a closed window": "the contact wrote within the last 24 h: take a session whose window is closed",
      "needs an open window": "the contact has not written within the last 24 h",
      "same either way": "both readings are the same in this account",
      stopped: "the probe ended before",
      "no answer": "WTS failed at that moment: run it again",
      unclear: "WTS's answer fits none of the possibilities",
    },
    consent: {
      note: "Write a note into the session? It cannot be taken back.",
      message: "Send up to two messages to the contact? They cannot be taken back.",
      "two-messages": "Send two messages to the contact at the same moment? They cannot be taken back.",
      classification:
        "Write a classification and clear it? One that the session has, and does not show, would be lost.",
    },
    whatFor: {
      note: "a note, which stays",
      message: "up to two messages to the contact, which stay",
      "two-messages": "two messages to the contact at the same moment, which stay",
      classification: "a classification, which is cleared; one that was there before and does not show is lost",
    },
    unprobeable: {
      "key refused": () => "WTS refuses the key: `doctor` says more",
      "no such session": () => "WTS shows no session of this id to the key: copy it from the session's address at WTS",
      "not open": (status) => `the session is ${status}: name one that is open (STARTED, PENDING or IN_PROGRESS)`,
      "too much asked": () => "WTS answered 429: try again in some minutes",
      away: (why) => `WTS does not answer (${why}): \`doctor\` says more`,
      "sessions denied": () => "the key works, but not for sessions: nothing else can be asked",
    },
    field: {
      status: "status",
      departmentId: "department",
      userId: "person",
      number: "number",
      endAt: "end",
      metadata: "metadata",
    },
    plan: "These calls would be made, in this order; what is marked is asked for first, each by itself.",
    planCalls: (most) => `${most} calls at most, one each 0.4 s, and some to give the session back`,
    reading: "What the account says without a change:",
    restoring: "Giving the session back as it was:",
    stopping: "Stopping: the session is given back first, which takes some seconds. Please wait.",
    unwritten: (file, why) =>
      `${file} cannot be written (${why}): the answers go there; see to the folder, or name another configuration by HOOKS_CONFIG`,
    restored: "The session is as it was.",
    notRestored: "These could not be restored:",
    leftOver: (field, wanted, present) => `${field}: was ${wanted}, is ${present}`,
    about: (contact, status) => `The session of ${contact}, ${status}`,
    given: (names) => `For moments it is given to ${names}, who may get a notification.`,
    seenByOthers:
      "Who listens to WTS's webhooks, such as n8n, sees each change. It is closed and opened several times.",
    begin: (most) =>
      `Probe on this session, with ${most} calls at most? Department, person, number, end, metadata and status are given back.`,
    end: {
      done: "Everything was asked.",
      stopped: "Stopped: what was not asked stays open.",
      "too much asked": "WTS answered 429, so that nothing more was asked: run it again in some minutes.",
      failed: "It failed on the way: what was not asked stays open.",
    },
    found: ["FOUND OUT", "IT IS", "WHAT IT IS ABOUT"],
    notFound: ["STILL OPEN", "WHY", "WHAT IT IS ABOUT"],
    changed: (name, before, now) => `${name} was ${before} when it was last asked, and is ${now} now`,
    written: (file) => `Written to ${file}`,
    howToUse: [
      "Have hooks.config.ts read it, and deploy:",
      '  import answers from "./wts-answers.json" with { type: "json" };',
      "  wts: { …, answers }",
    ],
    text: "Test of the integration. Nothing has to be done.",
  },
  "pt-BR": {
    unknown: portuguese,
    notProbed: {
      "needs a 429": "só um 429 mostraria, e o teste nunca provoca um",
      "needs the contact": "só aparece quando o cliente escreve no atendimento encerrado, ou na tela do WTS",
      "needs a mark of WTS": "só o próprio WTS cria uma mensagem TRACK",
      "needs a template": "precisa de um modelo aprovado, que vai para o cliente",
      "needs a receiver": "só quem recebe os webhooks do WTS vê: compare `deliveries show` depois de alguns dias",
    },
    open: {
      "not allowed": "ninguém permitiu",
      "needs a person": "não há ninguém disponível na equipe do atendimento",
      "needs an outsider": "não há ninguém disponível em outra equipe",
      "needs somebody unavailable": "ninguém está marcado como UNAVAILABLE",
      "needs more sessions": "a conta tem atendimentos de menos para ver uma ordem",
      "needs a mobile of Brazil": "o número do cliente não é um celular do Brasil",
      "needs a closed window": "o cliente escreveu nas últimas 24 h: use um atendimento com a janela fechada",
      "needs an open window": "o cliente não escreveu nas últimas 24 h",
      "same either way": "nesta conta as duas leituras dão no mesmo",
      stopped: "o teste acabou antes",
      "no answer": "o WTS falhou naquele momento: rode de novo",
      unclear: "a resposta do WTS não cabe em nenhuma das possibilidades",
    },
    consent: {
      note: "Escrever uma nota no atendimento? Não dá para desfazer.",
      message: "Mandar até duas mensagens ao cliente? Não dá para desfazer.",
      "two-messages": "Mandar duas mensagens ao cliente no mesmo instante? Não dá para desfazer.",
      classification: "Gravar uma classificação e apagar? Se o atendimento tem uma que não aparece, ela se perde.",
    },
    whatFor: {
      note: "uma nota, que fica",
      message: "até duas mensagens ao cliente, que ficam",
      "two-messages": "duas mensagens ao cliente no mesmo instante, que ficam",
      classification: "uma classificação, que é apagada; se já havia uma que não aparece, ela se perde",
    },
    unprobeable: {
      "key refused": () => "o WTS recusa a chave: `doctor` diz mais",
      "no such session": () =>
        "o WTS não mostra a esta chave nenhum atendimento com este id: copie do endereço do atendimento no WTS",
      "not open": (found) => `o atendimento está ${found}: indique um aberto (STARTED, PENDING ou IN_PROGRESS)`,
      "too much asked": () => "o WTS respondeu 429: tente de novo em alguns minutos",
      away: (why) => `o WTS não responde (${why}): \`doctor\` diz mais`,
      "sessions denied": () => "a chave funciona, mas não para atendimentos: não dá para perguntar mais nada",
    },
    field: {
      status: "situação",
      departmentId: "equipe",
      userId: "atendente",
      number: "número",
      endAt: "encerramento",
      metadata: "metadados",
    },
    plan: "Estas chamadas seriam feitas, nesta ordem; o que está marcado é perguntado antes, uma coisa por vez.",
    planCalls: (most) => `no máximo ${most} chamadas, uma a cada 0,4 s, e algumas para devolver o atendimento`,
    reading: "O que a conta diz sem mudar nada:",
    restoring: "Devolvendo o atendimento como estava:",
    stopping: "Parando: antes o atendimento é devolvido, o que leva alguns segundos. Aguarde.",
    unwritten: (file, why) =>
      `não dá para gravar ${file} (${why}): as respostas vão para lá; veja a pasta, ou indique outra configuração em HOOKS_CONFIG`,
    restored: "O atendimento está como estava.",
    notRestored: "Isto não deu para devolver:",
    leftOver: (field, wanted, present) => `${field}: era ${wanted}, está ${present}`,
    about: (contact, found) => `O atendimento de ${contact}, ${found}`,
    given: (names) => `Por instantes ele fica com ${names}, que podem receber uma notificação.`,
    seenByOthers:
      "Quem escuta os webhooks do WTS, como o n8n, vê cada mudança. Ele é encerrado e reaberto várias vezes.",
    begin: (most) =>
      `Testar neste atendimento, com no máximo ${most} chamadas? Equipe, atendente, número, encerramento, metadados e situação são devolvidos.`,
    end: {
      done: "Tudo foi perguntado.",
      stopped: "Interrompido: o que não foi perguntado fica em aberto.",
      "too much asked": "O WTS respondeu 429, e nada mais foi perguntado: rode de novo em alguns minutos.",
      failed: "Falhou no caminho: o que não foi perguntado fica em aberto.",
    },
    found: ["DESCOBERTO", "É", "DO QUE SE TRATA"],
    notFound: ["EM ABERTO", "POR QUÊ", "DO QUE SE TRATA"],
    changed: (name, before, now) => `${name} era ${before} na última vez, e agora é ${now}`,
    written: (file) => `Gravado em ${file}`,
    howToUse: [
      "Faça hooks.config.ts ler o arquivo, e implante:",
      '  import answers from "./wts-answers.json" with { type: "json" };',
      "  wts: { …, answers }",
    ],
    text: "Teste da integração. Não é preciso fazer nada.",
  },
};
