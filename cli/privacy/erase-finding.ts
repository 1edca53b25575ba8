// Takes a person out of one thing that was found outside of the person's own partitions; everything else of it stays.
import { type Item, itemKeyOf, type Table } from "../../lib/aws/table.ts";
import type { WholeTable } from "../../lib/aws/whole-table.ts";
import type { Mentions } from "./mentions.ts";
import { type Finding, textsIn } from "./search-table.ts";

/** Only if all that is changed still is as it was read. */
const change = async (
  table: Table,
  item: Item,
  set: Readonly<Record<string, string>>,
  remove: readonly string[] = [],
): Promise<boolean> => {
  const names = Object.keys(set);
  if (names.length === 0) return remove.length === 0 || (await table.update(itemKeyOf(item), { remove })) !== undefined;
  const condition = names.map((name) => `#${name} = :${name}`).join(" AND ");
  const values = Object.fromEntries(names.map((name) => [name, item[name] ?? ""]));
  return (await table.update(itemKeyOf(item), { set, remove, condition, values })) !== undefined;
};

/** False where somebody has written there since it was read. Throws Fault. */
export const eraseFinding = async (
  { table, whole }: { table: Table; whole: WholeTable },
  finding: Finding,
  mentions: Mentions,
): Promise<boolean> => {
  if (finding.kind === "delivery") {
    // The first part goes last: a second attempt finds the others by it.
    for (const key of finding.keys.toReversed()) await whole.remove(key);
    return true;
  }
  const { item } = finding;
  if (finding.kind === "content") {
    if (finding.left.length > 0) return change(table, item, { holders: JSON.stringify(finding.left) });
    return whole.remove(itemKeyOf(item));
  }
  const changed = textsIn(item).flatMap(([name, text]) => {
    const rest = mentions.without(text);
    return rest === text ? [] : [[name, rest] as const];
  });
  const named = Object.keys(item).filter((name) => mentions.find(name, { deep: false }) === "person");
  return change(table, item, Object.fromEntries(changed.filter(([name]) => !named.includes(name))), named);
};
