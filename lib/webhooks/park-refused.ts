// Parks a delivery that could not be mapped when it came: whoever received it cannot know what is parked already, and the worker does.
import { type ParkingDependencies, parkOnce } from "../commands/queue/worker-dependencies.ts";
import type { QueuedDelivery, Refused } from "../core/queue/queued-delivery.ts";

export type RefusedDelivery = QueuedDelivery & { refused: Refused };

/** What lies there is as it came: a replay maps it. */
export const parkedOf = ({ refused: _refused, ...queued }: RefusedDelivery) => ({
  door: "webhook",
  parkedAt: queued.delivery.receivedAt,
  queued,
});

export const isRefused = (item: QueuedDelivery): item is RefusedDelivery => item.refused !== undefined;

export const parkRefused = async (dependencies: ParkingDependencies, item: RefusedDelivery): Promise<void> => {
  const { id, account, source, refused } = item;
  if (await parkOnce(dependencies, refused, parkedOf(item)))
    dependencies.log.info("parked", { commandId: id, account, source, code: refused.code });
};
