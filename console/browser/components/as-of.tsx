// Says of when the answer is, and reads it again.
import type { Answering } from "../api/use-answer.ts";
import { language } from "../state/language.ts";
import { timeZone } from "../state/place.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";
import { clockOffsetMs } from "./time.tsx";

export const AsOf = ({ of: { asOf, isReading, refresh } }: { readonly of: Answering<unknown> }) => {
  const say = useWords(shellWords);
  const time = (at: string): string =>
    new Date(Date.parse(at) + clockOffsetMs.value).toLocaleTimeString(language.value, {
      timeZone: timeZone.value,
      hourCycle: "h23",
    });
  return (
    <span class="as-of">
      {asOf !== undefined && <span class="quiet">{say.asOf(time(asOf))}</span>}
      <button type="button" class="plain" aria-busy={isReading} onClick={refresh}>
        <span aria-hidden="true" class={isReading ? "turning" : ""}>
          ↻
        </span>{" "}
        {say.refresh}
      </button>
    </span>
  );
};
