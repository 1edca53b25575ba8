// `parked list`: prints what is parked, the newest first.
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { timeText } from "../display/time-text.ts";
import { shortLength } from "../find-by-prefix.ts";
import { queueDepth } from "../status/queue-depth.ts";
import type { Tools } from "../with-connection.ts";
import { type ParkedSummary, parkedSummary, withoutPersonal } from "./parked-message.ts";
import { byCommand, parkedQueueNames, readParked } from "./read-parked.ts";

/** With --json: each message, the newest first; those of one command have its id. */
export type ParkedList = readonly ParkedSummary[];

const titles = [
  "ID",
  "WHEN (UTC)",
  "QUEUE",
  "CAME BY",
  "SOURCE",
  "ACCOUNT",
  "SESSION",
  "COMMAND",
  "COMMAND ID",
  "REASON",
];

export const listParked = async ({ connection, output }: Tools, limit: number): Promise<void> => {
  const depths = await Promise.all(parkedQueueNames.map((queue) => queueDepth(connection, queue)));
  const inQueues = depths.reduce((sum, { waiting, hidden }) => sum + waiting + hidden, 0);
  const messages = (await readParked(connection, limit)).toReversed().slice(0, limit);
  output.json(messages.map((message) => parkedSummary(withoutPersonal(message))) satisfies ParkedList);
  if (messages.length > 0)
    output.line(
      ...alignedTable([
        titles,
        ...byCommand(messages).map(([{ messageId, at, queue, reason, about }, ...others]) => [
          messageId.slice(0, shortLength) + (others.length > 0 ? ` ×${others.length + 1}` : ""),
          timeText(at),
          queue,
          about.door,
          about.source,
          about.account,
          about.sessionId,
          about.command,
          about.commandId?.slice(0, shownOfId),
          reason.code,
        ]),
      ]),
    );
  if (messages.length === 0 && inQueues === 0) output.line(`Nothing is parked in ${connection.place}.`);
  // Programs have to know it as well: a list that is empty while somebody else reads is no proof that nothing is parked.
  if (inQueues > messages.length)
    output.warn(
      `${messages.length} of about ${inQueues}: raise --limit, or try again in half a minute; somebody else may be reading, and of the commands of one session in commands-dead only the first show.`,
    );
};
