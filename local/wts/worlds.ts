// Holds one world an account, seeded the first time somebody asks for it.
import type { Account } from "./accounts-file.ts";
import { seedSessions } from "./seed/seed-sessions.ts";
import { defaultSeed, emptyWorld, type World } from "./world.ts";

export const defaultSessions = 240;

export interface Worlds {
  /** The time that every world's own clock counts from: this machine's, moved by so much. */
  nowMs(): number;
  readonly seeding: Required<Seeding>;
  moveTime(offsetMs: number): void;
  of(account: Account): World;
  all(): readonly World[];
  /** No webhook is under way any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What a world is filled with, at first and by a reset that says nothing else. */
export interface Seeding {
  readonly seed?: number | string;
  readonly sessions?: number;
}

export const worlds = ({ seed = defaultSeed, sessions = defaultSessions }: Seeding = {}): Worlds => {
  const known = new Map<string, World>();
  let offsetMs = 0;
  const nowMs = (): number => Date.now() + offsetMs;
  return {
    nowMs,
    seeding: { seed, sessions },
    moveTime: (ms) => {
      offsetMs = ms;
    },
    of: (account) => {
      const held = known.get(account.name);
      const isSameCompany = account.companyId === undefined || held?.companyId === account.companyId;
      if (held !== undefined && isSameCompany) return held;
      const world = emptyWorld(account.name, account.companyId, { seed, nowMs });
      seedSessions(world, sessions);
      known.set(account.name, world);
      return world;
    },
    all: () => [...known.values()],
    settled: async () => {
      await Promise.all([...known.values()].map((world) => world.webhooks.settled()));
    },
    close: async () => {
      await Promise.all([...known.values()].map((world) => world.webhooks.close()));
    },
  };
};
