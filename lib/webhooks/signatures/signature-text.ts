// Takes signatures and timestamps out of a text, whatever separators the sender likes.
import type { SignatureForm, SignatureRecipe } from "./scheme.ts";

/** The signature is the whole text, unless the scheme says otherwise. */
export const formOf = ({ form }: SignatureRecipe): SignatureForm => form ?? { prefix: "" };

/** They stay in the order they came; an item without a pair has no key. */
const items = (text: string, { separator, pair }: { separator: string; pair: string }): [string, string][] =>
  text.split(separator).flatMap((each): [string, string][] => {
    const item = each.trim();
    const end = item.indexOf(pair);
    return end === -1 ? [] : [[item.slice(0, end), item.slice(end + pair.length)]];
  });

/** All values of `key`, of which there are none when the form is no list. */
export const partValues = (text: string, form: SignatureForm, key: string): readonly string[] =>
  "separator" in form ? items(text, form).flatMap(([name, value]) => (name === key ? [value] : [])) : [];

/** `hasOthers` says that the text has signatures of other versions. */
export const signatureTexts = (
  text: string,
  form: SignatureForm,
): { readonly texts: readonly string[]; readonly hasOthers: boolean } => {
  if ("separator" in form) return { texts: partValues(text, form, form.key), hasOthers: items(text, form).length > 0 };
  const isOurs = text.startsWith(form.prefix);
  return { texts: isOurs ? [text.slice(form.prefix.length)] : [], hasOthers: /^\w+=./.test(text) };
};

export const writeSignature = (
  signature: string,
  form: SignatureForm,
  timestampPart: readonly [string, string] | undefined,
): string => {
  if ("prefix" in form) return form.prefix + signature;
  const pairs = [...(timestampPart === undefined ? [] : [timestampPart]), [form.key, signature]];
  return pairs.map((pair) => pair.join(form.pair)).join(form.separator);
};
