// What the checks look at: it is gathered once, whatever of it is there, since a doctor comes where something is missing.
import type { HooksConfig } from "../../lib/config.ts";
import type { AccessSecret } from "../../lib/core/access-secret.ts";
import type { Accounts } from "../../lib/core/accounts-secret.ts";
import { userConfigFile } from "../../local/user-folder.mjs";
import type { Connection } from "../connection.ts";
import { ownConfig } from "../own-config.ts";
import { spokenLanguage } from "../spoken-language.ts";
import { accountsNamedIn } from "../status/account-lines.ts";
import type { Surroundings } from "../with-connection.ts";
import { type DoctorWords, doctorWords } from "./doctor-words.ts";
import { type DeployedStack, readDeployedStack } from "./read-deployed-stack.ts";

/** What was asked for once, and failed, fails for everybody who asks. */
type Once<Value> = () => Promise<Value>;

const once = <Value>(ask: () => Promise<Value>): Once<Value> => {
  let asked: Promise<Value> | undefined;
  return () => {
    asked ??= ask();
    // Whoever needs it is told; nobody else is.
    asked.catch(() => {});
    return asked;
  };
};

export interface Examined {
  readonly environment: NodeJS.ProcessEnv;
  readonly now: () => number;
  readonly say: DoctorWords;
  /** Undefined where it cannot be read: `configError` says why. */
  readonly config: HooksConfig | undefined;
  readonly configError: unknown;
  readonly configFile: string;
  /** Undefined where nothing runs here, and no stage was named: `nothing` says so. */
  readonly connection: Connection | undefined;
  readonly nothing: string;
  /** One account alone was asked for. */
  readonly only: string | undefined;
  /** Where the HTTP API is reached, if somebody says it: by a name of their own, which no stack knows. */
  readonly url: string | undefined;
  readonly accounts: Once<Accounts>;
  readonly access: Once<AccessSecret>;
  /** Undefined for what runs here, and where there is no such stack. */
  readonly stack: Once<DeployedStack | undefined>;
  /** Those of the secret and of the configuration that are asked about, the configuration's own first. */
  readonly accountNames: Once<readonly string[]>;
}

interface Gathered {
  surroundings: Surroundings;
  connection: Connection | undefined;
  nothing: string;
  only: string | undefined;
  url?: string | undefined;
}

export const gather = async ({ surroundings, connection, nothing, only, url }: Gathered): Promise<Examined> => {
  const { environment, cwd } = surroundings;
  let config: HooksConfig | undefined;
  let configError: unknown;
  try {
    config = await ownConfig(surroundings);
  } catch (error) {
    configError = error;
  }
  const missing = async (): Promise<never> => {
    throw new Error(nothing);
  };
  const accounts = once(async () => (connection ? connection.accounts().get() : missing()));
  return {
    environment,
    now: Date.now,
    say: doctorWords[spokenLanguage({ config, environment })],
    config,
    configError,
    configFile: userConfigFile(environment, cwd),
    connection,
    nothing,
    only,
    url,
    accounts,
    access: once(async () => (connection ? connection.access() : missing())),
    stack: once(async () => connection?.stack && readDeployedStack(connection.stack)),
    accountNames: once(async () => {
      const known = [...(await accounts()).keys()];
      const named = config ? accountsNamedIn(config).filter((name) => known.includes(name)) : [];
      const all = [...new Set([...named, ...known])];
      return only === undefined ? all : all.filter((name) => name === only);
    }),
  };
};
