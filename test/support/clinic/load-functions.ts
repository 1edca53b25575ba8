// Loads the functions and the command line as they are, but for the machine's clock, the log, the table, the mapping box, and the user's configuration.
import { registerHooks } from "node:module";
import type { HooksConfig } from "../../../lib/config.ts";

const root = new URL("../../../", import.meta.url).href;

const replaced = new Map(
  Object.entries({
    "lib/runtime/clock.ts": "simulated-clock.ts",
    "lib/runtime/log.ts": "kept-log.ts",
    "lib/aws/table.ts": "shared-table.ts",
    "lib/aws/rate-table.ts": "shared-rates.ts",
    "lib/webhooks/mapping/mapping-box.ts": "box-without-process.ts",
  }).map(([file, other]) => [root + file, new URL(other, import.meta.url).href]),
);

/** What the next functions that are loaded find as their configuration. */
export const loading: { config: HooksConfig | undefined } = { config: undefined };
let loads = 0;

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const { parentURL = "" } = context;
    if (parentURL.startsWith(`${root}functions/`) && specifier.endsWith("/hooks.config.ts"))
      return { url: new URL(`configured.ts?load=${loads}`, import.meta.url).href, shortCircuit: true };
    const resolved = nextResolve(specifier, context);
    const other = replaced.get(resolved.url);
    // What stands in for a module may import the types of the one it stands in for.
    return other === undefined || parentURL === other ? resolved : { ...resolved, url: other };
  },
});

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** The environment has to be as the functions will find it: it is read when they are loaded. */
export const loadFunctions = async <Name extends string>(
  config: HooksConfig,
  names: readonly Name[],
): Promise<Readonly<Record<Name, Handler>>> => {
  loading.config = config;
  loads += 1;
  const loaded = names.map(async (name) => {
    const { handler } = await import(`${root}functions/${name}.ts?load=${loads}`);
    return [name, handler] as const;
  });
  return Object.fromEntries(await Promise.all(loaded)) as Record<Name, Handler>;
};

export const loadCommandLine = async (): Promise<typeof import("../../../cli/program.ts")> =>
  import("../../../cli/program.ts");
