// Finds the session that somebody means: by its id, the beginning of it, or the contact's name or number.
import { findByPrefix } from "../find-by-prefix.ts";
import { findNamed, NobodyCalledSo } from "./find-named.ts";
import type { LocalSession } from "./local-session.ts";

const looksLikeId = /^[0-9a-f]{4}[0-9a-f-]*$/i;
const looksLikeNumber = /^\+?[\d\s().-]{8,}$/;

const digits = (text: string): string => text.replaceAll(/\D/g, "");

/** Of a contact, it is the newest one, which the next message would belong to. */
const newestOfEach = (sessions: readonly LocalSession[]): LocalSession[] => {
  const byContact = Map.groupBy(sessions, ({ contact }) => `${contact.phoneNumber}/${contact.name}`);
  return [...byContact.values()].flatMap((own) =>
    own.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt)).slice(0, 1),
  );
};

/** Throws Failure where none or several fit. */
export const findLocalSession = (sessions: readonly LocalSession[], typed: string): LocalSession => {
  const byId = looksLikeId.test(typed) ? findByPrefix(sessions, ({ id }) => [id], typed) : undefined;
  if (byId) return byId;
  const people = newestOfEach(sessions);
  if (looksLikeNumber.test(typed)) {
    const found = people.find(({ contact }) => digits(contact.phoneNumber ?? "").endsWith(digits(typed)));
    if (found) return found;
    throw new NobodyCalledSo("no contact of the local world has this number: `local sessions` lists who there is");
  }
  return findNamed(people, typed, {
    what: "session or contact",
    namesOf: ({ contact }) => [contact.name ?? ""],
    apart: ({ id, contact }) => `${contact.name} (${id.slice(0, 8)})`,
  });
};
