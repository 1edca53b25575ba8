// Describes who does what a route command asks for. Routing is handed in: it uses commands, not the other way round.
import type { RouteCommand } from "../../core/command/command.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import type { Properties } from "../../core/value.ts";
import type { Wts } from "../../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import type { HeldSession } from "../execute-once.ts";
import type { FieldChange } from "./preview.ts";
import type { StepRecord } from "./step-record.ts";

export interface RouteForSession {
  command: RouteCommand;
  provenance: Provenance;
  /** Its caller has taken it, and records how it ends. */
  session: Pick<HeldSession, "actByMs" | "writtenAt" | "remember">;
  wts: Wts;
  steps: StepRecord;
}

/** What a route command came to. */
export interface Routed {
  answer: WtsSession | WtsMessage;
  /** Absent where the session stays with whom it is. */
  outcome?: Outcome;
  /** Why it stays, for people. */
  remarks?: Properties;
}

interface RoutePreview {
  changes: readonly FieldChange[];
  /** The whole decision, with everybody who was passed over: ids and codes, and nobody's name. */
  decision: object;
}

export interface CommandRouter {
  /** Throws NOT_ROUTED with the decision where the session cannot be given to anybody, and SESSION_NOT_OPEN. */
  apply(route: RouteForSession): Promise<Routed>;
  /** It only reads, and throws what `apply` would throw before its first write. */
  preview(account: string, command: RouteCommand, wts: Wts): Promise<RoutePreview>;
}
