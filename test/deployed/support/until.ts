// Waits as the other tests do, and asks less often: whoever asks a deployed stage all the time takes the processor from those who work.
import { until as untilSoon } from "../../support/until.ts";

const everyMs = 250;

export const until = (isTrue: () => boolean | Promise<boolean>, what: string, limitMs?: number): Promise<void> =>
  untilSoon(isTrue, what, limitMs, everyMs);
