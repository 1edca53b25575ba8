// `parked show`: prints everything about one message, without what is personal unless that is asked for.
import { type QueuedDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { isProperties } from "../../lib/core/value.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { jsonLines } from "../display/output.ts";
import { timeText } from "../display/time-text.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { deliveryOf } from "./delivery-of.ts";
import { type ParkedMessage, parkedSummary, withoutPersonal } from "./parked-message.ts";
import { findParked, mostParked, readParked } from "./read-parked.ts";
import { describeReplay } from "./replay-message.ts";
import { planLines, planReplay } from "./show-plan.ts";

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
  const [message, ...others] = findParked(await readParked(connection, mostParked), prefix);
  const delivery = message.replay.as === "item" ? await deliveryOf(connection, message.replay.queued) : undefined;
  const parked = parkedDelivery(message) ? [] : [message.about.commandId ?? ""];
  const plan = delivery && (await planReplay(connection, delivery, parked));
  const readableMessage = withReadableRaw(readable(message));
  const shown = reveal ? readableMessage : withoutPersonal(readableMessage);
  const { content } = shown;
  output.json({ ...parkedSummary(shown), ...(plan && { plan }), content });
  const { options } = connection;
  output.line(...describe(shown, { options, times: others.length + 1, hasDelivery: delivery !== undefined }));
  if (plan) output.line("", ...planLines(plan));
  output.line("", ...(typeof content === "string" ? [content] : jsonLines(content)));
  if (!reveal) output.line("", "Texts and phone numbers are hidden; --reveal shows them.");
};
