// Remembers how often we moved a session today, and where its policy stands: it outlives the function, so that a loop ends.
import { placeKeys, type SessionKey } from "../../aws/item-keys.ts";
import type { Item, Table } from "../../aws/table.ts";
import { rememberedMs } from "../../records/ledger.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { RoutingState } from "../rules/routing-context.ts";
import type { RoutingDecision } from "../rules/routing-decision.ts";

/** Where a session is. */
interface Assignment {
  departmentId: string | null;
  userId: string | null;
}

/** The last move that was begun; whether it came to pass, the session itself shows. */
export interface BegunMove extends Assignment {
  /** The command's id. */
  id: string;
  state?: RoutingState;
  /** The decision behind the move, as JSON. */
  decision: string;
}

export interface SessionMoves {
  /** Only the moves of today are counted. */
  count: number;
  /** Where the policy stands, given where the session is. */
  state?: RoutingState;
  begun?: BegunMove;
}

export interface MoveRecords {
  /** `day` is today as YYYY-MM-DD; `now` is where the session is. */
  read(key: SessionKey, day: string, now: Assignment): Promise<SessionMoves>;
  /** Is called before WTS is asked, by whoever has the session's lease. False when today's moves are used up. */
  begin(key: SessionKey, day: string, maxPerDay: number, seen: SessionMoves, move: BegunMove): Promise<boolean>;
  /** Takes back a move that certainly did not come to pass. */
  undo(key: SessionKey, day: string, id: string): Promise<void>;
  /** Records where the policy stands where no move is made. */
  setState(key: SessionKey, state: RoutingState): Promise<void>;
}

const parsed = <Value>(text: unknown): Value | undefined =>
  typeof text === "string" ? (JSON.parse(text) as Value) : undefined;

/** The list of everybody who was rejected is the long part, and it is there only to be read: DynamoDB takes 400 KB an item. */
const maxDecisionCharacters = 20_000;

const textOf = (decision: RoutingDecision): string => {
  const text = JSON.stringify(decision);
  return text.length <= maxDecisionCharacters ? text : JSON.stringify({ ...decision, rejected: [] });
};

/** What is noted of a move before WTS is asked for it, so that another function can finish it. */
export const begunMove = (id: string, decision: RoutingDecision): BegunMove => ({
  id,
  departmentId: decision.departmentId ?? null,
  userId: decision.userId ?? null,
  ...(decision.state && { state: decision.state }),
  decision: textOf(decision),
});

/** The state of a begun move holds only where the move came to pass: then the session is where the move was to take it. */
const stateOf = (item: Item, now: Assignment): RoutingState | undefined => {
  const begun = parsed<BegunMove>(item.begun);
  const isThere = begun?.departmentId === now.departmentId && begun.userId === now.userId;
  return (isThere ? begun?.state : undefined) ?? parsed<RoutingState>(item.state);
};

export const moveRecords = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): MoveRecords => {
  const expires = () => Math.ceil((clock.now() + rememberedMs) / 1000);
  return {
    read: async (key, day, now) => {
      const item = await table.get(placeKeys.moves(key));
      if (!item) return { count: 0 };
      const state = stateOf(item, now);
      const begun = parsed<BegunMove>(item.begun);
      const count = item.day === day ? Number(item.moves ?? 0) : 0;
      return { count, ...(state && { state }), ...(begun && { begun }) };
    },
    begin: async (key, day, maxPerDay, { state }, move) => {
      if (maxPerDay < 1) return false;
      const written = {
        set: { begun: JSON.stringify(move), expires: expires(), ...(state && { state: JSON.stringify(state) }) },
        ...(state === undefined && { remove: ["state"] }),
      };
      const counted = await table.update(placeKeys.moves(key), {
        ...written,
        add: { moves: 1 },
        // A write that is repeated, since its answer was lost, counts once.
        condition: "#day = :day AND #moves < :max AND (attribute_not_exists(#begun) OR #begun <> :begun)",
        values: { day, max: maxPerDay, begun: written.set.begun },
      });
      if (counted) return true;
      const first = await table.update(placeKeys.moves(key), {
        ...written,
        set: { ...written.set, day, moves: 1 },
        condition: "attribute_not_exists(#day) OR #day <> :day",
        values: { day },
      });
      if (first) return true;
      return (await table.get(placeKeys.moves(key)))?.begun === written.set.begun;
    },
    undo: async (key, day, id) => {
      const item = await table.get(placeKeys.moves(key));
      const begun = typeof item?.begun === "string" ? item.begun : "";
      if (parsed<BegunMove>(begun || undefined)?.id !== id) return;
      await table.update(placeKeys.moves(key), {
        add: { moves: -1 },
        remove: ["begun"],
        condition: "#day = :day AND #begun = :begun",
        values: { day, begun },
      });
    },
    setState: async (key, state) => {
      await table.update(placeKeys.moves(key), {
        set: { state: JSON.stringify(state), expires: expires() },
        remove: ["begun"],
      });
    },
  };
};
