// A delivery that was parked whole, by the id that `dlq list` shows: what a corrected mapping is tried on.
import { type StoredDelivery, storedDelivery } from "../../lib/core/queued-delivery.ts";
import type { Connection } from "../connection.ts";
import { findLetter, mostLetters } from "../dead-letters/find-letter.ts";
import { readDeadLetters } from "../dead-letters/read-dead-letters.ts";
import { Failure } from "../failure.ts";

export const parkedDelivery = async (connection: Connection, id: string): Promise<StoredDelivery> => {
  const { messageId, replay } = findLetter(await readDeadLetters(connection, mostLetters), (letter) => letter, id);
  if (replay.as === "item" && replay.queued.kind === "delivery") return storedDelivery(replay.queued);
  throw new Failure(`${messageId} holds no delivery of a webhook source, so no mapping is asked: \`dlq show\` has it`);
};
