// A delivery that was parked whole, by the id that `dlq list` shows: what a corrected mapping is tried on.
import { type StoredDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import type { Connection } from "../connection.ts";
import { Failure } from "../failure.ts";
import { findLetter, mostLetters } from "../parked/find-parked.ts";
import { readDeadLetters } from "../parked/read-parked.ts";

export const parkedDelivery = async (connection: Connection, id: string): Promise<StoredDelivery> => {
  const { messageId, replay } = findLetter(await readDeadLetters(connection, mostLetters), (letter) => letter, id);
  if (replay.as === "item" && replay.queued.kind === "delivery") return storedDelivery(replay.queued);
  throw new Failure(`${messageId} holds no delivery of a webhook source, so no mapping is asked: \`dlq show\` has it`);
};
