// Keeps a delivery that was verified and could not be understood whole, so that tomorrow's mapping can have another try.
import { gunzipSync, gzipSync } from "node:zlib";
import { Fault, faults } from "../faults.ts";
import { isProperties, type Properties } from "../value.ts";
import { countIn, objectIn, optional, textIn } from "./queue-properties.ts";

/** A delivery is stored without its secrets and signatures: those were checked, and a timestamp among them is out of date by now. */
export interface StoredDelivery {
  /** This is the name of the source in hooks.config.ts. */
  source: string;
  account: string;
  method: string;
  /** The names are in lower case. */
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  bytes: Uint8Array;
  /** It is the SHA-256, in hexadecimal, of what the sender vouches for. */
  contentHash: string;
  /** It is the same of what stays as it is when the sender sends it again. */
  lastingHash: string;
  /** It is an instant in UTC. */
  receivedAt: string;
  /** What the sender's API answered, by the names of the look-ups; absent before anybody asked. */
  lookup?: Properties;
}

export interface QueuedDelivery {
  kind: "delivery";
  id: string;
  account: string;
  source: string;
  delivery: Omit<StoredDelivery, "bytes" | "lookup"> & { bodyGzip: string; lookupGzip?: string };
  /** It is 0 at first, and one more with every replay. */
  attempt: number;
}

const gzipped = (bytes: Uint8Array | string): string => gzipSync(bytes).toString("base64");

export const queuedDelivery = (id: string, { bytes, lookup, ...rest }: StoredDelivery): QueuedDelivery => ({
  kind: "delivery",
  id,
  account: rest.account,
  source: rest.source,
  delivery: {
    ...rest,
    bodyGzip: gzipped(bytes),
    ...(lookup !== undefined && { lookupGzip: gzipped(JSON.stringify(lookup)) }),
  },
  attempt: 0,
});

const textsOf = (input: Properties, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectIn(input, name)).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

/** Throws ENVELOPE_INVALID for what no repetition can mend. */
export const readQueuedDelivery = (input: Properties): QueuedDelivery => {
  const delivery = objectIn(input, "delivery");
  return {
    kind: "delivery",
    id: textIn(input, "id"),
    account: textIn(input, "account"),
    source: textIn(input, "source"),
    delivery: {
      source: textIn(delivery, "source"),
      account: textIn(delivery, "account"),
      method: textIn(delivery, "method"),
      headers: textsOf(delivery, "headers"),
      query: textsOf(delivery, "query"),
      contentHash: textIn(delivery, "contentHash"),
      lastingHash: textIn(delivery, "lastingHash"),
      receivedAt: textIn(delivery, "receivedAt"),
      bodyGzip: textIn(delivery, "bodyGzip"),
      ...optional(delivery, "lookupGzip", textIn),
    },
    attempt: countIn(input, "attempt"),
  };
};

/** It is twice the largest body that a sender may send, or the largest answers: no few bytes become gigabytes here. */
const maxBytes = 1024 * 1024;

const unzipped = (text: string): Buffer => gunzipSync(Buffer.from(text, "base64"), { maxOutputLength: maxBytes });

const answersIn = (text: string): Properties => {
  const answers: unknown = JSON.parse(unzipped(text).toString());
  if (isProperties(answers)) return answers;
  throw new Error("the answers are no object");
};

/** Throws ENVELOPE_INVALID when the body, or what was looked up for it, was damaged. */
export const storedDelivery = ({ delivery }: QueuedDelivery): StoredDelivery => {
  const { bodyGzip, lookupGzip, ...rest } = delivery;
  try {
    return {
      ...rest,
      bytes: unzipped(bodyGzip),
      ...(lookupGzip !== undefined && { lookup: answersIn(lookupGzip) }),
    };
  } catch (cause) {
    throw new Fault(faults.envelopeInvalid, { message: "the body of the stored delivery is not readable", cause });
  }
};
