// `deliveries list`: prints what came on one day, the newest first.

import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { timeText } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import {
  copiesText,
  type DeliveriesAnswer,
  type DeliveryRecord,
  readDeliveries,
  sessionText,
  stateText,
} from "./delivery-record.ts";
import { type DeliveryWords, deliveryWords, languageOf } from "./delivery-words.ts";
import { shownOfId } from "./shown-of-id.ts";

export const publishedText = ({ published }: DeliveryRecord, say: DeliveryWords): string | undefined => {
  if (published === undefined) return undefined;
  return published ? say.published : say.notPublished;
};

export const listDeliveries = async (tools: Tools, day: string, limit: number): Promise<void> => {
  const { connection, output } = tools;
  const keys = await ledger({ table: connection.table, clock }).ofDay(day, limit);
  const deliveries = await readDeliveries(connection, keys);
  const say = deliveryWords[await languageOf(connection)];
  output.json(deliveries satisfies DeliveriesAnswer);
  if (deliveries.length === 0) return output.line(say.none(day, connection.place));
  output.line(
    ...alignedTable([
      say.titles,
      ...deliveries.map((delivery) => [
        timeText(delivery.seenAt).slice(11),
        delivery.commandId.slice(0, shownOfId),
        delivery.door,
        delivery.source,
        delivery.account,
        sessionText(delivery, say),
        stateText(delivery, say),
        publishedText(delivery, say),
        copiesText(delivery),
      ]),
    ]),
  );
  if (keys.length === limit) output.line(say.newest(limit, day));
};
