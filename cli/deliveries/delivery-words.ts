// The words of the list of deliveries, in every language; states and codes are the same in all.
import type { Language } from "../../lib/core/texts/language.ts";
import type { Connection } from "../connection.ts";

export interface DeliveryWords {
  found: string;
  commands(count: number): string;
  published: string;
  notPublished: string;
  titles: readonly string[];
  none(day: string, place: string): string;
  newest(count: number, day: string): string;
}

export const deliveryWords: Readonly<Record<Language, DeliveryWords>> = {
  en: {
    found: "found by contact or metadata",
    commands: (count) => (count === 1 ? "1 command" : `${count} commands`),
    published: "yes",
    notPublished: "not yet",
    titles: ["TIME (UTC)", "COMMAND ID", "CAME BY", "SOURCE", "ACCOUNT", "SESSION", "STATE", "PUBLISHED", "COPIES"],
    none: (day, place) =>
      `No command was begun on ${day} (UTC) in ${place}; --day names another. What could not be mapped is in \`parked list\`; what a source only observes is in its log alone.`,
    newest: (count, day) => `The newest ${count} of ${day}; --limit asks for more.`,
  },
  "pt-BR": {
    found: "achado pelo cliente ou pelos metadados",
    commands: (count) => (count === 1 ? "1 comando" : `${count} comandos`),
    published: "sim",
    notPublished: "ainda não",
    titles: [
      "HORA (UTC)",
      "ID DO COMANDO",
      "VEIO POR",
      "FONTE",
      "CONTA",
      "ATENDIMENTO",
      "SITUAÇÃO",
      "PUBLICADO",
      "CÓPIAS",
    ],
    none: (day) =>
      `Nenhum comando começou em ${day} (dia em UTC); --day escolhe outro dia. O que não pôde ser mapeado está em \`parked list\`; o que uma fonte só observa fica apenas no log dela.`,
    newest: (count, day) => `Só os ${count} mais novos de ${day}; --limit mostra mais.`,
  },
};

/** What came must be seen also while a configuration is in the middle of an edit. */
export const languageOf = async (connection: Connection): Promise<Language> =>
  connection.config().then(
    ({ language }) => language,
    () => "en",
  );
