// The access secret: who may call us, with which tokens, for which accounts; and what each webhook source signs with.
import { createHash, timingSafeEqual } from "node:crypto";
import { checkConfig, shownName } from "./config-problems.ts";
import { entryName, parseSecret, secretText, shortestSecret, shortSigningSecret, signingSecret } from "./secret.ts";
import {
  anything,
  either,
  entries,
  exactly,
  flag,
  list,
  type Output,
  optional,
  type SecretShape,
  text,
} from "./secret-shape.ts";
import { isProperties, own } from "./value.ts";

export interface Client {
  readonly name: string;
  /** The first is meant when a command names no company; where there are none, only the account of hooks.config.ts is. */
  readonly accounts: readonly string[];
}

/** A webhook source signs with one of these, or shows it. There are several while they are rotated, and any of them passes. */
export interface SourceSecrets {
  readonly secrets: readonly string[];
  /** Meta shows one of these when it asks whether the address is ours: the operator makes it up, it is not its signing secret. */
  readonly verifyTokens: readonly string[];
  /** The sender's API is asked with it, where the source has a `lookup`. */
  readonly lookupSecret?: string;
  /** The entry is closed where there are any: it has no secrets then, and nothing is let in. */
  readonly problems?: readonly string[];
}

/** Where people are told, and what it is signed with. Both are secret: whoever has a chat's address can write there. */
export interface NotifyAddress {
  readonly url: string;
  readonly secret?: string;
}

export interface AccessSecret {
  /** They stand by the target's name in hooks.config.ts. */
  readonly notify: ReadonlyMap<string, NotifyAddress>;
  readonly clients: readonly { client: Client; tokens: readonly string[] }[];
  /** They stand by the source's name in hooks.config.ts. */
  readonly sources: ReadonlyMap<string, SourceSecrets>;
  /** Each names an entry that is closed, by its path, and what is wrong with it; the other entries go on. */
  readonly problems: readonly string[];
  /** Each names an entry that is used, and what is doubtful about it. */
  readonly warnings: readonly string[];
}

const what = "the access secret";

const tokens = list(secretText, "must be a list of tokens", "needs at least one token");
const accountNames = list(
  text({ message: "must be the name of an account" }),
  "must be a list of account names",
  "needs at least one account",
);

const secretsOf = (secret: SecretShape<string>) =>
  list(secret, "must be a list of secrets", "needs at least one secret: without one nothing is let in");

const clientShape = either(
  tokens,
  exactly({ tokens, accounts: accountNames }),
  "must be a list of tokens, or {tokens, accounts}; a token has at least 16 characters",
);

const sourceOf = (secret: SecretShape<string>) =>
  exactly({
    secrets: secretsOf(secret),
    verifyTokens: optional(list(secret)),
    lookupSecret: optional(anything),
    allowShort: optional(flag("must be true or false")),
  });

const sourceError =
  "must be a list of secrets, or {secrets, verifyTokens, lookupSecret, allowShort}; a secret has at least 16 characters, unless allowShort is true";
const sourceShape = either(secretsOf(signingSecret), sourceOf(signingSecret), sourceError);
const shortSourceShape = sourceOf(shortSigningSecret);

const entriesOf = (message: string) => entries(text(), anything, message);

/** Whatever is wrong here leaves nothing that could be read on. */
const shape = exactly(
  {
    clients: entriesOf("must be an object of clients"),
    sources: optional(entriesOf("must be an object of sources")),
    notify: optional(entriesOf("must be an object of addresses")),
  },
  "must be {clients, sources, notify}",
);

type Clients = AccessSecret["clients"];

const asClient = (name: string, given: Output<typeof clientShape>): Clients[number] =>
  Array.isArray(given)
    ? { client: { name, accounts: [] }, tokens: given }
    : { client: { name, accounts: given.accounts }, tokens: given.tokens };

interface Found {
  problems: string[];
  warnings: string[];
}

const nameProblem = (name: string): string[] => {
  const checked = checkConfig(entryName, name);
  return checked.ok ? [] : checked.problems.map((problem) => problem.replace("the whole", "a name"));
};

const readClients = (given: Readonly<Record<string, unknown>>, found: Found): Clients =>
  Object.entries(given).flatMap(([name, value]) => {
    const checked = checkConfig(clientShape, value, { under: ["clients", name] });
    const problems = [
      ...nameProblem(name).map((problem) => `clients: ${problem}`),
      ...(checked.ok ? [] : checked.problems),
    ];
    found.problems.push(...problems);
    return checked.ok && problems.length === 0 ? [asClient(name, checked.value)] : [];
  });

