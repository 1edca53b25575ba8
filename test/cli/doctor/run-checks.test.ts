// Checks run side by side: whichever fails or hangs says so in its own line, and hides none of the others.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkNames, notChecked, ok } from "../../../cli/doctor/finding.ts";
import { type Check, runChecks } from "../../../cli/doctor/run-checks.ts";

const limits = {
  limitMs: 20,
  failed: (error: unknown) => ({ what: `failed: ${Object(error).message}` }),
  tookTooLong: (ms: number) => ({ what: `nothing within ${ms}` }),
};

const behaviours = {
  good: async () => [ok("node", { what: "good" })],
  throws: async () => {
    throw new Error("away");
  },
  hangs: () => new Promise<never>(() => {}),
} as const;
type Behaviour = keyof typeof behaviours;

const outcomes: Readonly<Record<Behaviour, (name: Check["name"]) => unknown>> = {
  good: () => ok("node", { what: "good" }),
  throws: (name) => notChecked(name, { what: "failed: away" }),
  hangs: (name) => notChecked(name, { what: "nothing within 20" }),
};

test("each check has its line, whatever the others do", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          name: fc.constantFrom(...checkNames),
          does: fc.constantFrom(...(Object.keys(behaviours) as Behaviour[])),
        }),
        { maxLength: 8 },
      ),
      async (planned) => {
        const checks = planned.map(({ name, does }) => ({ name, run: behaviours[does] }));
        const found = await runChecks(checks, limits);
        const expected = planned.map(({ name, does }) => outcomes[does](name));
        expect([...found].map((each) => JSON.stringify(each)).sort()).toEqual(
          expected.map((each) => JSON.stringify(each)).sort(),
        );
      },
    ),
    { numRuns: 15 },
  ));

test("they stand in the order of their names, the worst of one name first", async () => {
  const found = await runChecks(
    [
      { name: "parked", run: async () => [ok("parked", { what: "b" }), notChecked("parked", { what: "a" })] },
      { name: "node", run: behaviours.good },
    ],
    limits,
  );
  expect(found.map(({ what }) => what)).toEqual(["good", "a", "b"]);
});
