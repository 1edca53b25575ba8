// The option of a header that comes with a file, the same for what is sent and what is explained.
import { type HeaderTexts, headerText } from "../typed-values.ts";

/** A file has no headers unless it is a whole event, and one of them says which charset a body is in. */
export const headerOption: [string, string, (text: string, others?: HeaderTexts) => HeaderTexts] = [
  "--header <header>",
  'a header that comes with it, such as "content-type: text/xml; charset=iso-8859-1"; may be given several times',
  headerText,
];
