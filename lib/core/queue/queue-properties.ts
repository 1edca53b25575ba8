// Reads the properties of a queue message. What is missing there no repetition can mend, so they throw ENVELOPE_INVALID.
import { Fault, faults } from "../faults.ts";
import { isProperties, own, ownText, type Properties } from "../value.ts";

const needs = (name: string, expected: string): Fault =>
  new Fault(faults.envelopeInvalid, { message: `the queue message needs ${name}, ${expected}` });

export const textIn = (input: Properties, name: string): string => {
  const value = ownText(input, name);
  if (value) return value;
  throw needs(name, "a text");
};

export const choiceIn = <Choice extends string>(
  input: Properties,
  name: string,
  choices: readonly Choice[],
): Choice => {
  const choice = choices.find((known) => known === own(input, name));
  if (choice !== undefined) return choice;
  throw needs(name, `one of ${choices.join(", ")}`);
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
  if (isProperties(value)) return value;
  throw needs(name, "an object");
};

export const objectsIn = (input: Properties, name: string): readonly Properties[] => {
  const value = own(input, name);
  if (Array.isArray(value) && value.every(isProperties)) return value;
  throw needs(name, "a list of objects");
};

/** Answers an object of that property alone, or of none where it is not there, to be spread into what is read. */
export const optional = <Name extends string, Value>(
  input: Properties,
  name: Name,
  read: (input: Properties, name: string) => Value,
): { [Key in Name]?: Value } =>
  (own(input, name) === undefined ? {} : { [name]: read(input, name) }) as { [Key in Name]?: Value };
