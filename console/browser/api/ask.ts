// Asks, and does, what the console offers by name; the types are those of what the commands print.
import type { PreviewOf } from "../../acts/act.ts";
import type { ActName, Acts } from "../../acts/acts.ts";
import type { AnswerOf, ParamsOf } from "../../questions/question.ts";
import type { QuestionName, Questions } from "../../questions/questions.ts";
import { type Called, type CallOptions, call } from "./call.ts";

const sending = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const ask = <Name extends QuestionName>(
  name: Name,
  params: ParamsOf<Questions[Name]>,
  options: CallOptions = {},
): Promise<Called<AnswerOf<Questions[Name]>>> => call(`/api/ask/${name}`, options, sending(params));

export const preview = <Name extends ActName>(
  name: Name,
  params: ParamsOf<Acts[Name]>,
  options: CallOptions = {},
): Promise<Called<PreviewOf<Acts[Name]>>> => call(`/api/preview/${name}`, options, sending(params));

/** `seen` is the preview's. */
export const perform = <Name extends ActName>(
  name: Name,
  params: ParamsOf<Acts[Name]>,
  seen: string,
): Promise<Called<AnswerOf<Acts[Name]>>> => call(`/api/act/${name}`, {}, sending({ params, seen }));
