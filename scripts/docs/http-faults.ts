// Which failures no caller of the HTTP API is answered with: for the table of errors and for OpenAPI.
import { type FaultKind, faults } from "../../lib/core/faults.ts";

/** They stand in a log, a record, an outcome or a parked message: no HTTP caller is answered with one. */
export const neverOverHttp: ReadonlySet<FaultKind> = new Set([
  faults.sessionReferenceUnresolved,
  faults.deliveryNotMapped,
  faults.envelopeInvalid,
  faults.hopsExceeded,
  faults.loopSuspected,
  faults.autoCloseRefused,
  faults.autoCloseStopped,
  faults.wtsPageInvalid,
  faults.accountPaused,
  faults.busUnavailable,
  faults.retriesExhausted,
]);
