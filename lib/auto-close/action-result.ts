// How an action on one session of a sweep ends.
import type { faults } from "../core/faults.ts";
import type { SessionRecord } from "./records/run-records.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import type { SessionCode } from "./rules/session-code.ts";

/** `again`: the facts were too old by the time WTS could be called. `instead`: it cannot be done, and this is to be done. */
export type Acted =
  | (Pick<SessionRecord, "code" | "after"> & {
      result: "closed" | "warned" | "reopened" | "left" | "failed";
      /** To be published. */
      outcome?: { id: string; outcome: string };
    })
  | { result: "again" }
  | { result: "instead"; planned: PlannedAction };

export const left = (code: SessionCode | typeof faults.wtsOutcomeUnknown.code): Acted => ({ result: "left", code });

/** Nothing more can be done in this invocation, and nothing of it is lost: the next one goes on. */
export class RunInterrupted extends Error {
  override readonly name = "RunInterrupted";
}
