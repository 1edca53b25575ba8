// The words of `directory`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface DirectoryWords {
  directoryOf(account: string, place: string): string;
  heads: readonly string[];
  yes: string;
  no: string;
  nobody: string;
  noDepartment: string;
}

export const directoryWords: Readonly<Record<Language, DirectoryWords>> = {
  en: {
    directoryOf: (account, place) => `Directory of account ${account} in ${place}`,
    heads: ["DEPARTMENT", "WAITING", "PERSON", "AVAILABLE", "OPEN", "PROMISED"],
    yes: "yes",
    no: "no",
    nobody: "nobody",
    noDepartment: "(none)",
  },
  "pt-BR": {
    directoryOf: (account, place) => `Departamentos e atendentes da conta ${account}, ${place}`,
    heads: ["DEPARTAMENTO", "NA FILA", "ATENDENTE", "DISPONÍVEL", "ABERTOS", "PROMETIDOS"],
    yes: "sim",
    no: "não",
    nobody: "ninguém",
    noDepartment: "(nenhum)",
  },
};
