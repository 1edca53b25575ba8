// Reads what `npm start` takes from its environment.
import { join, resolve } from "node:path";
import { userFolder } from "../user-folder.mjs";

interface Settings {
  readonly port: number;
  readonly wtsPort: number;
  readonly tunnelHosts: readonly string[];
  readonly wtsBaseUrl?: string;
  readonly secretsFile?: string;
  /** Where the console is opened, 0 for any free port; undefined: it is not. */
  readonly consolePort: number | undefined;
  /** An already packaged service, which is run instead of building this one. */
  readonly packageDir?: string;
  readonly runningFile: string;
  /** Where queues, table and events are kept from one start to the next. */
  readonly dataDir?: string;
}

const readPort = (environment: NodeJS.ProcessEnv, name: string, otherwise: number): number => {
  const given = environment[name]?.trim() || String(otherwise);
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) throw new Error(`${name} must be a port from 0 to 65535, not "${given}"`);
  return port;
};

/** Whoever has no use for it saves its second. */
const readConsolePort = (environment: NodeJS.ProcessEnv): number | undefined => {
  const port = readPort(environment, "CONSOLE_PORT", 0);
  return environment.NO_CONSOLE ? undefined : port;
};

const hostName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** Such as `abc.ngrok.app`, or several with commas between them. */
const readTunnelHosts = ({ TUNNEL_HOST = "" }: NodeJS.ProcessEnv): string[] => {
  const names = TUNNEL_HOST.split(",").flatMap((name) => name.trim().toLowerCase() || []);
  for (const name of names)
    if (!hostName.test(name))
      throw new Error(
        `TUNNEL_HOST must be the tunnel's name, such as abc.ngrok.app, without https:// and port; not "${name}"`,
      );
  return names;
};

export const readSettings = (environment: NodeJS.ProcessEnv): Settings => {
  const { WTS_BASE_URL, LOCAL_SECRETS_FILE, LOCAL_PACKAGE_DIR, LOCAL_RUNNING_FILE, DATA_DIR } = environment;
  return {
    port: readPort(environment, "PORT", 3000),
    wtsPort: readPort(environment, "WTS_PORT", 4010),
    tunnelHosts: readTunnelHosts(environment),
    consolePort: readConsolePort(environment),
    runningFile: resolve(LOCAL_RUNNING_FILE || join(userFolder(environment), ".local/running.json")),
    ...(WTS_BASE_URL ? { wtsBaseUrl: WTS_BASE_URL } : {}),
    ...(LOCAL_SECRETS_FILE ? { secretsFile: resolve(LOCAL_SECRETS_FILE) } : {}),
    ...(LOCAL_PACKAGE_DIR ? { packageDir: resolve(LOCAL_PACKAGE_DIR) } : {}),
    ...(DATA_DIR ? { dataDir: resolve(DATA_DIR) } : {}),
  };
};
