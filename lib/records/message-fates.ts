// Remembers which messages went out and have not been asked for their fate yet: a sparse index holds them, so that a minute without any costs one read.
import { placeKeys } from "../aws/item-keys.ts";
import type { Item, ItemKey, Table } from "../aws/table.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Clock } from "../runtime/clock.ts";
import { dueIndex } from "./ledger.ts";

/** A message that WTS took, and the command that sent it. */
export interface SentMessage
  extends Pick<Provenance, "account" | "door" | "source" | "deliveryId" | "correlationId" | "hops" | "rule"> {
  sessionId: string;
  messageId: string;
  commandId: string;
}

export interface AwaitedFate {
  key: ItemKey;
  message: SentMessage;
  sentAtMs: number;
  /** How often WTS has answered that it has not sent it yet. */
  asked: number;
}

export interface MessageFates {
  /** A message that is known already stays as it is: a command that is looked into again sends nothing anew. */
  expect(message: SentMessage, askAtMs: number): Promise<void>;
  /** Those that are to be asked now, the longest due first. */
  due(limit: number): Promise<readonly ItemKey[]>;
  /** Undefined where it has been asked meanwhile. */
  read(key: ItemKey): Promise<AwaitedFate | undefined>;
  /** It is asked once more then. */
  askAgain(key: ItemKey, askAtMs: number, asked: number): Promise<void>;
  /** Nobody asks for it any more. */
  settle(key: ItemKey): Promise<void>;
}

/** A command is not looked into again later than this. */
const keptMs = 14 * 86_400_000;

const texts = [
  "account",
  "sessionId",
  "messageId",
  "commandId",
  "door",
  "source",
  "deliveryId",
  "correlationId",
] as const;

const fateOf = (key: ItemKey, item: Item | undefined): AwaitedFate | undefined => {
  if (item?.due === undefined) return undefined;
  const read = Object.fromEntries(texts.map((name) => [name, String(item[name] ?? "")]));
  const rule = typeof item.rule === "string" && { rule: item.rule };
  const message = { ...read, hops: Number(item.hops ?? 0), ...rule } as unknown as SentMessage;
  return { key, message, sentAtMs: Number(item.sentAt ?? 0), asked: Number(item.asked ?? 0) };
};

export const messageFates = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): MessageFates => ({
  expect: async ({ rule, ...message }, askAtMs) => {
    await table.update(placeKeys.message(message, message.messageId), {
      set: {
        ...message,
        ...(rule !== undefined && { rule }),
        sentAt: clock.now(),
        due: "message",
        dueAt: askAtMs,
        expires: Math.ceil((clock.now() + keptMs) / 1000),
      },
      condition: "attribute_not_exists(#pk)",
    });
  },
  due: (limit) => table.queryIndex(dueIndex("message"), { limit, upTo: clock.now() }),
  read: async (key) => fateOf(key, await table.get(key)),
  askAgain: async (key, askAtMs, asked) => {
    await table.update(key, { set: { dueAt: askAtMs, asked }, condition: "attribute_exists(#due)" });
  },
  settle: async (key) => {
    await table.update(key, { remove: ["due", "dueAt"], condition: "attribute_exists(#pk)" });
  },
});
