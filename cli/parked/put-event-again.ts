// Puts an event on the bus a second time, so that the command it becomes is known as the same.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Connection } from "../connection.ts";
import { Failure } from "../failure.ts";
import { deliveryIdOf } from "./about-event.ts";
import type { BusEvent } from "./parked-message.ts";

/** EventBridge gives every event an id of its own, so the first one's goes into the detail. */
const detailOf = (event: BusEvent): object => ({
  ...event.detail,
  idempotencyKey: event.detail.idempotencyKey ?? deliveryIdOf(event),
  correlationId: event.detail.correlationId ?? event.id,
});

export const putEventAgain = async ({ eventBridge, busName }: Connection, event: BusEvent): Promise<void> => {
  const { Entries: [entry] = [] } = await eventBridge.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: busName,
          Source: event.source,
          DetailType: event["detail-type"],
          Detail: JSON.stringify(detailOf(event)),
        },
      ],
    }),
  );
  if (!entry?.EventId)
    throw new Failure(`EventBridge did not take the event: ${entry?.ErrorCode} ${entry?.ErrorMessage}`);
};
