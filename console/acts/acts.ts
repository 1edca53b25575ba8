// All that the page may do, by name.
import { activityActs } from "./activity.ts";
import { autoCloseActs } from "./auto-close.ts";
import { localActs } from "./local.ts";
import { parkedActs } from "./parked.ts";
import { routingActs } from "./routing.ts";
import { sessionsActs } from "./sessions.ts";

export const acts = {
  ...sessionsActs,
  ...autoCloseActs,
  ...routingActs,
  ...parkedActs,
  ...activityActs,
  ...localActs,
};

export type Acts = typeof acts;
export type ActName = keyof Acts;
