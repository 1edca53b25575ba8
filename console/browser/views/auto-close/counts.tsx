// How many sessions came to what: what was done first, then what was left, each by how many.
import type { ComponentChildren } from "preact";
import { Badge } from "../../components/badge.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { reasonWords } from "./reason-words.ts";

const isDone = (name: string): boolean => /^[a-z]/.test(name);

interface CountsProps {
  readonly counts: Readonly<Record<string, number>>;
  /** Without those that were left. */
  readonly onlyDone?: boolean;
  /** What stands there where nothing was counted. */
  readonly none?: ComponentChildren;
}

export const Counts = ({ counts, onlyDone = false, none = <span class="quiet">–</span> }: CountsProps) => {
  const say = useWords(autoCloseWords);
  const nameOf = (name: string, count: number): string => {
    const [word = "", ...code] = name.split(" ");
    const known = Object.hasOwn(say.counts, word) ? say.counts[word] : undefined;
    if (!known) return reasonWords(name, language.value);
    return [known[count === 1 ? 0 : 1], ...code.map((each) => `(${reasonWords(each, language.value)})`)].join(" ");
  };
  const shown = Object.entries(counts)
    .filter(([name, count]) => count > 0 && (!onlyDone || isDone(name)))
    .sort(([one, ones], [other, others]) => Number(isDone(other)) - Number(isDone(one)) || others - ones);
  if (shown.length === 0) return <>{none}</>;
  return (
    <ul class="counts">
      {shown.map(([name, count]) => (
        <li key={name}>
          <Badge
            tone={name.startsWith("failed") ? "bad" : isDone(name) && !name.startsWith("left") ? "accent" : "neutral"}
          >
            {count} {nameOf(name, count)}
          </Badge>
        </li>
      ))}
    </ul>
  );
};
