// Flows of the nodes that most workflows have, and whether what is written of them does what n8n does.
import { expect } from "@jest/globals";
import fc from "fast-check";
import { playWorkflow, type Row } from "./play-workflow.ts";
import { type FlowNode, load, sourceOf, webhook, yieldOf } from "./workflow.ts";

const values = ["x", "y", "z"];
const fields = ["a", "b"];
const value = fc.constantFrom(...values);
/** After a Set node `$json` has other fields, so that the webhook's are asked by its name. */
const expression = fc.constantFrom(...fields.map((field) => `={{ $('Webhook').item.json.body.${field} }}`));

const row = (index: number, size: number): fc.Arbitrary<Row> => {
  const later = fc.integer({ min: index + 1, max: size + 1 });
  const followers = fc.array(later, { maxLength: 2 }).map((places) =>
    [...new Set(places)]
      .filter((at) => at < size)
      .map((at) => `N${at}`)
      .sort(),
  );
  const ways = (count: number) => fc.array(followers, { minLength: count, maxLength: count });
  const name = `N${index}`;
  return fc.oneof(
    fc
      .record({ left: expression, right: value, to: ways(2) })
      .map(({ to, ...parameters }) => ({ name, kind: "if", parameters, to })),
    fc
      .record({ left: expression, right: value, to: ways(1) })
      .map(({ to, ...parameters }) => ({ name, kind: "filter", parameters, to })),
    fc
      .record({ left: expression, to: ways(3) })
      .map(({ left, to }) => ({ name, kind: "switch", parameters: { left, rules: ["x", "y"] }, to })),
    fc
      .record({ name: fc.constantFrom(...fields), value: expression, to: ways(1) })
      .map(({ to, ...parameters }) => ({ name, kind: "set", parameters, to })),
    fc
      .record({ status: fc.constantFrom("PENDING", "IN_PROGRESS"), to: ways(1) })
      .map(({ to, ...parameters }) => ({ name, kind: "wts", parameters, to })),
    ways(1).map((to) => ({ name, kind: "code", parameters: {}, to })),
  );
};

export const anyFlow = fc
  .integer({ min: 1, max: 7 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_each, index) => row(index, size))));

const condition = (leftValue: unknown, rightValue: unknown) => ({
  combinator: "and",
  options: { caseSensitive: true, typeValidation: "strict" },
  conditions: [{ leftValue, rightValue, operator: { type: "string", operation: "equals" } }],
});

const exported = ({ name, kind, parameters, to }: Row): FlowNode => {
  const base = (type: string, typeVersion: number, given: object): FlowNode => ({
    name,
    type,
    typeVersion,
    parameters: given,
    to,
  });
  switch (kind) {
    case "if":
    case "filter":
      return base(`n8n-nodes-base.${kind}`, 2, { conditions: condition(parameters.left, parameters.right) });
    case "switch":
      return base("n8n-nodes-base.switch", 3.2, {
        rules: {
          values: (parameters.rules as string[]).map((right) => ({ conditions: condition(parameters.left, right) })),
        },
        options: { fallbackOutput: "extra" },
      });
    case "set":
      return base("n8n-nodes-base.set", 3.4, {
        assignments: { assignments: [{ name: parameters.name, value: parameters.value, type: "string" }] },
      });
    case "wts":
      return base("n8n-nodes-wts.wtsChat", 1, {
        resource: "session",
        operation: "updateStatusSession",
        sessionId: "s",
        status: parameters.status,
      });
    default:
      return base(`n8n-nodes-base.${kind}`, 1, {});
  }
};

const bodies = values.flatMap((a) => values.map((b) => ({ a, b })));

const asList = (yielded: unknown): unknown[] =>
  yielded === undefined ? [] : Array.isArray(yielded) ? yielded : [yielded];

/** Every delivery that the fields allow. */
export const checkFlow = async (rows: readonly Row[]): Promise<void> => {
  const source = sourceOf([webhook("N0"), ...rows.map(exported)]);
  const loaded = await load(source);
  for (const body of bodies) {
    const { commands, left } = playWorkflow(rows, ["N0"], body);
    expect([source.text, body, asList(yieldOf(loaded, { body }))]).toEqual([
      source.text,
      body,
      left.length > 0 ? [] : commands,
    ]);
  }
};
