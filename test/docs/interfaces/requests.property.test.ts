// What the core takes the schemas allow, and what they allow the core takes, but for what no schema can say.
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { commandNames } from "../../../lib/core/command/command.ts";
import { parseTargetedCommand } from "../../../lib/core/command/targeted-command.ts";
import { readEventEnvelope } from "../../../lib/core/event-envelope.ts";
import { collectIssues, type Issue } from "../../../lib/core/issue.ts";
import { maxHops } from "../../../lib/core/queue/queued-command.ts";
import { parseMoveRequest } from "../../../lib/routing/rules/move-request.ts";
import { beyondSchemas } from "../../../scripts/docs/interfaces/beyond-schemas.ts";
import { commandDefinitions } from "../../../scripts/docs/interfaces/command-schemas.ts";
import { parse, saoPaulo } from "../../core/support/parse.ts";
import { anyCommand, anyMove, anyRequest, commandEdges, moveEdges, requestEdges } from "./support/any-request.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
ajv.addSchema({ $id: "commands", $defs: commandDefinitions });
const schemaOf = (name: string) => ajv.compile({ $ref: `commands#/$defs/${name}` });

interface Answer {
  readonly takes: boolean;
  readonly issues: readonly Issue[];
}

const asCommand = (input: unknown): Answer => {
  const parsed = parse(input);
  return { takes: parsed.ok, issues: parsed.ok ? [] : parsed.issues };
};

const envelopeOf = (detail: unknown, detailType: string) => {
  const { issues, report } = collectIssues();
  const event = { id: "e-1", source: "my.crm", "detail-type": detailType, detail };
  return { envelope: readEventEnvelope(event, { detailType, timeZone: saoPaulo }, report), issues };
};

const hopsIssue: Issue = { path: "hops", code: "TYPE_INVALID", message: "more hops than a chain may have" };

const asRequest = (detail: unknown): Answer => {
  const { envelope, issues } = envelopeOf(detail, "Session Update Requested");
  if (!envelope) return { takes: false, issues };
  if (envelope.provenance.hops > maxHops) issues.push(hopsIssue);
  const parsed = parseTargetedCommand(envelope.input, { timeZone: saoPaulo });
  const all = [...issues, ...(parsed.ok ? [] : parsed.issues)];
  return { takes: all.length === 0 && (parsed.ok || parsed.namesNobody !== undefined), issues: all };
};

const asMove = (detail: unknown): Answer => {
  const { envelope, issues } = envelopeOf(detail, "Session Reassignment Requested");
  if (!envelope) return { takes: false, issues };
  if (envelope.provenance.hops > maxHops) issues.push(hopsIssue);
  const parsed = parseMoveRequest(envelope.input);
  const all = [...issues, ...(parsed.ok ? [] : parsed.issues)];
  return { takes: all.length === 0, issues: all };
};

describe.each([
  ["Command", anyCommand, commandEdges, asCommand],
  ["UpdateRequested", anyRequest, requestEdges, asRequest],
  ["ReassignmentRequested", anyMove, moveEdges, asMove],
] as const)("%s", (name, inputs: fc.Arbitrary<unknown>, edges: readonly unknown[], ask) => {
  const isAllowed = schemaOf(name);

  /** Answers what both say; throws where they say different things for another reason than those that are listed. */
  const saidOf = (input: unknown): "allowed" | "refused" | "beyond" => {
    const { takes, issues } = ask(input);
    if (isAllowed(input) === takes) return takes ? "allowed" : "refused";
    const json = JSON.stringify(input);
    const ours = issues.filter((issue) => !beyondSchemas.some(({ is }) => is(issue, json)));
    if (takes || issues.length === 0 || ours.length > 0)
      throw new Error(`the core ${takes ? "takes" : "refuses"} ${json}: ${JSON.stringify(ours)}`);
    return "beyond";
  };

  test("schema and core say the same of anything", () => {
    const seen = { allowed: 0, refused: 0, beyond: 0 };
    fc.assert(
      fc.property(inputs, (input) => {
        seen[saidOf(input)] += 1;
      }),
      { numRuns: 400 },
    );
    expect(seen.allowed).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(20);
  });

  test("and of what is at the edge of each property", () => {
    const counts = Map.groupBy(edges, saidOf);
    expect(counts.get("allowed")?.length).toBeGreaterThan(20);
    expect(counts.get("refused")?.length).toBeGreaterThan(20);
  });
});

test("every example of a schema is one that it allows", () => {
  const shown = Object.entries(commandDefinitions).flatMap(([name, { examples }]) =>
    ((examples ?? []) as readonly unknown[]).map((example) => [name, example] as const),
  );
  expect(shown.length).toBeGreaterThan(commandNames.length);
  for (const [name, example] of shown) expect([name, example, schemaOf(name)(example)]).toEqual([name, example, true]);
});
