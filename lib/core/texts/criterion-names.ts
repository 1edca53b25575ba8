// What the criteria of `match` and `except` are called in each language.
import type { SessionMatch } from "../sessions/session-match.ts";
import type { Language } from "./language.ts";

export const criterionNames: Readonly<Record<Language, Readonly<Record<keyof SessionMatch, string>>>> = {
  en: {
    status: "status",
    department: "department",
    user: "person",
    channel: "channel",
    tags: "tags",
    metadata: "metadata",
    type: "type",
    handledBy: "handler",
  },
  "pt-BR": {
    status: "situação",
    department: "departamento",
    user: "atendente",
    channel: "canal",
    tags: "etiquetas",
    metadata: "metadados",
    type: "tipo",
    handledBy: "com quem está",
  },
};
