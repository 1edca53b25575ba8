// Names as people compare them.

/** Case, accents and the number of spaces do not distinguish people. */
export const foldName = (name: string): string =>
  name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
