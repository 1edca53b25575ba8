// A dead letter as programs read it: without what a person wrote.
import type { DeadLetter } from "./dead-letter.ts";

export const letterSummary = ({ messageId, queue, at, about, reason, replay }: DeadLetter): object => ({
  messageId,
  queue,
  at,
  ...about,
  reason,
  replay: replay.as,
});
