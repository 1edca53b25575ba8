// Keeps what somebody else wrote from being nested deeper than anything that walks it can go: a value of a hundred thousand lists ends a process that meets it.

/** No sender nests deeper, and whatever walks a value may go this deep. */
export const deepestJson = 100;

/** What is put into a message that has to be read again has less: an event of the bus that is parked, and what a mapping yields. */
export const deepestEnclosed = 90;

export const nestedDeeper = (deepest = deepestJson): string => `nested deeper than ${deepest} levels`;

/** Where the text that begins at this quotation mark ends. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === '"') break;
  }
  return at;
};

/** The text is looked through once, and not read: what is no JSON is for the reader to say. */
export const isTextTooDeep = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case "[":
      case "{":
        depth += 1;
        if (depth > deepestJson) return true;
        break;
      case "]":
      case "}":
        depth -= 1;
    }
  }
  return false;
};

const isNest = (value: unknown): value is object => typeof value === "object" && value !== null;

/** For a value that something else has read already, level by level. What stands there twice is looked at once. */
export const isTooDeep = (value: unknown, deepest = deepestJson): boolean => {
  let level = [value].filter(isNest);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = [...new Set(level.flatMap((nest) => Object.values(nest).filter(isNest)))];
  }
  return false;
};

const cut = (value: unknown, levels: number): unknown => {
  if (!isNest(value)) return value;
  if (levels === 0) return {};
  if (Array.isArray(value)) return value.map((inner) => cut(inner, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, levels - 1)]));
};

/** What is one level too deep is empty: whoever looks at it can walk it, and still sees that it was too deep. */
export const cutDeep = (value: unknown, deepest = deepestJson): unknown =>
  isTooDeep(value, deepest) ? cut(value, deepest) : value;
