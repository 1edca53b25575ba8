// A queue message's body, read as the worker reads it, that has to be a command.
import { readQueueItem } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";

export const readCommand = (body: string): QueuedCommand => {
  const item = readQueueItem(body);
  if (item.kind !== "command") throw new Error(`it is a ${item.kind}`);
  return item;
};
