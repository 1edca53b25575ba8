// The parts that are loaded by the first command that asks for them. They stand apart from the others: what one function may load late
// is bundled otherwise in every function that could reach it, whether it does so or not.
import type { CommandHolder } from "../commands/apply/command-holder.ts";
import type { CommandRouter } from "../commands/apply/command-router.ts";
import type { Zones } from "../core/hours/zone-of.ts";
import type { Language } from "../core/texts/language.ts";
import type { HoldsConfig } from "../holds/rules/holds-config.ts";
import type { Routing } from "../routing/rules/routing-config.ts";
import type { Part } from "./compose.ts";
import { closedDays, holds, lifecycle, queue, table } from "./parts.ts";

/** What of hooks.config.ts a routing decision depends on. */
interface RouterConfig extends Zones {
  routing: Routing;
  account: string;
  language: Language;
  queue: { leaseMs: number; tokenWaitMs: number };
}

/** What of hooks.config.ts a hold depends on. */
interface HolderConfig extends Zones {
  holds: HoldsConfig;
  language: Language;
}

/** Of commands few ask for a hold: no other waits for it. */
export const holder: Part<CommandHolder, HolderConfig> = ({ use, config, clock }) => {
  const given = { config, clock };
  const made = { holds: use(holds), closedDays: use(closedDays), queue: use(queue) };
  let loading: Promise<CommandHolder> | undefined;
  const loaded = (): Promise<CommandHolder> => {
    loading ??= import("../holds/hold-command.ts").then(({ commandHolder }) => commandHolder({ ...made, ...given }));
    return loading;
  };
  return {
    apply: async (hold) => (await loaded()).apply(hold),
    preview: async (...asked) => (await loaded()).preview(...asked),
  };
};

/** Routing is loaded by the first command that asks for it: no other waits for it. */
export const router: Part<CommandRouter, RouterConfig> = ({ use, config, clock, log }) => {
  const { routing, account, language, queue: timing } = config;
  const given = { routing, account, zones: config, language, config: timing, clock, log };
  const made = { table: use(table), queue: use(queue), lifecycle: use(lifecycle) };
  let loading: Promise<CommandRouter> | undefined;
  const load = async (): Promise<CommandRouter> => {
    const [{ commandRouter }, { routingRecords }] = await Promise.all([
      import("../routing/route-command.ts"),
      import("../routing/routing-records.ts"),
    ]);
    const records = routingRecords({ ...made, clock, routing, account, zones: config, leaseMs: timing.leaseMs });
    return commandRouter({ ...records, ...made, ...given });
  };
  const loaded = (): Promise<CommandRouter> => {
    loading ??= load();
    return loading;
  };
  return {
    apply: async (route) => (await loaded()).apply(route),
    preview: async (...asked) => (await loaded()).preview(...asked),
  };
};
