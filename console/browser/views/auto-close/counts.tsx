// How many sessions came to what: what was done first, then what was left, each by how many.
import { Badge } from "../../components/badge.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { reasonWords } from "./reason-words.ts";

const isDone = (name: string): boolean => /^[a-z]/.test(name);

export const Counts = ({
  counts,
  onlyDone = false,
}: {
  counts: Readonly<Record<string, number>>;
  onlyDone?: boolean;
}) => {
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
  if (shown.length === 0) return <span class="quiet">–</span>;
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
