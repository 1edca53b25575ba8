// What a contact is told about who takes over: the text, and how a message that said it is known again.
import { type Language, languages } from "./language.ts";

/** True stands for the text of the language. */
export type TellContact = boolean | string;

const defaults: Readonly<Record<Language, string>> = {
  en: "Hello! From here on {atendente|our team} will help you.",
  "pt-BR": "Olá! A partir de agora quem cuida do seu atendimento é {atendente|a nossa equipe}.",
};

/** Undefined where nothing is told. */
export const tellingText = (given: TellContact | undefined, language: Language): string | undefined => {
  if (given === undefined || given === false) return undefined;
  return given === true ? defaults[language] : given;
};

export interface TellingConfig {
  routing: { tellContact: TellContact; policies: readonly { tellContact?: TellContact | undefined }[] };
}

const longestFilling = 80;

/** Whatever stands for a placeholder may be there. */
const patternOf = (text: string): RegExp => {
  const parts = text.trim().split(/\{[^{}]*\}/);
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(`[^]{0,${longestFilling}}`)}$`);
};

/**
 * Knows the messages in which a configuration tells who takes over. They are no answers: whoever was told who will answer
 * still waits for it, also where it was told before the configuration's language was another. Undefined where nothing is told.
 */
export const tellingReader = ({ routing }: TellingConfig): ((text: unknown) => boolean) | undefined => {
  const given = [routing.tellContact, ...routing.policies.map((policy) => policy.tellContact)];
  const texts = new Set(given.flatMap((each) => languages.flatMap((language) => tellingText(each, language) ?? [])));
  if (texts.size === 0) return undefined;
  const patterns = [...texts].map(patternOf);
  return (text) => typeof text === "string" && patterns.some((pattern) => pattern.test(text.trim()));
};
