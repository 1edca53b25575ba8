// Workflows for tests, as n8n exports them, and what an import makes of them.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ImportedSource, importWorkflow } from "../../../../cli/n8n/import-workflow.ts";
import { parseWorkflows } from "../../../../cli/n8n/workflow/read-workflows.ts";
import type { SourceInput } from "../../../../lib/config.ts";

export interface FlowNode {
  name: string;
  type: string;
  typeVersion?: number;
  parameters?: object;
  /** Names of the nodes that follow, way out by way out. */
  to?: readonly (readonly string[])[];
}

export const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

export const webhook = (...to: readonly string[]): FlowNode => ({
  name: "Webhook",
  type: "n8n-nodes-base.webhook",
  typeVersion: 2,
  parameters: { path: "loja", httpMethod: "POST" },
  to: [to],
});

export const node = (
  name: string,
  type: string,
  parameters: object,
  { typeVersion = 1, to = [] }: { typeVersion?: number; to?: readonly (readonly string[])[] } = {},
): FlowNode => ({ name, type: `n8n-nodes-base.${type}`, typeVersion, parameters, to });

export const wts = (name: string, parameters: object, ...to: readonly string[]): FlowNode => ({
  name,
  type: "n8n-nodes-wts.wtsChat",
  typeVersion: 1,
  parameters: { resource: "session", ...parameters },
  to: [to],
});

/** The first IF of most flows, in the form of today. */
export const ifEquals = (name: string, left: string, right: string, ...to: readonly (readonly string[])[]): FlowNode =>
  node(
    name,
    "if",
    {
      conditions: {
        options: { caseSensitive: true, leftValue: "", typeValidation: "strict" },
        combinator: "and",
        conditions: [
          { id: "1", leftValue: left, rightValue: right, operator: { type: "string", operation: "equals" } },
        ],
      },
      options: {},
    },
    { typeVersion: 2, to },
  );

/** `more`: such as pinData. */
export const workflowOf = (nodes: readonly FlowNode[], more: object = {}) => ({
  name: "Loja",
  nodes: nodes.map(({ to: _to, ...rest }, index) => ({ id: String(index), position: [0, index * 100], ...rest })),
  connections: Object.fromEntries(
    nodes.flatMap(({ name, to = [] }) =>
      to.length === 0
        ? []
        : [[name, { main: to.map((names) => names.map((each) => ({ node: each, type: "main", index: 0 }))) }]],
    ),
  ),
  pinData: {},
  ...more,
});

export const importOf = (
  nodes: readonly FlowNode[],
  {
    language = "en",
    hosts = [],
    ...more
  }: { language?: "en" | "pt-BR"; hosts?: readonly string[]; pinData?: object; name?: string } = {},
) => {
  const [workflow] = parseWorkflows("flow.json", JSON.stringify(workflowOf(nodes, more)));
  if (!workflow) throw new Error("the test has no workflow");
  return importWorkflow(workflow, { language, hosts, used: new Set() });
};

export const sourceOf = (...given: Parameters<typeof importOf>): ImportedSource => {
  const [source] = importOf(...given).sources;
  if (!source) throw new Error("the test has no webhook");
  return source;
};

/** The written file, as whoever lists it in their configuration gets it. */
export const load = async ({ text, exportName }: Pick<ImportedSource, "text" | "exportName">): Promise<SourceInput> => {
  const file = join(mkdtempSync(join(tmpdir(), "n8n-source-")), "source.ts");
  writeFileSync(file, text);
  return (await import(pathToFileURL(file).href))[exportName];
};

type Delivered = { headers?: object; query?: object; body: unknown };

/** What its mapping yields, as plain JSON; undefined where its filter takes the delivery out. */
export const yieldOf = (source: SourceInput, { headers = {}, query = {}, body }: Delivered): unknown => {
  const delivery = { headers, query, body } as never;
  const { filter, map } = source;
  if (typeof map !== "function") throw new Error("an import writes functions");
  if (typeof filter === "function" && !filter(delivery)) return undefined;
  return JSON.parse(JSON.stringify(map(delivery)));
};
