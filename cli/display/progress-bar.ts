// Shows how far something has come that takes minutes, and nothing at all where nobody looks at a terminal.
import { Presets, SingleBar } from "cli-progress";
import { shownText } from "../../lib/core/texts/shown-text.ts";

interface ProgressBar {
  /** Whoever does not know the total yet leaves it out. */
  show(done: number, total: number | undefined, note: string): void;
  stop(): void;
}

export const progressBar = (terminal: NodeJS.WritableStream | undefined, what: string): ProgressBar => {
  if (!terminal) return { show: () => {}, stop: () => {} };
  const format = `${what} {bar} {value}/{total} | {note}`;
  const bar = new SingleBar(
    { stream: terminal, format, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    show: (done, total = done, text) => {
      const note = shownText(text);
      if (isStarted) bar.setTotal(Math.max(done, total));
      else bar.start(Math.max(done, total), done, { note });
      isStarted = true;
      bar.update(done, { note });
    },
    stop: () => bar.stop(),
  };
};
