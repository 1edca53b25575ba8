// The lifecycle and all that it is made of, to be loaded once more with a fault planted in it.

export { applyToSession } from "../../../lib/commands/apply/apply-to-session.ts";
export { lifecycle, SessionLost } from "../../../lib/commands/execute-once.ts";
export { relayOutcomes } from "../../../lib/commands/relay-outcomes.ts";
export { Fault, faults } from "../../../lib/core/faults.ts";
export { ledger } from "../../../lib/records/ledger.ts";
export { rejectionOf } from "../../../lib/records/outcomes.ts";
export { sessionLeases } from "../../../lib/records/session-lease.ts";
export { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
