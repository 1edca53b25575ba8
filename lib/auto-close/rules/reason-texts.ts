// What is said to people of each reason for which a session is closed, warned or kept, in every language.

import { type DiffersCode, differsCodes } from "../../core/sessions/evaluate-match.ts";
import { closedDayText } from "../../core/texts/closed-day-text.ts";
import { criterionNames } from "../../core/texts/criterion-names.ts";
import { instantText } from "../../core/texts/instant-text.ts";
import type { Locale } from "../../core/texts/language.ts";
import { type Sentences, sentenceOf } from "../../core/texts/reason.ts";
import type { Reason, ReasonParams } from "./reason-codes.ts";

const differs = (sentence: (params: ReasonParams[DiffersCode]) => string) =>
  Object.fromEntries(differsCodes.map((code) => [code, sentence])) as Record<DiffersCode, typeof sentence>;

const englishFacts = { lastMessageIn: "the contact's last message", lastMessageOut: "our last message" };
const portugueseFacts = { lastMessageIn: "a última mensagem do cliente", lastMessageOut: "a nossa última mensagem" };

const sentences: Sentences<ReasonParams> = {
  en: {
    MATCHED: "the policy is about this session",
    POLICY_DISABLED: "the policy is switched off",
    POLICY_REFUSED: "something is wrong with the policy, and the session is or may be its own",
    ...differs(({ criterion }) => `match.${criterion} asks for another ${criterionNames.en[criterion]}`),
    EXCEPTED: ({ criterion }) => `except.${criterion} leaves it alone`,
    NO_POLICY: "no policy is about this session",
    FACT_MISSING: ({ fact, toBeRead }) => {
      const name = { ...criterionNames.en, ...englishFacts, createdAt: "when it was created" }[fact];
      return toBeRead
        ? `the policy asks about its ${name}, which is still to be read`
        : `WTS did not say ${fact in englishFacts || fact === "createdAt" ? "" : "its "}${name}, or not in a way that can be read`;
    },
    FACTS_CONTRADICT: "WhatsApp's window was opened, yet the contact is said never to have written",
    CONTACT_SPOKE_LAST: "the contact spoke last and waits for an answer",
    REOPENED_BY_COURTESY: ({ closedAtMs }, locale) =>
      `we closed it at ${instantText(closedAtMs, locale)}, and only courtesy has opened it again`,
    COURTESY_NOT_READ: "the contact spoke last; whether that is more than courtesy is read when it is due",
    COURTESY_REPLY: "what the contact wrote after our last answer is only courtesy, after which nobody waits",
    ANSWERS_NEEDED: (asked) => {
      if ("notCounted" in asked)
        return `answers by ${asked.notCounted.join(", ")} do not count; who answered is to be read`;
      if ("wish" in asked) return "whether the contact asked for silence is to be read";
      if ("afterHold" in asked)
        return "the contact wrote after the hold was set; whether more than thanks is to be read";
      return "courtesy" in asked
        ? "the contact spoke last; whether that is more than courtesy is to be read"
        : "something was sent after the warning; whether by a person is to be read";
    },
    ANSWER_DOES_NOT_COUNT: ({ notCounted }) => `the contact has only had answers by ${notCounted.join(", ")}, or none`,
    NO_MESSAGE: ({ since }) =>
      ({
        any: "nobody has written anything yet",
        in: "the contact has written nothing to count from",
        out: "nothing has been sent to the contact to count from",
      })[since],
    HELD: ({ untilMs, setBy, reason, tag }, locale) =>
      `held until ${instantText(untilMs, locale)}${reason === undefined ? "" : `: ${reason}`} (set by ${tag === undefined ? setBy : `the tag ${tag}`})`,
    NOT_IDLE_YET: ({ sinceMs }, locale) => `idle since ${instantText(sinceMs, locale)}, which is not long enough`,
    IDLE: ({ sinceMs, dueMs }, locale) =>
      `idle since ${instantText(sinceMs, locale)}, which is long enough since ${instantText(dueMs, locale)}`,
    WARNING_STANDS: ({ warnedAtMs }, locale) =>
      `warned at ${instantText(warnedAtMs, locale)}; there is still time to answer`,
    WARNING_CANCELLED: "somebody wrote after the warning, so it counts no more",
    WARNED: ({ warnedAtMs }, locale) => `warned at ${instantText(warnedAtMs, locale)}, and the time to answer is over`,
    WINDOW_CLOSED: ({ message, closesWithout }) =>
      `the ${message} cannot be sent: WhatsApp's 24 hours are over${closesWithout ? "; closed without it" : ""}`,
    TEXT_INCOMPLETE: ({ message, closesWithout }) =>
      `the ${message} cannot be sent: WTS has no protocol for the session${closesWithout ? "; closed without it" : ""}`,
    CONTACT_BLOCKED: "the contact is blocked in WTS: closed without a message",
    CONTACT_TAGGED: "the contact has a tag of messages.neverMessage: closed without a message",
    CONTACT_OPTED_OUT: "the contact asked for silence: closed without a message",
    CONTACT_UNKNOWN: "WTS does not show the contact's tags, so nothing is said to it",
    OUTSIDE_HOURS: ({ openingMs }, locale) =>
      `outside business hours, which begin at ${instantText(openingMs, locale)}`,
    CLOSED_DAY: ({ departmentId, departmentName, reason, setBy, ...day }, { language }) => {
      const where = departmentId === undefined ? "" : ` in ${departmentName ?? "its department"}`;
      const because = reason === undefined ? "" : ` (${reason})`;
      return `closed on ${closedDayText(day, language)}${where}${because}, as set by ${setBy}`;
    },
    NEVER_OPEN: "its business hours never come round",
  },
  "pt-BR": {
    MATCHED: "a regra trata deste atendimento",
    POLICY_DISABLED: "a regra está desligada",
    POLICY_REFUSED: "há um erro na regra, e o atendimento é ou pode ser dela",
    ...differs(
      ({ criterion }) => `a regra pede outra coisa em match.${criterion} (${criterionNames["pt-BR"][criterion]})`,
    ),
    EXCEPTED: ({ criterion }) =>
      `a regra o deixa de fora por except.${criterion} (${criterionNames["pt-BR"][criterion]})`,
    NO_POLICY: "nenhuma regra trata deste atendimento",
    FACT_MISSING: ({ fact, toBeRead }) => {
      const name = { ...criterionNames["pt-BR"], ...portugueseFacts, createdAt: "quando foi criado" }[fact];
      return toBeRead
        ? `a regra depende disto, que ainda será lido no WTS: ${name}`
        : `o WTS não informou isto, ou não de um jeito legível: ${name}`;
    },
    FACTS_CONTRADICT: "a janela do WhatsApp foi aberta, mas o WTS diz que o cliente nunca escreveu",
    CONTACT_SPOKE_LAST: "o cliente falou por último e espera uma resposta",
    REOPENED_BY_COURTESY: ({ closedAtMs }, locale) =>
      `nós o encerramos em ${instantText(closedAtMs, locale)}, e só uma cortesia o reabriu`,
    COURTESY_NOT_READ: "o cliente falou por último; se foi mais que cortesia, será lido quando o prazo vencer",
    COURTESY_REPLY: "depois da nossa última resposta o cliente só escreveu cortesias; ninguém espera resposta",
    ANSWERS_NEEDED: (asked) => {
      if ("notCounted" in asked)
        return `respostas de ${asked.notCounted.join(", ")} não contam; falta ler quem respondeu`;
      if ("wish" in asked) return "falta ler se o cliente pediu silêncio";
      if ("afterHold" in asked)
        return "o cliente escreveu depois de marcada a espera; falta ler se foi mais do que um agradecimento";
      return "courtesy" in asked
        ? "o cliente falou por último; falta ler se foi mais que cortesia"
        : "algo foi enviado depois do aviso; falta ler se foi uma pessoa";
    },
    ANSWER_DOES_NOT_COUNT: ({ notCounted }) =>
      `o cliente só teve respostas que não contam (${notCounted.join(", ")}), ou nenhuma`,
    NO_MESSAGE: ({ since }) =>
      ({
        any: "ninguém escreveu nada ainda",
        in: "o cliente não escreveu nada de onde contar o prazo",
        out: "nada foi enviado ao cliente de onde contar o prazo",
      })[since],
    HELD: ({ untilMs, setBy, reason, tag }, locale) =>
      `em espera até ${instantText(untilMs, locale)}${reason === undefined ? "" : `: ${reason}`} (${tag === undefined ? `definida por ${setBy}` : `pela etiqueta ${tag}`})`,
    NOT_IDLE_YET: ({ sinceMs }, locale) => `parado desde ${instantText(sinceMs, locale)}, ainda dentro do prazo`,
    IDLE: ({ sinceMs, dueMs }, locale) =>
      `parado desde ${instantText(sinceMs, locale)}; o prazo venceu em ${instantText(dueMs, locale)}`,
    WARNING_STANDS: ({ warnedAtMs }, locale) =>
      `avisado em ${instantText(warnedAtMs, locale)}; o cliente ainda tem prazo para responder`,
    WARNING_CANCELLED: "alguém escreveu depois do aviso, que por isso não vale mais",
    WARNED: ({ warnedAtMs }, locale) =>
      `avisado em ${instantText(warnedAtMs, locale)}, e o prazo para responder acabou`,
    WINDOW_CLOSED: ({ message, closesWithout }) =>
      `${message === "warning" ? "o aviso" : "a despedida"} não pode mais ser enviad${message === "warning" ? "o" : "a"}: as 24 horas do WhatsApp acabaram${closesWithout ? "; encerrado sem mensagem" : ""}`,
    TEXT_INCOMPLETE: ({ message, closesWithout }) =>
      `${message === "warning" ? "o aviso" : "a despedida"} não pode ser enviad${message === "warning" ? "o" : "a"}: o WTS não tem protocolo para o atendimento${closesWithout ? "; encerrado sem mensagem" : ""}`,
    CONTACT_BLOCKED: "o cliente está bloqueado no WTS: encerrado sem mensagem",
    CONTACT_TAGGED: "o cliente tem uma etiqueta de messages.neverMessage: encerrado sem mensagem",
    CONTACT_OPTED_OUT: "o cliente pediu silêncio: encerrado sem mensagem",
    CONTACT_UNKNOWN: "o WTS não mostra as etiquetas do cliente, por isso nada é dito a ele",
    OUTSIDE_HOURS: ({ openingMs }, locale) =>
      `fora do horário de atendimento, que recomeça em ${instantText(openingMs, locale)}`,
    CLOSED_DAY: ({ departmentId, departmentName, reason, setBy, ...day }, { language }) => {
      const where = departmentId === undefined ? "" : ` no departamento ${departmentName ?? "do atendimento"}`;
      const because = reason === undefined ? "" : ` (${reason})`;
      return `fechado em ${closedDayText(day, language)}${where}${because}, definido por ${setBy}`;
    },
    NEVER_OPEN: "o horário de atendimento nunca chega",
  },
};

export const reasonText = (reason: Reason, locale: Locale): string =>
  sentenceOf<ReasonParams>(sentences, reason, locale);
