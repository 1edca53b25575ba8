// Counts what each client sent in a minute, in one write a request, for all processes together.
import { clientQuotaKey } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { Clock } from "../runtime/clock.ts";

export interface ClientQuotas {
  /** Counts so many commands, all or none, and answers 0; or in how many seconds there is room for them. */
  take(client: string, commands: number, perMinute: number): Promise<number>;
}

const minuteMs = 60_000;
const keptSeconds = 3_600;

export const clientQuotas = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): ClientQuotas => {
  /** The least that was refused of a client in that minute: asking for as much again costs nothing. */
  const refused = new Map<string, { minute: number; commands: number }>();
  return {
    take: async (client, commands, perMinute) => {
      const now = clock.now();
      const minute = Math.floor(now / minuteMs);
      const waitSeconds = Math.ceil(((minute + 1) * minuteMs - now) / 1_000);
      const known = refused.get(client);
      if (known?.minute === minute && commands >= known.commands) return waitSeconds;
      const counted = await table.update(clientQuotaKey(client, minute), {
        add: { used: commands },
        set: { expires: Math.floor(now / 1_000) + keptSeconds },
        condition: "attribute_not_exists(#used) OR #used <= :room",
        values: { room: perMinute - commands },
      });
      if (counted) return 0;
      refused.set(client, { minute, commands });
      return waitSeconds;
    },
  };
};
