// Reads an answer of WTS: its HTTP status alone does not say whether it worked, nor whether to try again.
import { parseInstant } from "../core/instants.ts";
import { readJson } from "../core/read-json.ts";
import type { HttpResponse } from "./http.ts";
import { WtsApiError, type WtsFailure } from "./wts-api-error.ts";

interface Envelope {
  error?: unknown;
  key?: unknown;
  text?: unknown;
  detail?: unknown;
  title?: unknown;
  httpStatusCode?: unknown;
  id?: { shortValue?: unknown } | string | null;
}

const longestText = 500;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, longestText) : undefined;

/** Codes are logged, and what does not look like a code may be anything, also something private. */
const code = (value: unknown): string | undefined =>
  typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value) ? value : undefined;

const parse = (body: string): { parsed: true; value: unknown } | { parsed: false } => {
  if (body.trim() === "") return { parsed: true, value: undefined };
  try {
    return { parsed: true, value: readJson(body) };
  } catch {
    return { parsed: false };
  }
};

const isUnauthorized = (status: number, { key, httpStatusCode }: Envelope): boolean =>
  status === 401 || key === "ERROR_UNAUTHORIZED" || httpStatusCode === 401 || httpStatusCode === "UNAUTHORIZED";

/** 500 is WTS's answer to "not found" and to bad values as well; only then it carries FORM_ERROR. */
const failureOf = (status: number, key: unknown): WtsFailure => {
  if (key === "FORM_ERROR") return "refused";
  if (status === 403) return "denied";
  if (status === 404) return "not-found";
  if (status >= 300 && status < 500) return [408, 425, 429].includes(status) ? "unavailable" : "refused";
  return status === 501 || status === 505 ? "refused" : "unavailable";
};

/** Nobody is told to wait for days because of one bad header. */
const longestRetryAfterSeconds = 3_600;

const usableSeconds = (seconds: number): number => Math.min(longestRetryAfterSeconds, Math.max(0, Math.ceil(seconds)));

/** Answers whole seconds from now, rounded up; a date, which begins with its weekday, is taken relative to `nowMs`. Undefined for what is neither. */
export const retryAfterSeconds = (header: string | undefined, nowMs: number): number | undefined => {
  const text = header?.trim() ?? "";
  if (/^\d+(?:\.\d*)?$/.test(text)) return usableSeconds(Number(text));
  const date = /^[A-Za-z]/.test(text) ? parseInstant(text, "UTC") : undefined;
  return date?.ok ? usableSeconds((Date.parse(date.instant) - nowMs) / 1000) : undefined;
};

/** Answers the JSON, or undefined where the answer is empty; throws WtsApiError for anything that is not a success. */
export const readAnswer = (call: string, { status, headers, text: body }: HttpResponse, nowMs: number): unknown => {
  const json = parse(body);
  const envelope = (json.parsed && typeof json.value === "object" ? (json.value ?? {}) : {}) as Envelope;
  if (status >= 200 && status < 300 && envelope.error !== true) {
    if (json.parsed) return json.value;
    throw new WtsApiError(call, { failure: "unavailable", status, reason: "MALFORMED_JSON" });
  }
  throw new WtsApiError(call, {
    failure: isUnauthorized(status, envelope) ? "denied" : failureOf(status, envelope.key),
    status: isUnauthorized(status, envelope) ? 401 : status,
    key: code(envelope.key),
    text: text(envelope.text) ?? text(envelope.detail) ?? text(envelope.title),
    shortId: typeof envelope.id === "object" ? code(envelope.id?.shortValue) : undefined,
    retryAfterSeconds: retryAfterSeconds(headers["retry-after"], nowMs),
  });
};
