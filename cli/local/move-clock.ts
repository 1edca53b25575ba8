// `local clock`: what time it is here, and moving it ahead, at once or step by step.
import type { PassedOver } from "../../local/lambda/run-schedules.ts";
import { wallNow } from "../../local/move-date.ts";
import { type Onlookers, progressBar } from "../display/progress-bar.ts";
import { shownTime } from "../display/time-text.ts";
import { Failure } from "../failure.ts";
import { localWords } from "./local-words.ts";
import { readTypedClock } from "./typed-clock.ts";
import type { LocalWorld } from "./with-local-world.ts";

/** What `local clock --json` prints. */
export interface ClockAnswer {
  /** The ISO instant by the local clock. */
  readonly now: string;
  /** How far that is from this machine's. */
  readonly offsetMs: number;
}

/** What `local clock <time> --json` prints. */
export interface ClockMovedAnswer extends ClockAnswer {
  readonly steps: number;
  /** What was due in that time. */
  readonly ran: readonly Ran[];
}

/** Each takes as long as what is due in it: whoever wants more of them says so in two moves. */
const mostSteps = 1_000;

const isoAt = (offsetMs: number): string => new Date(wallNow() + offsetMs).toISOString();

export const showClock = async ({ runner, output, locale }: LocalWorld): Promise<void> => {
  const { offsetMs } = await runner<{ offsetMs: number }>("GET", "clock");
  const now = isoAt(offsetMs);
  output.json({ now, offsetMs } satisfies ClockAnswer);
  output.line(localWords[locale.language].clockIs(shownTime(now, locale), offsetMs));
};

interface Move {
  to: string;
  everyMs: number | undefined;
  onlookers: Onlookers;
}

/** The instants that it stops at; the last one is where the clock is to be. */
const stopsBetween = (fromMs: number, toMs: number, everyMs = toMs - fromMs): number[] => {
  const count = Math.max(1, Math.ceil((toMs - fromMs) / Math.max(1, everyMs)));
  if (count > mostSteps)
    throw new Failure(`these would be ${count} steps, of at most ${mostSteps}: move less far, or in longer ones`);
  return Array.from({ length: count }, (_, index) => Math.min(toMs, fromMs + (index + 1) * everyMs));
};

export interface Ran {
  functionName: string;
  due: number;
  called: number;
}

/** Those of one schedule were due and called alike, and are said together. */
const alike = (ran: readonly Ran[]): readonly (readonly Ran[])[] => [
  ...Map.groupBy(ran, ({ due, called }) => `${due}/${called}`).values(),
];

export const moveClock = async (world: LocalWorld, { to, everyMs, onlookers }: Move): Promise<void> => {
  const { runner, output, locale } = world;
  const say = localWords[locale.language];
  const { offsetMs: from } = await runner<{ offsetMs: number }>("GET", "clock");
  const wallMs = wallNow();
  const target = readTypedClock(to, { nowMs: wallMs + from, wallMs, timeZone: locale.timeZone });
  if (target === undefined)
    throw new Failure(
      `"${to}" is no time that is understood: write +3h, +1d12h, "2026-12-01 09:00", "amanhã 09:00", or now`,
    );
  const ran = new Map<string, Ran>();
  const stops = stopsBetween(wallMs + from, target, everyMs);
  const bar = progressBar(stops.length > 1 ? onlookers : {}, say.moving);
  let offsetMs = from;
  try {
    for (const [index, stop] of stops.entries()) {
      bar.show(index, stops.length, shownTime(new Date(stop).toISOString(), locale));
      // The clock runs on meanwhile: what a step took is no part of the next one. Nor may it take the clock back.
      offsetMs = index === 0 ? stop - wallNow() : Math.max(offsetMs, stop - wallNow());
      const { passedOver } = await runner<{ passedOver: PassedOver[] }>("PUT", "clock", { offsetMs });
      for (const { functionName, times } of passedOver) {
        const { due, called } = ran.get(functionName) ?? { due: 0, called: 0 };
        if (times > 0) ran.set(functionName, { functionName, due: due + times, called: called + 1 });
      }
    }
  } finally {
    bar.stop();
  }
  output.json({
    now: isoAt(offsetMs),
    offsetMs,
    steps: stops.length,
    ran: [...ran.values()],
  } satisfies ClockMovedAnswer);
  output.line(say.clockIs(shownTime(isoAt(offsetMs), locale), offsetMs));
  for (const [first, ...others] of alike([...ran.values()]))
    if (first)
      output.line(
        say.ran([first, ...others].map(({ functionName }) => functionName).join(", "), first.due, first.called),
      );
  output.line(say.queuesKeepTime);
};
