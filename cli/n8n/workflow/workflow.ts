// A workflow of n8n as far as an import looks at it, whichever way it was exported.
import type { Properties } from "../../../lib/core/value.ts";

export interface WorkflowNode {
  readonly name: string;
  /** The last part of its type: "webhook", "if", "wtsChat". */
  readonly type: string;
  readonly version: number;
  readonly parameters: Properties;
  /** n8n goes from the top down where several nodes follow one. */
  readonly place: readonly [y: number, x: number];
  readonly isDisabled: boolean;
  /** It goes on with an empty item where it would stop. */
  readonly alwaysGoesOn: boolean;
  /** True where its second way out is for errors. */
  readonly hasErrorOutput: boolean;
}

export interface Workflow {
  readonly name: string;
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  /** For each way out of a node, which nodes follow. */
  readonly outputs: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** What a node leads to by name, and is not in the file. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  /** The items that somebody pinned to a node. */
  readonly pinned: ReadonlyMap<string, readonly unknown[]>;
}
