// Finds where a text has a number, however its digits are set apart, in time that grows with the text's length alone: no pattern with many ways to fail.

/** Digits with at most three signs between any two of them; what may separate is no digit, so that there is one way to read it. */
const groups = /\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd})*/gu;
const digit = /\p{Nd}/gu;

/** Shorter than that, the digits may be anything. */
const shortestNational = 9;

/** As a number of Brazil is dialled from there and from elsewhere: with its country code, a 0, and a carrier. */
const dialledInBrazil = /^(?:(?:00(?:\p{Nd}{2})?)?55)?(?:0(?:\p{Nd}{2})?)?$/u;
const dialledAbroad = /^(?:00)?$/;
const longestPrefix = 9;

/** One that says itself to be of another country is another. */
const foreignBefore = /(?:\+|(?<!\p{Nd})00)[^\p{L}\p{Nd}]{0,3}(?!55)\p{Nd}{1,3}[^\p{L}\p{Nd}]{0,3}$/u;
const farthestBefore = 16;

/** Where it begins, with all that is dialled before it, and where it ends. */
export type Span = readonly [start: number, end: number];

const wanted = (phone: string) => {
  const national = phone.startsWith("55") ? phone.slice(2) : "";
  return national.length >= shortestNational
    ? { digits: national, dialled: dialledInBrazil }
    : { digits: phone, dialled: dialledAbroad };
};

export const numberSpans = (phones: readonly string[]) => {
  const numbers = phones.map(wanted);
  return (text: string): readonly Span[] => {
    const spans: Span[] = [];
    for (const group of text.matchAll(groups)) {
      const places = [...group[0].matchAll(digit)].map(({ index, 0: each }) => ({ at: group.index + index, each }));
      const all = places.map(({ each }) => (each.length === 1 ? each : "x")).join("");
      /** A longer number is another. */
      const isApart = (index: number): boolean => {
        const [before, here] = [places[index - 1], places[index]];
        return !before || !here || before.at + before.each.length < here.at;
      };
      const beginsAt = (index: number): boolean => {
        const at = places[index]?.at ?? 0;
        return isApart(index) && !foreignBefore.test(text.slice(Math.max(0, at - farthestBefore), at));
      };
      for (const { digits, dialled } of numbers)
        for (let from = all.indexOf(digits); from >= 0; from = all.indexOf(digits, from + 1)) {
          if (!isApart(from + digits.length)) continue;
          for (let begin = from; begin >= Math.max(0, from - longestPrefix); begin -= 1) {
            if (!dialled.test(all.slice(begin, from)) || !beginsAt(begin)) continue;
            const last = places[from + digits.length - 1];
            spans.push([places[begin]?.at ?? 0, (last?.at ?? 0) + (last?.each.length ?? 1)]);
            break;
          }
        }
    }
    return spans;
  };
};

/** What is told apart by no other sign goes with the number: its `+`. */
export const withoutSpans = (text: string, spans: readonly Span[], put: string): string => {
  let rest = "";
  let upTo = 0;
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    const from = text[start - 1] === "+" ? start - 1 : start;
    if (from < upTo) continue;
    rest += text.slice(upTo, from) + put;
    upTo = end;
  }
  return rest + text.slice(upTo);
};
