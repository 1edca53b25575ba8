// Finds the one agent of the local world that somebody means, by name, e-mail or id.
import { findNamed } from "./find-named.ts";
import type { LocalAgent } from "./local-session.ts";

/** Throws Failure where none or several are called so. */
export const agentCalled = (agents: readonly LocalAgent[], name: string): LocalAgent =>
  findNamed(agents, name, {
    what: "agent",
    namesOf: ({ name: called, email, userId }) => [called, email, userId],
    apart: ({ name: called, email }) => `${called} (${email})`,
  });
