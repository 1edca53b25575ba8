// The doors secret: who may call us, with which tokens, for which accounts; and what each webhook source signs with.
import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { refuseConfig } from "./config-problems.ts";
import { entryName, parseSecret, secretText, signingSecret } from "./secret.ts";

export interface Client {
  readonly name: string;
  /** The first is meant when a command names no company; where there are none, only the account of hooks.config.ts is. */
  readonly accounts: readonly string[];
}

/** A webhook source signs with one of these, or shows it. There are several while they are rotated, and any of them passes. */
interface SourceSecrets {
  readonly secrets: readonly string[];
  /** Meta shows one of these when it asks whether the address is ours: the operator makes it up, it is not its signing secret. */
  readonly verifyTokens: readonly string[];
  /** The sender's API is asked with it, where the source has a `lookup`. */
  readonly lookupSecret?: string;
}

export interface Doors {
  readonly clients: readonly { client: Client; tokens: readonly string[] }[];
  /** They stand by the source's name in hooks.config.ts. */
  readonly sources: ReadonlyMap<string, SourceSecrets>;
}

const what = "the doors secret";

const tokens = z.array(secretText, "must be a list of tokens").check(z.minLength(1, "needs at least one token"));
const accountNames = z
  .array(z.string("must be the name of an account"), "must be a list of account names")
  .check(z.minLength(1, "needs at least one account"));

const secrets = z
  .array(signingSecret, "must be a list of secrets")
  .check(z.minLength(1, "needs at least one secret: without one nothing is let in"));

const shape = z.strictObject(
  {
    clients: z.record(
      entryName,
      z.union([tokens, z.strictObject({ tokens, accounts: accountNames })], {
        error: `must be a list of tokens, or {tokens, accounts}; a token has at least 16 characters`,
      }),
      "must be an object of clients",
    ),
    sources: z.optional(
      z.record(
        entryName,
        z.union(
          [
            secrets,
            z.strictObject({
              secrets,
              verifyTokens: z.optional(z.array(signingSecret)),
              lookupSecret: z.optional(secretText),
            }),
          ],
          {
            error:
              "must be a list of secrets, or {secrets, verifyTokens, lookupSecret}; a secret has at least 16 characters",
          },
        ),
        "must be an object of sources",
      ),
    ),
  },
  "must be {clients, sources}",
);

const asClient = (name: string, given: z.output<typeof shape>["clients"][string]): Doors["clients"][number] =>
  Array.isArray(given)
    ? { client: { name, accounts: [] }, tokens: given }
    : { client: { name, accounts: given.accounts }, tokens: given.tokens };

type GivenSource = NonNullable<z.output<typeof shape>["sources"]>[string];

const asSource = (given: GivenSource): SourceSecrets =>
  Array.isArray(given)
    ? { secrets: given, verifyTokens: [] }
    : {
        secrets: given.secrets,
        verifyTokens: given.verifyTokens ?? [],
        ...(given.lookupSecret !== undefined && { lookupSecret: given.lookupSecret }),
      };

/**
 * `text` is `{"clients": {"<name>": ["token", …] | {"tokens": […], "accounts": […]}}, "sources": {"<name>": ["secret", …] |
 * {"secrets": […], "verifyTokens": […], "lookupSecret": "…"}}}`. Throws CONFIG_INVALID.
 */
export const parseDoors = (text: string): Doors => {
  const given = parseSecret(what, shape, text);
  const clients = Object.entries(given.clients).map(([name, client]) => asClient(name, client));
  const all = clients.flatMap((client) => client.tokens);
  refuseConfig(what, new Set(all).size === all.length ? [] : ["clients: the same token is given twice"]);
  return {
    clients,
    sources: new Map(Object.entries(given.sources ?? {}).map(([name, source]) => [name, asSource(source)])),
  };
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares digests with every token there is, so that neither the time nor the length says how near a guess came. */
export const findClient = ({ clients }: Pick<Doors, "clients">, presented: string): Client | undefined => {
  const wanted = digest(presented);
  let found: Client | undefined;
  for (const { client, tokens } of clients)
    for (const token of tokens) if (timingSafeEqual(digest(token), wanted)) found = client;
  return found;
};
