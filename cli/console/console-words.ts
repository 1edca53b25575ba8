// What `console` says when it is open.
import type { Language } from "../../lib/core/texts/language.ts";

interface ConsoleWords {
  hint(place: string): string;
}

export const consoleWords: Readonly<Record<Language, ConsoleWords>> = {
  en: {
    hint: (place) => `The console of ${place}: the address lets one browser in, once. Ctrl-C ends it.`,
  },
  "pt-BR": {
    hint: (place) => `O console de ${place}: o endereço deixa entrar um navegador, uma vez. Ctrl-C encerra.`,
  },
};
