// What is said to people of each reason of a routing decision, in every language.
import { openStatuses } from "../../core/sessions/open-statuses.ts";
import type { SessionMatch } from "../../core/sessions/session-match.ts";
import { closedDayText } from "../../core/texts/closed-day-text.ts";
import { criterionNames } from "../../core/texts/criterion-names.ts";
import { instantText } from "../../core/texts/instant-text.ts";
import type { Language, Locale } from "../../core/texts/language.ts";
import { type Sentences, sentenceOf } from "../../core/texts/reason.ts";
import type {
  ClosedParams,
  RejectedCandidate,
  RejectionCode,
  RoutingReason,
  RoutingReasonParams,
  SkipParams,
  SkipReason,
} from "./routing-decision.ts";
import type { TriggerName } from "./routing-policy.ts";
import type { StrategyName } from "./strategies.ts";

const listOf = (criteria: readonly (keyof SessionMatch)[], language: Language): string =>
  criteria.map((criterion) => (language === "en" ? criterion : criterionNames[language][criterion])).join(", ");

type ByStrategy = Record<StrategyName, (params: RoutingReasonParams["CHOSEN"]) => string>;

const englishChoices: ByStrategy = {
  "least-open": ({ eligible, openSessions }) =>
    `fewest open sessions (${openSessions}) of ${eligible} who could take it`,
  "round-robin": ({ eligible }) => `next in turn of ${eligible} who could take it`,
  direct: () => "named by the policy or the request",
};

const portugueseChoices: ByStrategy = {
  "least-open": ({ eligible, openSessions }) =>
    `tem menos atendimentos abertos (${openSessions}) entre ${eligible} que podiam pegar`,
  "round-robin": ({ eligible }) => `é o próximo do rodízio entre ${eligible} que podiam pegar`,
  direct: () => "citado na regra ou no pedido",
};

/** Why a person does not get the session, said of that person. */
const rejectionTexts: Readonly<Record<Language, Readonly<Record<RejectionCode, string>>>> = {
  en: {
    NOT_A_MEMBER: "is not a member of the department",
    NOT_LISTED: "is not among the policy's users",
    OFF_SHIFT: "is off shift",
    UNAVAILABLE: "is set to unavailable",
    EXCLUDED: "had the session and did not answer",
    FULL: "has as many open sessions as the policy allows",
    NOT_NEXT: "could take it, but it was another's turn",
    NOT_STICKY: "could take it, but another served this contact last",
    NOT_ASKED: "was not asked: it goes to a queue",
  },
  "pt-BR": {
    NOT_A_MEMBER: "não é do departamento",
    NOT_LISTED: "não está na lista da regra",
    OFF_SHIFT: "está fora do turno",
    UNAVAILABLE: "está indisponível",
    EXCLUDED: "estava com o atendimento e não respondeu",
    FULL: "já tem tantos atendimentos abertos quanto a regra permite",
    NOT_NEXT: "podia pegar, mas era a vez de outra pessoa",
    NOT_STICKY: "podia pegar, mas outra pessoa atendeu este cliente por último",
    NOT_ASKED: "não foi consultado: o atendimento vai para a fila",
  },
};

const shiftBegins: Readonly<Record<Language, (at: string) => string>> = {
  en: (at) => `until ${at}`,
  "pt-BR": (at) => `até ${at}`,
};

