// Looks through the whole table for what mentions a person outside of the person's own partitions.
import { type Item, type ItemKey, itemKeyOf } from "../../lib/aws/table.ts";
import type { WholeTable } from "../../lib/aws/whole-table.ts";
import type { Mention, Mentions } from "./mentions.ts";

/** What is found, and what is to become of it: `delivery` and `content` go away, of everything else only the person does. */
export type Finding =
  | { kind: "delivery"; mention: Mention; keys: readonly ItemKey[] }
  | { kind: "content"; mention: "person"; item: Item; left: readonly unknown[] }
  | { kind: "run" | "record" | "account" | "other"; mention: Mention; item: Item };

interface Searched {
  account: string;
  mentions: Mentions;
  /** Partitions of the person's own, which are looked through by themselves. */
  places: ReadonlySet<string>;
}

const kinds: Readonly<Record<string, Exclude<Finding["kind"], "delivery" | "content">>> = {
  run: "run",
  session: "record",
  reference: "record",
  source: "record",
  account: "account",
};

/** What WTS's id of the contact stands for is the wish not to be written to, which nobody keeps without knowing whose it is. */
const passedOver = ["contact", "rate", "erased"];

/** Keys and what indexes sort by: they hold no text of anybody's. */
const structural = ["pk", "sk", "day", "seenAt", "due", "dueAt", "expires"];

/** The attributes that anybody's words may stand in. */
export const textsIn = (item: Item): readonly (readonly [name: string, text: string])[] =>
  Object.entries(item).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !structural.includes(entry[0]),
  );

const partNumber = ({ sk }: Item): number => Number(String(sk).split("#")[1] ?? 0);

/** Its parts are cut at whole groups of base64, so that those of one whose first part has gone are readable, too. */
const textOfDelivery = (items: readonly Item[]): string => {
  const parts = items.toSorted((one, other) => partNumber(one) - partNumber(other));
  return parts.map(({ raw }) => String(raw ?? "")).join("");
};

const accountOfDelivery = (text: string): string | undefined => {
  const whole = text.startsWith("{") ? text : Buffer.from(text, "base64").toString();
  return /"account":"([\w.-]+)"/.exec(whole)?.[1];
};

const findDelivery = (items: readonly Item[], { account, mentions }: Searched): Finding | undefined => {
  const text = textOfDelivery(items);
  if ((accountOfDelivery(text) ?? account) !== account) return undefined;
  const mention = mentions.find(text, { deep: true });
  return mention && { kind: "delivery", mention, keys: items.map(itemKeyOf) };
};

const findContent = (item: Item, { places }: Searched): Finding | undefined => {
  const listed: unknown = typeof item.holders === "string" ? JSON.parse(item.holders) : [];
  const rows: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const left = rows.filter((row) => !(Array.isArray(row) && places.has(String(row[1]))));
  return left.length === rows.length ? undefined : { kind: "content", mention: "person", item, left };
};

const findItem = (item: Item, searched: Searched): Finding | undefined => {
  const { pk } = itemKeyOf(item);
  const [prefix = "", second] = pk.split("#");
  if (passedOver.includes(prefix)) return undefined;
  if (prefix === "content") return findContent(item, searched);
  const of = prefix === "run" ? item.account : second;
  const isOfAnother = prefix in kinds && of !== undefined && of !== searched.account;
  if (isOfAnother) return undefined;
  // A promised slot has the session's id for its attribute's name.
  const texts = [...Object.keys(item), ...textsIn(item).map(([, text]) => text)];
  const found = texts.map((text) => searched.mentions.find(text, { deep: false }));
  const mention = found.includes("person") ? "person" : found.find((each) => each !== undefined);
  return mention && { kind: kinds[prefix] ?? "other", mention, item };
};

interface SearchOptions {
  from?: ItemKey | undefined;
  onFound(finding: Finding): Promise<void>;
  /** `next`: whoever begins there has missed nothing. */
  onPage(seen: { items: number; next: ItemKey | undefined }): void;
}

/** Throws Fault. */
export const searchTable = async (
  whole: WholeTable,
  searched: Searched,
  { from, onFound, onPage }: SearchOptions,
): Promise<void> => {
  let items = 0;
  let delivery: Item[] = [];
  const endDelivery = async (): Promise<void> => {
    const found = delivery.length > 0 ? findDelivery(delivery, searched) : undefined;
    delivery = [];
    if (found) await onFound(found);
  };
  for await (const page of whole.pages(from)) {
    for (const item of page.items) {
      const { pk } = itemKeyOf(item);
      if (delivery.length > 0 && delivery[0]?.pk !== pk) await endDelivery();
      if (pk.startsWith("delivery#")) delivery.push(item);
      else if (!searched.places.has(pk)) {
        const found = findItem(item, searched);
        if (found) await onFound(found);
      }
    }
    items += page.items.length;
    // A delivery that goes on in the next page is looked at as a whole, there.
    const [first] = delivery;
    onPage({ items, next: page.next && first ? keyBefore(itemKeyOf(first)) : page.next });
  }
  await endDelivery();
};

/** A scan begins behind the key it is given. */
const keyBefore = ({ pk }: ItemKey): ItemKey => ({ pk, sk: " " });
