// Says what closing a session sets, and when a closed one opens again.
import { stamp } from "../dates.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";

const reactivationMs = 12 * 3_600_000;

export const closed = (world: World, reactivateOnNewMessage: boolean): Partial<Session> => ({
  status: "COMPLETED",
  endAt: stamp(world.clock.nowMs()),
  reactivateOnNewMessage,
});

export const reopened = (session: Session): Partial<Session> => ({
  status: session.userId === null ? "PENDING" : "IN_PROGRESS",
  endAt: null,
  reactivateOnNewMessage: false,
});

/** A customer who writes within 12 hours gets the same session and person back, where that was asked for. */
export const reactivates = (session: Session, nowMs: number): boolean => {
  if (!session.reactivateOnNewMessage || session.reactivateDisabled || session.endAt === null) return false;
  return nowMs - Date.parse(session.endAt) < reactivationMs;
};
