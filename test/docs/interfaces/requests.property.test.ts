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
import { commandDefinitions } from "../../../scripts/docs/interfaces/command-schemas.ts";
import { parse, saoPaulo } from "../../core/support/parse.ts";
import { anyCommand, anyMove, anyRequest } from "./support/any-request.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
const schemaOf = (name: string) => ajv.compile({ $ref: `#/$defs/${name}`, $defs: commandDefinitions });

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

/** What a schema allows all the same: each is said in docs/reference/http-api.md. */
const beyondSchemas: readonly ((issue: Issue) => boolean)[] = [
  ({ code, path }) =>
    ["END_AT_INVALID", "UNTIL_INVALID"].includes(code) || ["expect.lastMessageIn", "occurredAt"].includes(path),
  ({ path }) => path === "session.contactPhone",
  ({ message }) => message.includes("is given twice"),
];

describe.each([
  ["Command", anyCommand, asCommand],
  ["UpdateRequested", anyRequest, asRequest],
  ["ReassignmentRequested", anyMove, asMove],
] as const)("%s", (name, inputs: fc.Arbitrary<unknown>, ask) => {
  test("schema and core are of one mind", () => {
    const isAllowed = schemaOf(name);
    const seen = { both: 0, neither: 0, beyond: 0 };
    fc.assert(
      fc.property(inputs, (input) => {
        const { takes, issues } = ask(input);
        const allows = isAllowed(input);
        if (takes === allows) seen[takes ? "both" : "neither"] += 1;
        else {
          expect({ takes, issues: issues.filter((issue) => !beyondSchemas.some((is) => is(issue))) }).toEqual({
            takes: false,
            issues: [],
          });
          expect(issues.length).toBeGreaterThan(0);
          seen.beyond += 1;
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 1_500) },
    );
    expect(seen.both).toBeGreaterThan(100);
    expect(seen.neither).toBeGreaterThan(100);
    expect(seen.beyond).toBeGreaterThan(0);
  });
});

test("every example of a schema is one that it allows", () => {
  const shown = Object.entries(commandDefinitions).flatMap(([name, { examples }]) =>
    ((examples ?? []) as readonly unknown[]).map((example) => [name, example] as const),
  );
  expect(shown.length).toBeGreaterThan(commandNames.length);
  for (const [name, example] of shown) expect([name, example, schemaOf(name)(example)]).toEqual([name, example, true]);
});
