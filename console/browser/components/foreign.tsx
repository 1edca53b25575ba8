// Shows text that others wrote as the text it is: what steers or hides is spelt out, its direction stays its own, and what is long is cut.
import { useSignal } from "@preact/signals";
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";

interface ForeignProps {
  readonly text: string;
  /** So many characters are shown at first. */
  readonly most?: number;
}

export const Foreign = ({ text, most = 200 }: ForeignProps) => {
  const say = useWords(shellWords);
  const isOpen = useSignal(false);
  const isLong = text.length > most;
  // A surrogate pair is not cut in two.
  const shown = shownText(isOpen.value || !isLong ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, ""));
  return (
    <span class="foreign">
      <bdi>{shown}</bdi>
      {isLong && (
        <>
          {isOpen.value ? " " : "… "}
          <button type="button" class="link" onClick={() => (isOpen.value = !isOpen.value)}>
            {isOpen.value ? say.showLess : say.showAll(text.length)}
          </button>
        </>
      )}
    </span>
  );
};
