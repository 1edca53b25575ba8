// Turns one workflow into sources: one for each of its webhooks, and a list of what else it has.
import type { Language } from "../../lib/core/texts/language.ts";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";
import type { Reason } from "./expressions/not-carried.ts";
import { camelCase } from "./flow/names-in-file.ts";
import type { NodeName, Statement } from "./flow/statement.ts";
import { walkWorkflow } from "./flow/walk-workflow.ts";
import { isWtsType } from "./nodes/wts-operations.ts";
import type { Workflow, WorkflowNode } from "./workflow/workflow.ts";
import { importWords } from "./writing/import-words.ts";
import { inventedSamples, isOfForm, noteReads, pinnedSamples, type Sample } from "./writing/samples.ts";
import { type Verify, verifyOf } from "./writing/verify-of.ts";
import { writeSource } from "./writing/write-source.ts";

export interface Todo {
  readonly node: NodeName;
  readonly reason: Reason;
  readonly field?: string;
}

export interface ImportedSource {
  /** As hooks.config.ts calls it. */
  readonly name: string;
  readonly exportName: string;
  readonly webhook: WorkflowNode;
  /** POST, unless the sender calls in another way, which we do not take. */
  readonly method: string;
  readonly verify: Verify;
  readonly steps: readonly Statement[];
  readonly todos: readonly Todo[];
  readonly text: string;
  readonly samples: readonly Sample[];
}

export interface Elsewhere {
  readonly node: NodeName;
  readonly code: "SCHEDULE" | "TRIGGER";
}

export interface ImportedWorkflow {
  readonly name: string;
  readonly sources: readonly ImportedSource[];
  readonly elsewhere: readonly Elsewhere[];
}

const schedules: readonly string[] = ["scheduleTrigger", "cron", "interval"];

const isTrigger = ({ type }: WorkflowNode): boolean => /trigger$/i.test(type) || schedules.includes(type);

const todosOf = (steps: readonly Statement[]): readonly Todo[] =>
  steps.flatMap((step): readonly Todo[] => {
    if (step.kind === "choice") return step.ways.flatMap((way) => todosOf(way.steps));
    if (step.kind !== "todo") return [];
    const { node, reason, field } = step;
    return [{ node, reason, ...(field !== undefined && { field }) }];
  });

/** A node that two ways lead to is left once. */
const different = (todos: readonly Todo[]): readonly Todo[] => [
  ...new Map(todos.map((todo) => [JSON.stringify([todo.node.name, todo.reason, todo.field]), todo])).values(),
];

/** An id of n8n's says nothing to anybody. */
const isSpeaking = (text: string): boolean => /\p{L}{3}/u.test(text) && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);

export const sourceNameOf = (text: string): string =>
  camelCase(text, "")
    .replaceAll(/[A-Z]/g, (initial) => `-${initial.toLowerCase()}`)
    .slice(0, 40);

const nameOf = (workflow: Workflow, webhook: WorkflowNode, given: string | undefined): string => {
  if (given !== undefined) return given;
  const path = own(webhook.parameters, "path");
  const candidates = [typeof path === "string" && isSpeaking(path) ? path : "", workflow.name, webhook.name];
  return candidates.map(sourceNameOf).find((name) => name !== "") ?? "n8n";
};

const uniqueName = (name: string, used: Set<string>): string => {
  let unique = name;
  for (let count = 2; used.has(unique); count++) unique = `${name}-${count}`;
  used.add(unique);
  return unique;
};

const headersOf = (items: readonly unknown[]): Properties => {
  const [first] = items;
  const headers = isProperties(first) ? own(first, "headers") : undefined;
  return isProperties(headers) ? headers : {};
};

const methodOf = ({ parameters }: WorkflowNode): string => {
  const given = own(parameters, "httpMethod") ?? "GET";
  const methods = Array.isArray(given) ? given : [given];
  return methods.includes("POST") ? "POST" : /^[A-Z]{1,10}$/.test(String(methods[0])) ? String(methods[0]) : "…";
};

interface ImportOptions {
  readonly language: Language;
  readonly hosts: readonly string[];
  readonly name?: string | undefined;
  /** Names that other sources have already, and that this one adds its own to. */
  readonly used: Set<string>;
}

const importWebhook = (
  workflow: Workflow,
  webhook: WorkflowNode,
  { language, hosts, name, used }: ImportOptions,
): ImportedSource => {
  const items = workflow.pinned.get(webhook.name) ?? [];
  const reads = noteReads();
  const sourceName = uniqueName(nameOf(workflow, webhook, name), used);
  const exportName = camelCase(sourceName, "fonte");
  const safeName =
    /^(default|delete|export|import|new|return|switch|typeof|void|while|with|yield|await|if|in|for|do|var|let|const|class|case|try|this|throw|true|false|null|enum|else|function|static|public|private|package|protected|interface|implements|super|extends|continue|catch|break|debugger|finally|instanceof|eval|arguments)$/.test(
      exportName,
    )
      ? `${exportName}Fonte`
      : exportName;
  const steps = walkWorkflow(workflow, webhook, {
    hosts,
    isForm: isOfForm(items),
    reserved: [safeName],
    onRead: reads.onRead,
    onCompared: reads.onCompared,
  });
  const verify = verifyOf(webhook.parameters, headersOf(items));
  const pinned = pinnedSamples(items);
  return {
    name: sourceName,
    exportName: safeName,
    webhook,
    method: methodOf(webhook),
    verify,
    steps,
    todos: different(todosOf(steps)),
    text: writeSource(
      { exportName: safeName, workflowName: workflow.name, webhook, verify, steps },
      importWords[language],
    ),
    samples: pinned.length > 0 ? pinned : inventedSamples(reads),
  };
};

export const importWorkflow = (workflow: Workflow, options: ImportOptions): ImportedWorkflow => {
  const nodes = [...workflow.nodes.values()];
  const webhooks = nodes.filter(({ type, isDisabled }) => type === "webhook" && !isDisabled);
  const others = nodes.filter((node) => isTrigger(node) && !node.isDisabled && !isWtsType(node.type));
  return {
    name: workflow.name,
    sources: webhooks.map((webhook) => importWebhook(workflow, webhook, options)),
    elsewhere: others.map(({ name, type }) => ({
      node: { name, type },
      code: schedules.includes(type) ? "SCHEDULE" : "TRIGGER",
    })),
  };
};
