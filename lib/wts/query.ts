// Query strings in WTS's spelling: repeated keys for lists, dotted names for date ranges.

type QueryValue =
  | string
  | number
  | readonly string[]
  | { Before?: string; After?: string }
  | Readonly<Record<string, string>>
  | undefined;

export const queryOf = (filter: Readonly<Record<string, QueryValue>>): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    if (typeof value === "string" || typeof value === "number") query.append(name, String(value));
    else if (Array.isArray(value)) for (const item of value) query.append(name, item);
    else
      for (const [key, item] of Object.entries(value))
        if (item !== undefined) query.append(name === "Metadata" ? `Metadata[${key}]` : `${name}.${key}`, item);
  }
  return query;
};
