// Follows a delivery from the Webhook node through the workflow, and notes for each node what a mapping does in its place.
import { own } from "../../../lib/core/value.ts";
import { type Binding, type Code, primary } from "../expressions/code.ts";
import { notCarried, type ReasonCode } from "../expressions/not-carried.ts";
import { readProperty } from "../expressions/translate-expression.ts";
import type { ParameterContext } from "../expressions/translate-parameter.ts";
import type { Scope, Value } from "../expressions/value.ts";
import { carryFilter, carryIf, carrySwitch } from "../nodes/carry-choice.ts";
import { carryHttpNode } from "../nodes/carry-http-node.ts";
import { carrySet } from "../nodes/carry-set.ts";
import { carryWtsNode } from "../nodes/carry-wts-node.ts";
import { left, type Outcome } from "../nodes/outcome.ts";
import { isWtsType } from "../nodes/wts-operations.ts";
import type { Workflow, WorkflowNode } from "../workflow/workflow.ts";
import { namesInFile } from "./names-in-file.ts";
import type { Statement, Way } from "./statement.ts";

/** A node that more than one way leads to is followed on each: beyond so many nobody reads the result. */
const mostSteps = 400;
const longestWay = 100;

/** What was followed until then is no mapping, since the rest might have had something to say about it. */
class TooManySteps extends Error {}

interface Walk {
  readonly workflow: Workflow;
  readonly hosts: readonly string[];
  readonly isForm: boolean;
  readonly name: (text: string) => string;
  readonly onRead: Scope["onRead"];
  readonly onCompared: Scope["onCompared"];
  steps: number;
}

const leftTypes: Readonly<Record<string, ReasonCode>> = {
  code: "CODE",
  function: "CODE",
  functionItem: "CODE",
  wait: "WAIT",
  merge: "MERGE",
  splitInBatches: "LOOP",
  splitOut: "ITEMS",
  itemLists: "ITEMS",
  aggregate: "ITEMS",
  limit: "ITEMS",
  sort: "ITEMS",
  removeDuplicates: "ITEMS",
  executeWorkflow: "SUBWORKFLOW",
};

const passing: readonly string[] = ["noOp", "respondToWebhook"];

const shownType = (type: string): string => (/^[\w-]{1,60}$/.test(type) ? type : "…");

/** What is no path and no fixed value gets a name, as it had one in n8n; where it is asked for again it is not written again. */
const giveName =
  ({ name }: Walk, bindings: Binding[]) =>
  (field: string, code: Code): Code => {
    if (code.path || (code.literal !== undefined && code.text.length <= 80)) return code;
    const kept = { ...(code.textOf && { textOf: code.textOf }), ...(code.isText && { isText: code.isText }) };
    const binding: Binding = { name: name(field), code };
    bindings.push(binding);
    return { ...primary(binding.name), type: code.type, uses: [binding], ...kept };
  };

const outcomeOf = (node: WorkflowNode, scope: Scope, walk: Walk, bindings: Binding[]): Outcome => {
  const context: ParameterContext = { scope, isForm: walk.isForm };
  const { type, parameters, version } = node;
  const name = giveName(walk, bindings);
  if (node.isDisabled) return { kind: "passes", value: scope.item };
  if (passing.includes(type))
    return { kind: "passes", value: scope.item, ...(type === "respondToWebhook" && { remarks: ["ANSWERED_BY_US"] }) };
  if (type === "if") return carryIf(parameters, context);
  if (type === "filter") return carryFilter(parameters, context);
  if (type === "switch") return carrySwitch({ parameters, version }, context, (code) => name(node.name, code));
  if (type === "set" || type === "editFields") {
    const read = (item: Value, field: string): Value => readProperty(item, field, scope, walk.isForm);
    return carrySet({ parameters, version }, context, { name, read });
  }
  if (isWtsType(type)) return carryWtsNode(parameters, context);
  if (type === "httpRequest") return carryHttpNode({ parameters, version, hosts: walk.hosts }, context);
  const reason = Object.hasOwn(leftTypes, type) ? leftTypes[type] : undefined;
  return left({ code: reason ?? "OTHER_NODE", detail: shownType(type) });
};

const withItem = (scope: Scope, node: WorkflowNode, item: Value): Scope => ({
  ...scope,
  item,
  items: new Map([...scope.items, [node.name, item]]),
});

const followersOf = ({ workflow }: Walk, node: WorkflowNode, output: number): readonly WorkflowNode[] =>
  (workflow.outputs.get(node.name)?.[output] ?? []).flatMap((name) => workflow.nodes.get(name) ?? []);

const onlyError = (node: WorkflowNode): number | undefined => (node.hasErrorOutput ? 1 : undefined);

const follow = (walk: Walk, from: WorkflowNode, output: number, scope: Scope, trail: readonly string[]): Statement[] =>
  followersOf(walk, from, output).flatMap((node) => stepsOf(walk, node, scope, trail));

