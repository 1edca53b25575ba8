// Makes a queued command, as those are that came in by an event.
import { createHash } from "node:crypto";
import type { SessionCommand } from "../../../lib/core/command/command.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";

export const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

export const commandId = (seed: string): string => createHash("sha256").update(seed).digest("hex");

export const queuedCommand = (
  seed: string,
  { command, ...rest }: Partial<QueuedCommand> & { command?: SessionCommand } = {},
): QueuedCommand => ({
  kind: "command",
  id: commandId(seed),
  account: "default",
  door: "event",
  source: "event:crm",
  deliveryId: seed,
  correlationId: seed,
  causationId: seed,
  hops: 0,
  attempt: 0,
  targeted: { command: command ?? { command: "update", sessionId, fields: ["Status"], status: "COMPLETED" } },
  ...rest,
});

/** As apply-commands parks it. */
export const parkedCommand = (
  queued: QueuedCommand,
  code = "RETRIES_EXHAUSTED",
  parkedAt = "2026-11-20T12:00:00.000Z",
) => ({
  reason: { code, message: "A queued command failed for as long as it may, and is parked", issues: [] },
  parkedAt,
  door: queued.door,
  queued,
});

/** As EventBridge delivers it. */
export const requestEvent = (id: string, detail: object) => ({
  version: "0",
  id,
  "detail-type": "Session Update Requested",
  source: "crm",
  account: "000000000000",
  time: "2026-11-20T12:00:00Z",
  region: "sa-east-1",
  resources: [],
  detail,
});
