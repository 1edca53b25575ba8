// Delivers queued messages, or fails them, when somebody looks once the stand-in's clock is past the delivery delay.
import { stamp } from "../dates.ts";
import { announceMessage } from "../webhooks/announce.ts";
import type { World } from "../world.ts";
import type { Message } from "./message.ts";

const stateAt = (ageMs: number, message: Message, delayMs: number): Message["status"] => {
  if (ageMs < delayMs) return message.status;
  if (message.willFail !== null) return "FAILED";
  return ageMs < delayMs * 2 ? "SENT" : "DELIVERED";
};

const age = (world: World, message: Message): number => world.clock.nowMs() - Date.parse(message.createdAt);

export const deliverMessage = (world: World, message: Message, ageMs = age(world, message)): void => {
  if (message.status !== "QUEUED" && message.status !== "SENT") return;
  const next = stateAt(ageMs, message, world.deliveryDelayMs);
  if (next === message.status) return;
  message.status = next;
  message.failedReason = next === "FAILED" ? message.willFail : null;
  message.updatedAt = stamp(world.clock.nowMs());
  announceMessage(world, "MESSAGE_UPDATED", message);
};

export const deliverMessages = (world: World, messages: readonly Message[]): void => {
  for (const message of messages) deliverMessage(world, message);
};
