// Simulates how CloudWatch Logs finds lines by terms: of a metric filter's pattern, as far as ours use them; any other is refused.

const term = /([?-]?)"([^"]*)"/g;

/** Every plain term has to stand in the line, no term with a minus, and of those with a question mark one at least. */
export const filterPattern = (pattern: string): ((line: string) => boolean) => {
  if (pattern.replaceAll(term, "").trim() !== "")
    throw new Error(`${pattern} is not known here: write quoted terms, each with ? or - before it, or with neither`);
  const terms = [...pattern.matchAll(term)].map(([, kind = "", text = ""]) => ({ kind, text }));
  const ofKind = (wanted: string): readonly string[] =>
    terms.flatMap(({ kind, text }) => (kind === wanted ? text : []));
  const [all, none, some] = [ofKind(""), ofKind("-"), ofKind("?")];
  // CloudWatch leaves those with a question mark out where there are others.
  if (some.length > 0 && some.length < terms.length) throw new Error(`${pattern} mixes terms with ? and terms without`);
  return (line) =>
    all.every((text) => line.includes(text)) &&
    !none.some((text) => line.includes(text)) &&
    (some.length === 0 || some.some((text) => line.includes(text)));
};
