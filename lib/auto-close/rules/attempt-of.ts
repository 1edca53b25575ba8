// Which try of a command it is: what WTS refused may be tried again on another day of the same silence.
import type { SessionBefore } from "./notice.ts";

const dayMs = 86_400_000;

export const attemptOf = (nowMs: number, { lastMessageInMs, lastMessageOutMs }: SessionBefore): number =>
  Math.max(0, Math.floor((nowMs - (lastMessageOutMs ?? lastMessageInMs ?? nowMs)) / dayMs));
