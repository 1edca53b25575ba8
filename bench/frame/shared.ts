// What the groups of one run have in common, each made when the first asks for it: packages, rivals, the parts around the functions.
import { startWorld, type World } from "../world/world.ts";

export interface Shared {
  readonly isQuick: boolean;
  /** Says on stderr what is going on. */
  note(line: string): void;
  world(): Promise<World>;
}

export interface ClosableShared extends Shared {
  close(): Promise<void>;
}

export const sharedParts = ({ isQuick, note }: Pick<Shared, "isQuick" | "note">): ClosableShared => {
  let world: Promise<World> | undefined;
  return {
    isQuick,
    note,
    world: () => {
      world ??= startWorld(note);
      return world;
    },
    close: async () => {
      await (await world?.catch(() => undefined))?.close();
    },
  };
};
