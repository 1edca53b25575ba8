// Words what goes back over the wire, before faults have their say, as ASP.NET and as WTS do.
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { stamp } from "../dates.ts";
import type { Switches } from "../switches.ts";
import type { Refusal } from "./refusal.ts";

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** ASP.NET's own refusals (routing, model binding) arrive as ProblemDetails and not in the envelope of WTS. */
export const problem = (status: number, errors?: Record<string, string[]>): Answer => {
  const title = errors === undefined ? (STATUS_CODES[status] ?? "Error") : "One or more validation errors occurred.";
  return {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: { type: `https://httpstatuses.io/${status}`, title, status, ...(errors === undefined ? {} : { errors }) },
  };
};

interface Wording {
  status: number;
  key: string;
  text: string;
}

const defaultWordings: Record<number, { key: string; text: string }> = {
  400: { key: "badrequest", text: "Requisição inválida" },
  401: { key: "ERROR_UNAUTHORIZED", text: "Acesso negado" },
  403: { key: "ERROR_FORBIDDEN", text: "Você não tem permissão para executar esta ação" },
  404: { key: "ERROR_NOT_FOUND", text: "Registro não encontrado" },
  429: { key: "ERROR_TOO_MANY_REQUESTS", text: "Muitas requisições, aguarde alguns segundos" },
};
const unexpected = { key: "INTERNAL_ERROR", text: "Ocorreu um erro inesperado" };

const statusCode = (status: number, type: Switches["httpStatusCodeType"]): number | string => {
  if (type === "number") return status;
  const name = (STATUS_CODES[status] ?? "Internal Server Error").replace(/[^A-Za-z]/g, "");
  return type === "string" ? name.toUpperCase() : name;
};

/** The error envelope of WTS has the same fields around every refusal, whatever the status. */
const envelope = (wording: Wording, nowMs: number, switches: Switches): Answer => {
  const id = randomUUID();
  return {
    status: wording.status,
    body: {
      id: { value: id, shortValue: id.slice(0, 8) },
      httpStatusCode: statusCode(wording.status, switches.httpStatusCodeType),
      error: true,
      date: stamp(nowMs),
      key: wording.key,
      text: wording.text,
      isUnsolvableError: false,
      details: null,
    },
  };
};

export const envelopeFor = (status: number, nowMs: number, switches: Switches): Answer =>
  envelope({ status, ...(defaultWordings[status] ?? unexpected) }, nowMs, switches);

/** Turns a refusal into the answer that the switches ask for. */
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
