// Moves the clock of functions and stand-in together, while no function runs, so that none sees two times.
import type { PassedOver } from "./lambda/run-schedules.ts";

export interface LocalClock {
  /** How far it is from this machine's. */
  offsetMs(): number;
  /** Answers what was due in the time that was passed over. Throws an Error for a way back, and where it cannot be moved. */
  moveTo(offsetMs: number): Promise<readonly PassedOver[]>;
  /** Makes it this machine's and then empties everything: what is left of a time to come would be in the way. */
  restart(empty: () => Promise<void>): Promise<void>;
}

/** Longer than a call at WTS takes; what runs on after it keeps the time that it began with. */
export const quietLimitMs = 10_000;

interface LocalClockOptions {
  /** Undefined where WTS is another than the stand-in, which nobody here can give another time. */
  readonly wtsUrl: string | undefined;
  whileQuiet<Result>(limitMs: number, work: () => Promise<Result>): Promise<Result>;
  /** Calls what was due meanwhile. */
  clockMoved(): Promise<readonly PassedOver[]>;
  onMoved(offsetMs: number): void;
}

export const localClock = ({ wtsUrl, whileQuiet, clockMoved, onMoved }: LocalClockOptions): LocalClock => {
  let offset = 0;

  const tellWts = async (offsetMs: number): Promise<void> => {
    if (wtsUrl === undefined)
      throw new Error("WTS is another than the stand-in here, and keeps its own time: start without WTS_BASE_URL");
    const answer = await fetch(`${wtsUrl}/__admin/time`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ offsetMs }),
    });
    if (!answer.ok) throw new Error(`the stand-in for WTS answered ${answer.status} to another time`);
  };

  const move = async (offsetMs: number): Promise<void> => {
    await tellWts(offsetMs);
    offset = offsetMs;
    onMoved(offset);
  };

  return {
    offsetMs: () => offset,
    moveTo: async (offsetMs) => {
      if (offsetMs < offset)
        throw new Error("the clock only goes forward: what is kept would be of a time to come; `reset` makes it now");
      await whileQuiet(quietLimitMs, () => move(offsetMs));
      return clockMoved();
    },
    restart: async (empty) => {
      await whileQuiet(quietLimitMs, async () => {
        if (offset !== 0) await move(0);
        await empty();
      });
      await clockMoved();
    },
  };
};
