// What a replay came to, said the same way for one message and for many.
import { Failure } from "../failure.ts";
import { shortLength } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";

export interface ReplayResult {
  messageId: string;
  replayed: boolean;
  /** How it was replayed, or why it was not. */
  how: string;
}

export const replayLine = ({ messageId, replayed, how }: ReplayResult): string =>
  `${messageId.slice(0, shortLength)}  ${replayed ? "replayed" : "kept"}  ${how}`;

/** Throws when something that was asked for was not done. */
export const finishReplay = ({ output }: Tools, results: readonly ReplayResult[]): void => {
  output.json(results);
  const kept = results.filter(({ replayed }) => !replayed).length;
  if (kept > 0) throw new Failure(`${kept} of ${results.length} could not be replayed; nothing of them was lost`);
};
