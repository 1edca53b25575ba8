// What hooks.config.ts may say about who is told of outcomes and alerts, and in which way; addresses stand in the access secret.
import * as z from "zod/mini";
import { alertType } from "../../core/alert.ts";
import { entryName, exactly } from "../../core/config-shape.ts";
import { weekdays } from "../../core/hours/business-hours.ts";
import { outcomeTypes } from "../../core/outcome.ts";

export const kinds = ["slack", "google-chat", "webhook"] as const;
export type Kind = (typeof kinds)[number];

export const runEndedType = "Auto-Close Run Ended";

/** The events that somebody may be told of. */
export const notifiedTypes = [...outcomeTypes, runEndedType] as const;
export type NotifiedType = (typeof notifiedTypes)[number] | typeof alertType;

const wanted = ["alerts", ...notifiedTypes] as const;

const weekly = new RegExp(`^(${weekdays.join("|")}) ([01]\\d|2[0-3]):[0-5]\\d$`);

const targetShape = exactly({
  kind: z.enum(kinds, `must be ${kinds.map((kind) => `"${kind}"`).join(", ")}`),
  on: z._default(
    z
      .array(z.enum(wanted, `must be "alerts" or an outcome: ${notifiedTypes.join(", ")}`), "must be a list")
      .check(z.minLength(1, "must name something; leave it out for alerts")),
    ["alerts"],
  ),
  weeklySummary: z.optional(
    z
      .string('must be a weekday and an hour, such as "monday 09:00"')
      .check(z.regex(weekly, 'must be a weekday and an hour, such as "monday 09:00"')),
  ),
});

/** By the name that the access secret has its address under. */
export const notifyShape = z.record(entryName, targetShape, "must be an object of targets");

export type Target = z.output<typeof targetShape>;
export type NotifyConfig = Readonly<Record<string, Target>>;

/** The types that anybody listens to, for the rule of the bus: what nobody listens to calls no function. */
export const listenedTypes = (notify: NotifyConfig): readonly NotifiedType[] => {
  const all = Object.values(notify).flatMap(({ on }) => on);
  return [alertType, ...notifiedTypes.filter((type) => all.includes(type))];
};

export const listensTo = ({ on }: Target, type: string): boolean =>
  on.some((each) => each === type || (each === "alerts" && type === alertType));
