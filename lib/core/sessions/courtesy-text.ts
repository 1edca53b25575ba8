// Says whether a whole text is only courtesy, after what we said before it; a doubt is none.
import {
  courtesyPhrases,
  courtesySigns,
  gradeCompany,
  gradeWords,
  listedIn,
  signsOfCompany,
} from "./courtesy-words.ts";
import { type Asked, whatIsAsked } from "./what-is-asked.ts";

/** What a phrase is taken for. A sign, such as a thumb, is taken for an OK. */
type PhraseKind = "thanks" | "assent" | "refusal" | "company" | "grade" | "gradeCompany";

/** Nobody says thanks at such a length. */
const longestText = 300;
/** In words. */
const longestPhrase = 6;
/** As many as in "10/10" and "9,5". */
const mostGrades = 2;

const laughter = /^(?:k{2,}|(?:rs)+|(?:ha){2,}h?|(?:ah){2,}a?|(?:he){2,}h?|(?:hua)+)$/;
const emoticons = /(?:[:;=]-?[)\]dp*]+|<3+|\^[_-]?\^)(?![\p{L}\p{N}])/gu;
const questionMarks = /[?¿؟⸮‽❓❔]/u;
const tones = /\p{Emoji_Modifier}|[♀♂]/gu;

/** "okkk" is said as "ok" is. */
const withoutRepeats = (word: string): string => word.replaceAll(/(\p{L})\1+/gu, "$1");

/** Case, accents, widths, variants and tones of signs do not distinguish what people say; marks that nobody sees are gone. */
const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll(tones, "");

/** Undefined for a text that cannot be courtesy, whatever its words are. */
const partsOf = (text: string): { words: readonly string[]; hasSigns: boolean } | undefined => {
  if (text.length > longestText) return undefined;
  const plain = folded(text);
  if (questionMarks.test(plain)) return undefined;
  const bare = plain.replaceAll(emoticons, " ");
  let hasSigns = bare !== plain;
  let rest = "";
  for (const sign of bare) {
    if (courtesySigns.has(sign)) hasSigns = true;
    else if (!signsOfCompany.has(sign) && !/[\p{L}\p{N}\s\p{P}]/u.test(sign)) return undefined;
    rest += /[\p{L}\p{N}]/u.test(sign) ? sign : " ";
  }
  const words = rest.split(" ").filter((word) => word !== "");
  return { words: words.map((word) => (laughter.test(word) ? "k" : withoutRepeats(word))), hasSigns };
};

const phraseOf = (text: string): string => partsOf(text)?.words.join(" ") ?? "";

const known: ReadonlyMap<string, PhraseKind> = new Map<string, PhraseKind>([
  ...courtesyPhrases.map(([phrase, kind]) => [phraseOf(phrase), kind] as const),
  ...listedIn(gradeCompany).map((phrase) => [phraseOf(phrase), "gradeCompany"] as const),
  ...gradeWords.map((word) => [phraseOf(word), "grade"] as const),
]);

/** Whether a word or phrase that somebody adds can be found in a text at all. */
export const isCourtesyPhrase = (phrase: string): boolean => {
  const parts = partsOf(phrase);
  return parts !== undefined && !parts.hasSigns && parts.words.length > 0 && parts.words.length <= longestPhrase;
};

const isGrade = (word: string): boolean => /^\d{1,2}$/.test(word) && Number(word) <= 10;

/** Which kinds are courtesy after what we asked. */
const allowedAfter = ({ hasOpenQuestion, forMore, forGrade }: Asked): readonly PhraseKind[] => [
  ...(["thanks", "company"] as const),
  ...(hasOpenQuestion ? [] : (["assent"] as const)),
  ...(forMore ? (["refusal"] as const) : []),
  ...(forGrade ? (["grade", "gradeCompany"] as const) : []),
];

/** How the words up to a place can be taken: in none of the ways is a word left over. */
interface Reading {
  /** Company alone is no courtesy: nobody knows what "bom dia" is to lead to. */
  saysSomething: boolean;
  grades: number;
}

const readAll = (words: readonly string[], kindsOf: (phrase: string) => readonly PhraseKind[]): readonly Reading[] => {
  const upTo: Map<string, Reading>[] = Array.from({ length: words.length + 1 }, () => new Map());
  const add = (place: number, reading: Reading) =>
    upTo[place]?.set(`${reading.saysSomething} ${reading.grades}`, reading);
  add(0, { saysSomething: false, grades: 0 });
  for (const [start, readings] of upTo.entries())
    for (let end = start + 1; end <= Math.min(words.length, start + longestPhrase) && readings.size > 0; end += 1)
      for (const kind of kindsOf(words.slice(start, end).join(" ")))
        for (const { saysSomething, grades } of readings.values()) {
          const isCompany = kind === "company" || kind === "gradeCompany";
          const next = { saysSomething: saysSomething || !isCompany, grades: grades + (kind === "grade" ? 1 : 0) };
          if (next.grades <= mostGrades) add(end, next);
        }
  return [...(upTo[words.length]?.values() ?? [])];
};

/** By which courtesy is known in one conversation. */
export interface CourtesyTerms {
  /** Somebody's own words and phrases. */
  furtherWords?: readonly string[] | undefined;
  /** Whom the contact may thank by name: a name alone says nothing. */
  names?: readonly string[];
}

/** `ours` is what we said last, in the order in which we said it. */
export const isCourtesyText = (
  text: string,
  { ours = [], furtherWords = [], names = [] }: CourtesyTerms & { ours?: readonly string[] } = {},
): boolean => {
  const parts = partsOf(text);
  if (parts === undefined) return false;
  const asked = whatIsAsked(ours);
  if (parts.hasSigns && asked.hasOpenQuestion) return false;
  const [further, named] = [furtherWords, names].map((given) => new Set(given.filter(isCourtesyPhrase).map(phraseOf)));
  const allowed = allowedAfter(asked);
  const kindsOf = (phrase: string): readonly PhraseKind[] => {
    const kinds = [
      known.get(phrase),
      ...(further?.has(phrase) ? (["assent"] as const) : []),
      ...(named?.has(phrase) ? (["company"] as const) : []),
    ];
    return [...kinds, ...(isGrade(phrase) ? (["grade"] as const) : [])].filter(
      (kind) => kind !== undefined && allowed.includes(kind),
    ) as PhraseKind[];
  };
  return readAll(parts.words, kindsOf).some(({ saysSomething }) => saysSomething || parts.hasSigns);
};
