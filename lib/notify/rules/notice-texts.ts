// The words of what people are told, in every language.
import { type AlertCode, alertCodes, alertType } from "../../core/alert.ts";
import { instantText } from "../../core/texts/instant-text.ts";
import type { Language, Locale } from "../../core/texts/language.ts";
import type { CountedCause } from "./cause.ts";
import type { NotifiedType } from "./notify-config.ts";

type OutcomeType = Exclude<NotifiedType, typeof alertType>;

interface Words {
  title(causes: number): string;
  more(causes: number): string;
  account(name: string): string;
  policy(name: string): string;
  code(code: string): string;
  times(count: number, since: string): string;
  alerts: Readonly<Record<AlertCode, string>>;
  outcomes: Readonly<Record<OutcomeType, string>>;
  otherEvent(type: string): string;
  test(name: string): string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: (causes) => (causes === 1 ? "Something to look at" : `${causes} things to look at`),
    more: (causes) => `… and ${causes} more`,
    account: (name) => `account ${name}`,
    policy: (name) => `policy ${name}`,
    code: (code) => code,
    times: (count, since) => `${count} times since ${since}`,
    alerts: {
      POLICY_WAITS: "A policy has waited for more than a day for somebody to confirm it",
      RUN_STOPPED: "A run was about to close far more sessions than usual, and waits for somebody to look",
      RUN_REFUSED: "A policy names somebody or something that WTS does not have exactly once; nobody was closed",
      RUN_FAILED: "WTS answered sessions that cannot be trusted, so the run was stopped",
      ROUTING_RUN_FAILED: "Waiting sessions have not been looked after for some minutes",
      PARKED_WAITS: "Something that was parked waits to be looked at",
      LOOP_SUSPECTED: "A rule seems to answer our outcomes with requests in a circle; what it asks for is parked",
      COMMANDS_DEAD: "Commands made their function crash again and again",
      WTS_KEY_REFUSED: "WTS refuses the account's API key, or its access",
      SECRETS_BROKEN: "A secret cannot be read, or is not valid",
    },
    outcomes: {
      "Session Updated": "Sessions were updated",
      "Session Closed": "Sessions were closed",
      "Session Reassigned": "Sessions were moved",
      "Session Reassignment Failed": "A session could not be moved",
      "Session Update Rejected": "A command was refused",
      "Session Held": "Sessions were put on hold",
      "Session Hold Ended": "Holds of sessions ended",
      "Message Failed": "A message did not arrive",
      "Auto-Close Run Ended": "A run of auto-close ended",
    },
    otherEvent: (type) => type,
    test: (name) => `This is a test of ${name}: what is to be looked at will come here.`,
  },
  "pt-BR": {
    title: (causes) => (causes === 1 ? "Algo precisa de atenção" : `${causes} coisas precisam de atenção`),
    more: (causes) => `… e mais ${causes}`,
    account: (name) => `conta ${name}`,
    policy: (name) => `regra ${name}`,
    code: (code) => code,
    times: (count, since) => `${count} vezes desde ${since}`,
    alerts: {
      POLICY_WAITS: "Uma regra espera há mais de um dia que alguém a confirme",
      RUN_STOPPED: "Uma execução ia encerrar muito mais atendimentos que de costume e espera que alguém olhe",
      RUN_REFUSED: "Uma regra cita alguém ou algo que o WTS não tem exatamente uma vez; ninguém foi encerrado",
      RUN_FAILED: "O WTS devolveu atendimentos em que não dá para confiar; a execução foi interrompida",
      ROUTING_RUN_FAILED: "Há alguns minutos ninguém cuida dos atendimentos que esperam na fila",
      PARKED_WAITS: "Algo que ficou retido espera que alguém olhe",
      LOOP_SUSPECTED:
        "Uma regra parece responder aos nossos resultados com pedidos, em círculo; o que ela pede fica retido",
      COMMANDS_DEAD: "Há comandos que derrubaram a função várias vezes",
      WTS_KEY_REFUSED: "O WTS recusa a chave de API da conta, ou o acesso dela",
      SECRETS_BROKEN: "Um segredo não pode ser lido, ou não é válido",
    },
    outcomes: {
      "Session Updated": "Atendimentos foram alterados",
      "Session Closed": "Atendimentos foram encerrados",
      "Session Reassigned": "Atendimentos foram transferidos",
      "Session Reassignment Failed": "Um atendimento não pôde ser transferido",
      "Session Update Rejected": "Um comando foi recusado",
      "Session Held": "Atendimentos foram postos em espera",
      "Session Hold Ended": "Esperas de atendimentos terminaram",
      "Message Failed": "Uma mensagem não chegou",
      "Auto-Close Run Ended": "Uma execução de encerramento terminou",
    },
    otherEvent: (type) => type,
    test: (name) => `Isto é um teste de ${name}: o que precisar de atenção vai chegar aqui.`,
  },
};

/** So many are spelt out; a chat shows no more in one message anyway. */
const mostShown = 20;

/** What is told at once, as plain texts: how each chat writes it is its own. */
export interface Notice {
  title: string;
  items: readonly { what: string; about: string; command?: string }[];
  more?: string;
}

const isAlertCode = (code: string | undefined): code is AlertCode => alertCodes.some((each) => each === code);
const isOutcome = (type: string, { outcomes }: Words): type is OutcomeType => Object.hasOwn(outcomes, type);

const whatOf = ({ type, code }: CountedCause, say: Words): string => {
  if (type === alertType && isAlertCode(code)) return say.alerts[code];
  return isOutcome(type, say) ? say.outcomes[type] : say.otherEvent(type);
};

const aboutOf = ({ account, policy, code, count, firstAtMs }: CountedCause, say: Words, locale: Locale): string =>
  [
    say.account(account),
    ...(policy === undefined ? [] : [say.policy(policy)]),
    ...(code === undefined ? [] : [say.code(code)]),
    ...(count > 1 ? [say.times(count, instantText(firstAtMs, locale))] : [instantText(firstAtMs, locale)]),
  ].join(" · ");

export const noticeOf = (
  causes: readonly CountedCause[],
  localeOf: (account: string) => Locale,
  language: Language,
): Notice => {
  const say = words[language];
  const shown = causes.slice(0, mostShown);
  return {
    title: say.title(causes.length),
    items: shown.map((cause) => ({
      what: whatOf(cause, say),
      about: aboutOf(cause, say, localeOf(cause.account)),
      command: cause.command,
    })),
    ...(causes.length > shown.length && { more: say.more(causes.length - shown.length) }),
  };
};

export const testNotice = (name: string, language: Language): Notice => ({
  title: words[language].test(name),
  items: [],
});
