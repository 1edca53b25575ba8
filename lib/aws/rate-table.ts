// The rate limits' table in DynamoDB: one item an account, changed by single conditional writes.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type RateState, type RateTable, unusedRate } from "../wts/rate-limit/rate-state.ts";

export interface RateTableOptions {
  readonly client: Pick<DynamoDBClient, "send">;
  readonly tableName: string;
  /** For one operation, with the client's retries: the client's own requestTimeout only warns. */
  readonly timeoutMs?: number;
}

type Item = Record<string, AttributeValue>;

const keyOf = (account: string): Item => ({ pk: { S: `rate#${account}` } });

const numberIn = (item: Item, name: string): number => Number(item[name]?.N ?? 0);

/** A pause may have been written before anything else. */
const stateOf = (item: Item | undefined): RateState =>
  item
    ? {
        version: numberIn(item, "v"),
        counts: item.ring?.B ?? unusedRate.counts,
        slot: numberIn(item, "slot"),
        pacedUntil: numberIn(item, "tat"),
        backgroundHeldUntil: numberIn(item, "lowAfter"),
        pausedUntil: numberIn(item, "pausedUntil"),
      }
    : unusedRate;

export const rateTable = ({ client, tableName, timeoutMs = 1_000 }: RateTableOptions): RateTable => {
  const inTime = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });

  const read = async (account: string): Promise<RateState> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: keyOf(account), ConsistentRead: true }),
      inTime(),
    );
    return stateOf(Item);
  };

  return {
    read,

    replace: async (account, seenVersion, next) => {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: keyOf(account),
            UpdateExpression: "SET v = :next, ring = :ring, slot = :slot, tat = :tat, lowAfter = :lowAfter",
            // A pause changes v too: whoever has not seen it does not get past here.
            ConditionExpression: seenVersion === 0 ? "attribute_not_exists(pk)" : "v = :seen",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            ExpressionAttributeValues: {
              ":next": { N: String(next.version) },
              ":ring": { B: next.counts },
              ":slot": { N: String(next.slot) },
              ":tat": { N: String(next.pacedUntil) },
              ":lowAfter": { N: String(next.backgroundHeldUntil) },
              ...(seenVersion !== 0 && { ":seen": { N: String(seenVersion) } }),
            },
          }),
          inTime(),
        );
        return next;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // No item is also what an emulator answers that does not know ALL_OLD.
        return error.Item ? stateOf(error.Item) : read(account);
      }
    },

    pause: async (account, until) => {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: keyOf(account),
            UpdateExpression: "SET pausedUntil = :until ADD v :one",
            ConditionExpression: "attribute_not_exists(pausedUntil) OR pausedUntil < :until",
            ExpressionAttributeValues: { ":until": { N: String(until) }, ":one": { N: "1" } },
          }),
          inTime(),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
};
