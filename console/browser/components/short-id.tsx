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
        {isCopied.value ? "✓" : "⧉"}
      </button>
    </span>
  );
};
