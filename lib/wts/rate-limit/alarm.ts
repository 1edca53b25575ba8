// A sleep that can be cut short: whoever arrives with a higher priority does not wait for a lower one's turn.
import type { Clock } from "../../runtime/clock.ts";

interface Alarm {
  /** Resolves then, or when it is rung. */
  sleepUntil(time: number): Promise<void>;
  /** Answers when the present sleep ends, or undefined while nobody sleeps. */
  asleepUntil(): number | undefined;
  ring(): void;
}

export const alarm = (clock: Clock): Alarm => {
  let present: { until: number; wake: () => void } | undefined;
  const end = (): void => {
    present?.wake();
    present = undefined;
  };
  return {
    sleepUntil: async (until) => {
      const rung = new Promise<void>((wake) => {
        present = { until, wake };
      });
      // Timers drop fractions: waking early would be one more question for nothing.
      await Promise.race([clock.sleep(Math.max(0, Math.ceil(until - clock.now()))), rung]);
      end();
    },
    asleepUntil: () => present?.until,
    ring: end,
  };
};
