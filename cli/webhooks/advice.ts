// Says what to look at after a sample was sent: its answer is enough, so that nobody has to read a log for it.

import { isProperties, own } from "../../lib/core/value.ts";
import type { Connection } from "../connection.ts";
import { findWhole } from "../deliveries/find-deliveries.ts";
import type { FoundSource } from "./find-source.ts";
import { lookupHosts } from "./lookup-hosts.ts";
import { sendWords } from "./send-words.ts";

export interface Answer {
  status: number;
  /** It is parsed, if it is JSON. */
  body: unknown;
}

const commandIdsIn = (body: unknown): string[] | undefined => {
  const ids = isProperties(body) ? own(body, "commandIds") : undefined;
  return Array.isArray(ids) ? ids.map(String) : undefined;
};

const codeIn = (body: unknown): unknown => {
  const error = isProperties(body) ? own(body, "error") : undefined;
  return isProperties(error) ? own(error, "code") : undefined;
};

/** The clocks of two machines differ by less. */
const clockMarginMs = 5_000;

/** When all of it had been done before, it is a copy, and nothing more is done; what was refused then is tried again. */
const isCopy = async (connection: Connection, commandIds: readonly string[], sentAt: number): Promise<boolean> => {
  const known = await findWhole(connection, commandIds);
  return (
    known.length === commandIds.length &&
    known.every(({ state, seenAt }) => state === "applied" && Date.parse(seenAt) < sentAt - clockMarginMs)
  );
};

export const adviceFor = async (
  connection: Connection,
  { name, source, config }: FoundSource,
  { status, body, sentAt }: Answer & { sentAt: number },
): Promise<string> => {
  const say = sendWords[config.language];
  if (status === 401) return say.refused;
  if (codeIn(body) === "SOURCE_NOT_FOUND") return say.builtWithout(name, connection.url === undefined);
  if (status >= 300) return say.notTaken;
  const commandIds = commandIdsIn(body);
  if (commandIds?.length === 0) return source.observe ? say.observed : say.noCommand(connection.options);
  if (commandIds && (await isCopy(connection, commandIds, sentAt))) return say.copy;
  // Nothing is there of it before the sender's API has answered.
  return say.taken(connection.options, lookupHosts(source));
};
