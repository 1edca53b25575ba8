// Is what a handler throws when WTS would say no; how that is worded on the wire is decided in one place, by the switches.

type RefusalKind = "form-error" | "not-found" | "bad-input";

export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly errors: Record<string, string[]>;

  constructor(kind: RefusalKind, text: string, errors: Record<string, string[]> = {}) {
    super(text);
    this.kind = kind;
    this.errors = errors;
  }
}

export const formError = (text: string): Refusal => new Refusal("form-error", text);

export const notFound = (text: string): Refusal => new Refusal("not-found", text);

export const badInput = (name: string, value: unknown): Refusal => {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return new Refusal("bad-input", "One or more validation errors occurred.", {
    [name]: [`The value '${shown}' is not valid.`],
  });
};
