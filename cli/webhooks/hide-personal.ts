// An explanation without what is personal in it: a mapping that throws may quote the delivery, and what it yields may be a contact's.
import { maskPersonal } from "../display/mask-personal.ts";
import type { Explanation } from "./explain-delivery.ts";
import type { Step } from "./understanding-steps.ts";

const masked = (value: unknown): unknown => (Array.isArray(value) ? value.map(maskPersonal) : maskPersonal(value));

const hideIn = ({ shows, quotes, ...step }: Step): Step => ({
  ...step,
  ...(shows !== undefined && { shows: masked(shows) }),
});

export const hidePersonal = (explanation: Explanation): Explanation => ({
  ...explanation,
  steps: explanation.steps.map(hideIn),
});
