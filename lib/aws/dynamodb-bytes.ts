// Bytes of the table's items: JSON has none, so that DynamoDB takes and answers them in base64.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

type Attributes = Readonly<Record<string, AttributeValue>>;

interface Input {
  readonly ExpressionAttributeValues?: Attributes;
}

interface Answer {
  readonly Item?: Record<string, { B?: unknown }>;
  readonly Attributes?: Record<string, { B?: unknown }>;
  readonly Items?: readonly Record<string, { B?: unknown }>[];
}

const inBase64 = (attributes: Attributes): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B).toString("base64") },
    ]),
  );

/** Our items have bytes among their own attributes, and not deeper. */
export const withBase64 = (input: Input): object => {
  const { ExpressionAttributeValues: values } = input;
  if (!values || !Object.values(values).some(({ B }) => B !== undefined)) return input;
  return { ...input, ExpressionAttributeValues: inBase64(values) };
};

const bytesIn = (attributes: Record<string, { B?: unknown }>): void => {
  for (const name in attributes) {
    const { B } = attributes[name] ?? {};
    if (typeof B === "string") attributes[name] = { B: Uint8Array.from(Buffer.from(B, "base64")) };
  }
};

/** The answer is changed where it stands: nobody else has it. */
export const readBytes = ({ Item, Attributes, Items = [] }: Answer): void => {
  for (const item of [Item, Attributes, ...Items]) if (item) bytesIn(item);
};
