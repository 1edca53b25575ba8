// Finds what is parked of a person, in both queues, and takes it away; what others parked is given back untouched.
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import type { Connection } from "../connection.ts";
import type { ParkedMessage } from "../parked/parked-message.ts";
import { inParkedOrder } from "../parked/parked-order.ts";
import { holdParked, mostParked } from "../parked/read-parked.ts";
import { giveBack } from "../parked/receive-messages.ts";
import type { Mention, Mentions } from "./mentions.ts";

const hiddenSeconds = 300;

interface Searched {
  account: string;
  mentions: Mentions;
  /** Whether what mentions the person so is to go. */
  isErased(mention: Mention): boolean;
}

export interface ParkedFound {
  person: number;
  name: number;
  erased: number;
}

const remove = async ({ sqs, queueUrl }: Connection, { queue, receiptHandle }: ParkedMessage): Promise<void> => {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: await queueUrl(queue), ReceiptHandle: receiptHandle }));
};

/** Of what lies in the dead-letter queue of one session SQS shows the first few only: asked again, the next ones. */
export const searchParked = (connection: Connection, searched: Searched): Promise<ParkedFound> =>
  inParkedOrder(() => searchHeld(connection, searched));

const searchHeld = async (connection: Connection, { account, mentions, isErased }: Searched): Promise<ParkedFound> => {
  const counts = { person: 0, name: 0, erased: 0 };
  for (let again = true; again; ) {
    const held = await holdParked(connection, { most: mostParked, hiddenSeconds });
    const found = held.flatMap((message) => {
      const isOfAnother = message.about.account !== undefined && message.about.account !== account;
      const text = typeof message.content === "string" ? message.content : JSON.stringify(message.content);
      const mention = isOfAnother ? undefined : mentions.find(text, { deep: true });
      return mention ? [{ message, mention }] : [];
    });
    const taken = found.filter(({ mention }) => isErased(mention)).map(({ message }) => message);
    try {
      for (const message of taken) await remove(connection, message);
    } finally {
      await giveBack(
        connection,
        held.filter((message) => !taken.includes(message)),
      );
    }
    counts.erased += taken.length;
    counts.person = found.filter(({ mention, message }) => mention === "person" && !taken.includes(message)).length;
    counts.name = found.filter(({ mention, message }) => mention === "name" && !taken.includes(message)).length;
    again = taken.length > 0;
  }
  return counts;
};
