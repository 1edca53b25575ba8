// A dead letter as programs read it, without what it holds.
import { maskPersonal } from "../display/mask-personal.ts";
import type { DeadLetter } from "./parked-message.ts";

export const letterSummary = ({ messageId, queue, at, about, reason, replay }: DeadLetter): object => ({
  messageId,
  queue,
  at,
  ...about,
  reason,
  replay: replay.as === "item" ? replay.queued.kind : replay.as,
});

/** WTS's own words, in a reason, may hold a number too. */
export const withoutPersonal = (letter: DeadLetter): DeadLetter => ({
  ...letter,
  reason: maskPersonal(letter.reason) as DeadLetter["reason"],
  content: maskPersonal(letter.content),
});
