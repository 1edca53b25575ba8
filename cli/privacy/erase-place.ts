// Takes a person out of one partition of the table: what was decided stays, under a key that leads to nobody.
import { randomUUID } from "node:crypto";
import { commandIdIn, erasedKey, type Place } from "../../lib/aws/item-keys.ts";
import { type Item, itemKeyOf, type Table } from "../../lib/aws/table.ts";
import type { WholeTable } from "../../lib/aws/whole-table.ts";
import { erased } from "../../lib/core/erased.ts";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";

export interface ErasedPlace {
  items: number;
  decisions: number;
  /** Nothing was erased here: somebody works on it, or an outcome is still to be published. */
  waits: boolean;
}

/** None of these says whose it was. */
const keptAttributes = ["account", "door", "source", "command", "state", "attempt", "rule", "day", "seenAt", "expires"];

const jsonIn = (text: unknown): Properties => {
  const value: unknown = typeof text === "string" ? JSON.parse(text) : {};
  return isProperties(value) ? value : {};
};

const only = (properties: unknown, names: readonly string[]): Properties =>
  isProperties(properties)
    ? Object.fromEntries(
        names.flatMap((name) => (own(properties, name) === undefined ? [] : [[name, own(properties, name)]])),
      )
    : {};

/** Codes, policies and names of fields; none of the values. */
const bareOutcome = (text: unknown): string => {
  const outcome = jsonIn(text);
  const decision = only(own(outcome, "decision"), ["policy", "trigger", "strategy"]);
  const changes = only(own(outcome, "changes"), ["fields"]);
  return JSON.stringify({
    ...only(outcome, ["type", "reasons"]),
    changes: { fields: [], ...changes },
    ...(Object.keys(decision).length > 0 && { decision }),
  });
};

const decisionOf = (item: Item): Record<string, string | number | boolean> => ({
  ...Object.fromEntries(keptAttributes.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]]))),
  sessionId: erased,
  deliveryId: erased,
  ...(item.outcome !== undefined && { outcome: bareOutcome(item.outcome) }),
});

const isOfCommand = (item: Item): boolean => commandIdIn(itemKeyOf(item)) !== undefined && item.door !== undefined;

/** Somebody has the place, or relay-outcomes has still to publish what was recorded there. */
export const isAtWork = (items: readonly Item[], nowMs: number): boolean =>
  items.some(({ leaseUntil, due }) => Number(leaseUntil ?? 0) > nowMs || due === "outcome" || due === "lease");

/** Throws Fault. */
export const erasePlace = async (
  { table, whole, nowMs }: { table: Table; whole: WholeTable; nowMs: number },
  { pk }: Place,
): Promise<ErasedPlace> => {
  const items = await table.query(pk);
  const waiting = { items: 0, decisions: 0, waits: true };
  if (isAtWork(items, nowMs)) return waiting;
  // Whoever takes the session from now on finds nothing that was written under an earlier lease.
  const inOrder = items.toSorted((one, other) => Number(other.sk === "state") - Number(one.sk === "state"));
  const place = randomUUID();
  let decisions = 0;
  for (const item of inOrder) {
    if (!(await whole.remove(itemKeyOf(item), { nowMs }))) return waiting;
    if (!isOfCommand(item)) continue;
    await table.update(erasedKey(String(item.account), place, randomUUID()), { set: decisionOf(item) });
    decisions += 1;
  }
  return { items: items.length, decisions, waits: false };
};
