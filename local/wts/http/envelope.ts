// The error envelope of WTS: the same seven fields around every refusal, whatever the status.
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { stamp } from "../dates.ts";
import type { Switches } from "../switches.ts";
import type { Answer } from "./answer.ts";

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

export const envelope = (wording: Wording, nowMs: number, switches: Switches): Answer => {
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
