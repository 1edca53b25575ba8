// The only place a held session changes, so that no change is left out of updatedAt and of the webhooks.
import { stamp } from "../dates.ts";
import { announceSession } from "../webhooks/announce.ts";
import type { World } from "../world.ts";
import { bySystem, type Cause, changeMetadata, changesBetween } from "./change-metadata.ts";
import type { Session } from "./session.ts";

export const changeSession = (
  world: World,
  session: Session,
  changes: Partial<Session>,
  eventType: "SESSION_UPDATE" | "SESSION_COMPLETE" = "SESSION_UPDATE",
  cause: Cause = bySystem,
): void => {
  const before = { ...session };
  Object.assign(session, changes, { updatedAt: stamp(world.clock.nowMs()) });
  const moved = changesBetween(before, session);
  if (moved.length === 0) return;
  announceSession(world, eventType, session, changeMetadata(cause, moved, world.switches.webhookChanges));
};
