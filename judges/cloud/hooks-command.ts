// Runs the command line at a deployed stage, as the person who operates it does.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cloud } from "./cloud.ts";
import { type CommandResult, runCommand } from "./deploy-folder.ts";
import type { UserCredentials } from "./front/role-registry.ts";

const root = join(import.meta.dirname, "../..");

interface HooksOptions {
  readonly stage: string;
  readonly configFile: string;
  readonly wtsUrl: string;
  /** Of whoever types; absent: they may do everything. */
  readonly credentials?: UserCredentials;
}

export type Hooks = (...args: readonly string[]) => Promise<CommandResult>;

/** Whoever operates a stage has WTS's host in their configuration; the functions have it from a variable, as the runner sets one. */
const withStandIn = (configFile: string, wtsUrl: string): string =>
  `import config from ${JSON.stringify(pathToFileURL(configFile).href)};
export default { ...config, wts: { ...config.wts, baseUrl: ${JSON.stringify(wtsUrl)} } };
`;

/** The environment of whoever types commands at the stage. */
export const hooksEnvironment = (
  cloud: Cloud,
  { configFile, wtsUrl, credentials }: Omit<HooksOptions, "stage">,
): Readonly<Record<string, string>> => {
  const ownConfig = join(cloud.folder, "operator.config.mjs");
  writeFileSync(ownConfig, withStandIn(configFile, wtsUrl));
  return {
    PATH: process.env.PATH ?? "",
    HOME: cloud.folder,
    TZ: "America/Sao_Paulo",
    HOOKS_CONFIG: ownConfig,
    ...cloud.operator,
    ...(credentials && {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    }),
  };
};

export const openHooks = (cloud: Cloud, options: HooksOptions): Hooks => {
  const { stage } = options;
  const environment = hooksEnvironment(cloud, options);
  return (...args) =>
    runCommand("npm", ["run", "-s", "hooks", "--", ...args, "--stage", stage], { folder: root, environment });
};
