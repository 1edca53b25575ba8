// Why something is parked, in words for who has to mend it, and what mends it. A code that is not here is told by its message alone.
import type { Wording } from "../../words/use-words.ts";

export interface ReasonWords {
  readonly why: string;
  readonly cure: string;
}

const inEnglish: Readonly<Record<string, ReasonWords>> = {
  COMMAND_INVALID: {
    why: "What was asked for cannot be done as it says.",
    cure: "Correct what is named here: mostly a name that WTS does not have, or a value of the mapping. Then replay it.",
  },
  DELIVERY_NOT_MAPPED: {
    why: "The mapping of the source failed on what came.",
    cure: "Correct the mapping in hooks.config.ts, build it, and replay it: what came is kept.",
  },
  SESSION_NOT_FOUND: {
    why: "WTS has no such session.",
    cure: "Where the session was merged or removed, discard it. Where the mapping takes the wrong id, correct that and replay it.",
  },
  SESSION_REFERENCE_UNRESOLVED: {
    why: "No session of this contact, or with this metadata, was found.",
    cure: "Replay it once there is one, or say in the source what to do then (`onNone`).",
  },
  SESSION_NOT_OPEN: {
    why: "The session was closed by then.",
    cure: "Discard it, unless it shall be done to a closed session.",
  },
  EXPECTATION_NOT_MET: {
    why: "The session was no longer as its sender expected it.",
    cure: "Mostly it has been overtaken: look at the session, and discard it.",
  },
  RETRIES_EXHAUSTED: {
    why: "It was tried for as long as it may, and WTS did not take it.",
    cure: "See whether WTS answers again, then replay it.",
  },
  WTS_REFUSED: {
    why: "WTS refused it.",
    cure: "What WTS said stands here. Correct that, and replay it.",
  },
  WTS_DENIED: {
    why: "WTS does not allow it with this account's key.",
    cure: "Give the key the permission in WTS Chat, then replay it.",
  },
  WTS_OUTCOME_UNKNOWN: {
    why: "Nobody knows whether the contact got it: WTS gave no answer.",
    cure: "Look at the conversation first. Replay it only where it is not there; or else discard it.",
  },
  WTS_UNAVAILABLE: {
    why: "WTS did not answer.",
    cure: "See whether WTS answers again, then replay it.",
  },
  WINDOW_CLOSED: {
    why: "WhatsApp's 24 hours were over, and there was no template.",
    cure: "Give the message a template, or discard it.",
  },
  CONTACT_NOT_TO_BE_MESSAGED: {
    why: "The contact is blocked, or asked for silence.",
    cure: "Discard it.",
  },
  LOOKUP_FAILED: {
    why: "The sender's API refused what the source looks up there.",
    cure: "Correct the lookup of the source, or its secret, then replay it.",
  },
  LOOKUP_UNAVAILABLE: {
    why: "The sender's API did not answer.",
    cure: "See whether it answers again, then replay it.",
  },
  ENVELOPE_INVALID: {
    why: "It is of no form that we know.",
    cure: "Look who put it there. It cannot be replayed.",
  },
  HOPS_EXCEEDED: {
    why: "It is part of a chain of events that cause each other.",
    cure: "Find the rule that answers our outcome with a request, and discard it.",
  },
  LOOP_SUSPECTED: {
    why: "The same was asked for again and again.",
    cure: "Find what answers our outcome with a request, and discard it.",
  },
  CRASHED: {
    why: "The function crashed with it, every time.",
    cure: "The function's log says why. Once that is mended, replay it.",
  },
  FUNCTION_FAILED: {
    why: "The function failed with it, every time.",
    cure: "The function's log says why. Once that is mended, replay it.",
  },
  EVENT_UNDELIVERED: {
    why: "EventBridge could not hand it over.",
    cure: "Mostly a permission or a rule: `doctor` tells. Then replay it.",
  },
  NOT_ROUTED: {
    why: "The session could not be moved as it was asked for.",
    cure: "What is named here says why. Correct that, and replay it.",
  },
};

