// Hours as a configuration gives them, read by the shape that checks it.
import type * as z from "zod/mini";
import { type BusinessHours, businessHoursShape } from "../../../../lib/core/hours/business-hours.ts";

export type HoursInput = z.input<typeof businessHoursShape>;

export const hoursOf = (input: HoursInput): BusinessHours => businessHoursShape.parse(input);
