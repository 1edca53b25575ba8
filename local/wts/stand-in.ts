// What another project's tests import as "wts-session-hooks/stand-in": a WTS of their own, in their process, on a free port.
import { exampleSecretsFile } from "../secrets-file.ts";
import { type Account, accountsFile, accountsGiven } from "./accounts-file.ts";
import { startStandIn as startServer } from "./server.ts";

export interface StandInOptions {
  /** Any free one unless said. */
  readonly port?: number;
  /** By name; one called `default` unless said. Each has a company of its own. */
  readonly accounts?: Readonly<Record<string, { readonly apiKey: string; readonly companyId?: string }>>;
  /** What people, conversations and their texts are made from: the same seed makes the same ones. */
  readonly seed?: number | string;
  /** How many conversations each account has to begin with. */
  readonly sessions?: number;
}

export interface StandIn {
  /** Where the API answers; control routes are below `/__admin/`. */
  readonly url: string;
  /** The key that a client of the account sends. Throws where there is no such account. */
  apiKey(account?: string): string;
  /** A control request, such as `admin("PUT", "switches", { metadata: "replaced" })`. Throws with what was wrong. */
  admin<Answer = unknown>(method: string, path: string, body?: unknown): Answer;
  /** Resolves when no webhook is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const accountsOf = ({ accounts }: StandInOptions) => {
  if (!accounts) return accountsFile(exampleSecretsFile);
  const named = Object.entries(accounts).map(([name, account]): Account => ({ name, ...account }));
  return accountsGiven(named);
};

export const startStandIn = async (options: StandInOptions = {}): Promise<StandIn> => {
  const { port = 0, seed, sessions } = options;
  const accounts = accountsOf(options);
  const server = await startServer({
    port,
    accounts,
    ...(seed !== undefined && { seed }),
    ...(sessions !== undefined && { sessions }),
  });
  return {
    url: server.url,
    apiKey: (name = "default") => {
      const account = accounts.byName(name);
      if (account) return account.apiKey;
      const known = accounts.all().map((each) => each.name);
      throw new Error(`there is no account ${name}: there are ${known.join(", ")}`);
    },
    admin: <Answer>(method: string, path: string, body?: unknown) => {
      const { status, body: answered } = server.control(method, path, body);
      if (status < 400) return answered as Answer;
      throw new Error(String(Object(Object(answered).error).message));
    },
    settled: server.settled,
    stop: server.close,
  };
};
