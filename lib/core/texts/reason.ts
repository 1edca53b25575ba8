// Reasons as data, and the sentences that are made of them: a code, and what its sentence has to be told, in plain JSON.
import type { Language, Locale } from "./language.ts";

/** `Parameters` says of each code what its sentence has to be told; undefined where it is told nothing. */
export type ReasonOf<Parameters> = {
  [Code in keyof Parameters]: [Parameters[Code]] extends [undefined]
    ? { code: Code }
    : { code: Code; params: Parameters[Code] };
}[keyof Parameters];

/** What is to be given beside a code: nothing, or what its sentence has to be told. */
export type ParamsOf<Parameters, Code extends keyof Parameters> = [Parameters[Code]] extends [undefined]
  ? []
  : [params: Parameters[Code]];

type Sentence<Params> = [Params] extends [undefined] ? string : (params: Params, locale: Locale) => string;

/** One that lacks a code or a language does not compile. */
export type Sentences<Parameters> = Readonly<
  Record<Language, { readonly [Code in keyof Parameters]: Sentence<Parameters[Code]> }>
>;

export const makeReason = <Parameters, Code extends keyof Parameters>(
  code: Code,
  [params]: ParamsOf<Parameters, Code> | [],
): ReasonOf<Parameters> =>
  // The compiler cannot follow a choice by a type that is not known yet; that `params` fits the code is held by ParamsOf.
  ({ code, ...(params !== undefined && { params }) }) as ReasonOf<Parameters>;

export const sentenceOf = <Parameters>(
  sentences: Sentences<Parameters>,
  reason: ReasonOf<Parameters>,
  locale: Locale,
): string => {
  const { code, params } = reason as { code: keyof Parameters; params?: unknown };
  const sentence = sentences[locale.language][code] as string | ((params: unknown, locale: Locale) => string);
  return typeof sentence === "string" ? sentence : sentence(params, locale);
};
