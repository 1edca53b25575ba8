// The rate limits' table in DynamoDB: one item an account, changed by single conditional writes.
import {
  type AttributeValue,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type RateState, type RateTable, unusedRate } from "../wts/rate-limit/rate-state.ts";
import type { AwsClient } from "./aws-client.ts";
import { isConditionFailed } from "./aws-error.ts";
import { rateKey } from "./item-keys.ts";

interface RateTableOptions {
  readonly client: AwsClient<"dynamodb">;
  readonly tableName: string;
  /** For one operation with all its retries. The client's own requestTimeout holds for one attempt only. */
  readonly timeoutMs?: number;
}

type Item = Record<string, AttributeValue>;

// Marshalled by hand, here as in table.ts: @aws-sdk/util-dynamodb would add 4.8 kB (1 %) to each bundle.
const numberOf = (value: number): AttributeValue => ({ N: String(value) });
const numberIn = (item: Item, name: string): number => Number(item[name]?.N ?? 0);
const numbersIn = (item: Item): Record<string, number> =>
  Object.fromEntries(Object.keys(item).map((name) => [name, numberIn(item, name)]));

const clientEntries = ({ clientsUsedUntil }: RateState): [string, AttributeValue][] =>
  Object.entries(clientsUsedUntil).map(([client, usedUntil]) => [client, numberOf(usedUntil)]);

/** Each attribute may be missing: a pause can be written before anything else, and an earlier version knew no shares. */
const stateOf = (item: Item | undefined): RateState =>
  item
    ? {
        version: numberIn(item, "v"),
        counts: item.ring?.B ?? unusedRate.counts,
        slot: numberIn(item, "slot"),
        pacedUntil: numberIn(item, "tat"),
        backgroundHeldUntil: numberIn(item, "lowAfter"),
        queueHeldUntil: numberIn(item, "queueAfter"),
        usedUntil: {
          caller: numberIn(item, "callerUsed"),
          queue: numberIn(item, "queueUsed"),
          background: numberIn(item, "lowUsed"),
        },
        clientsUsedUntil: numbersIn(item.clients?.M ?? {}),
        pausedUntil: numberIn(item, "pausedUntil"),
      }
    : unusedRate;

export const rateTable = ({ client, tableName, timeoutMs = 1_000 }: RateTableOptions): RateTable => {
  const itemOf = (account: string) => {
    const { pk, sk } = rateKey(account);
    return { TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } };
  };
  /** AbortSignal.timeout would go on to its end with each of them, and make an error of it. */
  const inTime = async <Answer>(send: (options: { abortSignal: AbortSignal }) => Promise<Answer>): Promise<Answer> => {
    const aborting = new AbortController();
    const timer = setTimeout(() => aborting.abort(), timeoutMs);
    try {
      return await send({ abortSignal: aborting.signal });
    } finally {
      clearTimeout(timer);
    }
  };

  const read = async (account: string): Promise<RateState> => {
    const command = new GetItemCommand({ ...itemOf(account), ConsistentRead: true });
    const { Item } = await inTime((options) => client.send(command, options));
    return stateOf(Item);
  };

  /** Answers undefined once it is written, and otherwise how the condition failed. */
  const write = async (
    account: string,
    update: Omit<UpdateItemCommandInput, "TableName" | "Key">,
  ): Promise<{ Item?: Item | undefined } | undefined> => {
    try {
      const command = new UpdateItemCommand({ ...itemOf(account), ...update });
      await inTime((options) => client.send(command, options));
      return undefined;
    } catch (error) {
      if (isConditionFailed(error)) return error;
      throw error;
    }
  };

  return {
    read,

    replace: async (account, seenVersion, next) => {
      const refused = await write(account, {
        UpdateExpression:
          "SET v = :next, ring = :ring, slot = :slot, tat = :tat, lowAfter = :lowAfter, queueAfter = :queueAfter, " +
          "callerUsed = :callerUsed, queueUsed = :queueUsed, lowUsed = :lowUsed, clients = :clients",
        // A pause changes v too: whoever has not seen it does not get past here.
        ConditionExpression: seenVersion === 0 ? "attribute_not_exists(pk)" : "v = :seen",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ExpressionAttributeValues: {
          ":next": numberOf(next.version),
          ":ring": { B: next.counts },
          ":slot": numberOf(next.slot),
          ":tat": numberOf(next.pacedUntil),
          ":lowAfter": numberOf(next.backgroundHeldUntil),
          ":queueAfter": numberOf(next.queueHeldUntil),
          ":callerUsed": numberOf(next.usedUntil.caller),
          ":queueUsed": numberOf(next.usedUntil.queue),
          ":lowUsed": numberOf(next.usedUntil.background),
          ":clients": { M: Object.fromEntries(clientEntries(next)) },
          ...(seenVersion !== 0 && { ":seen": numberOf(seenVersion) }),
        },
      });
      if (!refused) return next;
      // An emulator that does not know ALL_OLD answers no item either.
      return refused.Item ? stateOf(refused.Item) : read(account);
    },

    pause: async (account, until) => {
      await write(account, {
        UpdateExpression: "SET pausedUntil = :until ADD v :one",
        ConditionExpression: "attribute_not_exists(pausedUntil) OR pausedUntil < :until",
        ExpressionAttributeValues: { ":until": numberOf(until), ":one": numberOf(1) },
      });
    },
  };
};
