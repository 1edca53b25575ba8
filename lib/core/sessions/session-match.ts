// Describes which sessions a policy is about, and also which of them it leaves alone.
import * as z from "zod/mini";
import { statuses } from "../command/status.ts";
import { exactly, name } from "../config-shape.ts";
import { asUuid } from "../ids.ts";
import { nearestHint } from "../names.ts";

/** These channels are bound to WhatsApp's 24 hours. */
const officialChannelTypes = ["GUPSHUP_WHATSAPP", "DIALOG360_WHATSAPP", "CLOUDAPI_WHATSAPP"] as const;
export const unboundChannelTypes = ["ZAPI_WHATSAPP", "EVOLUTIONAPI_WHATSAPP", "INSTAGRAM", "MESSENGER"] as const;
const channelTypes = [...officialChannelTypes, ...unboundChannelTypes] as const;

export const sessionTypes = ["INDIVIDUAL", "GROUP"] as const;

export const handlers = ["bot", "human", "nobody"] as const;
export type Handler = (typeof handlers)[number];

const closable = statuses.filter((status) => status !== "COMPLETED");

const oneOrMany = <Item extends z.ZodMiniType>(item: Item) =>
  z.optional(
    z.union([item, z.array(item).check(z.minLength(1, "must name at least one; leave it out for all"))], {
      error: "must be one value or a list of them",
    }),
  );

const channel = z.string("must be a channel's id or its type").check(
  z.refine((text) => asUuid(text) !== undefined || channelTypes.some((type) => type === text), {
    error: (issue) =>
      `must be a channel's id or its type, such as ${channelTypes[0]}${nearestHint(String(issue.input), channelTypes, "; the nearest type is ")}`,
  }),
);

const oneOf = <Value extends string>(values: readonly Value[]) =>
  z.enum(values as readonly [Value, ...Value[]], {
    error: (issue) =>
      typeof issue.input === "string"
        ? `must be one of ${values.join(", ")}${nearestHint(issue.input, values)}`
        : `must be one of ${values.join(", ")}`,
  });

const metadataMessage = "must be a text, or true for any value";

const metadata = z.optional(
  z
    .record(
      z.string(),
      z.union([z.string("must be a text"), z.literal(true, metadataMessage)], metadataMessage),
      "must be an object of texts; true means any value",
    )
    .check(z.refine((record) => Object.keys(record).length > 0, "must name at least one key; leave it out for all")),
);

const parts = {
  status: oneOrMany(oneOf(closable)),
  /** Departments by name or id; null means "none". */
  department: oneOrMany(z.nullable(name("a department's name or id, or null for none"))),
  /** People by name, e-mail or id; null means "nobody". */
  user: oneOrMany(z.nullable(name("a person's name, e-mail or id, or null for nobody"))),
  channel: oneOrMany(channel),
  tags: oneOrMany(name("a tag's name or id")),
  metadata,
  type: oneOrMany(oneOf(sessionTypes)),
  handledBy: oneOrMany(oneOf(handlers)),
};

/** What the list of sessions does not show: auto-close makes a call for it; routing looks nothing up, and refuses it. */
const costlyParts = {};

export const sessionMatchShape = exactly(parts);
export const closableMatchShape = exactly({ ...parts, ...costlyParts });
export type SessionMatch = z.output<typeof closableMatchShape>;
