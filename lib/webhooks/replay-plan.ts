// Says of a delivery that is to be done again, command by command, what became of it before and what today's mapping makes of it.
import { resolvedCommandId } from "../core/command/command-id.ts";
import { fieldsOf } from "../core/outcome.ts";
import type { QueuedCommand } from "../core/queue/queued-command.ts";
import type { RawDelivery } from "../core/queue/queued-delivery.ts";
import { ownText } from "../core/value.ts";
import type { CommandRecord, Ledger } from "../records/ledger.ts";
import { readSplit, splitOf } from "../records/split-commands.ts";
import type { DeliveredItem } from "./mapping/understand-delivery.ts";
import { placeOfItem } from "./place-of-item.ts";

export interface Before {
  /** `applied in part`: of several sessions, some were refused. `none`: it was never begun, or waits in the queue. */
  state: CommandRecord["state"] | "applied in part" | "none";
  /** It is the ISO instant of the last try. */
  at?: string;
  /** A replay that shall be tried needs a higher one. */
  attempt: number;
  /** What was split by session: what became of the command of each, by its id. */
  parts?: Readonly<Record<string, Before>>;
}

/** It names nobody: no text, no phone number, no value but what names a department or a status. */
interface ShownItem {
  /** It is the command's name, or the type of an event of WTS. */
  command: string;
  /** A session's id, or "by contactPhone" and the like. */
  session?: string;
  fields?: readonly string[];
  status?: string;
  department?: string;
}

export interface PlannedItem {
  /** It is its place among what the delivery yields; absent for what is parked and is not among that any more. */
  index?: number;
  /** It is one session's part of the command at that place. */
  partOf?: number;
  commandId: string;
  before: Before;
  /** Absent where today's mapping does not yield it any more. */
  now?: ShownItem;
  will: "skip" | "apply" | "nothing";
}

const shownCommand = ({ targeted: { command, reference } }: QueuedCommand): ShownItem => {
  const [foundBy] = Object.keys(reference?.locator ?? {});
  const [status, department] = [ownText(command, "status"), ownText(command, "department")];
  return {
    command: command.command,
    session: foundBy === undefined ? command.sessionId : `by ${foundBy}`,
    fields: fieldsOf(command),
    ...(status !== undefined && { status }),
    ...(department !== undefined && { department }),
  };
};

const shown = (item: DeliveredItem): ShownItem =>
  item.kind === "command"
    ? shownCommand(item)
    : { command: item.type, ...(item.sessionId !== undefined && { session: item.sessionId }) };

const none: Before = { state: "none", attempt: 0 };

/** `parked` has the ids of commands of this delivery that are parked, be they its own or those of single sessions. */
export const replayPlan = (
  items: readonly DeliveredItem[],
  before: ReadonlyMap<string, Before>,
  parked: readonly string[] = [],
): readonly PlannedItem[] => {
  const planned = items.map((item, index): PlannedItem => {
    const known = before.get(item.id) ?? none;
    return {
      index,
      commandId: item.id,
      before: known,
      now: shown(item),
      will: known.state === "applied" ? "skip" : "apply",
    };
  });
  const others = parked.filter((id) => !items.some((item) => item.id === id));
  return [
    ...planned,
    ...others.map((commandId): PlannedItem => {
      const whole = planned.find((each) => each.before.parts?.[commandId]);
      const part = whole?.before.parts?.[commandId];
      if (whole?.index === undefined || !part) return { commandId, before: none, will: "nothing" };
      return { commandId, before: part, partOf: whole.index, will: part.state === "applied" ? "skip" : whole.will };
    }),
  ];
};

/** Of a command that was split by session, what became of each of them counts. */
const beforeOf = async (ledger: Ledger, record: CommandRecord): Promise<Before> => {
  const { account, state, seenAt, attempt } = record;
  const split = splitOf(record);
  if (state !== "applied" || !split) return { state, at: seenAt, attempt };
  const records = await readSplit(ledger, account, split);
  const parts = records.map((part, index): [string, Before] => [
    resolvedCommandId(split.parentId, split.sessionIds[index] ?? ""),
    part ? { state: part.state, at: part.seenAt, attempt: part.attempt } : none,
  ]);
  const becameOf = parts.map(([, part]) => part);
  return {
    state: becameOf.every((part) => part.state === "applied") ? "applied" : "applied in part",
    at: seenAt,
    attempt: Math.max(attempt, ...becameOf.map((part) => part.attempt)),
    parts: Object.fromEntries(parts),
  };
};

/** Reads what became of what the delivery yields today, where it was done; what has no record is left out. */
export const readBefore = async (
  ledger: Ledger,
  items: readonly DeliveredItem[],
  places: RawDelivery["places"] = {},
): Promise<ReadonlyMap<string, Before>> => {
  const found = await Promise.all(
    items.map(async (item): Promise<[string, Before][]> => {
      const now = placeOfItem(item);
      const before = places[item.id] ?? now.pk;
      const moved = before === now.pk ? undefined : await ledger.read({ pk: before }, item.id);
      const record = moved?.state === "applied" ? moved : ((await ledger.read(now, item.id)) ?? moved);
      return record ? [[item.id, await beforeOf(ledger, record)]] : [];
    }),
  );
  return new Map(found.flat());
};
