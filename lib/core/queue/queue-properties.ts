// Reads the properties of a queue message; what is missing there no repetition can mend.
import { Fault, faults } from "../faults.ts";
import { own, type Properties } from "../value.ts";

const needs = (name: string, expected: string): Fault =>
  new Fault(faults.envelopeInvalid, { message: `the queue message needs ${name}, ${expected}` });

export const textIn = (input: Properties, name: string): string => {
  const value = own(input, name);
  if (typeof value === "string" && value !== "") return value;
  throw needs(name, "a text");
};

export const countIn = (input: Properties, name: string): number => {
  const value = own(input, name);
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw needs(name, "a whole number");
};

export const textsIn = (input: Properties, name: string): readonly string[] => {
  const value = own(input, name);
  if (Array.isArray(value) && value.every((text) => typeof text === "string")) return value;
  throw needs(name, "a list of texts");
};

export const objectIn = (input: Properties, name: string): Properties => {
  const value = own(input, name);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Properties;
  throw needs(name, "an object");
};

/** By its name, or nothing where it is not there. */
export const optional = <Name extends string, Value>(
  input: Properties,
  name: Name,
  read: (input: Properties, name: string) => Value,
): { [Key in Name]?: Value } =>
  (own(input, name) === undefined ? {} : { [name]: read(input, name) }) as { [Key in Name]?: Value };
