// Turns a refusal into the answer the switches ask for.
import type { Switches } from "../switches.ts";
import type { Answer } from "./answer.ts";
import { envelope, envelopeFor } from "./envelope.ts";
import { problem } from "./problem.ts";
import type { Refusal } from "./refusal.ts";

export const answerRefusal = (refusal: Refusal, nowMs: number, switches: Switches): Answer => {
  if (refusal.kind === "bad-input" && switches.badInput === "problem-400") return problem(400, refusal.errors);
  if (refusal.kind === "not-found" && switches.notFound === "404") return problem(404);
  const text = refusal.kind === "bad-input" ? "Dados inválidos" : refusal.message;
  return envelope({ status: 500, key: "FORM_ERROR", text }, nowMs, switches);
};

export const answerTooMany = (waitMs: number, nowMs: number, switches: Switches): Answer => {
  const answers = { problem: problem(429), envelope: envelopeFor(429, nowMs, switches), empty: { status: 429 } };
  const answer: Answer = answers[switches.rateLimitBody];
  if (switches.rateLimitHeaders === "none") return answer;
  return { ...answer, headers: { ...answer.headers, "retry-after": String(Math.ceil(waitMs / 1000)) } };
};
