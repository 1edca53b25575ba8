// Finds by what a contact is known: both spellings of its number, and what WTS and our own records say of it.
import { type Place, referencePlace, sessionPlace } from "../../lib/aws/item-keys.ts";
import { canonicalPhone } from "../../lib/core/phone/brazilian-number.ts";
import { phonesToAsk } from "../../lib/core/phone/looked-for.ts";
import type { CommandRecord, Ledger } from "../../lib/records/ledger.ts";
import { splitOf } from "../../lib/records/split-commands.ts";
import { asFault } from "../../lib/wts/choose-fault.ts";
import type { WtsClient } from "../../lib/wts/client.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import { Failure } from "../failure.ts";
import type { Person } from "./person.ts";

/** These are far more sessions than a person has. */
const mostPages = 50;

interface Asked {
  account: string;
  phone: string;
  /** They are looked for beside the one that WTS has. */
  names: readonly string[];
}

const contactOf = async (client: WtsClient, phone: string) => {
  try {
    return await client.getContactByPhone(phone);
  } catch (error) {
    if (error instanceof WtsApiError && error.isRefusal) return undefined;
    throw asFault(error);
  }
};

const sessionsOf = async (client: WtsClient, contactId: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const asked = { ContactId: contactId, OrderBy: "createdAt", OrderDirection: "ASCENDING", PageSize: 100 } as const;
    const { items, hasMorePages } = await client
      .listSessions({ ...asked, PageNumber: page })
      .catch((error: unknown) => {
        throw asFault(error);
      });
    // WTS ignores a filter that it does not know, and the sessions would be everybody's.
    if (items.some((session) => String(session.contactId).toLowerCase() !== contactId))
      throw new Failure(
        "WTS listed sessions of other contacts, so nobody knows which are this one's: nothing was done",
      );
    ids.push(...items.map(({ id }) => id.toLowerCase()));
    if (hasMorePages !== true) return ids;
  }
  throw new Failure(`the contact has more than ${mostPages * 100} sessions: it may be no person's; nothing was done`);
};

const placesOfPhone = (account: string, phones: readonly string[]): Place[] => {
  // Both spellings have one place.
  const pks = phones.map((contactPhone) => referencePlace(account, { contactPhone }).pk);
  return [...new Set(pks)].map((pk) => ({ pk }));
};

/** The partitions of the table that hold nothing but what is the person's. */
export const placesOf = ({ account, phones, contactIds, sessionIds }: Person) => ({
  references: [
    ...placesOfPhone(account, phones),
    ...[...contactIds].map((contactId) => referencePlace(account, { contactId })),
  ],
  sessions: [...sessionIds].map((sessionId) => sessionPlace({ account, sessionId })),
});

const sessionsIn = (record: CommandRecord): readonly string[] => [
  ...(splitOf(record)?.sessionIds ?? []),
  ...(/^[0-9a-f-]{36}$/i.test(record.sessionId) && !/^[0-]+$/.test(record.sessionId) ? [record.sessionId] : []),
];

/** Throws Failure, and Fault for what WTS did not answer. */
export const findPerson = async (
  client: WtsClient,
  ledger: Pick<Ledger, "history">,
  { account, phone, names }: Asked,
): Promise<Person> => {
  const phones = [...new Set([canonicalPhone(phone), ...phonesToAsk(phone)])];
  const contacts = [];
  for (const each of phones) {
    const contact = await contactOf(client, each);
    if (contact) contacts.push(contact);
  }
  const contactIds = new Set(contacts.map(({ id }) => id.toLowerCase()));
  const sessionIds = new Set<string>();
  for (const contactId of contactIds) for (const id of await sessionsOf(client, contactId)) sessionIds.add(id);
  const known = contacts.map(({ name }) => name).filter((name): name is string => typeof name === "string");
  const person = { account, phones, contactIds, sessionIds, names: [...new Set([...known, ...names])] };
  for (const place of placesOf({ ...person, isAtWts: true }).references)
    for (const record of await ledger.history(place))
      for (const id of sessionsIn(record)) sessionIds.add(id.toLowerCase());
  return { ...person, isAtWts: contactIds.size > 0 };
};
