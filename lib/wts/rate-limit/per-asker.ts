// What a process keeps for each of those who ask for tokens: nobody waits for another's time, or spends another's share.
import type { Asker } from "./shares.ts";
import { type Lease, noLease } from "./token-source.ts";

interface Lane {
  /** Its tokens are handed out one by one, to whoever is first. */
  lease: Lease;
  /** Epoch milliseconds before which asking again is no use. */
  refusedUntil: number;
}

const nameOf = ({ priority, client = "" }: Asker): string => `${priority} ${client}`;

export const isSameAsker = (one: Asker, other: Asker): boolean => nameOf(one) === nameOf(other);

export const perAsker = () => {
  const lanes = new Map<string, Lane>();
  return {
    of: ({ priority, client }: Asker): Lane => {
      const name = nameOf({ priority, client });
      const lane = lanes.get(name) ?? { lease: noLease({ priority, client }), refusedUntil: 0 };
      lanes.set(name, lane);
      return lane;
    },
    all: (): Iterable<Lane> => lanes.values(),
  };
};
