// `parked show`: prints everything about one message, without what is personal unless that is asked for.
import { type QueuedDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { isProperties } from "../../lib/core/value.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { jsonLines } from "../display/output.ts";
import { timeText } from "../display/time-text.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { type ParkedMessage, type ParkedSummary, parkedSummary, withoutPersonal } from "./parked-message.ts";
import { planParked } from "./plan-parked.ts";
import { findParked, mostParked, readParked } from "./read-parked.ts";
import { describeReplay } from "./replay-message.ts";
import { planLines, type ReplayPlan } from "./show-plan.ts";

/** With --json. */
export interface ParkedShown extends ParkedSummary {
  /** The ids of all messages of its command, this one's first: all of them are done with at once. */
  messageIds: readonly string[];
  /** What a replay would do, as a part of a sentence, or why there is none. */
  how: string;
  /** Of what came by webhook: what today's mapping makes of it. */
  plan?: ReplayPlan;
  /** Without texts and phone numbers, unless they were asked for. */
  content: unknown;
}

const issueText = (issue: unknown): string => {
  const { path, code, message } = Object(issue);
  return `${path || "(all of it)"}: ${message} (${code})`;
};

const parkedDelivery = ({ replay }: ParkedMessage): QueuedDelivery | undefined =>
  replay.as === "item" && replay.queued.kind === "delivery" ? replay.queued : undefined;

/** The body of a delivery is shown as it came: compressed, nobody could read it. */
const readable = (message: ParkedMessage): ParkedMessage => {
  const queued = parkedDelivery(message);
  if (!queued || !isProperties(message.content)) return message;
  const { bytes, ...delivery } = storedDelivery(queued);
  const body = Buffer.from(bytes).toString("utf8");
  return { ...message, content: { ...message.content, queued: { ...queued, delivery: { ...delivery, body } } } };
};

/** The delivery that a command came with is shown as the one of a delivery is. */
const withReadableRaw = (message: ParkedMessage): ParkedMessage => {
  const queued = message.replay.as === "item" ? message.replay.queued : undefined;
  if (queued === undefined || queued.kind === "delivery" || !queued.raw || !isProperties(message.content))
    return message;
  const { bytes, ...delivery } = storedDelivery({ delivery: queued.raw });
  const body = Buffer.from(bytes).toString("utf8");
  return { ...message, content: { ...message.content, queued: { ...queued, raw: { ...delivery, body } } } };
};

const describe = (
  message: ParkedMessage,
  { options, times, hasDelivery }: { options: string; times: number; hasDelivery: boolean },
): string[] => {
  const { messageId, queue, at, about, reason, replay } = message;
  const explain = `npm run hooks -- explain --parked ${messageId.slice(0, shortLength)}${options}`;
  return alignedTable([
    ["message", messageId],
    ["queue", queue],
    ["when", `${timeText(at)} UTC`],
    ["reason", `${reason.code}: ${reason.message}`],
    ...reason.issues.map((issue) => ["issue", issueText(issue)]),
    ["came by", about.door],
    ["account", about.account],
    ["session", about.sessionId],
    ["command", about.command],
    ["command id", about.commandId],
    ["source", about.source],
    ["delivery", about.deliveryId],
    ["attempt", about.attempt?.toString()],
    ...(times > 1
      ? [["times", `${times}: its sender sent it again, or it was replayed; all of them are one to replay and discard`]]
      : []),
    ["replay", describeReplay(replay)],
    ...(hasDelivery ? [["try first", explain]] : []),
  ]);
};

export const showParked = async ({ connection, output }: Tools, prefix: string, reveal: boolean): Promise<void> => {
  const found = findParked(await readParked(connection, mostParked), prefix);
  const [message] = found;
  const plan = await planParked(connection, message);
  const readableMessage = withReadableRaw(readable(message));
  const shown = reveal ? readableMessage : withoutPersonal(readableMessage);
  const { content } = shown;
  output.json({
    ...parkedSummary(shown),
    messageIds: found.map(({ messageId }) => messageId),
    how: describeReplay(message.replay),
    ...(plan && { plan }),
    content,
  } satisfies ParkedShown);
  const { options } = connection;
  output.line(...describe(shown, { options, times: found.length, hasDelivery: plan !== undefined }));
  if (plan) output.line("", ...planLines(plan));
  output.line("", ...(typeof content === "string" ? [content] : jsonLines(content)));
  if (!reveal) output.line("", "Texts and phone numbers are hidden; --reveal shows them.");
};
