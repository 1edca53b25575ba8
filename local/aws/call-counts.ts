// Counts what AWS would bill of the calls that went through the gates, for tests and measurements that ask what a command costs.
import type { Service } from "./faults.ts";
import type { Consumption } from "./watch-capacity.ts";

export interface CallCounts {
  /** By service and operation, such as `sqs.SendMessage`. A receive that found nothing is left out. */
  readonly calls: Readonly<Record<string, number>>;
  readonly busEntries: number;
  /** By the kind of item, which is its key up to the first `#`. */
  readonly writeUnits: Readonly<Record<string, { readonly table: number; readonly index: number }>>;
  readonly reads: Readonly<Record<string, { readonly units: number; readonly calls: number }>>;
}

export interface CallCounter {
  /** `answer` is what the service answered, as JSON. */
  called(service: Service, operation: string, answer: string): void;
  consumed(consumption: Consumption): void;
  counts(): CallCounts;
  reset(): void;
}

const parse = (answer: string): { Messages?: unknown[]; Entries?: unknown[] } => {
  try {
    return Object(JSON.parse(answer));
  } catch {
    return {};
  }
};

export const callCounter = (): CallCounter => {
  const calls = new Map<string, number>();
  const writeUnits = new Map<string, { table: number; index: number }>();
  const reads = new Map<string, { units: number; calls: number }>();
  let busEntries = 0;

  return {
    called: (service, operation, answer) => {
      const { Messages = [], Entries = [] } = parse(answer);
      // The poll that waits for the next message costs the same whether there are commands or not.
      if (operation === "ReceiveMessage" && Messages.length === 0) return;
      if (operation === "PutEvents") busEntries += Entries.length;
      const call = `${service}.${operation}`;
      calls.set(call, (calls.get(call) ?? 0) + 1);
    },
    consumed: ({ key, read, written }) => {
      const kind = key.split("#")[0] ?? "";
      if (read !== undefined) {
        const counted = reads.get(kind) ?? { units: 0, calls: 0 };
        reads.set(kind, { units: counted.units + read, calls: counted.calls + 1 });
      }
      if (written === undefined) return;
      const { table, index } = writeUnits.get(kind) ?? { table: 0, index: 0 };
      writeUnits.set(kind, { table: table + written.table, index: index + written.index });
    },
    counts: () => ({
      calls: Object.fromEntries(calls),
      busEntries,
      writeUnits: Object.fromEntries(writeUnits),
      reads: Object.fromEntries(reads),
    }),
    reset: () => {
      for (const counts of [calls, writeUnits, reads]) counts.clear();
      busEntries = 0;
    },
  };
};
