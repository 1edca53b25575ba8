// Shows data as what it is, a line each, for who wants to see all of it. Nothing of it is more than text.
import { useSignal } from "@preact/signals";
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";

/** So many characters are shown at first. */
const mostCharacters = 4_000;

export const JsonText = ({ value }: { readonly value: unknown }) => {
  const say = useWords(shellWords);
  const isOpen = useSignal(false);
  const text = JSON.stringify(value, null, 2) ?? "";
  const isLong = text.length > mostCharacters;
  const shown = isOpen.value || !isLong ? text : text.slice(0, mostCharacters);
  return (
    <div class="json">
      {/* It scrolls, so the keyboard has to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached. */}
      <pre tabIndex={0}>{shown.split("\n").map(shownText).join("\n")}</pre>
      {isLong && (
        <button type="button" class="link" onClick={() => (isOpen.value = !isOpen.value)}>
          {isOpen.value ? say.showLess : say.showAll(text.length)}
        </button>
      )}
    </div>
  );
};
