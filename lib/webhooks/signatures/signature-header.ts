// Takes signatures and timestamps out of a header, whatever separators the sender likes.
import type { HeaderForm, SignatureRecipe } from "./scheme.ts";

/** The signature is the whole header, unless the scheme says otherwise. */
export const formOf = ({ form }: SignatureRecipe): HeaderForm => form ?? { prefix: "" };

/** They stay in the order they came; an item without a pair has no key. */
const items = (header: string, { separator, pair }: { separator: string; pair: string }): [string, string][] =>
  header.split(separator).flatMap((item): [string, string][] => {
    const text = item.trim();
    const end = text.indexOf(pair);
    return end === -1 ? [] : [[text.slice(0, end), text.slice(end + pair.length)]];
  });

/** All values of `key`, of which there are none when the form is no list. */
export const partValues = (header: string, form: HeaderForm, key: string): readonly string[] =>
  "separator" in form ? items(header, form).flatMap(([name, value]) => (name === key ? [value] : [])) : [];

/** `hasOthers` says that the header has signatures of other versions. */
export const signatureTexts = (
  header: string,
  form: HeaderForm,
): { readonly texts: readonly string[]; readonly hasOthers: boolean } => {
  if ("separator" in form)
    return { texts: partValues(header, form, form.key), hasOthers: items(header, form).length > 0 };
  const isOurs = header.startsWith(form.prefix);
  return { texts: isOurs ? [header.slice(form.prefix.length)] : [], hasOthers: /^\w+=./.test(header) };
};

export const writeSignature = (
  signature: string,
  form: HeaderForm,
  timestampPart: readonly [string, string] | undefined,
): string => {
  if ("prefix" in form) return form.prefix + signature;
  const pairs = [...(timestampPart === undefined ? [] : [timestampPart]), [form.key, signature]];
  return pairs.map((pair) => pair.join(form.pair)).join(form.separator);
};
