// Takes what a decision promises, before WTS hears of it: the turn of a round-robin, and the person's slot.
import type { ReservedSlots } from "./records/reserved-slots.ts";
import type { TurnCounters } from "./records/round-robin-turns.ts";
import type { RoutingAnswer } from "./routing-question.ts";

export interface TakenPlace {
  /** The session did not go there: the turn is the next one's, the slot is free. */
  giveBack(): Promise<void>;
  /** The turn alone: the session may have gone there, so its slot stays taken until the lists show it. */
  giveTurnBack(): Promise<void>;
}

export interface PlaceTaker {
  /** Undefined when somebody else was faster since the decision was taken: then decide again. */
  take(account: string, sessionId: string, answer: RoutingAnswer): Promise<TakenPlace | undefined>;
}

export const placeTaker = ({ slots, turns }: { slots: ReservedSlots; turns: TurnCounters }): PlaceTaker => ({
  take: async (account, sessionId, { decision, seen }) => {
    const { cursor, userId } = decision;
    const turn = cursor && seen.turns.get(cursor.key);
    if (cursor && turn && !(await turns.take(account, cursor.key, turn))) return undefined;
    const giveTurnBack = async (): Promise<void> => {
      if (cursor && turn) await turns.giveBack(account, cursor.key, turn.value);
    };
    if (userId === undefined) return { giveBack: giveTurnBack, giveTurnBack };
    const person = { account, userId };
    try {
      if (await slots.reserve(person, sessionId, seen.slots.get(userId) ?? (await slots.read(person))))
        return {
          giveBack: async () => {
            await slots.release(person, sessionId);
            await giveTurnBack();
          },
          giveTurnBack,
        };
    } catch (error) {
      await giveTurnBack().catch(() => {});
      throw error;
    }
    await giveTurnBack();
    return undefined;
  },
});
