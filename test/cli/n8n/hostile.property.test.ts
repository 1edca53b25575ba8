// A workflow may come from anybody: whatever stands in its names and values, the written file is TypeScript that does nothing but map.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Failure } from "../../../cli/failure.ts";
import { importWorkflow } from "../../../cli/n8n/import-workflow.ts";
import { parseWorkflows } from "../../../cli/n8n/workflow/read-workflows.ts";
import { checkText } from "./support/check-text.ts";
import { hostileText, hostileWorkflow } from "./support/hostile-workflow.ts";

test("any workflow", () =>
  fc.assert(
    fc.property(hostileWorkflow, fc.constantFrom("en" as const, "pt-BR" as const), (workflow, language) => {
      for (const each of parseWorkflows("x.json", JSON.stringify(workflow)))
        for (const { text } of importWorkflow(each, { language, hosts: [], used: new Set() }).sources) checkText(text);
    }),
    { numRuns: 80 },
  ));

test("any JSON at all is a workflow, or refused in words", () =>
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), hostileText), (text) => {
      try {
        parseWorkflows("x.json", text);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
    { numRuns: 100 },
  ));

test("ten megabytes of nodes that all lead to each other", () => {
  const count = 3_000;
  const names = Array.from({ length: count }, (_each, index) => `N${index}`);
  const text = JSON.stringify({
    nodes: [
      { name: "Webhook", type: "n8n-nodes-base.webhook", parameters: {} },
      ...names.map((name) => ({ name, type: "n8n-nodes-base.noOp", parameters: { note: "x".repeat(3_000) } })),
    ],
    connections: Object.fromEntries([
      ["Webhook", { main: [[{ node: "N0" }]] }],
      ...names.map((name, index) => [
        name,
        { main: [[{ node: names[(index + 1) % count] }, { node: names[(index * 7) % count] }]] },
      ]),
    ]),
  });
  expect(text.length).toBeGreaterThan(9_000_000);
  const [workflow] = parseWorkflows("x.json", text);
  const [source] = workflow ? importWorkflow(workflow, { language: "en", hosts: [], used: new Set() }).sources : [];
  expect(source?.todos.map(({ reason }) => reason.code)).toEqual(["TOO_MANY_STEPS"]);
  checkText(source?.text ?? "");
});

test.each([
  ['[{"nodes": 3}]', "has no nodes"],
  ["[[[[", "is not valid JSON"],
  [`{"nodes":${"[".repeat(200)}${"]".repeat(200)}}`, "nested deeper than 100 levels"],
])("%# is refused: %s", (text, said) => {
  expect(() => parseWorkflows("x.json", text)).toThrow(said);
});
