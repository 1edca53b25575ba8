// Takes out of a text what systems write around a phone number, until there are digits, and says what kind of digits they are.

type PhoneDigits =
  | {
      /** In a bare one nothing says whether a country code stands in front. */
      kind: "international" | "bare";
      digits: string;
      /** It may be two numbers, or one with a slash behind its area code. */
      hasSlash: boolean;
    }
  | { kind: "none"; found: string };

const none = (found: string): PhoneDigits => ({ kind: "none", found });

/** Every script has its ten digits in a row, so that a digit's value is the number of those before it. */
const digitValue = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
};

/** Full-width characters become plain ones, every script's digits 0 to 9, every dash a hyphen; what nobody sees is left out. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\p{M}]|\p{Extended_Pictographic}/gu, "")
    .replaceAll(/(?![0-9])\p{Nd}/gu, digitValue)
    .replaceAll(/[\p{Pd}\u2212]/gu, "-")
    .replaceAll(/\s+/gu, " ")
    // Spreadsheets keep a text that looks like a number behind an apostrophe; lists and quoted fields leave their marks around it.
    .replaceAll(/^[\s'"<]+|[\s'">,;]+$/g, "")
    // What people note behind a number, such as (WhatsApp) or (Maria): a digit in it may be of another number, or an extension.
    .replace(/ ?\([^()\d]*\)$/u, "");

/** WhatsApp's other ids: none of them holds a number, even where it has as many digits. */
const whatsappIds: readonly (readonly [pattern: RegExp, found: string])[] = [
  [/@lid$/i, "a hidden id of WhatsApp (@lid)"],
  [/@g\.us$/i, "a group of WhatsApp (@g.us)"],
  [/@(?:broadcast|newsletter)$/i, "a broadcast or channel of WhatsApp"],
  [/^[a-z]{2}\.[a-z0-9]+$/i, "a WhatsApp user id"],
];

/** A device or agent may be named behind the number. */
const whatsappAddress = /^\+?(\d+)(?:[.:]\d+)*@(?:c\.us|s\.whatsapp\.net)$/i;
const link = /^(?:https?:\/\/)?wa\.me\/(\d+)$/i;
/** Meta's lead ads write p: in front of a number, and people what kind of number it is. */
const addressPrefix =
  /^(?:(?:whatsapp|tel|sms|callto|p): ?|(?:cel(?:ular)?|telefone|fone|tel|whats(?:app)?|zap|wpp)(?:[.:]+ ?| ))/i;

const withoutAddress = (text: string): string => {
  const [number = "", ...parameters] = text.replace(addressPrefix, "").split(";");
  if (parameters.length === 0) return number;
  if (!/^tel:/i.test(text)) return text;
  const context = parameters.map((parameter) => /^phone-context=(\+[\d-]+)$/i.exec(parameter)?.[1]).find(Boolean);
  return context === undefined || number.startsWith("+") ? number : context + number;
};

const notation = /^[\d ().+/_[\]-]*$/;

/** Reads any text; what is no number is answered with what it seems to be, without repeating it. */
export const readPhoneText = (input: string): PhoneDigits => {
  const text = plain(input);
  const named = text.replace(/^whatsapp: ?/i, "");
  const id = whatsappIds.find(([pattern]) => pattern.test(named));
  if (id) return none(id[1]);
  const address = (whatsappAddress.exec(named) ?? link.exec(text))?.[1];
  if (address !== undefined) return { kind: "international", digits: address, hasSlash: false };
  const written = withoutAddress(text)
    // Spreadsheets write a number with its fraction.
    .replace(/^(\+?\d+)[.,]0{1,2}$/, "$1")
    // In Brazil the place of the carrier is written as 0xx11 or 0**11.
    .replace(/\b0 ?(?:xx|\*\*) ?(?=\d)/i, "0")
    // Abroad the 0 of calls within the country stands in brackets, as in +44 (0)20.
    .replace(/\( ?0 ?\)/, "");
  if (!notation.test(written)) return none("a text with other characters than a number has");
  if (/\d.*\+/.test(written) || /\+.*\+/.test(written)) return none("a text with a + that is not in front");
  const hasPlus = written.includes("+");
  const digits = written.replaceAll(/\D/g, "");
  if (digits === "") return none("a text without digits");
  const hasSlash = written.includes("/");
  // No country code begins with 0: more zeros are filled in by systems with fields of a fixed length.
  if (digits.startsWith("000")) return { kind: "bare", digits: digits.replace(/^0+/, ""), hasSlash };
  if (digits.startsWith("00")) return { kind: "international", digits: digits.slice(2), hasSlash };
  return { kind: hasPlus && !digits.startsWith("0") ? "international" : "bare", digits, hasSlash };
};
