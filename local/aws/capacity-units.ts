// Computes what AWS bills for one read or write of a DynamoDB table, its indexes included; the emulator knows only the table's own part.

/** As DynamoDB's own protocol writes it: `{pk: {S: "…"}, seen: {N: "1"}}`, binary values in base64. */
export type StoredItem = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface IndexedTable {
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly GlobalSecondaryIndexes?: readonly {
    readonly KeySchema: readonly { readonly AttributeName: string }[];
    readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
  }[];
}

export interface WriteUnits {
  readonly table: number;
  readonly index: number;
}

const readUnitBytes = 4 * 1024;
const writeUnitBytes = 1024;

/** About one byte for two significant digits, one more for the number itself, and one for a minus. */
const numberBytes = (text: string): number => {
  const digits = text.replace(/e.*$/i, "").replaceAll(/[-+.]/g, "").replace(/^0+/, "").replace(/0+$/, "");
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith("-") ? 1 : 0);
};

const sum = <Value>(values: readonly Value[], bytesOf: (value: Value) => number): number =>
  values.reduce((bytes, value) => bytes + bytesOf(value), 0);

const valueBytes = (value: Readonly<Record<string, unknown>>): number => {
  const { S, N, B, SS, NS, BS, L, M } = value as {
    [type in "S" | "N" | "B"]?: string;
  } & { [type in "SS" | "NS" | "BS"]?: readonly string[] } & { L?: readonly StoredItem[string][]; M?: StoredItem };
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberBytes(N);
  if (B !== undefined) return Buffer.byteLength(B, "base64");
  if (SS) return sum(SS, (text) => Buffer.byteLength(text));
  if (NS) return sum(NS, numberBytes);
  if (BS) return sum(BS, (text) => Buffer.byteLength(text, "base64"));
  if (L) return 3 + sum(L, (each) => 1 + valueBytes(each));
  if (M) return 3 + Object.keys(M).length + itemBytes(M);
  // What is left is a boolean or a null.
  return 1;
};

/** The size as AWS counts it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export const itemBytes = (item: StoredItem): number =>
  sum(Object.entries(item), ([name, value]) => Buffer.byteLength(name) + valueBytes(value));

const unitsOf = (item: StoredItem | undefined, unitBytes: number): number =>
  Math.max(1, Math.ceil((item ? itemBytes(item) : 0) / unitBytes));

/** A read that finds nothing costs as much as the smallest item. */
export const readUnits = (item: StoredItem | undefined, isConsistent: boolean): number =>
  unitsOf(item, readUnitBytes) * (isConsistent ? 1 : 0.5);

type Index = NonNullable<IndexedTable["GlobalSecondaryIndexes"]>[number];

/** What a sparse index holds of the item: undefined when a key of the index is missing. */
const entryOf = (item: StoredItem | undefined, index: Index, table: IndexedTable): StoredItem | undefined => {
  const keys = index.KeySchema.map(({ AttributeName }) => AttributeName);
  if (!item || keys.some((name) => item[name] === undefined)) return undefined;
  if (index.Projection.ProjectionType === "ALL") return item;
  const { NonKeyAttributes = [] } = index.Projection;
  const projected = new Set([
    ...keys,
    ...table.KeySchema.map(({ AttributeName }) => AttributeName),
    ...NonKeyAttributes,
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.has(name)));
};

const isSame = (one: StoredItem, other: StoredItem, names: readonly string[]): boolean =>
  names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

const indexUnits = (table: IndexedTable, index: Index, before?: StoredItem, after?: StoredItem): number => {
  const left = entryOf(before, index, table);
  const entered = entryOf(after, index, table);
  const [leftUnits, enteredUnits] = [left, entered].map((entry) => (entry ? unitsOf(entry, writeUnitBytes) : 0)) as [
    number,
    number,
  ];
  if (!left || !entered) return leftUnits + enteredUnits;
  if (isSame(left, entered, [...new Set([...Object.keys(left), ...Object.keys(entered)])])) return 0;
  const keys = index.KeySchema.map(({ AttributeName }) => AttributeName);
  // An entry under another key is one that goes and one that comes.
  return isSame(left, entered, keys) ? Math.max(leftUnits, enteredUnits) : leftUnits + enteredUnits;
};

/** `after` is undefined where the item is deleted, `before` where there was none. */
export const writeUnits = (table: IndexedTable, before?: StoredItem, after?: StoredItem): WriteUnits => ({
  table: Math.max(unitsOf(before, writeUnitBytes), unitsOf(after, writeUnitBytes)),
  index: sum(table.GlobalSecondaryIndexes ?? [], (index) => indexUnits(table, index, before, after)),
});

/** A condition that does not hold costs what the item as it is would cost, and no index. */
export const refusedWriteUnits = (item?: StoredItem): WriteUnits => ({
  table: unitsOf(item, writeUnitBytes),
  index: 0,
});
