// Makes the tables of what `doctor --probe` settles, in both languages, of the lists that the probe itself goes by.
import { probeWords } from "../../cli/doctor/probe/probe-words.ts";
import { notProbed, type UnknownName } from "../../cli/doctor/probe/unknowns.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
import { code, markdownTable } from "./markdown-table.ts";

const heads: Readonly<Record<Language, readonly string[]>> = {
  en: ["Unknown", "What it is about", "May be", "Settled by `doctor --probe`"],
  "pt-BR": ["Incógnita", "Do que se trata", "Pode ser", "O `doctor --probe` descobre"],
};

const yes: Readonly<Record<Language, string>> = { en: "yes", "pt-BR": "sim" };
const no: Readonly<Record<Language, string>> = { en: "no", "pt-BR": "não" };

export const probeTable = (language: Language): string =>
  markdownTable(
    heads[language],
    (Object.keys(switchCatalogue) as UnknownName[]).map((name) => {
      const reason = notProbed[name];
      return [
        code(name),
        probeWords[language].unknown[name],
        switchCatalogue[name].values.map(code).join(", "),
        reason ? `${no[language]}: ${probeWords[language].notProbed[reason]}` : yes[language],
      ];
    }),
  );
