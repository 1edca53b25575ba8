// All ways in that are fuzzed. Another one is a file in surfaces/, and its place in this list.

import type { FuzzSurface } from "./fuzz-surface.ts";
import { displaySurface } from "./surfaces/display-surface.ts";
import { eventSurface } from "./surfaces/event-surface.ts";
import { growthSurface } from "./surfaces/growth-surface.ts";
import { httpSurface } from "./surfaces/http-surface.ts";
import { queueSurface } from "./surfaces/queue-surface.ts";
import { answerSurface, configurationSurface, secretsSurface, textSurface } from "./surfaces/reader-surfaces.ts";
import { webhookSurface } from "./surfaces/webhook-surface.ts";

export const fuzzSurfaces: readonly FuzzSurface[] = [
  webhookSurface,
  httpSurface,
  eventSurface,
  queueSurface,
  configurationSurface,
  secretsSurface,
  answerSurface,
  textSurface,
  displaySurface,
  growthSurface,
];
