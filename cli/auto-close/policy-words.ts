// What a policy of auto-close is about and when it closes, in words, in every language.
import type { AutoClosePolicy } from "../../lib/auto-close/rules/auto-close-policy.ts";
import type { PolicyChange } from "../../lib/auto-close/rules/changes-of-policy.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import type { SessionMatch } from "../../lib/core/sessions/session-match.ts";
import { criterionNames } from "../../lib/core/texts/criterion-names.ts";
import type { Language, Locale } from "../../lib/core/texts/language.ts";
import { shownJson } from "../../lib/core/texts/shown-text.ts";
import { shownTime } from "../display/time-text.ts";

type Unit = "minutes" | "hours" | "days";

interface PolicyWords {
  every: string;
  except(what: string): string;
  or: string;
  none: string;
  any: string;
  units: Readonly<Record<Unit, readonly [one: string, more: string]>>;
  idle(span: string, since: AutoClosePolicy["idle"]["since"]): string;
  ofBusinessTime(span: string): string;
  warned(grace: string): string;
  whoeverSpokeLast: string;
  onlyInHours: string;
  farewell: string;
  /** Behind what was done; empty where nobody noted who did it. */
  by(saidSo: SaidSo | undefined, locale: Locale): string;
  noPolicies(account: string, place: string): string;
  policiesOf(about: { account: string; place: string; timeZone: string }): string;
  heads: readonly string[];
  off: string;
  confirmedBy(saidSo: SaidSo | undefined, locale: Locale): string;
  earlier: string;
  change(path: string, from: string, to: string): string;
  /** `needsYes`: it closes more or sooner. */
  isChanged(policy: string, needsYes: boolean): string;
  pausedBy(policy: string, by: string): string;
  accountPaused(account: string, by: string): string;
  nextRun(at: string): string;
  underWay(run: string): string;
  isStale(file: string): string;
  lastRun(about: { run: string; at: string; state: string; counts: string }): string;
  isAlready(policy: string, paused: boolean, by: string): string;
  wouldBe(policy: string, account: string, paused: boolean): string;
  wouldContinue(run: string, stoppedAt: number, counts: string): string;
  wouldConfirm(policy: string, account: string, run: string | undefined): string;
}

export const policyWords: Readonly<Record<Language, PolicyWords>> = {
  en: {
    every: "every open session",
    except: (what) => `except ${what}`,
    or: " or ",
    none: "none",
    any: "any",
    units: { minutes: ["minute", "minutes"], hours: ["hour", "hours"], days: ["day", "days"] },
    idle: (span, since) =>
      `${span} after ${{ out: "our last message", in: "the contact's last message", any: "the last message" }[since]}`,
    ofBusinessTime: (span) => `${span} of business time`,
    warned: (grace) => `warned first, with ${grace} to answer`,
    whoeverSpokeLast: "whoever spoke last",
    onlyInHours: "only in business hours",
    farewell: "with a farewell",
    by: (saidSo, locale) => (saidSo ? `, by ${saidSo.by} at ${shownTime(saidSo.at, locale)}` : ""),
    noPolicies: (account, place) => `hooks.config.ts has no policy for account ${account} of ${place}.`,
    policiesOf: ({ account, place, timeZone }) =>
      `Policies of account ${account} in ${place} (times are those of ${timeZone})`,
    heads: ["POLICY", "MODE", "ABOUT", "CLOSES", "CONFIRMED"],
    off: "off",
    confirmedBy: (saidSo, locale) => (saidSo ? `${saidSo.by}, ${shownTime(saidSo.at, locale)}` : "yes"),
    earlier: "the policies before it",
    change: (path, from, to) => `${path}: ${from} -> ${to}`,
    isChanged: (policy, needsYes) =>
      needsYes
        ? `Policy ${policy} closes more than what was confirmed, or sooner:`
        : `Policy ${policy} is another one than what was confirmed, and closes no more and nothing sooner:`,
    pausedBy: (policy, by) => `Policy ${policy} is paused${by}.`,
    accountPaused: (account, by) => `Account ${account} is paused${by}: \`resume\` lets it go on.`,
    nextRun: (at) => `The schedule begins the next run at ${at}.`,
    underWay: (run) => `Run ${run} is under way.`,
    isStale: (file) =>
      `${file} was edited after what runs here was built: its own runs know nothing of that before \`local rebuild\`.`,
    lastRun: ({ run, at, state, counts }) =>
      `The last run ${run}, ${at}: ${state}${counts === "" ? "" : `; ${counts}`}.`,
    isAlready: (policy, paused, by) =>
      paused
        ? `Policy ${policy} is paused already${by}.`
        : `Policy ${policy} is not paused${by === "" ? "" : `; resumed${by.slice(1)}`}.`,
    wouldBe: (policy, account, paused) =>
      `Policy ${policy} of account ${account} would be ${paused ? "paused" : "resumed"}; nothing was written.`,
    wouldContinue: (run, stoppedAt, counts) =>
      `Run ${run} stopped since it would close more than ${stoppedAt}; so far: ${counts || "nothing"}. It would go on to its end; nothing was written.`,
    wouldConfirm: (policy, account, run) =>
      `Policy ${policy} of account ${account} would be confirmed as ${run === undefined ? "it is configured now, which no run has shown yet" : `run ${run} has shown it`}; nothing was written.`,
  },
  "pt-BR": {
    every: "todos os atendimentos abertos",
    except: (what) => `menos ${what}`,
    or: " ou ",
    none: "sem",
    any: "qualquer",
    units: { minutes: ["minuto", "minutos"], hours: ["hora", "horas"], days: ["dia", "dias"] },
    idle: (span, since) =>
      `${span} depois da ${{ out: "nossa última mensagem", in: "última mensagem do cliente", any: "última mensagem" }[since]}`,
    ofBusinessTime: (span) => `${span} de tempo útil`,
    warned: (grace) => `avisa antes e dá ${grace} para responder`,
    whoeverSpokeLast: "não importa quem falou por último",
    onlyInHours: "só no horário de atendimento",
    farewell: "com despedida",
    by: (saidSo, locale) => (saidSo ? `, por ${saidSo.by} em ${shownTime(saidSo.at, locale)}` : ""),
    noPolicies: (account, place) => `O hooks.config.ts não tem nenhuma regra para a conta ${account} (${place}).`,
    policiesOf: ({ account, place, timeZone }) => `Regras da conta ${account}, ${place} (horários de ${timeZone})`,
    heads: ["REGRA", "MODO", "TRATA DE", "ENCERRA", "CONFIRMADA"],
    off: "desligada",
    confirmedBy: (saidSo, locale) => (saidSo ? `${saidSo.by}, ${shownTime(saidSo.at, locale)}` : "sim"),
    earlier: "as regras antes dela",
    change: (path, from, to) => `${path}: ${from} -> ${to}`,
    isChanged: (policy, needsYes) =>
      needsYes
        ? `A regra ${policy} encerra mais do que foi confirmado, ou mais cedo:`
        : `A regra ${policy} mudou desde que foi confirmada, e não encerra mais nem mais cedo:`,
    pausedBy: (policy, by) => `A regra ${policy} está pausada${by}.`,
    accountPaused: (account, by) => `A conta ${account} está pausada${by}: \`resume\` a libera.`,
    nextRun: (at) => `A agenda começa a próxima execução em ${at}.`,
    underWay: (run) => `A execução ${run} está em andamento.`,
    isStale: (file) =>
      `${file} mudou depois que o que roda aqui foi construído: as execuções daqui só sabem disso depois de \`local rebuild\`.`,
    lastRun: ({ run, at, state, counts }) =>
      `A última execução, ${run}, em ${at}: ${state}${counts === "" ? "" : `; ${counts}`}.`,
    isAlready: (policy, paused, by) =>
      paused
        ? `A regra ${policy} já está pausada${by}.`
        : `A regra ${policy} não está pausada${by === "" ? "" : `; liberada${by.slice(1)}`}.`,
    wouldBe: (policy, account, paused) =>
      `A regra ${policy} da conta ${account} seria ${paused ? "pausada" : "liberada"}; nada foi gravado.`,
    wouldContinue: (run, stoppedAt, counts) =>
      `A execução ${run} parou porque encerraria mais de ${stoppedAt}; até agora: ${counts || "nada"}. Ela iria até o fim; nada foi gravado.`,
    wouldConfirm: (policy, account, run) =>
      `A regra ${policy} da conta ${account} seria confirmada como ${run === undefined ? "está configurada agora, o que nenhuma execução mostrou ainda" : `a execução ${run} a mostrou`}; nada foi gravado.`,
  },
};

