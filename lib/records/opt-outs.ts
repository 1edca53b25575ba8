// Remembers which contacts asked for silence, so that it holds in their next session, too: by WTS's id of the contact, and nothing else of it.
import { type ContactKey, contactKey } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { Wish } from "../core/texts/opt-out.ts";
import type { Clock } from "../runtime/clock.ts";

export interface OptOuts {
  /** What the contact was last heard to wish, in any session. */
  isOut(contact: ContactKey): Promise<boolean>;
  /** Keeps what it wrote in a session. It is written only where it is news. */
  remember(contact: ContactKey, wish: Wish): Promise<void>;
}

export const optOuts = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): OptOuts => ({
  isOut: async (contact) => (await table.get(contactKey(contact)))?.isOut === true,
  remember: async (contact, wish) => {
    if (wish.wish === "silent" || (wish.wish === "in" && !wish.takesBack)) return;
    const isOut = wish.wish === "out";
    await table.update(contactKey(contact), {
      set: { isOut, changedAt: new Date(clock.now()).toISOString() },
      // Nobody has to take back what was never said.
      condition: isOut ? "attribute_not_exists(#isOut) OR #isOut <> :isOut" : "#isOut <> :isOut",
      values: { isOut },
    });
  },
});
