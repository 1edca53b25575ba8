// What is said to people of a session that was due and was not closed or warned after all, in every language.
import type { Language } from "../../core/texts/language.ts";
import type { SessionCode } from "./reason-codes.ts";

const texts: Readonly<Record<Language, Readonly<Record<SessionCode, string>>>> = {
  en: {
    ANOTHER_POLICY: "it is another policy's",
    CHANGED: "it changed while the run was at it",
    CLOSED_AGAIN: "somebody closed it once more",
    CLOSED_BEFORE: "we closed it in this same silence and somebody opened it again, so it is left alone",
    CLOSE_UNKNOWN: "WTS said neither that it is closed nor that it is open: look at it",
    CONTACT_WROTE: "the contact wrote since",
    FAREWELL_NOT_SENT_YET: "WTS has the farewell and has not sent it: the next run closes it",
    FAREWELL_UNSENDABLE: "WTS could not deliver the farewell",
    GONE: "WTS has no such session any more",
    MOVED: "somebody gave it to another person or department",
    OPEN_AGAIN: "it is open already",
    POLICY_NOT_CONFIRMED: "nobody has confirmed its policy yet",
    POLICY_PAUSED: "its policy is paused",
    REFUSED_BEFORE: "WTS refused it today; it is tried again on another day",
    REOPENED: "the contact wrote in the moment of the close, and has the session back",
    REOPENING_REFUSED:
      "the contact wrote in the moment of the close, and WTS did not let us open it again: open it by hand",
    SESSION_BUSY: "something else is working on it",
    UNDONE: "the run that closed it was undone",
    WAITS_FOR_NEXT_RUN: "a text of ours is in doubt: the next run looks once more",
    WARNED_BEFORE: "it has been warned in this same silence",
    WARNING_NOT_SENT_YET: "WTS has the warning and has not sent it: the next run waits no more",
    WARNING_UNSENDABLE: "WTS could not deliver the warning",
  },
  "pt-BR": {
    ANOTHER_POLICY: "é de outra regra",
    CHANGED: "mudou enquanto a execução cuidava dele",
    CLOSED_AGAIN: "alguém o encerrou mais uma vez",
    CLOSED_BEFORE: "nós o encerramos neste mesmo silêncio e alguém o reabriu; por isso fica como está",
    CLOSE_UNKNOWN: "o WTS não disse se está encerrado ou aberto: dê uma olhada",
    CONTACT_WROTE: "o cliente escreveu depois",
    FAREWELL_NOT_SENT_YET: "o WTS tem a despedida e ainda não a enviou: a próxima execução encerra",
    FAREWELL_UNSENDABLE: "o WTS não conseguiu entregar a despedida",
    GONE: "o WTS não tem mais este atendimento",
    MOVED: "alguém o passou a outra pessoa ou departamento",
    OPEN_AGAIN: "já está aberto",
    POLICY_NOT_CONFIRMED: "ninguém confirmou a regra ainda",
    POLICY_PAUSED: "a regra está pausada",
    REFUSED_BEFORE: "o WTS recusou hoje; outro dia se tenta de novo",
    REOPENED: "o cliente escreveu no momento do encerramento e tem o atendimento de volta",
    REOPENING_REFUSED: "o cliente escreveu no momento do encerramento e o WTS não nos deixou reabrir: reabra à mão",
    SESSION_BUSY: "outra coisa está cuidando dele",
    UNDONE: "a execução que o encerrou foi desfeita",
    WAITS_FOR_NEXT_RUN: "há dúvida sobre um texto nosso: a próxima execução olha mais uma vez",
    WARNED_BEFORE: "já foi avisado neste mesmo silêncio",
    WARNING_NOT_SENT_YET: "o WTS tem o aviso e ainda não o enviou: a próxima execução não espera mais",
    WARNING_UNSENDABLE: "o WTS não conseguiu entregar o aviso",
  },
};

/** Undefined for a code that stands for something else than a session that was left. */
export const sessionCodeText = (code: string, language: Language): string | undefined =>
  Object.hasOwn(texts[language], code) ? texts[language][code as SessionCode] : undefined;
