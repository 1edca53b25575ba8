// Says what to look at after a sample was sent: its answer is enough, so that nobody has to read a log for it.

import { isProperties, own } from "../../lib/core/value.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import type { Connection } from "../connection.ts";
import { findWhole } from "../deliveries/find-deliveries.ts";
import type { FoundSource } from "./find-source.ts";
import { lookupHosts } from "./lookup-hosts.ts";

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

const withoutCommand = ({ observe }: Source, { options }: Connection): string =>
  observe
    ? "It was taken, and nothing is done: the source only observes, and the log of receive-webhook has what would be done."
    : `It was taken, and there is no command for it: it was filtered out, the mapping yields nothing, or it is parked (npm run hooks --${options} parked list). \`explain\` shows which.`;

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

/** Nothing is there of it before the sender's API has answered. */
const lookedUpAt = (source: Source): string => {
  const hosts = lookupHosts(source);
  return hosts.length === 0 ? "" : `, and the worker asks ${hosts.join(" and ")} what it is about before it is mapped`;
};

export const adviceFor = async (
  connection: Connection,
  { name, source }: FoundSource,
  { status, body, sentAt }: Answer & { sentAt: number },
): Promise<string> => {
  if (status === 401) return "It was refused: the log of receive-webhook has the reason, under this request id.";
  if (codeIn(body) === "SOURCE_NOT_FOUND")
    return `hooks.config.ts has ${name} here, but what runs there was built without it: ${connection.url === undefined ? "deploy it" : "stop `npm start` and start it again"}.`;
  if (status >= 300) return "It was not taken; a sender would send it again.";
  const commandIds = commandIdsIn(body);
  if (commandIds?.length === 0) return withoutCommand(source, connection);
  if (commandIds && (await isCopy(connection, commandIds, sentAt)))
    return "It was taken, and nothing more is done: it is a copy of what was applied before. Change the delivery's id, or its content, for a new one.";
  return `It was taken${lookedUpAt(source)}. What became of it: npm run hooks --${connection.options} deliveries list`;
};
