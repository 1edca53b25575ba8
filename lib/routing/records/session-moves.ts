// How often we moved a session today, and where its policy stands: it outlives the function, so that a loop ends.
import type { Item, Table } from "../../aws/table.ts";
import { rememberedMs, type SessionKey } from "../../records/session-lease.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { RoutingState } from "../rules/routing-context.ts";

export interface Place {
  departmentId: string | null;
  userId: string | null;
}

/** The last move that was begun; whether it came to pass, the session itself shows. */
export interface BegunMove extends Place {
  /** Of the command. */
  id: string;
  state?: RoutingState;
  /** The decision that it carries out, as JSON. */
  decision: string;
}

export interface SessionMoves {
  /** Today. */
  count: number;
  /** Where the policy stands, given where the session is. */
  state?: RoutingState;
  begun?: BegunMove;
}

export interface MoveRecords {
  /** `day` is the name of today; `place` is where the session is. */
  read(key: SessionKey, day: string, place: Place): Promise<SessionMoves>;
  /** Before WTS is asked; false when today's moves are used up. Only by whoever has the session's lease. */
  begin(key: SessionKey, day: string, most: number, seen: SessionMoves, move: BegunMove): Promise<boolean>;
  /** It certainly did not come to pass. */
  undo(key: SessionKey, day: string, id: string): Promise<void>;
  /** Without a move. */
  setState(key: SessionKey, state: RoutingState): Promise<void>;
}

const pkOf = ({ account, sessionId }: SessionKey): string => `moves#${account}#${sessionId.toLowerCase()}`;

const parsed = <Value>(text: unknown): Value | undefined =>
  typeof text === "string" ? (JSON.parse(text) as Value) : undefined;

/** A move that came to pass took the session to where it is: only then its state holds. */
const stateOf = (item: Item, place: Place): RoutingState | undefined => {
  const begun = parsed<BegunMove>(item.begun);
  const isThere = begun?.departmentId === place.departmentId && begun.userId === place.userId;
  return (isThere ? begun?.state : undefined) ?? parsed<RoutingState>(item.state);
};

export const moveRecords = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): MoveRecords => {
  const expires = () => Math.ceil((clock.now() + rememberedMs) / 1000);
  return {
    read: async (key, day, place) => {
      const item = await table.get(pkOf(key));
      if (!item) return { count: 0 };
      const state = stateOf(item, place);
      const begun = parsed<BegunMove>(item.begun);
      const count = item.day === day ? Number(item.moves ?? 0) : 0;
      return { count, ...(state && { state }), ...(begun && { begun }) };
    },
    begin: async (key, day, most, { state }, move) => {
      if (most < 1) return false;
      const written = {
        set: { begun: JSON.stringify(move), expires: expires(), ...(state && { state: JSON.stringify(state) }) },
        ...(state === undefined && { remove: ["state"] }),
      };
      const counted = await table.update(pkOf(key), {
        ...written,
        add: { moves: 1 },
        condition: "#day = :day AND #moves < :most",
        values: { day, most },
      });
      if (counted) return true;
      const first = await table.update(pkOf(key), {
        ...written,
        set: { ...written.set, day, moves: 1 },
        condition: "attribute_not_exists(#day) OR #day <> :day",
        values: { day },
      });
      return first !== undefined;
    },
    undo: async (key, day, id) => {
      const item = await table.get(pkOf(key));
      const begun = typeof item?.begun === "string" ? item.begun : "";
      if (parsed<BegunMove>(begun || undefined)?.id !== id) return;
      await table.update(pkOf(key), {
        add: { moves: -1 },
        remove: ["begun"],
        condition: "#day = :day AND #begun = :begun",
        values: { day, begun },
      });
    },
    setState: async (key, state) => {
      await table.update(pkOf(key), { set: { state: JSON.stringify(state), expires: expires() }, remove: ["begun"] });
    },
  };
};
