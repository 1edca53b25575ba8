// The keys and the indexes of the table of serverless.yml, for every emulator that a test starts.
const index = (IndexName: string, hash: string, range: string) => ({
  IndexName,
  KeySchema: [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ],
  Projection: { ProjectionType: "KEYS_ONLY" as const },
});

export const tableShape = {
  BillingMode: "PAY_PER_REQUEST" as const,
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" as const },
    { AttributeName: "sk", KeyType: "RANGE" as const },
  ],
  AttributeDefinitions: ["pk", "sk", "due", "dueAt", "day", "seenAt"].map((AttributeName) => ({
    AttributeName,
    AttributeType: AttributeName === "dueAt" ? ("N" as const) : ("S" as const),
  })),
  GlobalSecondaryIndexes: [index("due", "due", "dueAt"), index("by-day", "day", "seenAt")],
};
