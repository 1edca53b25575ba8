// What every schema is put together with: JSON Schema 2020-12, as plain objects.

export type Schema = { readonly [keyword: string]: unknown };
export type Definitions = Readonly<Record<string, Schema>>;

/** A definition by its name, in a file that has it. */
export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

export const dialect = "https://json-schema.org/draft/2020-12/schema";

/** No property but these; `required` names those that have to be there. */
export const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

/** What we publish may have more properties one day, and a reader has to pass over them. */
export const open = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

export const anyOf = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas });
export const allOf = (...schemas: readonly Schema[]): Schema => ({ allOf: schemas });
export const not = (schema: Schema): Schema => ({ not: schema });
export const requires = (...names: readonly string[]): Schema => ({ required: names });
export const orNull = (schema: Schema): Schema => anyOf(schema, { type: "null" });
export const when = (condition: Schema, consequence: Schema, otherwise?: Schema): Schema => ({
  if: condition,
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
  then: consequence,
  ...(otherwise && { else: otherwise }),
});

/** Each property that is there is as its schema says; others are not spoken of. */
export const having = (properties: Readonly<Record<string, Schema>>): Schema => ({ properties });

const namesIn = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? (/^#\/\$defs\/(.+)$/.exec(inner)?.[1] ?? []) : namesIn(inner),
  );
};

/** Of all definitions those that `schema` leads to. */
export const definitionsFor = (schema: Schema, all: Definitions): Definitions => {
  const found = new Set<string>();
  const follow = (value: unknown): void => {
    for (const name of namesIn(value)) {
      if (found.has(name)) continue;
      found.add(name);
      follow(all[name]);
    }
  };
  follow(schema);
  return Object.fromEntries(
    Object.keys(all)
      .filter((name) => found.has(name))
      .map((name) => [name, all[name] ?? {}]),
  );
};
