// Runs the command line at a deployed stage, as the person who operates it does.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cloud } from "./cloud.ts";
import { type CommandResult, runCommand } from "./deploy-folder.ts";

const root = join(import.meta.dirname, "../..");

interface HooksOptions {
  readonly stage: string;
  readonly configFile: string;
  readonly wtsUrl: string;
}

export type Hooks = (...args: readonly string[]) => Promise<CommandResult>;

/** Whoever operates a stage has WTS's host in their configuration; the functions have it from a variable, as the runner sets one. */
const withStandIn = (configFile: string, wtsUrl: string): string =>
  `import config from ${JSON.stringify(pathToFileURL(configFile).href)};
export default { ...config, wts: { ...config.wts, baseUrl: ${JSON.stringify(wtsUrl)} } };
`;

export const openHooks = (cloud: Cloud, { stage, configFile, wtsUrl }: HooksOptions): Hooks => {
  const ownConfig = join(cloud.folder, "operator.config.mjs");
  writeFileSync(ownConfig, withStandIn(configFile, wtsUrl));
  const environment = {
    PATH: process.env.PATH ?? "",
    HOME: cloud.folder,
    TZ: "America/Sao_Paulo",
    HOOKS_CONFIG: ownConfig,
    ...cloud.operator,
  };
  return (...args) =>
    runCommand("npm", ["run", "-s", "hooks", "--", ...args, "--stage", stage], { folder: root, environment });
};
