// Keeps a delivery that was verified whole, with the commands it became or without any, so that tomorrow's mapping can have another try.
import { gunzipSync, gzipSync } from "node:zlib";
import { maxDeliveryBytes } from "../body.ts";
import { Fault, faults } from "../faults.ts";
import { readJson } from "../read-json.ts";
import { isProperties, type Properties } from "../value.ts";
import { countIn, objectIn, objectsIn, optional, textIn } from "./queue-properties.ts";

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
  /** What the same signature fits is the same delivery within that time of this one; absent where the sender signs nothing. */
  copyWithinMs?: number;
  /** It is an instant in UTC. */
  receivedAt: string;
  /** It is what the delivery is known by, once that is worked out: whatever is configured later, a replay is never another delivery. */
  identity?: DeliveryIdentity;
  /** What the sender's API answered, by the names of the look-ups: null where there was nothing to ask; absent before anybody asked. */
  lookup?: Properties;
  /** By the id of each of its commands: the partition of the table in which what became of it is recorded, unless a mapping has moved it since. */
  places?: Readonly<Record<string, string>>;
}

export interface DeliveryIdentity {
  deliveryId: string;
  /**
   * The copies of a delivery share this. An id that anybody could have written counts together with what is signed, or one
   * signed delivery could be sent under the ids of those to come, which would then be taken for its copies.
   */
  knownBy: string;
  /** A delivery that is equal in one of these, and came within that time of this one, is a copy of it under another id. */
  contents: readonly { hash: string; withinMs: number }[];
}

/** It is a stored delivery as it travels and is kept. */
export type RawDelivery = Omit<StoredDelivery, "bytes" | "lookup"> & { bodyGzip: string; lookupGzip?: string };

/** Why a delivery could not be mapped when it came. */
export interface Refused {
  code: string;
  message: string;
  issues: readonly unknown[];
}

export interface QueuedDelivery {
  kind: "delivery";
  id: string;
  account: string;
  source: string;
  delivery: RawDelivery;
  /** It is 0 at first, and one more with every replay. */
  attempt: number;
  /** It waits to be parked: nobody maps it before somebody replays it. */
  refused?: Refused;
}

const gzipped = (bytes: Uint8Array | string): string => gzipSync(bytes).toString("base64");

export const rawDelivery = ({ bytes, lookup, ...rest }: StoredDelivery): RawDelivery => ({
  ...rest,
  bodyGzip: gzipped(bytes),
  ...(lookup !== undefined && { lookupGzip: gzipped(JSON.stringify(lookup)) }),
});

export const queuedDelivery = (id: string, stored: StoredDelivery): QueuedDelivery => ({
  kind: "delivery",
  id,
  account: stored.account,
  source: stored.source,
  delivery: rawDelivery(stored),
  attempt: 0,
});

const textsOf = (input: Properties, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectIn(input, name)).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

const identityIn = (input: Properties, name: string): DeliveryIdentity => {
  const identity = objectIn(input, name);
  return {
    deliveryId: textIn(identity, "deliveryId"),
    knownBy: textIn(identity, "knownBy"),
    contents: objectsIn(identity, "contents").map((content) => ({
      hash: textIn(content, "hash"),
      withinMs: countIn(content, "withinMs"),
    })),
  };
};

export const rawDeliveryIn = (input: Properties, name: string): RawDelivery => {
  const delivery = objectIn(input, name);
  return {
    source: textIn(delivery, "source"),
    account: textIn(delivery, "account"),
    method: textIn(delivery, "method"),
    headers: textsOf(delivery, "headers"),
    query: textsOf(delivery, "query"),
    contentHash: textIn(delivery, "contentHash"),
    lastingHash: textIn(delivery, "lastingHash"),
    ...optional(delivery, "copyWithinMs", countIn),
    receivedAt: textIn(delivery, "receivedAt"),
    ...optional(delivery, "identity", identityIn),
    ...optional(delivery, "places", textsOf),
    bodyGzip: textIn(delivery, "bodyGzip"),
    ...optional(delivery, "lookupGzip", textIn),
  };
};

const refusedIn = (input: Properties, name: string): Refused => {
  const refused = objectIn(input, name);
  return { code: textIn(refused, "code"), message: textIn(refused, "message"), issues: objectsIn(refused, "issues") };
};

/** Throws ENVELOPE_INVALID for what no repetition can mend. */
export const readQueuedDelivery = (input: Properties): QueuedDelivery => ({
  kind: "delivery",
  id: textIn(input, "id"),
  account: textIn(input, "account"),
  source: textIn(input, "source"),
  delivery: rawDeliveryIn(input, "delivery"),
  attempt: countIn(input, "attempt"),
  ...optional(input, "refused", refusedIn),
});

/** No few bytes become gigabytes here. What stands in the place of a secret may be longer than it was. */
const maxBytes = 2 * maxDeliveryBytes;

const unzipped = (text: string): Buffer => gunzipSync(Buffer.from(text, "base64"), { maxOutputLength: maxBytes });

const answersIn = (text: string): Properties => {
  const answers: unknown = readJson(unzipped(text).toString());
  if (isProperties(answers)) return answers;
  throw new Error("the answers are no object");
};

/** Throws ENVELOPE_INVALID when the body, or what was looked up for it, was damaged. */
export const storedDelivery = ({ delivery }: { delivery: RawDelivery }): StoredDelivery => {
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
