// `dlq show`: everything about one message, without what is personal unless that is asked for.
import { type QueuedDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { isProperties } from "../../lib/core/value.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { timeText } from "../display/time-text.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { findLetter, mostLetters } from "./find-parked.ts";
import type { DeadLetter } from "./parked-message.ts";
import { letterSummary, withoutPersonal } from "./parked-summary.ts";
import { readDeadLetters } from "./read-parked.ts";
import { describeReplay } from "./replay-message.ts";

const issueText = (issue: unknown): string => {
  const { path, code, message } = Object(issue);
  return `${path || "(all of it)"}: ${message} (${code})`;
};

const parkedDelivery = ({ replay }: DeadLetter): QueuedDelivery | undefined =>
  replay.as === "item" && replay.queued.kind === "delivery" ? replay.queued : undefined;

/** Its body as it came: compressed, nobody could read it. */
const readable = (letter: DeadLetter): DeadLetter => {
  const queued = parkedDelivery(letter);
  if (!queued || !isProperties(letter.content)) return letter;
  const { bytes, ...delivery } = storedDelivery(queued);
  const body = Buffer.from(bytes).toString("utf8");
  return { ...letter, content: { ...letter.content, queued: { ...queued, delivery: { ...delivery, body } } } };
};

const describe = (letter: DeadLetter, options: string): string => {
  const { messageId, queue, at, about, reason, replay } = letter;
  const explain = `npm run hooks -- explain --parked ${messageId.slice(0, shortLength)}${options}`;
  return alignedTable([
    ["message", messageId],
    ["queue", queue],
    ["when", `${timeText(at)} UTC`],
    ["reason", `${reason.code}: ${reason.message}`],
    ...reason.issues.map((issue) => ["issue", issueText(issue)]),
    ["door", about.door],
    ["account", about.account],
    ["session", about.sessionId],
    ["command", about.command],
    ["command id", about.commandId],
    ["source", about.source],
    ["delivery", about.deliveryId],
    ["attempt", about.attempt?.toString()],
    ["replay", describeReplay(replay)],
    ...(parkedDelivery(letter) ? [["try first", explain]] : []),
  ]);
};

export const showDeadLetter = async ({ connection, output }: Tools, prefix: string, reveal: boolean): Promise<void> => {
  const letter = findLetter(await readDeadLetters(connection, mostLetters), (each) => each, prefix);
  const shown = reveal ? readable(letter) : withoutPersonal(readable(letter));
  const { content } = shown;
  output.json({ ...letterSummary(shown), content });
  output.line(describe(shown, connection.options));
  output.line("");
  output.line(typeof content === "string" ? content : JSON.stringify(content, null, 2));
  if (!reveal) output.line("\nTexts and phone numbers are hidden; --reveal shows them.");
};
