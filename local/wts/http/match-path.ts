// Matches an address against a pattern such as /chat/v1/session/{id}/note.

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

export const matchPath = (pattern: string, pathname: string): Record<string, string> | undefined => {
  const expected = pattern.split("/");
  const found = pathname.split("/");
  if (expected.length !== found.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const segment = found[index] ?? "";
    if (!part.startsWith("{")) {
      if (part !== segment) return undefined;
    } else if (segment === "") return undefined;
    else params[part.slice(1, -1)] = decoded(segment);
  }
  return params;
};