const inPortuguese: Readonly<Record<string, ReasonWords>> = {
  COMMAND_INVALID: {
    why: "O que foi pedido não pode ser feito assim.",
    cure: "Corrija o que está citado aqui: em geral um nome que o WTS não tem, ou um valor do mapeamento. Depois reprocesse.",
  },
  DELIVERY_NOT_MAPPED: {
    why: "O mapeamento da fonte falhou com o que chegou.",
    cure: "Corrija o mapeamento no hooks.config.ts, monte de novo e reprocesse: o que chegou está guardado.",
  },
  SESSION_NOT_FOUND: {
    why: "O WTS não tem esse atendimento.",
    cure: "Se o atendimento foi unido a outro ou apagado, descarte. Se o mapeamento pega o id errado, corrija e reprocesse.",
  },
  SESSION_REFERENCE_UNRESOLVED: {
    why: "Nenhum atendimento deste cliente, ou com estes metadados, foi encontrado.",
    cure: "Reprocesse quando houver um, ou diga na fonte o que fazer nesse caso (`onNone`).",
  },
  SESSION_NOT_OPEN: {
    why: "O atendimento já estava encerrado.",
    cure: "Descarte, a não ser que deva ser feito também em atendimento encerrado.",
  },
  EXPECTATION_NOT_MET: {
    why: "O atendimento não estava mais como o remetente esperava.",
    cure: "Em geral já ficou para trás: olhe o atendimento e descarte.",
  },
  RETRIES_EXHAUSTED: {
    why: "Foi tentado enquanto podia, e o WTS não aceitou.",
    cure: "Veja se o WTS voltou a responder e reprocesse.",
  },
  WTS_REFUSED: {
    why: "O WTS recusou.",
    cure: "O que o WTS disse está aqui. Corrija e reprocesse.",
  },
  WTS_DENIED: {
    why: "O WTS não permite isso com a chave desta conta.",
    cure: "Dê a permissão à chave no WTS Chat e reprocesse.",
  },
  WTS_OUTCOME_UNKNOWN: {
    why: "Não se sabe se o cliente recebeu: o WTS não respondeu.",
    cure: "Olhe antes a conversa. Reprocesse só se não estiver lá; senão, descarte.",
  },
  WTS_UNAVAILABLE: {
    why: "O WTS não respondeu.",
    cure: "Veja se o WTS voltou a responder e reprocesse.",
  },
  WINDOW_CLOSED: {
    why: "As 24 horas do WhatsApp tinham acabado, e não havia modelo de mensagem.",
    cure: "Dê um modelo à mensagem, ou descarte.",
  },
  CONTACT_NOT_TO_BE_MESSAGED: {
    why: "O cliente está bloqueado, ou pediu silêncio.",
    cure: "Descarte.",
  },
  LOOKUP_FAILED: {
    why: "A API do remetente recusou a consulta que a fonte faz.",
    cure: "Corrija a consulta da fonte, ou o segredo dela, e reprocesse.",
  },
  LOOKUP_UNAVAILABLE: {
    why: "A API do remetente não respondeu.",
    cure: "Veja se voltou a responder e reprocesse.",
  },
  ENVELOPE_INVALID: {
    why: "Não tem nenhuma forma que conhecemos.",
    cure: "Veja quem pôs isto ali. Não dá para reprocessar.",
  },
  HOPS_EXCEEDED: {
    why: "Faz parte de uma corrente de eventos que causam uns aos outros.",
    cure: "Ache a regra que responde ao nosso resultado com um pedido, e descarte.",
  },
  LOOP_SUSPECTED: {
    why: "A mesma coisa foi pedida várias vezes seguidas.",
    cure: "Ache o que responde ao nosso resultado com um pedido, e descarte.",
  },
  CRASHED: {
    why: "A função caiu com isso todas as vezes.",
    cure: "O log da função diz por quê. Depois de corrigir, reprocesse.",
  },
  FUNCTION_FAILED: {
    why: "A função falhou com isso todas as vezes.",
    cure: "O log da função diz por quê. Depois de corrigir, reprocesse.",
  },
  EVENT_UNDELIVERED: {
    why: "O EventBridge não conseguiu entregar.",
    cure: "Em geral falta uma permissão ou uma regra: `doctor` diz. Depois reprocesse.",
  },
  NOT_ROUTED: {
    why: "O atendimento não pôde ser transferido como foi pedido.",
    cure: "O que está citado aqui diz por quê. Corrija e reprocesse.",
  },
};

export const reasonWords: Wording<Readonly<Record<string, ReasonWords>>> = { en: inEnglish, "pt-BR": inPortuguese };
