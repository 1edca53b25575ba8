// Keeps a delivery that was verified and could not be understood whole, so that tomorrow's mapping can have another try.
import { gunzipSync, gzipSync } from "node:zlib";
import { maxDeliveryBytes } from "../body.ts";
import { Fault, faults } from "../faults.ts";
import type { Properties } from "../value.ts";
import { countIn, objectIn, textIn } from "./queue-properties.ts";

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
}

export interface QueuedDelivery {
  kind: "delivery";
  id: string;
  account: string;
  source: string;
  delivery: Omit<StoredDelivery, "bytes"> & { bodyGzip: string };
  /** It is 0 at first, and one more with every replay. */
  attempt: number;
}

export const queuedDelivery = (id: string, { bytes, ...rest }: StoredDelivery): QueuedDelivery => ({
  kind: "delivery",
  id,
  account: rest.account,
  source: rest.source,
  delivery: { ...rest, bodyGzip: gzipSync(bytes).toString("base64") },
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
    },
    attempt: countIn(input, "attempt"),
  };
};

/** No few bytes become gigabytes here. What stands in the place of a secret may be longer than it was. */
const maxBytes = 2 * maxDeliveryBytes;

/** Throws ENVELOPE_INVALID when the body was damaged. */
export const storedDelivery = ({ delivery }: QueuedDelivery): StoredDelivery => {
  const { bodyGzip, ...rest } = delivery;
  try {
    const bytes = gunzipSync(Buffer.from(bodyGzip, "base64"), { maxOutputLength: maxBytes });
    return { ...rest, bytes };
  } catch (cause) {
    throw new Fault(faults.envelopeInvalid, { message: "the body of the stored delivery is not readable", cause });
  }
};
