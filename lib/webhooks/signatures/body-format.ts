// Says what a body is by its bytes alone: its content type is signed by nobody, and may be anything.

export const bodyFormats = ["json", "form", "multipart", "text"] as const;

export type BodyFormat = (typeof bodyFormats)[number];

/** A mark of the byte order at its beginning, by the charset it stands for. */
const marks: readonly [charset: string, mark: string][] = [
  ["utf-8", "\u00ef\u00bb\u00bf"],
  ["utf-16le", "\u00ff\u00fe"],
  ["utf-16be", "\u00fe\u00ff"],
];

/** Undefined where there is none. */
export const charsetOfMark = (bytes: Uint8Array): string | undefined => {
  const start = Buffer.from(bytes.subarray(0, 3)).toString("latin1");
  return marks.find(([, mark]) => start.startsWith(mark))?.[0];
};

const hasFormPair = /^[^\s&=<>"{}]+[=&]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what no form has, since it escapes them.
const controls = /[\u0000-\u001f\u007f]/;

/** Of UTF-16 every second byte is 0 where it writes our letters. */
const asciiOf = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes).toString("latin1");
  const charset = charsetOfMark(bytes);
  if (charset === undefined) return text;
  return charset === "utf-8" ? text.slice(3) : text.slice(2).replaceAll("\u0000", "");
};

/** A form that somebody wrote by hand ends in a line end, which is no part of its last field. */
export const withoutLineEnd = (form: string): string => form.replace(/\r?\n$/, "");

/** One character stands for one byte. */
const looksLikeForm = (text: string): boolean => hasFormPair.test(text) && !controls.test(withoutLineEnd(text));

export const formatOf = (bytes: Uint8Array): BodyFormat => {
  const text = asciiOf(bytes);
  if (/^\s*[{[]/.test(text)) return "json";
  if (/^(?:\r?\n)*--[^\r\n]+\r?\n/.test(text) && /^content-disposition:/im.test(text.slice(0, 2_000)))
    return "multipart";
  return looksLikeForm(text) ? "form" : "text";
};
