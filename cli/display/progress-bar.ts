// Shows how far something has come that takes minutes: a bar at a terminal, numbers to a program that asked for them, and nothing where nobody looks.
import { Presets, SingleBar } from "cli-progress";
import { shownText } from "../../lib/core/texts/shown-text.ts";

/** How far a command has come. */
export interface Progress {
  /** What is counted, as the bar calls it. */
  what: string;
  done: number;
  /** Absent while nobody knows. */
  total?: number;
}

/** Those who may look. */
export interface Onlookers {
  /** A progress bar moves there: it is a terminal somebody looks at. */
  terminal?: NodeJS.WritableStream | undefined;
  /** A program is told. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

interface ProgressBar {
  /** Whoever does not know the total yet leaves it out. */
  show(done: number, total: number | undefined, note: string): void;
  stop(): void;
}

const barAt = (terminal: NodeJS.WritableStream, what: string): ProgressBar => {
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

export const progressBar = ({ terminal, onProgress }: Onlookers, what: string): ProgressBar => {
  const bar = terminal && barAt(terminal, what);
  return {
    show: (done, total, note) => {
      bar?.show(done, total, note);
      onProgress?.({ what, done, ...(total !== undefined && { total: Math.max(done, total) }) });
    },
    stop: () => bar?.stop(),
  };
};
