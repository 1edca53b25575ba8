// What hooks.config.ts may say about the queue: how long its commands are tried, and how long they may hold and wait.
import * as z from "zod/mini";
import { part, positive } from "../../core/config-shape.ts";

const milliseconds = (otherwise: number) => z._default(positive("milliseconds"), otherwise);

export const queueShape = part({
  giveUpAfterMs: milliseconds(43_200_000),
  deniedForMs: milliseconds(900_000),
  longestPauseMs: milliseconds(300_000),
  leaseMs: milliseconds(60_000),
  tokenWaitMs: milliseconds(20_000),
});
export type QueueConfig = z.output<typeof queueShape>;
