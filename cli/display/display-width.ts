// Says how many columns of a terminal a text takes, so that columns stay below each other whatever people are called.

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const ascii = /^[\x20-\x7e]*$/;
const emoji = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation})/v;
/** The letters of East Asia, with their punctuation and full-width forms, take two columns. */
const wide =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const halfWidth = /^[\uff61-\uffdc\uffe8-\uffee]/;
const combining = /^\p{Mark}/u;

const widthOf = (grapheme: string): number => {
  if (combining.test(grapheme)) return 0;
  return emoji.test(grapheme) || (wide.test(grapheme) && !halfWidth.test(grapheme)) ? 2 : 1;
};

export const displayWidth = (text: string): number =>
  ascii.test(text) ? text.length : [...graphemes.segment(text)].reduce((sum, { segment }) => sum + widthOf(segment), 0);
