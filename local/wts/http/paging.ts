// Pages by offset over live data: a page is a slice of what matches at this moment, so a shrinking set skips items.
import type { Query } from "./query.ts";
import { formError } from "./refusal.ts";

const maxPageSize = 100;
const directions = ["ASCENDING", "DESCENDING"] as const;

export type SortKeys<T> = Record<string, (item: T) => string | null>;

interface Page<T> {
  pageNumber: number;
  pageSize: number;
  orderBy: string;
  orderDirection: string;
  items: T[];
  totalItems: number;
  totalPages: number;
  hasMorePages: boolean;
}

const instantOf = (date: string | null): number => (date === null ? Number.NEGATIVE_INFINITY : Date.parse(date));

type Direction = (typeof directions)[number];

/**
 * Sort keys are named in lower case; an order nobody knows falls back to the creation date. The two names of the order are
 * read in camelCase as well, whatever is true of the others.
 */
export const page = <T extends { id: string; createdAt: string }>(
  items: readonly T[],
  query: Query,
  keys: SortKeys<T>,
  unsorted: Direction = "DESCENDING",
): Page<T> => {
  const pageSize = query.integer("PageSize") ?? 15;
  if (pageSize > maxPageSize || pageSize < 1) throw formError("O tamanho da página deve estar entre 1 e 100");
  const pageNumber = Math.max(1, query.integer("PageNumber") ?? 1);
  const orderBy = query.text("OrderBy") ?? query.text("orderBy") ?? "createdat";
  const orderDirection =
    query.oneOf("OrderDirection", directions) ?? query.oneOf("orderDirection", directions) ?? unsorted;
  const key = keys[orderBy.toLowerCase()] ?? ((item: T) => item.createdAt);
  const sorted = items
    .map((item) => ({ item, at: instantOf(key(item)) }))
    .sort((a, b) => a.at - b.at || (a.item.id < b.item.id ? -1 : 1));
  if (orderDirection === "DESCENDING") sorted.reverse();
  const start = (pageNumber - 1) * pageSize;
  return {
    pageNumber,
    pageSize,
    orderBy,
    orderDirection,
    items: sorted.slice(start, start + pageSize).map(({ item }) => item),
    totalItems: sorted.length,
    totalPages: Math.ceil(sorted.length / pageSize),
    hasMorePages: start + pageSize < sorted.length,
  };
};
