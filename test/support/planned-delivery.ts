// Plans what the senders will send, and what has to be in a session when all of it has arrived, in whatever order.
import { sessionIdOf } from "./restartable-stack.ts";
import type { Chance } from "./seeded-chance.ts";

export type SourceName = "crm" | "shop" | "helpdesk" | "forms";

export interface PlannedDelivery {
  index: number;
  source: SourceName;
  sessionId: string;
  occurredAtMs: number;
  body: object;
  /** Its mapping makes so many commands of it. */
  commands: number;
  /** They are of the session's fields: of each field, the value of the latest delivery counts. */
  values: Readonly<Record<string, string>>;
  /** It is written exactly once. */
  note?: string;
  message?: string;
}

type Content = Omit<PlannedDelivery, "index" | "source" | "sessionId" | "occurredAtMs">;

const contentOf = (source: SourceName, index: number, sessionId: string, atMs: number): Content => {
  const at = new Date(atMs).toISOString();
  const value = String(index);
  switch (source) {
    case "crm": {
      const number = index % 3 === 0 ? {} : { number: value };
      const deal = index % 3 === 1 ? {} : { deal: value };
      return {
        body: { timestamp: at, sessionId, ...number, ...deal },
        commands: 1,
        values: { ...number, ...("deal" in deal && { negocio: deal.deal }) },
      };
    }
    case "shop":
      return {
        body: { id: `evt_${index}`, created: atMs / 1000, session: sessionId, order: value, amount: index },
        commands: 1,
        values: { pedido: value, amount: value },
      };
    case "helpdesk": {
      const status = index % 2 === 0 ? "IN_PROGRESS" : "PENDING";
      const note = `note ${index}`;
      return {
        body: { ticket: { session: sessionId, updated_at: at, text: note, status } },
        commands: 2,
        values: { status },
        note,
      };
    }
    case "forms": {
      const message = `message ${index}`;
      return { body: { id: index, session: sessionId, text: message }, commands: 1, values: {}, message };
    }
  }
};

const sources: readonly SourceName[] = ["crm", "shop", "helpdesk", "forms"];
const dayMs = 86_400_000;

/** No two deliveries happen at the same time, and their times are in no order. */
export const planDeliveries = (
  { deliveries, sessions, firstIndex = 0 }: { deliveries: number; sessions: number; firstIndex?: number },
  chance: Chance,
): PlannedDelivery[] => {
  const firstAtMs = Math.floor((Date.now() - dayMs) / 1000) * 1000;
  const ranks = chance.shuffled(Array.from({ length: deliveries }, (_, index) => index));
  return ranks.map((rank, position) => {
    const index = firstIndex + position;
    const source = sources[index % sources.length] ?? "crm";
    const sessionId = sessionIdOf(chance.below(sessions));
    const occurredAtMs = firstAtMs + rank * 1000;
    return { index, source, sessionId, occurredAtMs, ...contentOf(source, index, sessionId, occurredAtMs) };
  });
};

export interface FinalState {
  values: Readonly<Record<string, string>>;
  notes: readonly string[];
  messages: readonly string[];
}

export const expectedOf = (deliveries: readonly PlannedDelivery[]): FinalState => {
  const inTime = [...deliveries].sort((one, other) => one.occurredAtMs - other.occurredAtMs);
  return {
    values: Object.assign({}, ...inTime.map(({ values }) => values)),
    notes: deliveries.flatMap(({ note }) => note ?? []).sort(),
    messages: deliveries.flatMap(({ message }) => message ?? []).sort(),
  };
};
