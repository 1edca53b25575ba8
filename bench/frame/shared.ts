// What the groups of one run have in common, each made when the first asks for it: packages, rivals, the parts around the functions.
import { startWorld, type World } from "../world/world.ts";

export interface Shared {
  readonly isQuick: boolean;
  /** Another commit, to be measured in the same run. */
  readonly beside: string | undefined;
  /** Says on stderr what is going on. */
  note(line: string): void;
  world(): Promise<World>;
}

export interface ClosableShared extends Shared {
  close(): Promise<void>;
}

export const sharedParts = ({ isQuick, beside, note }: Omit<Shared, "world">): ClosableShared => {
  let world: Promise<World> | undefined;
  return {
    isQuick,
    beside,
    note,
    world: () => {
      world ??= startWorld({ beside, note });
      return world;
    },
    close: async () => {
      await (await world?.catch(() => undefined))?.close();
    },
  };
};
