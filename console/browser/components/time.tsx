// Shows instants as people read them: in the zone of the account and the language of the page.
import { computed, signal } from "@preact/signals";
import { language } from "../state/language.ts";
import { timeZone } from "../state/place.ts";
import { relativeText } from "./relative-text.ts";

const everyMs = 10_000;
/** The clock of what is shown may be another than this machine's: `clockOffsetMs` moves it. */
export const clockOffsetMs = signal(0);
const tick = signal(Date.now());
setInterval(() => {
  tick.value = Date.now();
}, everyMs);
const nowMs = computed(() => tick.value + clockOffsetMs.value);

const format = computed(
  () =>
    new Intl.DateTimeFormat(language.value, {
      ...{ timeZone: timeZone.value, day: "numeric", month: "short" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    }),
);
/** A day of another year says so. */
const year = computed(() => new Intl.DateTimeFormat(language.value, { timeZone: timeZone.value, year: "numeric" }));
const isOfThisYear = (ms: number): boolean => year.value.format(ms) === year.value.format(nowMs.value);
const whole = computed(
  () => new Intl.DateTimeFormat(language.value, { timeZone: timeZone.value, dateStyle: "full", timeStyle: "long" }),
);

/** `at` is an ISO instant. */
export const Time = ({ at, as = "both" }: { readonly at: string; readonly as?: "both" | "relative" | "absolute" }) => {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return <span>{at}</span>;
  const absoluteText = `${format.value.format(ms)}${isOfThisYear(ms) ? "" : ` (${year.value.format(ms)})`}`;
  const distance = relativeText(ms - nowMs.value, language.value);
  return (
    <time dateTime={at} title={whole.value.format(ms)}>
      {as === "relative" ? distance : absoluteText}
      {as === "both" && <span class="quiet"> {distance}</span>}
    </time>
  );
};
