// Changes a held session, in the only place where that happens, so that no change is left out of updatedAt and of the webhooks.
import { stamp } from "../dates.ts";
import type { Switches } from "../switches.ts";
import { announceSession } from "../webhooks/announce.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";
import { heldAsRead } from "./updatable-fields.ts";

export interface Cause {
  source: "USER" | "SYSTEM";
  userId: string | null;
}

/** The cause of whatever comes in through the API, a bot or a customer. */
const bySystem: Cause = { source: "SYSTEM", userId: null };

/** What an update writes as it is belongs here, too. */
const watched = [
  "status",
  "userId",
  "botId",
  "metadata",
  "classification",
  "unreadCount",
  "lastInteractionDate",
  "lastMessageIn",
  "lastMessageOut",
  "lastMessageText",
] as const satisfies readonly (keyof Session)[];

interface Change {
  property: string;
  currentValue: string | null;
  previousValue: string | null;
}

const asText = (value: unknown): string | null => {
  if (value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const watchedIn = (session: Session): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(watched.map((property) => [property, session[property]])),
  ...heldAsRead(session),
});

const changesBetween = (before: Session, after: Session): Change[] => {
  const [held, now] = [watchedIn(before), watchedIn(after)];
  return Object.keys(now)
    .map((property) => ({ property, currentValue: asText(now[property]), previousValue: asText(held[property]) }))
    .filter((change) => change.currentValue !== change.previousValue);
};

const shaped = (changes: readonly Change[], shape: Switches["webhookChanges"]): unknown => {
  if (shape === "property") return changes;
  if (shape === "field")
    return changes.map((change) => ({
      field: change.property,
      oldValue: change.previousValue,
      newValue: change.currentValue,
    }));
  return Object.fromEntries(changes.map(({ property, ...values }) => [property, values]));
};

const changeMetadata = (cause: Cause, changes: readonly Change[], shape: Switches["webhookChanges"]) => ({
  source: cause.source,
  userId: cause.userId,
  changes: shaped(changes, shape),
});

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
