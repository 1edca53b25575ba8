// What nobody outside knows of WTS, in Portuguese; in English the stand-in says it itself.
import type { Language } from "../../lib/core/texts/language.ts";
import type { SwitchName } from "../../local/wts/switches.ts";

const inPortuguese: Readonly<Record<SwitchName, string>> = {
  metadata: "se o Metadata de uma alteração parcial se junta ao que existe ou toma o lugar dele",
  notFound: "o que responde um atendimento que não existe (só se viu com contatos: 500)",
  badInput: "o que responde um UUID, um valor, uma data ou um JSON errado",
  completeTwice: "o que responde encerrar um atendimento já encerrado",
  transferCompleted: "o que faz transferir ou atribuir um atendimento encerrado",
  statusOnCompleted: "se `/status` pode mudar um atendimento encerrado",
  partialCompleted: "se `Status=COMPLETED` numa alteração parcial também grava endAt e avisa SESSION_COMPLETE",
  omittedValue: "se um campo citado sem valor é apagado, ou só com um null explícito",
  autocompleteCarrier: "de onde Autocomplete e ReactivateDisabled em `fields` tiram o valor, se é que tiram",
  sessionApi: "qual versão de lista, leitura e alteração parcial a conta responde",
  lastMessageOut: "se mensagens de robô, campanha e API mudam lastMessageOut",
  automaticMovesInteraction: "se mensagens de robô, campanha e API mudam lastInteractionDate",
  noteMovesInteraction: "se uma nota interna muda lastInteractionDate",
  transferMovesInteraction: "se transferir ou atribuir muda lastInteractionDate",
  messageListNotes: "se as mensagens de um atendimento incluem as notas internas",
  naiveEndAt: "como se lê um endAt sem fuso (local: o timezoneDiff da conta)",
  statusComma: "como se lê um `Status` com vírgulas (flags: o .NET soma os números dos nomes)",
  departmentListAgents: "se a lista de departamentos preenche `agents`",
  agentsListDepartments: "se a lista de atendentes preenche `departments`",
  unsortedOrder:
    "por onde começa uma lista de atendimentos sem ordem pedida (viu-se a mais antiga; a v1 diz createdat desc)",
  lowerCaseNames: "se nomes da consulta valem com outras maiúsculas e minúsculas",
  rateLimitHeaders: "se um 429 traz Retry-After",
  rateLimitBody: "o que vem no corpo de um 429",
  sessionAccess: "se uma chave pode ser recusada só nas rotas de atendimentos e mensagens (uma equipe viu)",
  unauthorizedStatus: "se uma chave recusada responde 401, ou 200 com error: true",
  bearerPrefix: "se uma chave sem `Bearer ` é aceita",
  httpStatusCodeType: "como o erro escreve o código: 500, INTERNALSERVERERROR ou InternalServerError",
  transferSameDepartment: "o que faz transferir para o próprio departamento (ok: volta para a fila dele)",
  transferToUnavailable: "se quem está UNAVAILABLE pode receber um atendimento",
  userOutsideDepartment: "se um atendimento pode ir para quem é de outro departamento",
  assignMovesStatus: "se dar um atendimento a alguém o põe em andamento",
  partialUserMovesStatus: "se UserId numa alteração parcial conta como atribuição",
  clearUserStatus: "se tirar o responsável de um atendimento IN_PROGRESS o devolve à fila",
  apiMessages: "como volta uma mensagem enviada pela API: a direção, e se traz um responsável",
  trackMovesOut: "se uma mensagem TRACK, que ninguém vê, muda lastMessageOut",
  syncTogether: "o que acontece com mensagens síncronas enviadas no mesmo instante (um produto: 200, e não entregues)",
  messageToCompleted: "o que faz uma mensagem para um atendimento encerrado",
  messageOutsideWindow: "se texto livre fora da janela de 24 h entra na fila e falha, ou é recusado",
  templateShown: "se a mensagem mostra de qual modelo foi feita",
  companyIdMismatch: "o que faz o companyId de outra conta numa alteração parcial",
  classificationShown: "se com ClassificationDetails a leitura mostra a classificação",
  contactByPhone: "se um contato é achado pelo número com e sem o nono dígito, ou só como está gravado",
  webhookChanges: "o formato de changeMetadata.changes",
  webhookUserId: "se eventos de atendimento trazem userId além de agentDetails",
  webhookDetails:
    "se eventos de atendimento trazem contactDetails, agentDetails e a classificação (faltam em boa parte)",
  webhookNumbers: "se eventos de mensagem dizem de qual número para qual número",
  webhookRetries: "se um webhook que falhou é repetido",
  webhookCopies: "se um webhook pode chegar duas vezes",
  webhookArrival: "se um webhook pode se perder",
};

/** `unknown` is the stand-in's own sentence. */
export const switchText = (name: string, unknown: string, language: Language): string =>
  language === "en" ? unknown : (Object.entries(inPortuguese).find(([known]) => known === name)?.[1] ?? unknown);
