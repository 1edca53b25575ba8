// Reads a text in all the ways in which senders wrap one: what is looked for may be encoded, compressed, or both.
import { gunzipSync, inflateSync } from "node:zlib";

/** Nobody wraps a body more often than this. */
const deepest = 6;
/** No few bytes become gigabytes here. */
const maxOutputLength = 16 * 1024 * 1024;

const attempt = (read: () => string): string[] => {
  try {
    return [read()];
  } catch {
    return [];
  }
};

const bytesReadings = (bytes: Buffer): string[] => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return attempt(() => gunzipSync(bytes, { maxOutputLength }).toString());
  if (bytes[0] === 0x78) {
    const inflated = attempt(() => inflateSync(bytes, { maxOutputLength }).toString());
    if (inflated.length > 0) return inflated;
  }
  const text = bytes.toString();
  // Older senders write Latin-1, in which every byte is a character.
  return text.includes("\ufffd") ? [text, bytes.toString("latin1"), bytes.toString("utf16le")] : [text];
};

/** Shorter than that, nothing that anybody is known by is written. */
const shortestRun = 8;
const legibleRun = new RegExp(`(?:[^\\p{Cc}\ufffd]|[\\t\\r\\n]){${shortestRun},}`, "gu");

/** What can be read among bytes that are none of a text: a form's field comes after the picture that was sent with it. */
const legible = (text: string): string[] => {
  const runs = text.match(legibleRun) ?? [];
  return runs.length > 0 ? [runs.join("\n")] : [];
};

const base64Run = /[A-Za-z0-9+/_-]{11,}={0,2}/g;

const fromBase64 = (text: string): string[] =>
  (text.match(base64Run) ?? []).flatMap((run) => {
    const bytes = Buffer.from(run, run.includes("-") || run.includes("_") ? "base64url" : "base64");
    return bytesReadings(bytes).flatMap(legible);
  });

const fromPercent = (text: string): string[] => {
  if (!/%[0-9a-f]{2}/i.test(text)) return [];
  const plain = text.replaceAll("+", " ");
  const bytes = Buffer.from(
    plain.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  return bytesReadings(bytes);
};

const escapes = /\\(?:u([0-9a-f]{4})|(["/\\])|([nrtbf]))/gi;

/** One layer at a time: JSON in JSON, and what its encoder escapes. */
const fromEscapes = (text: string): string[] => {
  const plain = text.replaceAll(escapes, (_, hex?: string, character?: string) =>
    hex === undefined ? (character ?? " ") : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return plain === text ? [] : [plain];
};

const fromQuotedPrintable = (text: string): string[] =>
  /=[0-9A-F]{2}/.test(text)
    ? bytesReadings(
        Buffer.from(
          text
            .replaceAll(/=\r?\n/g, "")
            .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          "latin1",
        ),
      )
    : [];

/** There is no character beyond the last one; whoever writes its number has hidden nobody behind it. */
const characterOf = (code: number): string => (code > 0x10ffff ? " " : String.fromCodePoint(code));

const fromEntities = (text: string): string[] =>
  /&#x?[0-9a-f]+;/i.test(text)
    ? [
        text
          .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => characterOf(Number.parseInt(hex, 16)))
          .replaceAll(/&#(\d{1,6});/g, (_, code: string) => characterOf(Number(code))),
      ]
    : [];

const unwrappings = [fromBase64, fromPercent, fromEscapes, fromQuotedPrintable, fromEntities];

/** The text itself comes first; none comes twice. */
export const readingsOf = (text: string): readonly string[] => {
  const seen = new Set([text]);
  let layer: readonly string[] = [text];
  for (let depth = 0; depth < deepest && layer.length > 0; depth += 1) {
    const inner = layer.flatMap((each) => unwrappings.flatMap((unwrap) => unwrap(each)));
    layer = [...new Set(inner)].filter((each) => !seen.has(each));
    for (const each of layer) seen.add(each);
  }
  return [...seen];
};