const units = ["minutes", "hours", "days"] as const;

const spanText = (
  span: { [Name in Unit]?: number | undefined } & { clock?: string | undefined },
  language: Language,
): string => {
  const say = policyWords[language];
  const unit = units.find((name) => span[name] !== undefined) ?? "minutes";
  const count = span[unit] ?? 0;
  const text = `${new Intl.NumberFormat(language).format(count)} ${say.units[unit][count === 1 ? 0 : 1]}`;
  return span.clock === "business" ? say.ofBusinessTime(text) : text;
};

const valueText = (value: unknown, language: Language): string => {
  const say = policyWords[language];
  if (value === null) return say.none;
  return value === true ? say.any : String(value);
};

const matchText = (match: SessionMatch, language: Language): string => {
  const say = policyWords[language];
  const textOf = ([name, value]: [string, unknown]): string[] => {
    if (value === undefined) return [];
    const criterion = criterionNames[language][name as keyof SessionMatch];
    const values =
      name === "metadata"
        ? Object.entries(Object(value)).map(([key, each]) => `${key}: ${valueText(each, language)}`)
        : [value].flat().map((each) => valueText(each, language));
    return [`${criterion} ${values.join(name === "metadata" ? ", " : say.or)}`];
  };
  return Object.entries(match).flatMap(textOf).join("; ");
};

/** Which sessions it is about, as far as it says so itself: those of the policies before it are theirs. */
export const aboutText = ({ match, except }: Pick<AutoClosePolicy, "match" | "except">, language: Language): string => {
  const say = policyWords[language];
  const without = matchText(except, language);
  return `${matchText(match, language) || say.every}${without === "" ? "" : `, ${say.except(without)}`}`;
};

/** After how long, and what comes before. */
export const closesText = (
  policy: Pick<AutoClosePolicy, "idle" | "warning" | "waitingOn" | "onlyInHours" | "close">,
  language: Language,
): string => {
  const { idle, warning, waitingOn, onlyInHours, close } = policy;
  const say = policyWords[language];
  return [
    say.idle(spanText(idle, language), idle.since),
    ...(waitingOn === "anyone" ? [say.whoeverSpokeLast] : []),
    ...(warning
      ? [say.warned(spanText({ ...warning.grace, clock: warning.grace.clock ?? idle.clock }, language))]
      : []),
    ...(onlyInHours ? [say.onlyInHours] : []),
    ...(close.farewell === undefined ? [] : [say.farewell]),
  ].join("; ");
};

const changedText = (value: unknown): string => (value === undefined ? "–" : shownJson(value));

/** What was confirmed, and what it is now. */
export const changeText = ({ path, from, to }: PolicyChange, language: Language): string => {
  const say = policyWords[language];
  return say.change(path === "earlier" ? say.earlier : path, changedText(from), changedText(to));
};
