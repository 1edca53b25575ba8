// `{policy}` and `{run}` in the texts of a policy, so that a closed session says who closed it.
import { nearest } from "../names.ts";

const names = ["policy", "run"] as const;
type Filling = Record<(typeof names)[number], string>;

const placeholder = /\{([^{}\s]*)\}/g;

const hintFor = (name: string): string => {
  const near = nearest(name, names);
  return near === undefined ? "" : `; the nearest is {${near}}`;
};

/** The name of another system's placeholder is a problem: left in braces it would reach the contact as it stands. */
export const placeholderProblem = (text: string): string | undefined => {
  for (const [, name = ""] of text.matchAll(placeholder))
    if (!names.some((known) => known === name))
      return `has a placeholder other than {${names.join("} and {")}}${hintFor(name)}`;
  return undefined;
};

export const fillIn = (text: string, filling: Filling): string =>
  text.replaceAll(placeholder, (whole, name: string) =>
    names.find((known) => known === name) ? filling[name as keyof Filling] : whole,
  );
