// Names one request for X-Ray, as AWS does for each that has no name yet.
import { randomBytes } from "node:crypto";

export const newTraceId = (nowMs: number): string =>
  `Root=1-${Math.floor(nowMs / 1_000).toString(16)}-${randomBytes(12).toString("hex")}`;