/** What stands in the way before any of a node's ways is gone. */
const obstaclesAt = ({ workflow }: Walk, node: WorkflowNode, outcome?: Outcome): Statement[] => {
  const { name, type } = node;
  const todo = (code: ReasonCode, detail = ""): Statement => ({
    kind: "todo",
    node: { name, type },
    reason: { code, detail },
  });
  // A choice that has no way left over lets nothing through, and n8n goes on all the same where it is told to.
  const mayStop = outcome?.kind === "chooses" && outcome.ways.every(({ test }) => test !== undefined);
  return [
    ...(workflow.missing.get(name) ?? []).map((each) => todo("NODE_MISSING", each)),
    ...(node.alwaysGoesOn && mayStop ? [todo("EMPTY_ITEM")] : []),
  ];
};

const waysOf = (
  walk: Walk,
  node: WorkflowNode,
  outcome: Extract<Outcome, { kind: "chooses" }>,
  scope: Scope,
  trail: readonly string[],
): readonly Way[] =>
  outcome.ways.map(({ test, output }) => ({ test, steps: follow(walk, node, output, scope, trail) }));

const stepsOf = (walk: Walk, node: WorkflowNode, scope: Scope, before: readonly string[]): Statement[] => {
  const { name, type } = node;
  const named = { name, type };
  const todo = (code: ReasonCode, detail = ""): Statement => ({ kind: "todo", node: named, reason: { code, detail } });
  if (before.includes(name)) return [todo("LOOP")];
  walk.steps += 1;
  if (walk.steps > mostSteps || before.length > longestWay) throw new TooManySteps();
  const trail = [...before, name];
  const bindings: Binding[] = [];
  const outcome = outcomeOf(node, scope, walk, bindings);
  const values: Statement[] = bindings.length > 0 ? [{ kind: "values", node: named, bindings }] : [];
  const error = onlyError(node);
  const errors: Statement[] = obstaclesAt(walk, node, outcome);
  if (error !== undefined && followersOf(walk, node, error).length > 0 && outcome.kind !== "chooses")
    errors.push(todo("OUTPUTS"));
  switch (outcome.kind) {
    case "passes": {
      const remarks: Statement[] = outcome.remarks ? [{ kind: "remark", node: named, remarks: outcome.remarks }] : [];
      return [...values, ...remarks, ...errors, ...follow(walk, node, 0, withItem(scope, node, outcome.value), trail)];
    }
    case "chooses": {
      const after = withItem(scope, node, scope.item);
      const ways = waysOf(walk, node, outcome, after, trail);
      return [...values, ...errors, { kind: "choice", node: named, ways, isExclusive: outcome.isExclusive }];
    }
    case "commands": {
      const after = withItem(scope, node, notCarried("OUTPUT_UNKNOWN", name));
      const { command, remarks } = outcome;
      return [{ kind: "command", node: named, command, remarks }, ...errors, ...follow(walk, node, 0, after, trail)];
    }
    case "left": {
      const after = withItem(scope, node, notCarried("OUTPUT_UNKNOWN", name));
      const outputs = walk.workflow.outputs.get(name)?.length ?? 0;
      const rest = Array.from({ length: outputs }, (_each, index) => follow(walk, node, index, after, trail)).flat();
      const { reason, field, command } = outcome;
      return [
        ...values,
        { kind: "todo", node: named, reason, ...(field !== undefined && { field }), ...(command && { command }) },
        ...errors,
        ...rest,
      ];
    }
  }
};

/** A webhook of several methods has a way out for each. */
const outputOfPost = ({ parameters }: WorkflowNode): number => {
  const methods = own(parameters, "httpMethod");
  return own(parameters, "multipleMethods") === true && Array.isArray(methods)
    ? Math.max(methods.indexOf("POST"), 0)
    : 0;
};

export interface WalkOptions {
  /** Where WTS answers, beside the hosts that everybody knows. */
  readonly hosts: readonly string[];
  readonly isForm: boolean;
  /** Names that the file has already. */
  readonly reserved: readonly string[];
  readonly onRead: Scope["onRead"];
  readonly onCompared: Scope["onCompared"];
}

export const walkWorkflow = (
  workflow: Workflow,
  webhook: WorkflowNode,
  { hosts, isForm, reserved, onRead, onCompared }: WalkOptions,
): Statement[] => {
  const walk: Walk = { workflow, hosts, isForm, name: namesInFile(reserved), onRead, onCompared, steps: 0 };
  const item: Value = { kind: "delivery", isForm };
  const scope: Scope = {
    item,
    items: new Map([[webhook.name, item]]),
    names: new Set(workflow.nodes.keys()),
    onRead,
    onCompared,
  };
  try {
    return [...obstaclesAt(walk, webhook), ...follow(walk, webhook, outputOfPost(webhook), scope, [webhook.name])];
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    const { name, type } = webhook;
    return [{ kind: "todo", node: { name, type }, reason: { code: "TOO_MANY_STEPS", detail: "" } }];
  }
};