/** Nobody knows who shows a token that several have: it opens nothing, and their other tokens go on. */
const withoutShared = (clients: Clients, found: Found): Clients => {
  const owners = new Map<string, Set<string>>();
  for (const { client, tokens } of clients)
    for (const token of tokens) owners.set(token, (owners.get(token) ?? new Set()).add(client.name));
  const isShared = (token: string): boolean => (owners.get(token)?.size ?? 0) > 1;
  const sharing = clients.filter(({ tokens }) => tokens.some(isShared)).map(({ client }) => client.name);
  if (sharing.length > 0)
    found.problems.push(
      `clients: ${sharing.map(shownName).join(", ")} have a token in common, which opens nothing; give each its own`,
    );
  return clients.map(({ client, tokens }) => ({ client, tokens: tokens.filter((token) => !isShared(token)) }));
};

/** What the sender's API is asked with closes nothing: a delivery that is let in and cannot be looked up is kept, one that is refused is not. */
const readLookupSecret = (
  given: unknown,
  path: readonly string[],
  found: Found,
): Pick<SourceSecrets, "lookupSecret"> => {
  if (given === undefined) return {};
  const checked = checkConfig(secretText, given, { under: path });
  if (checked.ok) return { lookupSecret: checked.value };
  found.warnings.push(...checked.problems.map((problem) => `${problem}; it is left out, and what needs it is parked`));
  return {};
};

const readSource = (name: string, value: unknown, found: Found): SourceSecrets => {
  const isShortAllowed = isProperties(value) && own(value, "allowShort") === true;
  const path = ["sources", name];
  const checked = checkConfig(isShortAllowed ? shortSourceShape : sourceShape, value, { under: path });
  const problems = [
    ...nameProblem(name).map((problem) => `sources: ${problem}`),
    ...(checked.ok ? [] : checked.problems),
  ];
  found.problems.push(...problems);
  if (!checked.ok || problems.length > 0) return { secrets: [], verifyTokens: [], problems };
  const given = checked.value;
  const { secrets, verifyTokens = [], lookupSecret } = Array.isArray(given) ? { secrets: given } : given;
  if ([...secrets, ...verifyTokens].some(({ length }) => length < shortestSecret))
    found.warnings.push(
      `${path.join(".")}: a secret has fewer than ${shortestSecret} characters, which allowShort lets pass; ask the sender for a longer one`,
    );
  return { secrets, verifyTokens, ...readLookupSecret(lookupSecret, [...path, "lookupSecret"], found) };
};

const url = text({ like: [/^https?:\/\/\S+$/, "must be an address that begins with https://"] });
const webhookSecret = text({
  like: [/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "must be whsec_ and at least 24 bytes in base64"],
});
const addressShape = either(
  url,
  exactly({ url, secret: optional(webhookSecret) }),
  "must be an address, or {url, secret} with a secret whsec_… of at least 24 bytes in base64",
);

/** Nobody is told there by an entry that is not valid; whoever is told says so in the log. */
const readNotify = (given: Readonly<Record<string, unknown>>, found: Found): AccessSecret["notify"] =>
  new Map(
    Object.entries(given).flatMap(([name, value]) => {
      const checked = checkConfig(addressShape, value, { under: ["notify", name] });
      if (!checked.ok) {
        found.problems.push(...checked.problems);
        return [];
      }
      const { url: address, secret } = typeof checked.value === "string" ? { url: checked.value } : checked.value;
      return [[name, { url: address, ...(secret !== undefined && { secret }) }] as const];
    }),
  );

/**
 * `json` is `{"clients": {"<name>": ["token", …] | {"tokens": […], "accounts": […]}}, "sources": {"<name>": ["secret", …] |
 * {"secrets": […], "verifyTokens"?: […], "lookupSecret"?: "…", "allowShort"?: true}}, "notify": {"<name>": "https://…" | {"url": "https://…", "secret"?: "whsec_…"}}}`. An entry that is not valid is closed, and said in
 * `problems`. Throws CONFIG_INVALID where no entry can be read at all.
 */
export const parseAccess = (json: string): AccessSecret => {
  const given = parseSecret(what, shape, json);
  const found: Found = { problems: [], warnings: [] };
  const clients = withoutShared(readClients(given.clients, found), found);
  const sources = new Map(
    Object.entries(given.sources ?? {}).map(([name, source]) => [name, readSource(name, source, found)]),
  );
  const notify = readNotify(given.notify ?? {}, found);
  return { clients, sources, notify, ...found };
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares digests with every token there is, so that neither the time nor the length says how near a guess came. */
export const findClient = ({ clients }: Pick<AccessSecret, "clients">, presented: string): Client | undefined => {
  const wanted = digest(presented);
  let found: Client | undefined;
  for (const { client, tokens } of clients)
    for (const token of tokens) if (timingSafeEqual(digest(token), wanted)) found = client;
  return found;
};
