// What a policy does once the time has come until which it leaves a session open, unless somebody writes.
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { StayingSession } from "../auto-close/previewed-session.ts";

export type Follows = "close" | "warn";

/** Undefined where something else has to come first: its hours, or the end of a hold. */
export const followsOf = (
  config: HooksConfig,
  account: string,
  { policy, code }: StayingSession,
): Follows | undefined => {
  if (code === "WARNING_STANDS") return "close";
  if (code !== "NOT_IDLE_YET") return undefined;
  const known = policiesOf(config, account).find(({ name }) => name === policy);
  return known?.warning === undefined ? "close" : "warn";
};
