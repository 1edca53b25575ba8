// Reads the whole table, item by item, and takes items out of it: for people at the command line, and for no function.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { faults } from "../core/faults.ts";
import { throwAs } from "./aws-call.ts";
import { decodeItem, type Item, type ItemKey } from "./table.ts";

export interface TablePage {
  items: readonly Item[];
  /** The next page begins behind it; undefined at the end. */
  next: ItemKey | undefined;
}

export interface WholeTable {
  /** Pages of at most 1 MB; the items of one partition follow each other. */
  pages(from?: ItemKey): AsyncIterable<TablePage>;
  /** `unlessWorkedOn`: not while somebody has a lease there; false then. */
  remove(key: ItemKey, unlessWorkedOn?: { nowMs: number }): Promise<boolean>;
}

const throwUnavailable = throwAs(faults.tableUnavailable);

const keyIn = (last: Record<string, AttributeValue> | undefined): ItemKey | undefined =>
  last?.pk?.S !== undefined && last.sk?.S !== undefined ? { pk: last.pk.S, sk: last.sk.S } : undefined;

const keyOf = ({ pk, sk }: ItemKey) => ({ pk: { S: pk }, sk: { S: sk } });

/** Every failure is TABLE_UNAVAILABLE. */
export const wholeTable = (client: Pick<DynamoDBClient, "send">, TableName: string): WholeTable => ({
  pages: async function* pages(from) {
    let next: ItemKey | undefined = from;
    do {
      const command = new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...(next && { ExclusiveStartKey: keyOf(next) }),
      });
      const page: ScanCommandOutput = await client.send(command).catch(throwUnavailable);
      next = keyIn(page.LastEvaluatedKey);
      yield { items: (page.Items ?? []).map(decodeItem), next };
    } while (next);
  },
  remove: async (key, unlessWorkedOn) => {
    const condition = unlessWorkedOn && {
      ConditionExpression: "attribute_not_exists(leaseUntil) OR leaseUntil <= :now",
      ExpressionAttributeValues: { ":now": { N: String(unlessWorkedOn.nowMs) } },
    };
    try {
      await client.send(new DeleteItemCommand({ TableName, Key: keyOf(key), ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      return throwUnavailable(error);
    }
  },
});
