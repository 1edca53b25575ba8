// A refusal holds its correction with it, where there is one: a far-fetched name would only mislead.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { statuses } from "../../lib/core/command/status.ts";
import { nearest, nearestHint } from "../../lib/core/names.ts";

const properties = ["status", "department", "departmentId", "user", "metadata", "note", "farewell", "contactPhone"];

describe("the nearest name", () => {
  test.each([
    ["statu", "status"],
    ["stauts", "status"],
    ["STATUS", "status"],
    ["departament", "department"],
    ["depart", "department"],
    ["metadatas", "metadata"],
    ["notes", "note"],
    ["contactFone", "contactPhone"],
    ["usre", "user"],
  ])("to %s is %s", (word, expected) => {
    expect(nearest(word, properties)).toBe(expected);
  });

  test.each<[string, readonly string[]]>([
    ["OPEN", statuses],
    ["CLOSED", statuses],
    ["nome", ["policy", "run"]],
    ["x", ["policy", "run"]],
    ["telefone", properties],
    ["", properties],
    ["status", []],
  ])("to %j is none of %j", (word, known) => {
    expect(nearest(word, known)).toBeUndefined();
    expect(nearestHint(word, known)).toBe("");
  });

  test("is said in the words that are wanted", () => {
    expect(nearestHint("statu", properties)).toBe("; the nearest is status");
    expect(nearestHint("statu", properties, "; the nearest name is ")).toBe("; the nearest name is status");
  });

  test("is always found where one letter is missing, doubled, wrong or swapped with its neighbour", () => {
    const letters = fc.stringMatching(/^[a-z]{3,12}$/);
    const slip = fc.constantFrom("missing", "doubled", "wrong", "swapped");
    fc.assert(
      fc.property(letters, slip, fc.nat(), (name, kind, at) => {
        const index = at % (name.length - 1);
        const [before, one, two, after] = [name.slice(0, index), name[index], name[index + 1], name.slice(index + 2)];
        const slips = {
          missing: `${before}${two}`,
          doubled: `${before}${one}${one}${two}`,
          wrong: `${before}_${two}`,
          swapped: `${before}${two}${one}`,
        };
        expect(nearest(slips[kind as keyof typeof slips] + after, [name])).toBe(name);
      }),
    );
  });

  test("never is one that shares no letter with the word", () => {
    const of = (alphabet: string) => fc.stringMatching(new RegExp(`^[${alphabet}]{2,20}$`));
    fc.assert(
      fc.property(of("a-m"), fc.array(of("n-z")), (word, known) => {
        expect(nearest(word, known)).toBeUndefined();
      }),
    );
  });
});
