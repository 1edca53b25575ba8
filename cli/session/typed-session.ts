// Tells by its form what somebody typed or pasted to name a session: its id, a link that has it, a protocol number, or a contact's phone.
export type TypedSession =
  /** A link may have other ids beside the session's: then each of them is looked at. */
  | { as: "id"; sessionIds: readonly string[] }
  /** `day` is the day in UTC on which WTS gave the number out, as YYYY-MM-DD. */
  | { as: "protocol"; number: string; day: string }
  /** It is whatever may be a phone number; whether it is one, the configuration's country says. */
  | { as: "phone"; text: string };

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const anyUuid = new RegExp(`(?<![0-9a-z])${uuid}(?![0-9a-z])`, "gi");
/** Where a link names its parts, this one is the session's. */
const namedUuid = new RegExp(`(?:sessions?|atendimentos?)(?:id)?[/=:](${uuid})(?![0-9a-z])`, "gi");

/** It has a letter, which no number has, but for the 0xx that stands for a carrier in Brazil. */
const ownId = /^(?!0xx\d)(?=.*[a-z])[a-z0-9-]{1,64}$/i;
const linkLike = /:\/\/|^www\.|^[\w.-]+\.[a-z]{2,}\//i;
/** It has a contact's number in it, which the reader of phone numbers knows. */
const phoneLink = /^(?:https?:\/\/)?wa\.me\/\d/i;
const protocolLike = /^(?:protocolo?)?[\s#:nº.°]*(20\d{2})[-./ ]?(\d{2})[-./ ]?(\d{2})[-./ ]?(\d{5})$/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What nobody sees comes along when something is copied out of a page. */
const plain = (typed: string): string =>
  decoded(
    typed
      .normalize("NFKC")
      .replaceAll(/\p{Cf}/gu, "")
      .trim(),
  );

/** Undefined for a day that does not exist. */
const existingDay = (day: string): string | undefined => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) ? day : undefined;
};

const idsIn = (text: string): readonly string[] => {
  const named = [...text.matchAll(namedUuid)].map(([, id = ""]) => id);
  const ids = named.length > 0 ? named : [...text.matchAll(anyUuid)].map(([id]) => id);
  return [...new Set(ids.map((id) => id.toLowerCase()))];
};

/** Undefined for what is none of them: nothing, or a link without an id. */
export const readTypedSession = (typed: string): TypedSession | undefined => {
  const text = plain(typed);
  const sessionIds = idsIn(text);
  if (sessionIds.length > 0) return { as: "id", sessionIds };
  if (text === "" || (linkLike.test(text) && !phoneLink.test(text))) return undefined;
  if (ownId.test(text)) return { as: "id", sessionIds: [text] };
  const [, year = "", month = "", date = "", sequence] = protocolLike.exec(text) ?? [];
  const day = sequence === undefined ? undefined : existingDay(`${year}-${month}-${date}`);
  if (day !== undefined) return { as: "protocol", number: `${year}${month}${date}${sequence}`, day };
  return { as: "phone", text };
};
