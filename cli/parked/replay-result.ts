// Says what a replay came to, the same way for one message and for many.
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { Failure } from "../failure.ts";
import { shortLength } from "../find-by-prefix.ts";
import { warnOfStaleBuild } from "../warn-of-stale-build.ts";
import type { Tools } from "../with-connection.ts";

export interface ReplayResult {
  messageId: string;
  replayed: boolean;
  /** It says how it was replayed, or why it was not. */
  how: string;
  /** Under it, the ledger knows what becomes of what was replayed. */
  commandId?: string | undefined;
  /** Who had it replayed. */
  by?: string;
  /** Whether that stands on the command's record. */
  isNoted?: boolean;
  /** It was a delivery of a webhook source: the commands that come of it have ids of their own. */
  isDelivery?: boolean;
  /** What is deployed says what it becomes. */
  usesMapping?: boolean;
}

/** With --json, in the order in which they were replayed. */
export type ReplayAnswer = readonly ReplayResult[];

export const replayLine = ({ messageId, replayed, how, commandId }: ReplayResult): string => {
  const command = commandId === undefined ? "" : `, command ${commandId.slice(0, shownOfId)}`;
  return `${messageId.slice(0, shortLength)}  ${replayed ? "replayed" : "kept"}  ${how}${command}`;
};

const showWhereToLook = (tools: Tools, results: readonly ReplayResult[]): void => {
  const { connection, output } = tools;
  if (results.some(({ isDelivery }) => isDelivery)) {
    output.line(`What becomes of a delivery: npm run hooks -- deliveries list${connection.options}`);
    output.line(`If it is parked again: npm run hooks -- parked list${connection.options}`);
  }
  if (results.some(({ usesMapping }) => usesMapping)) warnOfStaleBuild(tools);
  const [first, ...others] = results.flatMap(({ commandId, isDelivery }) => (isDelivery ? [] : (commandId ?? [])));
  if (first === undefined) return;
  const show = (id: string): string => `npm run hooks -- deliveries show ${id}${connection.options}`;
  output.line(
    others.length === 0
      ? `What becomes of it, once it has begun: ${show(first)}`
      : `What becomes of one of them, once it has begun: ${show("<command id>")}`,
  );
};

/** Throws when something that was asked for was not done. */
export const finishReplay = (tools: Tools, results: readonly ReplayResult[]): void => {
  tools.output.json(results satisfies ReplayAnswer);
  showWhereToLook(tools, results);
  const kept = results.filter(({ replayed }) => !replayed).length;
  if (kept > 0) throw new Failure(`${kept} of ${results.length} could not be replayed; nothing of them was lost`);
};
