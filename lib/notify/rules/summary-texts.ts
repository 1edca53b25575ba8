// The words of the weekly summary, in every language.
import { dateText } from "../../core/texts/instant-text.ts";
import type { Language } from "../../core/texts/language.ts";
import { shownText } from "../../core/texts/shown-text.ts";
import type { Notice } from "./notice-texts.ts";

/** Of one policy, or of whoever closed without one. */
export interface ClosedByPolicy {
  policy: string;
  closed: number;
  /** It is undefined where nobody has looked. */
  reopenedWithinDay?: number;
}

/** Numbers alone: nothing of a person is in it. */
export interface WeekFigures {
  account: string;
  closed: readonly ClosedByPolicy[];
  moved: number;
  refused: number;
  /** Sessions that are held now. */
  held: number;
  /** There was more than was counted. */
  isAtLeast: boolean;
}

export interface Week {
  /** Days of the calendar, as YYYY-MM-DD. */
  from: string;
  to: string;
  accounts: readonly WeekFigures[];
  /** What lies in the queue now, of all accounts. */
  parked: number;
}

interface Words {
  title(from: string, to: string): string;
  account(name: string): string;
  closed(count: string, byPolicy: string): string;
  reopened(byPolicy: string): string;
  ofClosed(policy: string, reopened: number, closed: number): string;
  notMeasured: string;
  none: string;
  moved(count: string): string;
  refused(count: string): string;
  held(count: number): string;
  parked(count: number): string;
  atLeast(count: number): string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: (from, to) => `The week from ${from} to ${to}`,
    account: (name) => `Account ${name}`,
    closed: (count, byPolicy) => `Closed: ${count}${byPolicy}`,
    reopened: (byPolicy) => `Reopened within 24 hours: ${byPolicy}`,
    ofClosed: (policy, reopened, closed) => `${policy} ${reopened} of ${closed}`,
    notMeasured: "not known",
    none: "none",
    moved: (count) => `Moved: ${count}`,
    refused: (count) => `Refused: ${count}`,
    held: (count) => `Held now: ${count}`,
    parked: (count) => `Parked now: ${count}`,
    atLeast: (count) => `at least ${count}`,
  },
  "pt-BR": {
    title: (from, to) => `A semana de ${from} a ${to}`,
    account: (name) => `Conta ${name}`,
    closed: (count, byPolicy) => `Encerrados: ${count}${byPolicy}`,
    reopened: (byPolicy) => `Reabertos em até 24 horas: ${byPolicy}`,
    ofClosed: (policy, reopened, closed) => `${policy} ${reopened} de ${closed}`,
    notMeasured: "não se sabe",
    none: "nenhum",
    moved: (count) => `Transferidos: ${count}`,
    refused: (count) => `Recusados: ${count}`,
    held: (count) => `Em espera agora: ${count}`,
    parked: (count) => `Retidos agora: ${count}`,
    atLeast: (count) => `pelo menos ${count}`,
  },
};

const linesOf = ({ closed, moved, refused, held, isAtLeast }: WeekFigures, say: Words): string => {
  const counted = (count: number): string => (isAtLeast ? say.atLeast(count) : String(count));
  const all = closed.reduce((sum, each) => sum + each.closed, 0);
  const byPolicy = closed.map((each) => `${shownText(each.policy)} ${each.closed}`).join(", ");
  const reopened = closed.flatMap((each) =>
    each.reopenedWithinDay === undefined
      ? []
      : say.ofClosed(shownText(each.policy), each.reopenedWithinDay, each.closed),
  );
  const unknown = closed.length === 0 ? say.none : say.notMeasured;
  return [
    say.closed(counted(all), byPolicy === "" ? "" : ` (${byPolicy})`),
    say.reopened(reopened.length > 0 ? reopened.join(", ") : unknown),
    say.moved(counted(moved)),
    say.refused(counted(refused)),
    say.held(held),
  ].join("\n");
};

export const summaryNotice = ({ from, to, accounts, parked }: Week, language: Language): Notice => {
  const say = words[language];
  return {
    title: say.title(dateText(from, language), dateText(to, language)),
    items: [
      ...accounts.map((figures) => ({ what: say.account(shownText(figures.account)), about: linesOf(figures, say) })),
      { what: say.parked(parked), about: "", ...(parked > 0 && { command: "npm run hooks -- parked list" }) },
    ],
  };
};
