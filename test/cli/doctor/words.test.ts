// Whatever doctor may find is said in Portuguese to whoever reads that, with no English word left, and each place is about the same.
import { expect, test } from "@jest/globals";
import { doctorWords } from "../../../cli/doctor/doctor-words.ts";
import { englishIn } from "../../support/english-words.ts";

const { en, "pt-BR": pt } = doctorWords;

/** A text where a name or a number goes: no words of ours. */
const said = (entry: unknown): string => {
  const made = typeof entry === "function" ? entry("7", "7", "7") : entry;
  return typeof made === "string" ? made : Object.values(Object(made)).join("\n");
};
/** Commands, options, settings and names of AWS are the same in every language. */
const withoutNames = (text: string): string => text.replaceAll(/`[^`]+`|wts\.\w+|\w+-dead|Service Quotas[^,)]*/g, "");

test.each(Object.keys(pt) as (keyof typeof pt)[])("%s", (name) => {
  expect(englishIn(withoutNames(said(pt[name])))).toEqual([]);
  const commands = (text: string): string[] =>
    (text.match(/npm run hooks -- [a-z -]+/g) ?? []).map((line) => line.trim());
  expect(commands(said(pt[name]))).toEqual(commands(said(en[name])));
});

test.each([
  [1, "1 errado, 0 para olhar, 1 não verificado, 1 bom", "1 cliente, 1 fonte"],
  [2, "2 errados, 0 para olhar, 2 não verificados, 2 bons", "2 clientes, 2 fontes"],
])("%i is counted as it is spoken", (count, summary, access) => {
  expect(pt.summary({ wrong: count, warning: 0, "not-checked": count, ok: count })).toBe(summary);
  expect(pt.accessGood(count, count)).toEqual({ what: access });
});
