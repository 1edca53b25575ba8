// Makes a line of a name that others chose, for places that hold nothing but text: an option, a caption, a title.
import { shownText } from "../../../lib/core/texts/shown-text.ts";

const mostCharacters = 60;

/** What steers or hides is spelt out, and what is long is cut: an option opens a list as wide as the longest one. */
export const nameText = (name: string): string => {
  // A surrogate pair is not cut in two.
  const cut = name.length > mostCharacters ? `${name.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, "")}…` : name;
  return shownText(cut);
};
