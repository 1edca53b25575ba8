// ASP.NET's own refusals (routing, model binding) arrive as ProblemDetails and not in the envelope of WTS.
import { STATUS_CODES } from "node:http";
import type { Answer } from "./answer.ts";

export const problem = (status: number, errors?: Record<string, string[]>): Answer => {
  const title = errors === undefined ? (STATUS_CODES[status] ?? "Error") : "One or more validation errors occurred.";
  return {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: { type: `https://httpstatuses.io/${status}`, title, status, ...(errors === undefined ? {} : { errors }) },
  };
};
