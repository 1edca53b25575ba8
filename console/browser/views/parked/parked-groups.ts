// Puts the messages of one command together, as they are replayed and discarded together, and counts what they can be filtered by.
import type { ParkedSummary } from "../../../../cli/parked/parked-message.ts";

export interface ParkedGroup {
  /** The newest. */
  readonly message: ParkedSummary;
  readonly times: number;
}

/** The newest come first, as in the list. */
export const parkedGroups = (messages: readonly ParkedSummary[]): readonly ParkedGroup[] =>
  [...Map.groupBy(messages, ({ commandId, messageId }) => commandId ?? messageId).values()].flatMap(
    ([message, ...others]) => (message ? [{ message, times: others.length + 1 }] : []),
  );

export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** The most frequent come first. What has none is left out. */
export const countedBy = (
  groups: readonly ParkedGroup[],
  valueIn: (message: ParkedSummary) => string | undefined,
): readonly Counted[] =>
  [...Map.groupBy(groups, ({ message }) => valueIn(message))]
    .flatMap(([value, found]) => (value === undefined ? [] : [{ value, count: found.length }]))
    .toSorted((one, other) => other.count - one.count || one.value.localeCompare(other.value));
