// The words of `route moves`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface MovesWords {
  none(account: string, since: string): string;
  movedAgain(at: string): string;
  answered(at: string): string;
  notKnown: string;
  more(shown: number): string;
  notAsked(why: string): string;
}

export const movesWords: Readonly<Record<Language, MovesWords>> = {
  en: {
    none: (account, since) => `No session of account ${account} was moved since ${since}.`,
    movedAgain: (at) => `moved again at ${at}`,
    answered: (at) => `answered by ${at}`,
    notKnown: "whether somebody answered is not known: no run of auto-close has seen it since",
    more: (shown) => `These are the newest ${shown}; there may be more: raise --limit.`,
    notAsked: (why) => `WTS was not asked for names: ${why}`,
  },
  "pt-BR": {
    none: (account, since) => `Nenhum atendimento da conta ${account} foi transferido desde ${since}.`,
    movedAgain: (at) => `transferido de novo em ${at}`,
    answered: (at) => `respondido até ${at}`,
    notKnown: "não se sabe se alguém respondeu: nenhuma execução do encerramento automático viu isso depois",
    more: (shown) => `Estes são os ${shown} mais novos; pode haver mais: aumente --limit.`,
    notAsked: (why) => `O WTS não foi consultado sobre os nomes: ${why}`,
  },
};
