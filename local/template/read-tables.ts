// Reads the tables of the template.
import * as z from "zod/mini";
import type { PackagedResources } from "./packaged-resources.ts";

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));

const tableShape = z.strictObject({
  TableName: z.string(),
  BillingMode: z.literal("PAY_PER_REQUEST"),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
  GlobalSecondaryIndexes: z.optional(
    z.array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.strictObject({ ProjectionType: z.enum(["ALL", "KEYS_ONLY"]) }),
      }),
    ),
  ),
  TimeToLiveSpecification: z.optional(z.unknown()),
  PointInTimeRecoverySpecification: z.optional(z.unknown()),
  ResourcePolicy: z.optional(z.unknown()),
});

/** A table as CreateTable takes it. */
export type TableDefinition = Omit<
  z.output<typeof tableShape>,
  "TimeToLiveSpecification" | "PointInTimeRecoverySpecification" | "ResourcePolicy"
>;

/** The tables by logical id. */
export const readTables = (resources: PackagedResources): Map<string, TableDefinition> =>
  new Map(
    [...resources.ofType("AWS::DynamoDB::Table", tableShape)].map(
      // None of them is there to be switched on here.
      ([id, { TimeToLiveSpecification, PointInTimeRecoverySpecification, ResourcePolicy, ...table }]) => [id, table],
    ),
  );
