// Shows foreign text as what it is: what steers a terminal, begins a line, turns the direction or hides is spelt out, and everything people write stays.

/** It has no shape of its own, but does something to what stands around it. */
const unseen = String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]`;

/** Scripts in which a joiner between two letters is spelling. */
const joining = [
  "Arab",
  "Syrc",
  "Deva",
  "Beng",
  "Guru",
  "Gujr",
  "Orya",
  "Taml",
  "Telu",
  "Knda",
  "Mlym",
  "Sinh",
  "Khmr",
];
const joined = `[${joining.map((script) => String.raw`\p{Script=${script}}`).join("")}]`;

const pictograph = String.raw`\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier})?`;

/** In these an unseen character is ordinary: emoji, flags and key caps, one of several shapes of a sign, and the joiners of some scripts. */
const ordinary = [
  String.raw`\p{RGI_Emoji}`,
  String.raw`${pictograph}(?:\u200d${pictograph})*`,
  String.raw`[\p{Emoji}\p{Script=Han}][\ufe00-\ufe0f]`,
  String.raw`(?=[\u200c\u200d])(?<=${joined}\p{Mn}{0,4})[\u200c\u200d](?=${joined})`,
].join("|");

/** Most lines are of these, in which nothing is unseen: for them the patterns below need not be made, which takes 25 ms. */
const onlySeen = /^[ -~\u00a0-\u00ac\u00ae-\u02ff]*$/;

const makePatterns = () => ({
  some: new RegExp(unseen, "v"),
  either: new RegExp(`(?:${ordinary})|(${unseen})`, "gv"),
});
let patterns: ReturnType<typeof makePatterns> | undefined;

/** Calls `spell` for what is not ordinary. */
const withSpelt = (text: string, spell: (character: string) => string): string => {
  if (onlySeen.test(text)) return text;
  patterns ??= makePatterns();
  if (!patterns.some.test(text)) return text;
  return text.replaceAll(patterns.either, (found, character: string | undefined) =>
    character ? spell(character) : found,
  );
};

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const hex = (code: number): string => code.toString(16).padStart(4, "0");

const spelt = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return shortEscapes[character] ?? (code > 0xffff ? `\\u{${hex(code)}}` : `\\u${hex(code)}`);
};

/** It is one line, and reads from left to right as far as its letters do. What was shown once stays as it is. */
export const shownText = (text: string): string => withSpelt(text, spelt);

const inJson = (character: string): string =>
  character === "\n"
    ? character
    : character
        .split("")
        .map((unit) => `\\u${hex(unit.charCodeAt(0))}`)
        .join("");

/** Programs read the same value from it: within JSON only the line ends between its lines are real ones. */
export const shownJson = (value: unknown, indent?: number): string =>
  withSpelt(JSON.stringify(value, null, indent), inJson);
