// Holds everything one account owns: a company of its own, with its own clock, switches, faults and limits.
import { type Clock, clock } from "./clock.ts";
import type { Contact } from "./contact.ts";
import type { Directory, OfficeHours } from "./directory.ts";
import { type Faults, faults } from "./faults.ts";
import { type Limiter, limiter } from "./limiter.ts";
import type { Message } from "./messages/message.ts";
import { type Prng, prng } from "./prng.ts";
import { seedDirectory, seedOfficeHours } from "./seed/seed-directory.ts";
import type { Session } from "./sessions/session.ts";
import { defaultSwitches, type Switches } from "./switches.ts";
import { uuidFrom } from "./uuid-from.ts";
import type { Subscription } from "./webhooks/subscription.ts";
import { type Webhooks, webhooks } from "./webhooks/webhooks.ts";

export interface World {
  readonly account: string;
  readonly companyId: string;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  switches: Switches;
  seed: number | string;
  random: Prng;
  directory: Directory;
  officeHours: OfficeHours;
  contacts: Map<string, Contact>;
  sessions: Map<string, Session>;
  /** Messages and notes by session, oldest first. */
  messages: Map<string, Message[]>;
  subscriptions: Map<string, Subscription>;
  /** How long a queued message takes to be sent; it takes as long again to be delivered. */
  deliveryDelayMs: number;
  /** The last protocol number of each day in UTC. */
  protocols: Map<string, number>;
  /** When a synchronous message was last sent. */
  lastSyncMs: number;
}

export const defaultSeed = 1;

const freshState = (account: string, seed: number | string) => ({
  switches: defaultSwitches(),
  seed,
  random: prng(`${account}/${seed}`),
  directory: seedDirectory(account),
  officeHours: seedOfficeHours(account),
  contacts: new Map<string, Contact>(),
  sessions: new Map<string, Session>(),
  messages: new Map<string, Message[]>(),
  subscriptions: new Map<string, Subscription>(),
  deliveryDelayMs: 0,
  protocols: new Map<string, number>(),
  lastSyncMs: Number.NEGATIVE_INFINITY,
});

interface Beginning {
  readonly seed: number | string;
  readonly nowMs: () => number;
}

export const emptyWorld = (account: string, companyId: string | undefined, { seed, nowMs }: Beginning): World => {
  const world: World = {
    account,
    companyId: companyId ?? uuidFrom(account, "company"),
    clock: clock(nowMs),
    limiter: limiter(),
    faults: faults(() => world.random.next()),
    webhooks: webhooks(nowMs),
    ...freshState(account, seed),
  };
  return world;
};

/** Makes the world that of a freshly started stand-in without sessions. */
export const emptyAgain = (world: World, seed: number | string): void => {
  world.clock.followRealTime();
  world.limiter.clear();
  world.faults.replace([]);
  world.webhooks.clear();
  Object.assign(world, freshState(world.account, seed));
};
