// How the commands of one console connect: on a stage they share clients, secrets and limiters for as long as it is open; the stack that runs here may have
// been started anew, or its clock moved, since the command before, so that each connects for itself.

import { loadSharedConfigFiles } from "@smithy/core/config";
import { type Clock, systemClock } from "../../lib/runtime/clock.ts";
import { jsonLog } from "../../lib/runtime/log.ts";
import { perAccount } from "../../lib/runtime/per-account.ts";
import { accountLimiters } from "../../lib/wts/connect.ts";
import { rateLimiter } from "../../lib/wts/rate-limit/rate-limiter.ts";
import { type Connect, type Connection, connect, type MakeLimiters } from "../connection.ts";
import { type LookBudget, lookBudget } from "./look-budget.ts";
import { lookLimiter } from "./look-limiter.ts";

export interface KeptConnections {
  /** For who only looks: on a stage, WTS is asked after everybody else, and for no more than a console's budget. */
  readonly toLook: Connect;
  /** For what a person has ordered, who waits for it. */
  readonly toAct: Connect;
  /** The next command connects anew, as with other credentials; what runs ends as it began. */
  renew(): Promise<void>;
  close(): void;
}

interface Shared {
  readonly connection: Connection;
  commands: number;
  isOld: boolean;
}

/** What a command's limiter would log is said to nobody once the command has ended, and the limiter is kept. */
const log = jsonLog(() => {});

/** Whoever only looks keeps no console from ending: what is waited for then, nobody reads. */
const lookClock: Clock = {
  ...systemClock,
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
};

/** What was used of an account's budget is used, whoever looks, and with whatever credentials. */
const lookLimiters = (): MakeLimiters => {
  const budgets = new Map<string, LookBudget>();
  return (options) =>
    perAccount((account) => {
      const key = JSON.stringify([account, options.limits]);
      const budget = budgets.get(key) ?? lookBudget(options.limits);
      budgets.set(key, budget);
      const limiter = rateLimiter({ ...options, account, clock: lookClock, log });
      return lookLimiter({ limiter, budget, clock: lookClock });
    });
};

const actLimiters = (): MakeLimiters => (options) => accountLimiters({ ...options, log });

export const keptConnections = (): KeptConnections => {
  const sharing = (makeLimiters: () => MakeLimiters) => {
    const shared = new Map<string, Shared>();
    const limitersAt = perAccount(() => makeLimiters());

    const closeIfUnused = ({ connection, commands, isOld }: Shared): void => {
      if (isOld && commands === 0) connection.close();
    };

    const renew = (): void => {
      for (const each of shared.values()) {
        each.isOld = true;
        closeIfUnused(each);
      }
      shared.clear();
    };

    const connectShared: Connect = (options, surroundings) => {
      if (options.stage === undefined) return connect(options, surroundings);
      const place = JSON.stringify([options.stage, options.region]);
      const found = shared.get(place) ?? {
        connection: connect(options, { ...surroundings, limiters: limitersAt(place) }),
        commands: 0,
        isOld: false,
      };
      shared.set(place, found);
      found.commands += 1;
      return {
        ...found.connection,
        close: () => {
          found.commands -= 1;
          closeIfUnused(found);
        },
      };
    };
    return { connectShared, renew };
  };

  const looking = sharing(lookLimiters);
  const acting = sharing(actLimiters);
  const dropAll = (): void => {
    looking.renew();
    acting.renew();
  };
  return {
    toLook: looking.connectShared,
    toAct: acting.connectShared,
    renew: async () => {
      dropAll();
      // Whoever signs in again may have written them there; the SDK reads its files once a process unless it is told otherwise.
      await loadSharedConfigFiles({ ignoreCache: true });
    },
    close: dropAll,
  };
};
