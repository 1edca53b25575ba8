// Reserves what a decision promises, before WTS hears of it: the turn of a round-robin, and the person's slot.
import type { RoutingAnswer } from "./routing-decider.ts";
import type { RoutingRecords } from "./routing-records.ts";

export interface ReservedSlot {
  /** The session did not go there: the turn is the next session's, and the slot is free. */
  giveBack(): Promise<void>;
  /** Only the turn is given back: the session may have gone there, so its slot stays reserved until the lists show it. */
  giveTurnBack(): Promise<void>;
}

export const slotReserver =
  ({ slots, turns }: Pick<RoutingRecords, "slots" | "turns">) =>
  /** Undefined when somebody else has been faster since the decision was taken: then decide again. */
  async (account: string, sessionId: string, { decision, seen }: RoutingAnswer): Promise<ReservedSlot | undefined> => {
    const { cursor, userId, departmentId } = decision;
    const turn = cursor && seen.turns.get(cursor.key);
    if (cursor && turn && !(await turns.take(account, cursor.key, turn))) return undefined;
    const giveTurnBack = async (): Promise<void> => {
      if (cursor && turn) await turns.giveBack(account, cursor.key, turn.value);
    };
    if (userId === undefined || departmentId === undefined) return { giveBack: giveTurnBack, giveTurnBack };
    const person = { account, userId };
    const giveBack = async (): Promise<void> => {
      await slots.release(person, sessionId);
      await giveTurnBack();
    };
    try {
      const slotsSeen = seen.slots.get(userId) ?? (await slots.read(person));
      if (await slots.reserve(person, { sessionId, departmentId }, slotsSeen)) return { giveBack, giveTurnBack };
    } catch (error) {
      await giveTurnBack().catch(() => {});
      throw error;
    }
    await giveTurnBack();
    return undefined;
  };
