// Turns bytes into text in the charset that is declared for them, and into nothing where they are of another one: a character that is lost cannot be told from one that was meant.
import { Fault, faults } from "../../core/faults.ts";

export const notMapped = (message: string): Fault => new Fault(faults.deliveryNotMapped, { message });

/** ASCII has no bytes beyond 127, so that whoever declares it and sends some means another charset: UTF-8, unless it is none. */
const saysNothing = /^(?:us-)?ascii$/i;

/** Undefined where none is declared. */
export const charsetIn = (contentType: string | undefined): string | undefined => {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|'?([^\s;"']+))/i.exec(contentType ?? "") ?? [];
  const charset = (quoted ?? bare)?.trim();
  return charset === undefined || charset === "" || saysNothing.test(charset) ? undefined : charset;
};

type Decoder = InstanceType<typeof TextDecoder>;

/** A form is decoded field by field, and making a decoder takes longer than a field. By the name in small letters: a sender has hundreds of thousands of spellings. */
const decoders = new Map<string, Decoder>();

/** Undefined for a charset that the runtime does not know. */
const decoderOf = (charset: string): Decoder | undefined => {
  const name = charset.toLowerCase();
  try {
    const decoder = decoders.get(name) ?? new TextDecoder(name, { fatal: true });
    decoders.set(name, decoder);
    return decoder;
  } catch {
    return undefined;
  }
};

export const isCharset = (name: string): boolean => decoderOf(name) !== undefined;

/** A form's separators are ASCII, so that UTF-16 cannot be the charset of its values. */
export const asFormCharset = (charset: string | undefined): string | undefined =>
  charset !== undefined && /^utf-16(?:le|be)?$/.test(decoderOf(charset)?.encoding ?? "") ? undefined : charset;

/** Without a charset the bytes have to be UTF-8. A byte order mark is dropped. Throws DELIVERY_NOT_MAPPED. */
export const decode = (bytes: Uint8Array, charset: string | undefined): string => {
  const decoder = decoderOf(charset ?? "utf-8");
  if (decoder === undefined)
    throw notMapped("the body is in a charset that is not known here; ask the sender for UTF-8");
  try {
    return decoder.decode(bytes);
  } catch {
    throw notMapped(
      charset === undefined
        ? "the body is not valid UTF-8, and no other charset is declared; ask the sender for UTF-8, or to declare what it sends (charset=…)"
        : "the body is not in the charset that is declared for it; ask the sender for UTF-8",
    );
  }
};
