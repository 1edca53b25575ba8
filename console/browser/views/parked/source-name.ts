// A source's own name, without the way by which it came, which stands before it.

export const sourceName = (source: string): string => source.replace(/^[a-z]+:/, "");
