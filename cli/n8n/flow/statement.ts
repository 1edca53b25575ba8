// A workflow as the steps of a mapping: what the writer prints, one after the other.
import type { Binding, Code } from "../expressions/code.ts";
import type { Reason } from "../expressions/not-carried.ts";
import type { Command, RemarkCode } from "../nodes/outcome.ts";
import type { WorkflowNode } from "../workflow/workflow.ts";

export type NodeName = Pick<WorkflowNode, "name" | "type">;

export interface Way {
  /** Undefined: what none of the ways before took. */
  readonly test: Code | undefined;
  readonly steps: readonly Statement[];
}

export type Statement =
  | { readonly kind: "values"; readonly node: NodeName; readonly bindings: readonly Binding[] }
  | {
      readonly kind: "command";
      readonly node: NodeName;
      readonly command: Command;
      readonly remarks: readonly RemarkCode[];
    }
  | { readonly kind: "remark"; readonly node: NodeName; readonly remarks: readonly RemarkCode[] }
  | { readonly kind: "choice"; readonly node: NodeName; readonly ways: readonly Way[]; readonly isExclusive: boolean }
  | {
      readonly kind: "todo";
      readonly node: NodeName;
      readonly reason: Reason;
      /** The field of the node that it is about. */
      readonly field?: string;
      /** What could be read of the command all the same. */
      readonly command?: Command;
    };

export const hasCommand = (steps: readonly Statement[]): boolean =>
  steps.some(
    (step) => step.kind === "command" || (step.kind === "choice" && step.ways.some((way) => hasCommand(way.steps))),
  );

/** A delivery that comes to one of them does nothing: nothing is done by half. */
export const hasTodo = (steps: readonly Statement[]): boolean =>
  steps.some((step) => step.kind === "todo" || (step.kind === "choice" && step.ways.some((way) => hasTodo(way.steps))));
