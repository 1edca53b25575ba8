// What a replay of one parked message would make of the delivery that it came with, by the mapping of this folder.
import type { Connection } from "../connection.ts";
import { deliveryOf } from "./delivery-of.ts";
import type { ParkedMessage } from "./parked-message.ts";
import { planReplay, type ReplayPlan } from "./show-plan.ts";

/** Undefined for what came another way than by webhook. */
export const planParked = async (
  connection: Connection,
  { replay, about }: ParkedMessage,
): Promise<ReplayPlan | undefined> => {
  if (replay.as !== "item") return undefined;
  const delivery = await deliveryOf(connection, replay.queued);
  if (!delivery) return undefined;
  const parked = replay.queued.kind === "delivery" ? [] : [about.commandId ?? ""];
  return planReplay(connection, delivery, parked);
};
