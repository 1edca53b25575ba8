// `parked replay --dry-run`: says of each command what a replay would do with it, and changes nothing.
import { alignedTable } from "../display/aligned-table.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { isLeftByAll, mayHaveBeenSent } from "./left-by-all.ts";
import { type ParkedSummary, parkedSummary, withoutPersonal } from "./parked-message.ts";
import { planParked } from "./plan-parked.ts";
import { byCommand, findSeveralParked, mostParked, type ParkedTogether, readParked } from "./read-parked.ts";
import { describeReplay } from "./replay-message.ts";
import { planLines, type ReplayPlan } from "./show-plan.ts";

/** Of one command, its newest message. */
export interface PreviewedReplay extends ParkedSummary {
  /** The ids of all its messages, this one's first: all of them are done with at once. */
  messageIds: readonly string[];
  would: "replay" | "keep";
  /** It says how, or why not. */
  how: string;
  /** Of what came by webhook, where it was named: what today's mapping makes of it. */
  plan?: ReplayPlan;
}

/** With --json. */
export interface ReplayPreview {
  dryRun: true;
  /** In the order in which they would be replayed. */
  messages: readonly PreviewedReplay[];
}

interface PreviewRequest {
  /** Ids, or beginnings of them; none of them is all. */
  prefixes: readonly string[];
  /** Of all, only those that were parked for it. */
  reason: string | undefined;
}

const previewOf = async (
  { connection }: Tools,
  together: ParkedTogether,
  { prefixes, reason }: PreviewRequest,
): Promise<PreviewedReplay> => {
  const [message] = together;
  const isNamed = prefixes.length > 0;
  const isLeft = !isNamed && (await isLeftByAll(connection, message, reason));
  const plan = isNamed ? await planParked(connection, message) : undefined;
  return {
    ...parkedSummary(withoutPersonal(message)),
    messageIds: together.map(({ messageId }) => messageId),
    would: isLeft || message.replay.as === "nothing" ? "keep" : "replay",
    how: isLeft ? mayHaveBeenSent : describeReplay(message.replay),
    ...(plan && { plan }),
  };
};

const chosenOf = async ({ connection }: Tools, { prefixes, reason }: PreviewRequest) => {
  const messages = await readParked(connection, mostParked);
  if (prefixes.length > 0) return findSeveralParked(messages, prefixes);
  const meant = messages.filter(({ reason: { code } }) => reason === undefined || code === reason);
  return byCommand(meant).map(([oldest, ...others]): ParkedTogether => {
    const [newest = oldest, ...older] = [oldest, ...others].toReversed();
    return [newest, ...older];
  });
};

export const previewReplay = async (tools: Tools, request: PreviewRequest): Promise<void> => {
  const { connection, output } = tools;
  const messages: PreviewedReplay[] = [];
  for (const together of await chosenOf(tools, request)) messages.push(await previewOf(tools, together, request));
  output.json({ dryRun: true, messages } satisfies ReplayPreview);
  if (messages.length === 0) return output.line(`Nothing to replay in ${connection.place}.`);
  const rows = messages.map(({ messageId, messageIds, would, how, ...about }) => [
    messageId.slice(0, shortLength) + (messageIds.length > 1 ? ` ×${messageIds.length}` : ""),
    about.command,
    about.sessionId,
    about.reason.code,
    would,
    how,
  ]);
  output.line(...alignedTable([["ID", "COMMAND", "SESSION", "REASON", "WOULD", "HOW"], ...rows]));
  for (const { messageId, plan } of messages)
    if (plan) output.line("", `${messageId.slice(0, shortLength)}:`, ...planLines(plan));
  output.line("", `Nothing was changed in ${connection.place}.`);
};
