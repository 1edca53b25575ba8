// What the page does with parked messages, one or many.
import * as z from "zod/mini";
import type { DiscardAnswer, DiscardPreview } from "../../cli/parked/discard-parked.ts";
import type { ReplayPreview } from "../../cli/parked/preview-replay.ts";
import type { ReplayAnswer } from "../../cli/parked/replay-result.ts";
import { act } from "./act.ts";

/** The list that the page shows has no more. */
const most = 200;
const ids = z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(most));

export const parkedActs = {
  "parked/replay": act<ReplayPreview, ReplayAnswer>()({
    params: z.strictObject({ ids }),
    preview: (params) => ["parked", "replay", "--dry-run", "--", ...params.ids],
    words: (params) => ["parked", "replay", "--", ...params.ids],
    counts: ({ messages }) => messages,
  }),
  "parked/discard": act<DiscardPreview, DiscardAnswer>()({
    params: z.strictObject({ ids, reason: z.string().check(z.minLength(1), z.maxLength(200)) }),
    preview: (params) => ["parked", "discard", "--dry-run", "--", ...params.ids],
    words: (params) => ["parked", "discard", `--reason=${params.reason}`, "--yes", "--", ...params.ids],
    counts: ({ messages }) => messages,
  }),
};
