// Drops a command whose sender saw the session otherwise than it is now.
import type { Expectation } from "../../core/expect.ts";
import { Fault, faults } from "../../core/faults.ts";
import { instantMs } from "../../core/instant.ts";
import type { WtsSession } from "../../wts/types.ts";

const same = (name: keyof Expectation, expected: string | null, actual: string | null): boolean => {
  if (expected === null || actual === null) return expected === actual;
  if (name === "lastMessageIn") return instantMs(expected) === instantMs(actual);
  return expected.toLowerCase() === actual.toLowerCase();
};

/** Throws EXPECTATION_NOT_MET naming what differs, with the values neither of us minds showing. */
export const guardExpectation = (expect: Expectation, session: WtsSession): void => {
  const issues = Object.entries(expect).flatMap(([key, expected]) => {
    const name = key as keyof Expectation;
    const actual = session[name] ?? null;
    if (same(name, expected, actual)) return [];
    const message = `expected ${expected ?? "none"}, the session has ${actual ?? "none"}`;
    return [{ path: `expect.${name}`, code: "EXPECTATION_DIFFERS" as const, message }];
  });
  if (issues.length > 0) throw new Fault(faults.expectationNotMet, { issues });
};
