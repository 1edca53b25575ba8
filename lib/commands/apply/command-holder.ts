// Describes who does what a hold command asks for. Holding is handed in: it uses commands, not the other way round.
import type { HoldCommand } from "../../core/command/command.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import type { Wts } from "../../wts/connect.ts";
import type { Routed } from "./command-router.ts";
import type { FieldChange } from "./preview.ts";

export interface HoldForSession {
  command: HoldCommand;
  provenance: Provenance;
  /** The contact's tag that asks for it. */
  tag?: string;
  wts: Wts;
}

export interface CommandHolder {
  /** Throws COMMAND_INVALID for a time that is past or too far, SESSION_NOT_OPEN, and what reading the session throws. */
  apply(hold: HoldForSession): Promise<Routed>;
  /** It only reads, and throws what `apply` would throw. */
  preview(account: string, command: HoldCommand, wts: Wts): Promise<{ changes: readonly FieldChange[] }>;
}
