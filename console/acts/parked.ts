// What the page does with parked messages.
import * as z from "zod/mini";
import { act } from "./act.ts";

const id = z.string().check(z.minLength(1));
type Shown = Record<string, unknown>;

export const parkedActs = {
  "parked/replay": act<Shown, readonly Shown[]>()({
    params: z.strictObject({ id }),
    preview: (params) => ["parked", "show", "--", params.id],
    words: (params) => ["parked", "replay", "--", params.id],
    counts: (shown) => shown,
  }),
  "parked/discard": act<Shown, Shown>()({
    params: z.strictObject({ id, reason: z.string().check(z.minLength(1), z.maxLength(200)) }),
    preview: (params) => ["parked", "show", "--", params.id],
    words: (params) => ["parked", "discard", `--reason=${params.reason}`, "--yes", "--", params.id],
    counts: (shown) => shown,
  }),
};
