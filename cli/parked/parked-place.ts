// Says where a parked message lies, and by which command it is seen, for whoever looks at what it was to do.
import { shortLength } from "../find-by-prefix.ts";
import type { ParkedMessage } from "./parked-message.ts";

export interface ParkedPlace {
  messageId: string;
  queue: string;
  reason: string;
}

export const placeOf = ({ messageId, queue, reason }: ParkedMessage): ParkedPlace => ({
  messageId,
  queue,
  reason: reason.code,
});

export const placeText = ({ messageId, queue, reason }: ParkedPlace): string => {
  const id = messageId.slice(0, shortLength);
  return `${reason}, message ${id} of ${queue}: \`parked show ${id}\``;
};
