// What an import makes of one node, for the walk that puts all of them together.
import type { Code } from "../expressions/code.ts";
import type { Reason } from "../expressions/not-carried.ts";
import type { Value } from "../expressions/value.ts";

export const remarkCodes = [
  "ANSWERED_BY_US",
  "LOOKED_UP",
  "METADATA_KEPT",
  "COMPANY_OF_THE_SOURCE",
  "SYNCHRONOUS",
  "SESSION_OPEN_ONLY",
] as const;

/** Something that is done in another way here than in n8n, and well. */
export type RemarkCode = (typeof remarkCodes)[number];

export interface Command {
  readonly entries: readonly (readonly [string, Code])[];
}

export type Outcome =
  | { readonly kind: "passes"; readonly value: Value; readonly remarks?: readonly RemarkCode[] }
  | {
      readonly kind: "chooses";
      /** They are asked in this order; one without a test is what is left over. */
      readonly ways: readonly { readonly test: Code | undefined; readonly output: number }[];
      /** False: each way whose test is true is gone. */
      readonly isExclusive: boolean;
      readonly remarks?: readonly RemarkCode[];
    }
  | {
      readonly kind: "commands";
      readonly command: Command;
      readonly remarks: readonly RemarkCode[];
    }
  /** Its fields that could be read stand in the file, for whoever goes on with it. */
  | { readonly kind: "left"; readonly reason: Reason; readonly field?: string; readonly command?: Command };

export const left = (reason: Reason, field?: string): Outcome => ({
  kind: "left",
  reason,
  ...(field !== undefined && { field }),
});
