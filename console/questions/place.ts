// Where the page stands: which stack it shows, whose accounts, in which language and zones.
import * as z from "zod/mini";
import type { ConsolePlace } from "../../cli/console/read-place.ts";
import { question } from "./question.ts";

export const placeQuestions = {
  place: question<ConsolePlace>()({
    params: z.strictObject({}),
    words: () => ["console", "place"],
    saysLanguage: true,
  }),
};
