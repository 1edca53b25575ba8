// Shows the beginning of an id; the whole one is told to who points at it, and can be copied.
import { useSignal } from "@preact/signals";
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";

const shortLength = 8;
const copiedMs = 1_500;

export const ShortId = ({ id, href }: { readonly id: string; readonly href?: string }) => {
  const say = useWords(shellWords);
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, copiedMs);
  };
  const whole = shownText(id);
  const short = shownText(id.slice(0, shortLength));
  return (
    <span class="short-id">
      {href === undefined ? (
        <code title={whole}>{short}</code>
      ) : (
        <a href={href} title={whole}>
          <code>{short}</code>
        </a>
      )}
      <button type="button" class="icon" aria-label={`${say.copy} ${whole}`} onClick={() => void copy()}>
        {/* Not every machine has letters for it. */}
        <svg
          viewBox="0 0 16 16"
          width="14"
          height="14"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
        >
          {isCopied.value ? <path d="M3 8.5 6.5 12 13 4.5" /> : <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />}
        </svg>
      </button>
    </span>
  );
};
