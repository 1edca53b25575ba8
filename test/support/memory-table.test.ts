// The table in memory answers as DynamoDB does, for everything that lib asks of it.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dynamoTable, type ItemKey, type Update } from "../../lib/aws/table.ts";
import { memoryTable } from "./memory-table.ts";
import { startTable } from "./table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());

const names = ["fence", "leaseUntil", "state", "due", "day"] as const;
const scalar = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom("begun", "lease", "x"), fc.boolean());
/** What an index sorts by, and what it lists, has one type in it. */
const attributes = fc.record(
  {
    ...{ fence: fc.integer({ min: 0, max: 3 }), leaseUntil: fc.integer({ min: 0, max: 3 }) },
    ...{ state: scalar, due: fc.constantFrom("lease", "outcome"), dueAt: fc.integer({ min: 0, max: 3 }) },
    ...{ day: fc.constantFrom("2026-11-29", "2026-11-30"), seenAt: fc.constantFrom("1", "2", "3") },
  },
  { requiredKeys: [] },
);
const conditions = [
  undefined,
  "attribute_not_exists(#pk)",
  "attribute_exists(#pk)",
  "attribute_exists(#due)",
  "attribute_not_exists(#leaseUntil) OR #leaseUntil < :now",
  "#fence = :now",
  "#fence <= :now",
  "#fence > :now",
  "attribute_not_exists(#pk) OR #state = :state OR #fence <= :now",
  "(#state = :state AND #fence = :now) OR #state <> :state",
  "attribute_not_exists(#day) OR #day <> :state",
  "#state = :state AND #fence < :now AND (attribute_not_exists(#due) OR #due <> :state)",
  "#fence = :now AND attribute_not_exists(#due)",
  "#fence = :now AND attribute_exists(#due) AND attribute_exists(#day)",
];
const updates = fc
  .record({
    set: attributes,
    setIfAbsent: fc.option(fc.record({ commandId: fc.constantFrom("a", "b") }), { nil: undefined }),
    add: fc.option(fc.record({ count: fc.integer({ min: -2, max: 2 }) }), { nil: undefined }),
    remove: fc.subarray([...names, "commandId"]),
    condition: fc.constantFrom(...conditions),
    now: fc.integer({ min: 0, max: 3 }),
    state: scalar,
    answer: fc.constantFrom("old" as const, "new" as const),
  })
  .map(({ set, setIfAbsent, add, remove, condition, now, state, answer }): Update => {
    // One expression may name an attribute once.
    const given = Object.fromEntries(Object.entries(set).filter(([name]) => !remove.includes(name as "day")));
    const isAbsentSet = setIfAbsent && !remove.includes("commandId");
    return {
      // An index takes only what has both of its attributes, and an empty expression is none.
      set: { ...given, touched: true },
      remove,
      answer,
      ...(isAbsentSet && { setIfAbsent }),
      ...(add && { add }),
      ...(condition !== undefined && { condition, values: { now, state } }),
    };
  });
const keys: readonly ItemKey[] = [
  { pk: "a", sk: "state" },
  { pk: "a", sk: "command#1" },
  { pk: "a", sk: "command#2" },
  { pk: "b", sk: "state" },
];
const indexes = [
  { name: "due", attribute: "due", value: "lease", sortedBy: "dueAt" },
  { name: "by-day", attribute: "day", value: "2026-11-29", sortedBy: "seenAt" },
];

test("any sequence of updates, reads and queries is answered as DynamoDB answers it", async () => {
  let runs = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.constantFrom(...keys), update: updates }), { minLength: 1, maxLength: 15 }),
      async (steps) => {
        runs += 1;
        const own = (key: ItemKey): ItemKey => ({ ...key, pk: `${runs}/${key.pk}` });
        const value = (of: string) => `${runs}/${of}`;
        const [real, memory] = [dynamoTable(running.client, running.tableName), memoryTable()];
        for (const { key, update } of steps) {
          const { due, day, ...set } = update.set ?? {};
          const given = {
            ...update,
            set: {
              ...set,
              ...(due !== undefined && { due: value(String(due)) }),
              ...(day !== undefined && { day: value(String(day)) }),
            },
          };
          const answer = await memory.update(own(key), given);
          expect(await real.update(own(key), given)).toEqual(answer);
          if (!answer) refused += 1;
          expect(await real.get(own(key))).toEqual(await memory.get(own(key)));
        }
        expect(await real.query(`${runs}/a`)).toEqual(await memory.query(`${runs}/a`));
        const commands = { beginsWith: "command#" };
        expect(await real.query(`${runs}/a`, commands)).toEqual(await memory.query(`${runs}/a`, commands));
        const byKey = (one: ItemKey, other: ItemKey) => (one.pk + one.sk).localeCompare(other.pk + other.sk);
        for (const index of indexes) {
          const own = { ...index, value: value(index.value) };
          const [found, known] = [
            await real.queryIndex(own, { limit: 100 }),
            await memory.queryIndex(own, { limit: 100 }),
          ];
          // Items with equal sort keys come in no order that is promised.
          expect([...found].sort(byKey)).toEqual([...known].sort(byKey));
        }
      },
    ),
    { numRuns: 25, seed: 20_261_129 },
  );
  expect(refused).toBeGreaterThan(20);
});

test.each([
  "#fence >= :now",
  "NOT #fence = :now",
  "begins_with(#state, :state)",
  "size(#state) > :now",
  "#fence BETWEEN :now AND :now",
  "#fence IN (:now)",
  "attribute_type(#fence, :state)",
  ":now = #fence",
  "#fence = #leaseUntil",
  "(#fence = :now",
  "#fence = :now)",
  "#fence = :now #state = :state",
])("a condition that lib does not write is refused, whether or not the item is there: %s", async (condition) => {
  const table = memoryTable();
  const key = { pk: "a", sk: "state" };
  const values = { now: 1, state: "x" };
  const update = { set: { touched: true }, condition, values };
  await expect(table.update(key, update)).rejects.toThrow(`not a condition that is known here: ${condition}`);
  await table.update(key, { set: { fence: 1, state: "x" } });
  await expect(table.update(key, update)).rejects.toThrow("not a condition that is known here");
});
