// Reads the workflows of a file: an export, what n8n copies to the clipboard, or all workflows at once.
import { readFileSync } from "node:fs";
import { JsonTooDeep, readJson } from "../../../lib/core/read-json.ts";
import { isProperties, own, ownText, type Properties } from "../../../lib/core/value.ts";
import { Failure } from "../../failure.ts";
import type { Workflow, WorkflowNode } from "./workflow.ts";

const asText = (value: unknown): string => (typeof value === "string" ? value : "");
const asNumber = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asProperties = (value: unknown): Properties => (isProperties(value) ? value : {});

const readNode = (given: unknown): WorkflowNode | undefined => {
  const node = asProperties(given);
  const name = ownText(node, "name");
  const type = ownText(node, "type");
  if (name === undefined || type === undefined) return undefined;
  const [x, y] = asList(own(node, "position"));
  return {
    name,
    type: type.split(".").at(-1) ?? "",
    version: asNumber(own(node, "typeVersion")) || 1,
    parameters: asProperties(own(node, "parameters")),
    place: [asNumber(y), asNumber(x)],
    alwaysGoesOn: own(node, "alwaysOutputData") === true,
    isDisabled: own(node, "disabled") === true,
    hasErrorOutput: own(node, "onError") === "continueErrorOutput",
  };
};

const namesIn = (output: unknown): readonly string[] => [
  ...new Set(asList(output).flatMap((each) => ownText(each, "node") ?? [])),
];

/** By its name; some collections of workflows name a node by its id instead. */
type Find = (name: string) => WorkflowNode | undefined;

const findIn = (list: readonly unknown[], nodes: ReadonlyMap<string, WorkflowNode>): Find => {
  const namesById = new Map(list.map((each) => [ownText(each, "id"), ownText(each, "name")]));
  return (name) => nodes.get(name) ?? nodes.get(namesById.get(name) ?? "");
};

const followers = (output: unknown, find: Find): readonly string[] => {
  const known = namesIn(output).flatMap((name) => find(name) ?? []);
  const inOrder = known.toSorted((one, other) => one.place[0] - other.place[0] || one.place[1] - other.place[1]);
  return inOrder.map(({ name }) => name);
};

const readPinned = (given: unknown): ReadonlyMap<string, readonly unknown[]> =>
  new Map(
    Object.entries(asProperties(given)).map(([name, items]) => [
      name,
      asList(items).map((item) => (isProperties(item) && isProperties(own(item, "json")) ? own(item, "json") : item)),
    ]),
  );

const readWorkflow = (given: Properties): Workflow => {
  const nodes = new Map(
    asList(own(given, "nodes")).flatMap((each): [string, WorkflowNode][] => {
      const node = readNode(each);
      return node ? [[node.name, node]] : [];
    }),
  );
  const find = findIn(asList(own(given, "nodes")), nodes);
  const ways = Object.entries(asProperties(own(given, "connections"))).map(
    ([name, kinds]) => [find(name)?.name ?? name, asList(own(asProperties(kinds), "main"))] as const,
  );
  return {
    name: asText(own(given, "name")),
    nodes,
    outputs: new Map(ways.map(([name, outputs]) => [name, outputs.map((output) => followers(output, find))])),
    missing: new Map(
      ways.map(([name, outputs]) => [name, outputs.flatMap(namesIn).filter((each) => find(each) === undefined)]),
    ),
    pinned: readPinned(own(given, "pinData")),
  };
};

/** Some places that keep workflows put one more object around them. */
const workflowIn = (value: unknown): Properties | undefined => {
  if (!isProperties(value)) return undefined;
  if (Array.isArray(own(value, "nodes"))) return value;
  return workflowIn(own(value, "workflow") ?? own(value, "data"));
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read (${String(Object(error).code)}): give the path of a file that exists`);
  }
};

const expected =
  "expected a workflow of n8n: in n8n choose Download in the menu of the workflow, or copy its nodes and save what the clipboard has";

const parse = (file: string, text: string): unknown => {
  try {
    return readJson(text.replace(/^\ufeff/, ""));
  } catch (error) {
    if (error instanceof JsonTooDeep) throw new Failure(`${file}: ${error.message}; ${expected}`);
    throw new Failure(`${file} is not valid JSON; ${expected}`);
  }
};

/** Throws a Failure for what is no workflow. */
export const parseWorkflows = (file: string, text: string): readonly Workflow[] => {
  const content = parse(file, text);
  const found = (Array.isArray(content) ? content : [content]).flatMap((each: unknown): Properties[] => {
    const workflow = workflowIn(each);
    return workflow ? [workflow] : [];
  });
  if (found.length === 0) throw new Failure(`${file} has no nodes; ${expected}`);
  return found.map(readWorkflow);
};

export const readWorkflows = (file: string): readonly Workflow[] => parseWorkflows(file, readText(file));
