// The regular expressions of JSONata, stopped when the time is up: a harmless one such as /\\s+$/ takes minutes for 200 KB of spaces.
import type { TimeLimit } from "./time-limit.ts";

interface Found {
  match: RegExpExecArray | null;
  lastIndex: number;
}

/** Starting the watch costs more than finding this many. */
const ahead = 100;

/** For JSONata's option RegexEngine; it asks for one match after the other. */
export const timedRegExp = (limit: TimeLimit): RegExpConstructor =>
  class extends RegExp {
    #text: string | undefined;
    #found = new Map<number, Found>();

    #find(text: string): Map<number, Found> {
      const found = new Map<number, Found>();
      for (let count = 0; count < ahead; count += 1) {
        const from = this.lastIndex;
        const match = super.exec(text);
        found.set(from, { match, lastIndex: this.lastIndex });
        if (match === null || match[0] === "") break;
      }
      return found;
    }

    override exec(text: string): RegExpExecArray | null {
      const from = this.lastIndex;
      if (text !== this.#text || !this.#found.has(from)) {
        this.#found = limit.run(() => this.#find(text));
        this.#text = text;
      }
      const { match, lastIndex } = this.#found.get(from) as Found;
      this.lastIndex = lastIndex;
      return match;
    }
  } as unknown as RegExpConstructor;
