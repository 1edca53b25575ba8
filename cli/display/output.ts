// Prints what a command says, either for people or, with --json, for programs; never both in one stream.

export interface Streams {
  stdout(text: string): void;
  stderr(text: string): void;
}

export interface Output {
  /** People read it. */
  line(text: string): void;
  /** Programs read it; a command prints it once. */
  json(value: unknown): void;
  /** Both read it, beside the result. */
  warn(text: string): void;
}

/** Senders choose some of what is shown: nothing of it may steer the terminal, or have it read from right to left. */
const harmless = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => (character === "\n" ? character : "\uFFFD"));

export const outputTo = ({ stdout, stderr }: Streams, { json }: { json: boolean }): Output => ({
  line: (text) => {
    if (!json) stdout(`${harmless(text)}\n`);
  },
  json: (value) => {
    if (json) stdout(`${JSON.stringify(value, null, 2)}\n`);
  },
  warn: (text) => stderr(`${harmless(text)}\n`),
});