/** The same of a number of people: of one, and of several. */
const rejectedTexts: Readonly<Record<Language, Readonly<Record<RejectionCode, readonly [one: string, more: string]>>>> =
  {
    en: {
      NOT_A_MEMBER: ["of another department", "of other departments"],
      NOT_LISTED: ["not named by the policy", "not named by the policy"],
      OFF_SHIFT: ["off shift", "off shift"],
      UNAVAILABLE: ["unavailable", "unavailable"],
      EXCLUDED: ["had it and did not answer", "had it and did not answer"],
      FULL: ["full", "full"],
      NOT_NEXT: ["not next", "not next"],
      NOT_STICKY: ["not the one who served the contact last", "not those who served the contact last"],
      NOT_ASKED: ["not asked", "not asked"],
    },
    "pt-BR": {
      NOT_A_MEMBER: ["de outro departamento", "de outros departamentos"],
      NOT_LISTED: ["fora da lista da regra", "fora da lista da regra"],
      OFF_SHIFT: ["fora do turno", "fora do turno"],
      UNAVAILABLE: ["indisponível", "indisponíveis"],
      EXCLUDED: ["já teve e não respondeu", "já tiveram e não responderam"],
      FULL: ["no limite de atendimentos", "no limite de atendimentos"],
      NOT_NEXT: ["fora da vez", "fora da vez"],
      NOT_STICKY: ["não atendeu este cliente por último", "não atenderam este cliente por último"],
      NOT_ASKED: ["não consultado", "não consultados"],
    },
  };

/** Such as "7 of other departments". */
export const rejectedText = (code: RejectionCode, count: number, { language }: Pick<Locale, "language">): string =>
  `${count} ${rejectedTexts[language][code][count === 1 ? 0 : 1]}`;

const countsText = (counts: Partial<Record<RejectionCode, number>>, language: Language): string =>
  Object.entries(counts)
    .map(([code, count]) => rejectedText(code as RejectionCode, count, { language }))
    .join(", ");

const closed: Sentences<ClosedParams> = {
  en: {
    OUTSIDE_HOURS: ({ untilMs }, locale) => `waits until ${instantText(untilMs, locale)} (the policy's hours)`,
    CLOSED_DAY: (day) => `closed on ${closedDayText(day, "en")}`,
    NEVER_OPEN: "its hours never begin, or could not be read",
  },
  "pt-BR": {
    OUTSIDE_HOURS: ({ untilMs }, locale) => `espera até ${instantText(untilMs, locale)} (horário da regra)`,
    CLOSED_DAY: (day) => `fechado em ${closedDayText(day, "pt-BR")}`,
    NEVER_OPEN: "o horário da regra nunca começa, ou não foi possível lê-lo",
  },
};

