// The words of `session complete` and `session route`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface ActOnSession {
  plan(about: string): string;
  /** Where nothing is to be done. */
  nothing(about: string): string;
  ask: string;
  /** `story` is the command that tells what became of it. */
  done(story: string): string;
}

interface ActWords extends Readonly<Record<"complete" | "route", ActOnSession>> {
  about(session: { sessionId: string; account: string; place: string }): string;
  change(label: string, from: string | undefined, to: string): string;
  /** What a policy decided, in the words in which the story will tell it. */
  inStory(sentence: string): string;
  nothingWritten: string;
  /** Why it was moved, where nobody says why. */
  unsaid: string;
}

export const actWords: Readonly<Record<Language, ActWords>> = {
  en: {
    about: ({ sessionId, account, place }) => `the session ${sessionId} of account ${account} in ${place}`,
    change: (label, from, to) => (from === undefined ? `${label}: ${to}` : `${label}: ${from} → ${to}`),
    inStory: (sentence) => `As its story would tell it: ${sentence}`,
    nothingWritten: "Nothing was written.",
    unsaid: "asked for on the command line",
    complete: {
      plan: (about) => `Close ${about}:`,
      nothing: (about) => `Nothing is to be done: ${about} is closed already.`,
      ask: "Close it?",
      done: (story) => `Closed; \`${story}\` tells its story.`,
    },
    route: {
      plan: (about) => `Move ${about}:`,
      nothing: (about) => `Nothing is to be done: ${about} stays where it is.`,
      ask: "Move it?",
      done: (story) => `Moved; \`${story}\` says to whom and why.`,
    },
  },
  "pt-BR": {
    about: ({ sessionId, account, place }) => `o atendimento ${sessionId} da conta ${account}, ${place}`,
    change: (label, from, to) => (from === undefined ? `${label}: ${to}` : `${label}: ${from} → ${to}`),
    inStory: (sentence) => `Na história ficaria assim: ${sentence}`,
    nothingWritten: "Nada foi gravado.",
    unsaid: "pedido pela linha de comando",
    complete: {
      plan: (about) => `Encerrar ${about}:`,
      nothing: (about) => `Não há nada a fazer: ${about} já está encerrado.`,
      ask: "Encerrar?",
      done: (story) => `Encerrado; \`${story}\` conta o que foi feito.`,
    },
    route: {
      plan: (about) => `Transferir ${about}:`,
      nothing: (about) => `Não há nada a fazer: ${about} fica onde está.`,
      ask: "Transferir?",
      done: (story) => `Transferido; \`${story}\` diz para quem e por quê.`,
    },
  },
};
