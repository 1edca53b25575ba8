// Lists what nobody outside the vendor knows about WTS: which of it the probe finds out, and of the rest why it does not.
import type { Switches, SwitchName } from "../../../local/wts/switches.ts";

/** The stand-in has a switch for each: whoever adds one there has to say here what becomes of it. */
export type UnknownName = SwitchName;
export type Answers = Partial<Switches>;

/** Why something is not asked of anybody's account. */
export type NotProbedReason =
  | "needs a 429"
  | "needs the contact"
  | "needs a mark of WTS"
  | "needs a template"
  | "needs a receiver";

export const notProbed: Readonly<Partial<Record<UnknownName, NotProbedReason>>> = {
  rateLimitHeaders: "needs a 429",
  rateLimitBody: "needs a 429",
  autocompleteCarrier: "needs the contact",
  trackMovesOut: "needs a mark of WTS",
  templateShown: "needs a template",
  webhookChanges: "needs a receiver",
  webhookUserId: "needs a receiver",
  webhookDetails: "needs a receiver",
  webhookNumbers: "needs a receiver",
  webhookRetries: "needs a receiver",
  webhookCopies: "needs a receiver",
  webhookArrival: "needs a receiver",
};

/** Why something that the probe asks stayed open this time. */
export const openReasons = [
  "not allowed",
  "needs a person",
  "needs an outsider",
  "needs somebody unavailable",
  "needs more sessions",
  "needs a mobile of Brazil",
  "needs a closed window",
  "needs an open window",
  "same either way",
  "stopped",
  "no answer",
  "unclear",
] as const;
export type OpenReason = (typeof openReasons)[number];

/** What cannot be taken back is asked for, each by itself. */
export const consents = ["note", "message", "two-messages", "classification"] as const;
export type Consent = (typeof consents)[number];
