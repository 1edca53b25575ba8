// What is asked of a source's functions and expressions for one delivery, and what they answer: all of it is JSON, since it goes to another process and back.
import type { SignedParts } from "../signatures/scheme.ts";
import type { Delivery } from "../sources/sources.ts";

export type QuestionPart = "filter" | "deliveryId" | "map" | "occurredAt";

/** Of one source: the parts that are needed, in the order in which they are worked out. */
export interface SourceQuestion {
  readonly source: string;
  readonly delivery: Delivery;
  readonly parts: readonly QuestionPart[];
  /** `deliveryId` is worked out once more with these alone: what its sender vouches for. */
  readonly signedParts?: SignedParts;
}

/** Of expressions that are given as texts, such as those in the address of a look-up. */
export interface TextsQuestion {
  readonly texts: readonly string[];
  readonly delivery: Delivery;
}

export type Question = SourceQuestion | TextsQuestion;

/** What a function or an expression threw. Only `problem` may be repeated everywhere: the rest may quote the delivery. */
export interface Thrown {
  /** It is what we refuse ourselves, such as a promise. */
  readonly problem?: string;
  readonly name: string;
  readonly message: string;
  /** The message without the value that JSONata quotes in it. */
  readonly hidden: string;
  readonly stack?: string;
  /** JSONata's own, such as D3030, and the character of the expression that it is about. */
  readonly code?: string;
  readonly position?: number;
}

export type Result = { readonly value?: unknown } | { readonly thrown: Thrown };

export interface SourceAnswer {
  readonly filter?: Result;
  readonly deliveryId?: Result;
  /** `isAlwaysFound` is false where the expression looked at what may not be signed. */
  readonly signedId?: { readonly result: Result; readonly isAlwaysFound: boolean };
  readonly map?: Result;
  readonly occurredAt?: Result;
}

export type TextsAnswer = readonly Result[];

export type AnswerOf<Asked extends Question> = Asked extends SourceQuestion ? SourceAnswer : TextsAnswer;
