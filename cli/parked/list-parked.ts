// `dlq list`: what was given up on, the newest first.

import { shownOfId } from "../deliveries/find-deliveries.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { timeText } from "../display/time-text.ts";
import { shortLength } from "../find-by-prefix.ts";
import { queueDepth } from "../status/queue-depth.ts";
import type { Tools } from "../with-connection.ts";
import { letterSummary, withoutPersonal } from "./parked-summary.ts";
import { deadLetterQueues, readDeadLetters } from "./read-parked.ts";

const titles = ["ID", "WHEN (UTC)", "QUEUE", "DOOR", "SOURCE", "ACCOUNT", "SESSION", "COMMAND", "COMMAND ID", "REASON"];

export const listDeadLetters = async ({ connection, output }: Tools, limit: number): Promise<void> => {
  const depths = await Promise.all(deadLetterQueues.map((queue) => queueDepth(connection, queue)));
  const about = depths.reduce((sum, { waiting, hidden }) => sum + waiting + hidden, 0);
  const letters = (await readDeadLetters(connection, limit)).toReversed().slice(0, limit);
  output.json(letters.map((letter) => letterSummary(withoutPersonal(letter))));
  if (letters.length > 0)
    output.line(
      alignedTable([
        titles,
        ...letters.map(({ messageId, at, queue, reason, about }) => [
          messageId.slice(0, shortLength),
          timeText(at),
          queue,
          ...[about.door, about.source, about.account, about.sessionId, about.command],
          about.commandId?.slice(0, shownOfId),
          reason.code,
        ]),
      ]),
    );
  if (letters.length === 0 && about === 0) output.line(`Nothing was given up on in ${connection.place}.`);
  if (about > letters.length)
    output.line(
      `${letters.length} of about ${about}: raise --limit, or try again in half a minute; somebody else may be reading, and of the commands of one session in commands-dead only the first show.`,
    );
};
