// All that the page may ask, by name. Whatever is not here, nobody can ask through the console.
import { activityQuestions } from "./activity.ts";
import { autoCloseQuestions } from "./auto-close.ts";
import { localQuestions } from "./local.ts";
import { parkedQuestions } from "./parked.ts";
import { placeQuestions } from "./place.ts";
import { routingQuestions } from "./routing.ts";
import { sessionsQuestions } from "./sessions.ts";

export const questions = {
  ...placeQuestions,
  ...sessionsQuestions,
  ...autoCloseQuestions,
  ...routingQuestions,
  ...parkedQuestions,
  ...activityQuestions,
  ...localQuestions,
};

export type Questions = typeof questions;
export type QuestionName = keyof Questions;
