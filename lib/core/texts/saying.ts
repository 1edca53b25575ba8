// What is said to a contact: a text, and the template that takes its place where WhatsApp's window is closed.
import { type Filling, fillIn, missingFallback } from "./placeholders.ts";
import type { Template } from "./template.ts";

export interface Saying {
  text: string;
  template?: Template;
}

/** What of it goes out. */
export type Said = { text: string } | { template: Template };

/** A farewell without a template is written as a text alone. */
export const sayingOf = (given: string | Saying): Saying => (typeof given === "string" ? { text: given } : given);

export const textsOf = ({ text, template }: Saying): readonly string[] => [
  text,
  ...Object.values(template?.parameters ?? {}),
];

/** Undefined where something is missing that the text is about: then nothing may go out. */
export const filledIn = ({ text, template }: Saying, as: "text" | "template", filling: Filling): Said | undefined => {
  if (as === "text" || template === undefined) {
    const filled = fillIn(text, filling);
    return filled === undefined ? undefined : { text: filled };
  }
  const { id, parameters } = template;
  const filled = Object.entries(parameters ?? {}).map(([name, value]) => [name, fillIn(value, filling)] as const);
  if (filled.some(([, value]) => value === undefined)) return undefined;
  return { template: { id, ...(parameters && { parameters: Object.fromEntries(filled) as Record<string, string> }) } };
};

/** What of a sender's own texts would reach the contact half filled in. */
export const missingFallbackIn = (saying: Saying): string | undefined =>
  textsOf(saying)
    .map(missingFallback)
    .find((problem) => problem !== undefined);