const reasons: Sentences<RoutingReasonParams> = {
  en: {
    ALREADY_THERE: ({ because }, locale) => `${routingReasonText(because, locale)}; the session is there already`,
    ...closed.en,
    CHOSEN: (choice) => englishChoices[choice.strategy](choice),
    DEPARTMENT_EMPTY: "the department has no members",
    DEPARTMENT_MISSING: "the session is in no department, and none is named",
    DEPARTMENT_UNKNOWN: ({ of }) =>
      `${of === "fallback" ? "the fallback department" : "a department it names"} is unknown in this account, or there are several of this name`,
    DIRECTORY_EMPTY: "WTS lists nobody at all in this account; nothing is moved on such a list",
    ESCALATED: ({ step }) => `step ${step}: nobody has answered`,
    FALLBACK: "goes to the queue of the fallback department",
    HELD: ({ untilMs }, locale) => `held until ${instantText(untilMs, locale)}`,
    HOP_LIMIT: ({ movesToday, maxHopsPerDay }) =>
      `this session was moved ${movesToday} times today, and maxHopsPerDay is ${maxHopsPerDay}`,
    NOBODY_ELIGIBLE: (found) =>
      "hasNoQueue" in found
        ? "stays where it is: there is no queue to put it into"
        : `nobody of the department can take it: ${countsText(found.rejected, "en")}`,
    NO_POLICY: ({ trigger }) => `no policy with the trigger ${trigger} is about this session now`,
    NOT_DUE: "no policy has anything to do with this session now",
    NOT_OPEN: `only sessions in ${openStatuses.join(", ")} are moved, and this one is not in them`,
    OWNED: ({ owner }) =>
      ({
        assigned: "stays with its owner",
        available: "stays with its owner, who is available",
        member: "stays with its owner, who is a member of the department too",
      })[owner],
    POLICY_UNKNOWN: ({ nearest }) =>
      `the account has no enabled policy of this name${nearest === undefined ? "" : `; the nearest is ${nearest}`}`,
    QUEUED: ({ queue }) =>
      ({
        asked: "goes to the queue of the department that was asked for",
        stays: "waits on until somebody can take it",
        department: "goes to the department's queue",
        named: "goes to the department's queue, as the policy or the request says",
      })[queue],
    REQUESTED: "stays where it is: the request cannot be done",
    STICKY_OWNER: ({ days }) => `served this contact within the last ${days} days`,
    STICKY_OWNER_AWAY: "waits in the queue for the person who served this contact last",
    USER_UNKNOWN: "a person it names is unknown in this account, or there are several of this name",
    USER_NOT_IN_DEPARTMENT: "nobody it names is a member of the department",
  },
  "pt-BR": {
    ALREADY_THERE: ({ because }, locale) => `${routingReasonText(because, locale)}; o atendimento já está lá`,
    ...closed["pt-BR"],
    CHOSEN: (choice) => portugueseChoices[choice.strategy](choice),
    DEPARTMENT_EMPTY: "o departamento não tem atendentes",
    DEPARTMENT_MISSING: "o atendimento não está em nenhum departamento, e nenhum foi citado",
    DEPARTMENT_UNKNOWN: ({ of }) =>
      `${of === "fallback" ? "o departamento de último recurso" : "um departamento citado"} não existe nesta conta, ou há vários com esse nome`,
    DIRECTORY_EMPTY: "o WTS não lista ninguém nesta conta; com uma lista assim nada é transferido",
    ESCALATED: ({ step }) => `passo ${step}: ninguém respondeu`,
    FALLBACK: "vai para a fila do departamento de último recurso",
    HELD: ({ untilMs }, locale) => `em espera até ${instantText(untilMs, locale)}`,
    HOP_LIMIT: ({ movesToday, maxHopsPerDay }) =>
      `este atendimento já foi transferido ${movesToday} vezes hoje, e o limite (maxHopsPerDay) é ${maxHopsPerDay}`,
    NOBODY_ELIGIBLE: (found) =>
      "hasNoQueue" in found
        ? "fica onde está: não há fila para ele"
        : `ninguém do departamento pode pegar: ${countsText(found.rejected, "pt-BR")}`,
    NO_POLICY: ({ trigger }) => `nenhuma regra com o gatilho ${trigger} trata deste atendimento agora`,
    NOT_DUE: "nenhuma regra tem o que fazer com este atendimento agora",
    NOT_OPEN: `só atendimentos em ${openStatuses.join(", ")} são transferidos, e este não está`,
    OWNED: ({ owner }) =>
      ({
        assigned: "fica com o responsável",
        available: "fica com o responsável, que está disponível",
        member: "fica com o responsável, que também é do departamento",
      })[owner],
    POLICY_UNKNOWN: ({ nearest }) =>
      `a conta não tem regra ligada com esse nome${nearest === undefined ? "" : `; a mais parecida é ${nearest}`}`,
    QUEUED: ({ queue }) =>
      ({
        asked: "vai para a fila do departamento pedido",
        stays: "continua na fila até que alguém possa pegar",
        department: "vai para a fila do departamento",
        named: "vai para a fila do departamento, como diz a regra ou o pedido",
      })[queue],
    REQUESTED: "fica onde está: o pedido não pode ser atendido",
    STICKY_OWNER: ({ days }) => `atendeu este cliente nos últimos ${days} dias`,
    STICKY_OWNER_AWAY: "espera na fila por quem atendeu este cliente por último",
    USER_UNKNOWN: "uma pessoa citada não existe nesta conta, ou há várias com esse nome",
    USER_NOT_IN_DEPARTMENT: "nenhuma das pessoas citadas é do departamento",
  },
};

