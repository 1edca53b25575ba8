// Says when a session is not what it was when it was read: then it has to be looked at again.
import { type Fault, faults } from "../core/faults.ts";

/** A session that changes while it is decided on is decided on anew, but not for ever. */
export const maxAttempts = 3;

export const changed: readonly Fault["kind"][] = [faults.expectationNotMet, faults.commandInvalid, faults.wtsRefused];
