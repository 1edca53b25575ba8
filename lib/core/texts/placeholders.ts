// The placeholders of texts: who the contact is, who has the session, and which policy and run said it. None of them ever arrives empty.
import { nearest } from "../names.ts";
import type { SessionFacts } from "../sessions/session-facts.ts";

/** These are known of every text of a policy. */
const ownNames = ["policy", "run"] as const;
/** These are about people and may be missing; those of `needsFallback` so often that the text has to say what stands there then. */
export const sessionNames = ["nome", "protocolo", "atendente"] as const;
export const needsFallback: readonly string[] = ["nome", "atendente"];
const names = [...ownNames, ...sessionNames] as const;

export type PlaceholderName = (typeof names)[number];
export type Filling = Partial<Record<PlaceholderName, string | undefined>>;

export const longestFallback = 60;
const anyPlaceholder = /\{([^{}\s|]*)(?:\|([^{}]*))?\}/g;
const placeholder = new RegExp(`\\{(${names.join("|")})(?:\\|([^{}]*))?\\}`, "g");

const isName = (name: string): name is PlaceholderName => names.some((known) => known === name);
const isBlank = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

const shown = (given: readonly string[]): string =>
  given.map((name) => `{${name}${needsFallback.includes(name) ? "|…" : ""}}`).join(", ");

const hintFor = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  return near === undefined ? "" : `; the nearest is {${near}}`;
};

const fallbackProblem = (name: string, fallback: string | undefined): string | undefined => {
  if (fallback === undefined)
    return needsFallback.includes(name)
      ? `needs what stands there when there is no name: write {${name}|cliente} in place of {${name}}`
      : undefined;
  if (isBlank(fallback) || fallback.length > longestFallback)
    return `has a placeholder {${name}|…} whose fallback must be 1 to ${longestFallback} characters, and more than signs`;
  return undefined;
};

/** For the team and for metadata: `{policy}` and `{run}`. Another system's placeholder would be left in braces. */
export const placeholderProblem = (text: string): string | undefined => {
  for (const [, name = "", fallback] of text.matchAll(anyPlaceholder)) {
    if (sessionNames.some((known) => known === name))
      return `has {${name}}, which is filled in only in what the contact reads: a warning, a farewell, a template`;
    if (!ownNames.some((known) => known === name) || fallback !== undefined)
      return `has a placeholder other than ${shown(ownNames)}${hintFor(name, ownNames)}`;
  }
  return undefined;
};

/** For what the contact reads: no brace may be left. */
export const contactTextProblem = (text: string): string | undefined => {
  for (const [, name = "", fallback] of text.matchAll(anyPlaceholder)) {
    if (!isName(name)) return `has a placeholder other than ${shown(names)}${hintFor(name, names)}`;
    const problem = fallbackProblem(name, fallback);
    if (problem) return problem;
  }
  return /[{}]/.test(text.replaceAll(placeholder, ""))
    ? `has a brace that belongs to no placeholder: the contact would see it; there are ${shown(names)}`
    : undefined;
};

/** A text that a sender put together may have braces of its own; only ours without their fallback are a mistake. */
export const missingFallback = (text: string): string | undefined => {
  for (const [, name = "", fallback] of text.matchAll(placeholder)) {
    const problem = ownNames.some((own) => own === name) ? undefined : fallbackProblem(name, fallback);
    if (problem) return problem;
  }
  return undefined;
};

/** Whether the text is about the contact's name, or about who has the session: WTS shows neither unless it is asked to. */
export const detailsOf = (texts: readonly string[]): { contact: boolean; owner: boolean } => {
  const found = texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name]) => name));
  return { contact: found.includes("nome"), owner: found.includes("atendente") };
};

/** What is known of a session, as its texts may say it. */
export const fillingOf = ({ contactName, ownerName, number }: SessionFacts): Filling => ({
  nome: contactName,
  atendente: ownerName,
  protocolo: number,
});

/**
 * A name that `filling` does not have at all stays as it stands. Undefined where a value is missing and the text does not say
 * what stands there then: such a text must not go out. What is filled in is never read for placeholders again.
 */
export const fillIn = (text: string, filling: Filling): string | undefined => {
  let isComplete = true;
  const filled = text.replaceAll(placeholder, (whole, name: PlaceholderName, fallback: string | undefined) => {
    if (!(name in filling)) return whole;
    const value = filling[name] || fallback;
    if (!value) isComplete = false;
    return value ?? "";
  });
  return isComplete ? filled : undefined;
};
