// What the team reads about a hold in the conversation: until when, why, by whom, and how to end it.
import type { Hold } from "../../core/holds/hold.ts";
import { instantText } from "../../core/texts/instant-text.ts";
import type { Locale } from "../../core/texts/language.ts";
import { shownText } from "../../core/texts/shown-text.ts";

interface Told extends Locale {
  hold: Hold;
  sessionId: string;
}

/** A tag is no person, and a source is known by its name. */
const byWhom = ({ hold, language }: Told): string => {
  const tag = hold.tag && shownText(hold.tag);
  const setBy = shownText(hold.setBy);
  if (tag !== undefined) return language === "en" ? `set by the tag ${tag}` : `definida pela etiqueta ${tag}`;
  return language === "en" ? `set by ${setBy}` : `definida por ${setBy}`;
};

const why = ({ hold: { reason } }: Told): string => (reason === undefined ? "" : `: ${shownText(reason)}`);

const howToEnd = ({ hold, sessionId, language }: Told): string => {
  const tag = hold.tag && shownText(hold.tag);
  if (tag !== undefined)
    return language === "en" ? `To end it, take the tag ${tag} off.` : `Para encerrar, retire a etiqueta ${tag}.`;
  const command = `npm run hooks -- session release ${sessionId}`;
  return language === "en" ? `To end it: ${command}` : `Para encerrar: ${command}`;
};

export const heldNote = (told: Told): string => {
  const until = instantText(told.hold.untilMs, told);
  return told.language === "en"
    ? `On hold until ${until}${why(told)} (${byWhom(told)}). Until then it is neither closed nor moved by the clock, unless the contact writes more than thanks. ${howToEnd(told)}`
    : `Em espera até ${until}${why(told)} (${byWhom(told)}). Até lá nada encerra nem move esta conversa pelo relógio, a não ser que o cliente escreva mais do que um agradecimento. ${howToEnd(told)}`;
};

/** `owner` is the name of whoever has the session. */
export const dueNote = (told: Told, owner: string | undefined): string => {
  const since = instantText(told.hold.setAtMs, told);
  const [start, rest] =
    told.language === "en"
      ? ["the hold is over", `(${byWhom(told)}, on ${since}). From now on it counts as idle again.`]
      : ["a espera terminou", `(${byWhom(told)}, em ${since}). A partir de agora o tempo parado volta a contar.`];
  return owner === undefined
    ? `${start.charAt(0).toUpperCase()}${start.slice(1)}${why(told)} ${rest}`
    : `${shownText(owner)}: ${start}${why(told)} ${rest}`;
};

export const releasedNote = ({ language }: Pick<Told, "language">): string =>
  language === "en" ? "The hold was lifted." : "A espera foi retirada.";
