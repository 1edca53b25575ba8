// The doors secret: who may call us, with which tokens, for which accounts; and what each webhook source signs with.
import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { refuseConfig } from "./config-problems.ts";
import { entryName, parseSecret, secretText } from "./secret.ts";

export interface Client {
  readonly name: string;
  /** The first is the one meant when a command names no company; none: the account of hooks.config.ts alone. */
  readonly accounts: readonly string[];
}

export interface Doors {
  readonly clients: readonly { client: Client; tokens: readonly string[] }[];
}

const what = "the doors secret";

const tokens = z.array(secretText, "must be a list of tokens").check(z.minLength(1, "needs at least one token"));
const accountNames = z
  .array(z.string("must be the name of an account"), "must be a list of account names")
  .check(z.minLength(1, "needs at least one account"));

const shape = z.strictObject(
  {
    clients: z.record(
      entryName,
      z.union([tokens, z.strictObject({ tokens, accounts: accountNames })], {
        error: `must be a list of tokens, or {tokens, accounts}; a token has at least 16 characters`,
      }),
      "must be an object of clients",
    ),
    sources: z.optional(z.record(z.string(), z.unknown(), "must be an object of sources")),
  },
  "must be {clients, sources}",
);

const asClient = (name: string, given: z.output<typeof shape>["clients"][string]): Doors["clients"][number] =>
  Array.isArray(given)
    ? { client: { name, accounts: [] }, tokens: given }
    : { client: { name, accounts: given.accounts }, tokens: given.tokens };

/** `text` is `{"clients": {"<name>": ["token", …] | {"tokens": […], "accounts": […]}}, "sources": {…}}`. Throws CONFIG_INVALID. */
export const parseDoors = (text: string): Doors => {
  const clients = Object.entries(parseSecret(what, shape, text).clients).map(([name, given]) => asClient(name, given));
  const all = clients.flatMap((client) => client.tokens);
  refuseConfig(what, new Set(all).size === all.length ? [] : ["clients: the same token is given twice"]);
  return { clients };
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares digests with every token there is, so that neither the time nor the length says how near a guess came. */
export const findClient = ({ clients }: Doors, presented: string): Client | undefined => {
  const wanted = digest(presented);
  let found: Client | undefined;
  for (const { client, tokens } of clients)
    for (const token of tokens) if (timingSafeEqual(digest(token), wanted)) found = client;
  return found;
};
