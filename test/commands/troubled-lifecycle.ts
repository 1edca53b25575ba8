// The lifecycle over a table in memory, with every outside step written down by its name; any of them fails, is lost or never returns on demand.
import type { Bus } from "../../lib/aws/bus.ts";
import { type Place, placeKeys, sessionPlace } from "../../lib/aws/item-keys.ts";
import type { ItemKey, Table, Update } from "../../lib/aws/table.ts";
import { type Ending, lifecycle, type OnceOptions, type SessionRequest } from "../../lib/commands/execute-once.ts";
import type { FieldName } from "../../lib/core/command/field-mask.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import { type LedgerEntry, ledger } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { manualClock } from "../support/manual-clock.ts";
import { memoryTable } from "../support/memory-table.ts";
import { recording } from "../support/recording.ts";

export const leaseMs = 45_000;
export const sessionId = "5e550000-0000-4000-8000-000000000001";
export const place: Place = sessionPlace({ account: "default", sessionId });

/** A step may fail before it is made, or after, with its answer lost; a worker that dies never hears of it. */
type Trouble = "fails" | "fails after" | "dies before" | "dies after";

const never = (): Promise<never> => new Promise(() => {});

/** Lets everything happen that waits for nothing outside. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const commandIn = ({ sk }: ItemKey): string => sk.replace("command#", "");

/** A write is named after what it is for, and the command it is about. */
const nameOf = (key: ItemKey, { set = {}, remove = [] }: Update): string => {
  if (key.sk === "state") {
    if (set.leaseOwner !== undefined) return "take";
    return remove.includes("leaseUntil") ? "give back" : `work on ${String(set.commandId)}`;
  }
  if (set.state !== undefined) return `record ${commandIn(key)} ${String(set.state)}`;
  return `${set.due === undefined ? "no longer due" : "due"} ${commandIn(key)}`;
};

export const entryOf = (id: string, changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ id, account: "default", sessionId, door: "event", source: "crm", deliveryId: `d-${id}`, attempt: 0 },
  ...{ command: "update", ...changes },
});

export const outcomeOf = (id: string, fields: readonly FieldName[] = ["Status"]): Outcome => ({
  type: "Session Updated",
  detail: {
    ...{ id, account: "default", sessionId, command: "update", changes: { fields } },
    ...{ door: "event", source: "crm", deliveryId: `d-${id}` },
    ...{ reasons: [], correlationId: "c", causationId: id, hops: 1 },
  },
});

export const applied = (id: string, fields?: readonly FieldName[]): Ending<string> => ({
  ...{ as: "applied", outcome: outcomeOf(id, fields), answer: "yes" },
});

type Wish = Partial<Omit<SessionRequest, "commandId">> & OnceOptions & { entry?: Partial<LedgerEntry> };
type Work = Parameters<ReturnType<typeof lifecycle>["executeOnce"]>[1];

export const troubledLifecycle = () => {
  const memory = memoryTable();
  const clock = manualClock();
  const { taken, failing, bus, log } = recording();
  const story: string[] = [];
  const troubles = new Map<string, Trouble[]>();
  let owners = 0;

  const step = async <Value>(name: string, effect: () => Promise<Value>, isTold = true): Promise<Value> => {
    const trouble = troubles.get(name)?.shift();
    if (trouble === "dies before") return never();
    const unavailable = () => new Fault(name.startsWith("tell") ? faults.busUnavailable : faults.tableUnavailable);
    if (trouble === "fails") throw unavailable();
    const value = await effect();
    if (isTold && value !== undefined) story.push(name);
    if (trouble === "fails after") throw unavailable();
    return trouble === "dies after" ? never() : value;
  };

  const table: Table = {
    ...memory,
    // Reads are no part of the story, but they have troubles as well.
    get: (key) => step(`read ${commandIn(key)}`, () => memory.get(key), false),
    update: (key, update) => step(nameOf(key, update), () => memory.update(key, update)),
  };
  const told: Bus = {
    publish: async (events) => {
      await step(`tell ${(events as readonly Outcome[]).map(({ detail }) => detail.id).join()}`, async () => {
        await bus.publish(events);
        return true;
      });
    },
  };
  const kept = ledger({ table, clock });
  const leases = sessionLeases({ table, clock });
  const once = lifecycle({ ledger: kept, leases, bus: told, clock, log });

  /** Each worker has a name of its own. */
  const requestOf = ({ entry: _entry, ...changes }: Wish = {}) => {
    owners += 1;
    return { place, owner: `worker ${owners}`, leaseMs, ...changes };
  };

  return {
    ...{ clock, story, taken, failing, table: memory, ledger: kept, leases, once, step, requestOf },
    /** The next steps of this name have these troubles, one each. */
    trouble: (name: string, ...each: readonly Trouble[]): void => {
      troubles.set(name, [...(troubles.get(name) ?? []), ...each]);
    },
    /** What was done at WTS is a step of the story as well. */
    atWts: (id: string) => step(`WTS ${id}`, async () => true),
    execute: (id: string, work: Work, wish: Wish = {}) =>
      once.executeOnce({ ...requestOf(wish), entry: entryOf(id, wish.entry) }, work),
    session: () => memory.peek(placeKeys.state(place)),
    record: (id: string) => memory.peek(placeKeys.command(place, id)),
    messages: (): string[] => taken.lines.map((line) => String(JSON.parse(line).message)),
    toldIds: (): string[] => taken.published.map(({ detail }) => detail.id),
  };
};
