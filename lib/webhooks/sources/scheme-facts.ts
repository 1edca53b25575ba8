// What is known of a source's scheme; hooks.config.ts was checked when it was bundled, so there is something.
import { Fault, faults } from "../../core/faults.ts";
import { type SchemeFacts, schemeFacts } from "../signatures/facts.ts";
import type { SchemeChoice } from "../signatures/scheme.ts";

/** Throws CONFIG_INVALID for a scheme that does not exist. */
export const factsOf = (verify: SchemeChoice): SchemeFacts => {
  const facts = schemeFacts(verify);
  if (facts) return facts;
  throw new Fault(faults.configInvalid, { message: "a source's verify names no scheme, or options it does not have" });
};