const skips: Sentences<SkipParams> = {
  en: {
    NOT_MATCHED: ({ criteria }) => `the session differs, or WTS did not say, in ${listOf(criteria, "en")}`,
    EXCEPTED: ({ criteria }) => `the session is excepted, or might be, by ${listOf(criteria, "en")}`,
    BOT_AT_WORK: "a bot is at work, and the policy leaves the session to it",
    NOT_DUE: (early) => {
      if (early.because === "waitsTooShort")
        return `the contact has waited ${early.waitedMinutes} minutes of ${early.minutes}`;
      return {
        contactDoesNotWait: "the contact does not wait for an answer",
        escalationOver: "its escalation has come to its end",
        escalationUnderWay: "its escalation is under way",
        hadFirstResponse: "the contact has had a first response",
        nobodyHasIt: "nobody has the session",
        noStepWaits: "nobody waits for its next step",
        ownerAvailable: "its owner is available",
        somebodyHasIt: "somebody has the session",
        stepIsLater: "its next step is not due yet",
      }[early.because];
    },
    ...closed.en,
    MOVED_BY_PERSON: "a person has just moved the session",
  },
  "pt-BR": {
    NOT_MATCHED: ({ criteria }) => `o atendimento difere, ou o WTS não informou, em: ${listOf(criteria, "pt-BR")}`,
    EXCEPTED: ({ criteria }) => `a regra deixa de fora, ou talvez deixe, por: ${listOf(criteria, "pt-BR")}`,
    BOT_AT_WORK: "um robô está atendendo, e a regra deixa o atendimento com ele",
    NOT_DUE: (early) => {
      if (early.because === "waitsTooShort")
        return `o cliente espera há ${early.waitedMinutes} de ${early.minutes} minutos`;
      return {
        contactDoesNotWait: "o cliente não espera resposta",
        escalationOver: "os passos da regra chegaram ao fim",
        escalationUnderWay: "os passos da regra estão em andamento",
        hadFirstResponse: "o cliente já teve a primeira resposta",
        nobodyHasIt: "o atendimento não está com ninguém",
        noStepWaits: "ninguém espera pelo próximo passo",
        ownerAvailable: "o responsável está disponível",
        somebodyHasIt: "o atendimento está com alguém",
        stepIsLater: "ainda não é hora do próximo passo",
      }[early.because];
    },
    ...closed["pt-BR"],
    MOVED_BY_PERSON: "uma pessoa acabou de transferir o atendimento",
  },
};

const triggers: Readonly<Record<Language, Readonly<Record<TriggerName, string>>>> = {
  en: {
    SESSION_NEW: "new session",
    SESSION_UPDATE: "session changed",
    requested: "on request",
    ownerUnavailable: "its owner is not there",
    backlog: "waited in the queue",
    holdEnded: "its hold is over",
    noFirstResponse: "no first response yet",
    ownerSilent: "its owner has not answered",
    escalation: "next step: nobody has answered",
    opening: "waited for the opening hours",
  },
  "pt-BR": {
    SESSION_NEW: "atendimento novo",
    SESSION_UPDATE: "atendimento alterado",
    requested: "a pedido",
    ownerUnavailable: "o responsável não está",
    backlog: "esperava na fila",
    holdEnded: "a espera terminou",
    noFirstResponse: "ainda sem primeira resposta",
    ownerSilent: "o responsável não respondeu",
    escalation: "próximo passo: ninguém respondeu",
    opening: "esperava o horário de atendimento",
  },
};

export const routingReasonText = (reason: RoutingReason, locale: Locale): string =>
  sentenceOf<RoutingReasonParams>(reasons, reason, locale);

export const skipText = (reason: SkipReason, locale: Locale): string => sentenceOf<SkipParams>(skips, reason, locale);

export const rejectionText = ({ code, beginsMs }: Omit<RejectedCandidate, "userId">, locale: Locale): string => {
  const text = rejectionTexts[locale.language][code];
  return beginsMs === undefined ? text : `${text} ${shiftBegins[locale.language](instantText(beginsMs, locale))}`;
};

export const triggerText = (trigger: TriggerName, { language }: Pick<Locale, "language">): string =>
  triggers[language][trigger];
