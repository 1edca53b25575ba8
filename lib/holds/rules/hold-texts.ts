// What the team reads about a hold in the conversation: until when, why, by whom, and how to end it.
import type { Hold } from "../../core/holds/hold.ts";

export type Language = "en" | "pt-BR";

interface Told {
  hold: Hold;
  sessionId: string;
  timeZone: string;
  language: Language;
}

const timeText = (ms: number, { timeZone, language }: Pick<Told, "timeZone" | "language">): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    ...{ timeZone, day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
  })
    .format(ms)
    .replace(",", "");

/** A tag is no person, and a source is known by its name. */
const byWhom = ({ hold: { tag, setBy }, language }: Told): string => {
  if (tag === undefined) return language === "en" ? `set by ${setBy}` : `definida por ${setBy}`;
  return language === "en" ? `set by the tag ${tag}` : `definida pela etiqueta ${tag}`;
};

const why = ({ hold: { reason } }: Told): string => (reason === undefined ? "" : `: ${reason}`);

const howToEnd = ({ hold: { tag }, sessionId, language }: Told): string => {
  if (tag !== undefined)
    return language === "en" ? `To end it, take the tag ${tag} off.` : `Para encerrar, retire a etiqueta ${tag}.`;
  return language === "en"
    ? `To end it: npm run hooks -- session release ${sessionId}`
    : `Para encerrar: npm run hooks -- session release ${sessionId}`;
};

export const heldNote = (told: Told): string => {
  const until = timeText(told.hold.untilMs, told);
  return told.language === "en"
    ? `On hold until ${until}${why(told)} (${byWhom(told)}). Until then it is neither closed nor moved by a policy's clock, unless the contact writes more than thanks. ${howToEnd(told)}`
    : `Em espera até ${until}${why(told)} (${byWhom(told)}). Até lá nenhuma política encerra nem move esta conversa pelo relógio, a não ser que o cliente escreva mais do que um agradecimento. ${howToEnd(told)}`;
};

/** `owner` is the name of whoever has the session. */
export const dueNote = (told: Told, owner: string | undefined): string => {
  const since = timeText(told.hold.setAtMs, told);
  const who = owner === undefined ? "" : `${owner}: `;
  return told.language === "en"
    ? `${who}the hold is over${why(told)} (${byWhom(told)}, on ${since}). From now on it counts as idle again.`
    : `${who}a espera terminou${why(told)} (${byWhom(told)}, em ${since}). A partir de agora o tempo parado volta a contar.`;
};

export const releasedNote = (told: Told): string =>
  told.language === "en" ? "The hold was lifted." : "A espera foi retirada.";
