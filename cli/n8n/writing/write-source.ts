// Writes the source of a workflow's webhook: what n8n did with a delivery, as a mapping that only watches at first.
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import { own, type Properties } from "../../../lib/core/value.ts";
import { type Binding, type Code, joined } from "../expressions/code.ts";
import type { Statement } from "../flow/statement.ts";
import type { WorkflowNode } from "../workflow/workflow.ts";
import type { ImportWords } from "./import-words.ts";
import type { Verify } from "./verify-of.ts";
import { hasLiveCommand, shownNode, usesOfSteps, writeSteps } from "./write-steps.ts";

export interface SourceToWrite {
  /** The name that the file exports. */
  readonly exportName: string;
  readonly workflowName: string;
  readonly webhook: WorkflowNode;
  readonly verify: Verify;
  readonly steps: readonly Statement[];
}

interface Split {
  readonly filters: readonly { readonly node: string; readonly test: Code }[];
  readonly steps: readonly Statement[];
}

/** What everything goes through at first, with no other way out, is the source's filter. */
const splitFilters = (steps: readonly Statement[]): Split => {
  const [first, ...others] = steps;
  if (first?.kind !== "choice" || others.length > 0) return { filters: [], steps };
  const [way, ...rest] = first.ways;
  const isOnly = way?.test !== undefined && way.steps.length > 0 && rest.every((each) => each.steps.length === 0);
  if (!isOnly || !way?.test || way.test.truth !== undefined) return { filters: [], steps };
  const inner = splitFilters(way.steps);
  return { ...inner, filters: [{ node: shownNode(first.node), test: way.test }, ...inner.filters] };
};

const rootNames: readonly string[] = ["headers", "query", "body"];

const parametersOf = (bindings: Iterable<Binding>): string => {
  const names = new Set([...bindings].map(({ name }) => name));
  const used = rootNames.filter((name) => names.has(name));
  return used.length === 0 ? "()" : `({ ${used.join(", ")} })`;
};

const widest = 110;

/** Nobody scrolls sideways to read a comment. */
const comment = (text: string): readonly string[] => {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length >= widest) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => `// ${line}`);
};

const indented = (lines: readonly string[], spaces: number): readonly string[] =>
  lines.map((line) => `${" ".repeat(spaces)}${line}`);

/** n8n's status, if it is one that a sender takes for a success. */
const statusOf = (parameters: Properties): number => {
  const given = own(parameters, "responseCode");
  const options = own(parameters, "options");
  const nested =
    typeof options === "object" && options !== null ? Object(options).responseCode?.values?.responseCode : undefined;
  const status = Number(typeof given === "number" ? given : nested);
  return Number.isInteger(status) && status >= 200 && status <= 299 ? status : 200;
};

export const writeSource = (
  { exportName, workflowName, webhook, verify, steps: all }: SourceToWrite,
  words: ImportWords,
): string => {
  const { filters, steps } = splitFilters(all);
  const test = joined(
    filters.map((filter) => filter.test),
    "&&",
  );
  // Whatever a comment holds stays in its line.
  const lines = writeSteps(steps, words).map((line) => (/^\s*\/\//.test(line) ? shownText(line) : line));
  const uses = hasLiveCommand(steps) || lines.length > 1 ? usesOfSteps(steps).live : new Set<Binding>();
  const filterLines =
    filters.length === 0
      ? []
      : [
          ...indented(comment(words.filterOf(filters.map(({ node }) => node).join(", "))), 2),
          `  filter: ${parametersOf(test.uses)} => ${test.text},`,
        ];
  return `${[
    ...comment(words.madeFrom(shownNode({ name: workflowName }), shownNode(webhook))),
    'import { defineSource } from "wts-session-hooks";',
    "",
    `export const ${exportName} = defineSource({`,
    ...indented(comment(words.verify(verify.code, verify.detail)), 2),
    `  verify: ${verify.text},`,
    ...indented(comment(words.observes), 2),
    "  observe: true,",
    ...filterLines,
    `  map: ${parametersOf(uses)} => {`,
    ...indented(lines, 4),
    "  },",
    ...indented(comment(words.answers), 2),
    `  answer: ${statusOf(webhook.parameters)},`,
    "});",
  ].join("\n")}\n`;
};
