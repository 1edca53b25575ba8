// The words of `directory`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface DirectoryWords {
  directoryOf(account: string, place: string): string;
  heads: readonly string[];
  yes: string;
  no: string;
  nobody: string;
  noDepartment: string;
  onShift: string;
  offShift: string;
  until(instant: string): string;
  from(instant: string): string;
  step(number: number): string;
  toCorrect: string;
}

export const directoryWords: Readonly<Record<Language, DirectoryWords>> = {
  en: {
    directoryOf: (account, place) => `Directory of account ${account} in ${place}`,
    heads: ["DEPARTMENT", "WAITING", "PERSON", "AVAILABLE", "OPEN", "PROMISED", "SHIFT", "LAST ASSIGNED", "POLICIES"],
    yes: "yes",
    no: "no",
    nobody: "nobody",
    noDepartment: "(none)",
    onShift: "on",
    offShift: "off",
    until: (instant) => `until ${instant}`,
    from: (instant) => `from ${instant}`,
    step: (number) => `step ${number}`,
    toCorrect: "To correct in hooks.config.ts, or in WTS Chat:",
  },
  "pt-BR": {
    directoryOf: (account, place) => `Departamentos e atendentes da conta ${account}, ${place}`,
    heads: [
      "DEPARTAMENTO",
      "NA FILA",
      "ATENDENTE",
      "DISPONÍVEL",
      "ABERTOS",
      "PROMETIDOS",
      "TURNO",
      "ÚLTIMO RECEBIDO",
      "REGRAS",
    ],
    yes: "sim",
    no: "não",
    nobody: "ninguém",
    noDepartment: "(nenhum)",
    onShift: "no turno",
    offShift: "fora do turno",
    until: (instant) => `até ${instant}`,
    from: (instant) => `a partir de ${instant}`,
    step: (number) => `passo ${number}`,
    toCorrect: "A corrigir no hooks.config.ts ou no WTS Chat:",
  },
};
