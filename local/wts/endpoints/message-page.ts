// Answers a page of messages, with the date filters that messages and notes share.
import type { Call } from "../http/call.ts";
import { page, type SortKeys } from "../http/paging.ts";
import type { Message } from "../messages/message.ts";
import { messageView } from "../messages/message-view.ts";

const sortKeys: SortKeys<Message> = {
  createdat: (message) => message.createdAt,
  updatedat: (message) => message.updatedAt,
  timestamp: (message) => message.timestamp,
};

export const messagePage = (call: Call, messages: readonly Message[]) => {
  const { query } = call;
  const spans = [
    { date: (message: Message) => message.createdAt, name: "CreatedAt" },
    { date: (message: Message) => message.updatedAt, name: "UpdatedAt" },
  ].map(({ date, name }) => ({
    date,
    afterMs: query.instantMs(`${name}.After`) ?? Number.NEGATIVE_INFINITY,
    beforeMs: query.instantMs(`${name}.Before`) ?? Number.POSITIVE_INFINITY,
  }));
  const matching = messages.filter((message) =>
    spans.every(({ date, afterMs, beforeMs }) => {
      const ms = Date.parse(date(message));
      return ms >= afterMs && ms <= beforeMs;
    }),
  );
  const found = page(matching, query, sortKeys);
  return { ...found, items: found.items.map(messageView) };
};
