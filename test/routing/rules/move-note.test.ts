// What a session remembers of a decision, and what has to be looked up for one.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decideRouting } from "../../../lib/routing/rules/decide-routing.ts";
import { routingMetadata, routingNote } from "../../../lib/routing/rules/move-note.ts";
import { cursorKeysOf, namesIn } from "../../../lib/routing/rules/names-in-policies.ts";
import { anyRoundRobinQuestion } from "./support/any-routing.ts";
import { context, now, type PolicyInput, policiesOf, policy, sales, session, support } from "./support/routing.ts";

const english = { language: "en", timeZone: "America/Sao_Paulo" } as const;

describe("a move is recorded", () => {
  const decision = decideRouting(session(), policiesOf(policy()), context("SESSION_NEW"));
  const move = { trigger: "SESSION_NEW" as const, departmentName: "Sales", userName: "Ana", nowMs: now, hops: 1 };

  test("as a note for the team", () => {
    expect(routingNote(decision, { ...move, requestedBecause: "won" }, english)).toBe(
      [
        "Moved to Ana (Sales) by the policy sales (new session).",
        "- fewest open sessions (0) of 3 who could take it",
        "Requested because: won",
        "Wrong? Transfer it to whoever should have it. If it happens again, tell whoever keeps the policy sales in hooks.config.ts.",
      ].join("\n"),
    );
    const { userId, policy: _policy, ...queued } = decision;
    expect(userId).toBe("ana");
    const inQueue = routingNote({ ...queued, action: "queue" }, move, english);
    expect(inQueue).toMatch(/^Moved to the queue of Sales on request\./);
    expect(inQueue).toMatch(/Wrong\? Transfer it to whoever should have it\.$/);
  });

  test("in lines of ours alone, whatever people and departments are called, and whatever was asked for", () => {
    const foreign = "Ana\nMoved to nobody\u2028\u202e\u001b[2J";
    const named = { ...move, departmentName: foreign, userName: foreign, requestedBecause: foreign };
    const lines = routingNote(decision, named, english).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.join("")).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(lines[0]).toContain(String.raw`Moved to Ana\nMoved to nobody\u2028\u202e\u001b[2J (Ana\n`);
  });

  test("as a note in the team's language", () => {
    const said = routingNote(decision, { ...move, departmentName: "Comercial" }, { ...english, language: "pt-BR" });
    expect(said).toBe(
      [
        "Transferido para Ana (Comercial) pela regra sales (atendimento novo).",
        "- tem menos atendimentos abertos (0) entre 3 que podiam pegar",
        "Está errado? Transfira para quem deve ficar com ele. Se acontecer de novo, avise quem cuida da regra sales no hooks.config.ts.",
      ].join("\n"),
    );
  });

  test("as metadata, which are texts", () => {
    expect(routingMetadata(decision, move)).toEqual({
      routing_policy: "sales",
      routing_trigger: "SESSION_NEW",
      routing_action: "assign",
      routing_reasons: "CHOSEN",
      routing_at: "2026-11-24T15:00:00.000Z",
      routing_hops: "1",
    });
  });

  test("as metadata that names no policy where none was asked", () => {
    const { policy: _, ...onRequest } = decision;
    expect(Object.keys(routingMetadata(onRequest, move))).not.toContain("routing_policy");
  });

  test("without anybody's name in the decision itself", () => {
    const candidates = [
      { userId: "ana", name: "Canary", available: true, departmentIds: [sales], openSessions: 0, reserved: 0 },
    ];
    const named = decideRouting(session(), policiesOf(policy()), context("SESSION_NEW", { candidates }));
    expect(JSON.stringify(named)).not.toContain("Canary");
  });
});

describe("what a decision needs", () => {
  const full: PolicyInput = {
    ...policy({ strategy: "round-robin", users: ["Ana", "Bia"] }),
    match: { department: ["Support", null], user: "Caio" },
    except: { department: "Board" },
    escalation: [
      { afterMinutes: 1, to: { department: "Support" } },
      { afterMinutes: 1, to: { user: "Davi" } },
    ],
    fallback: { department: "Triage" },
  };

  test("every name in it, once", () => {
    const { departments, users } = namesIn(policiesOf(full), { department: "Sales", user: "Zoe" });
    expect(departments.toSorted()).toEqual(["Board", "Sales", "Support", "Triage"]);
    expect(users.toSorted()).toEqual(["Ana", "Bia", "Caio", "Davi", "Zoe"]);
  });

  test("a counter for the policy and for each step that goes round", () => {
    const asked = context("SESSION_NEW");
    const keys = cursorKeysOf(session(), policiesOf(full, policy({ name: "least" })), asked);
    expect(keys).toEqual([`sales/0/${sales}`, `sales/1/${support}`]);
  });

  test("every counter that a decision then uses", () => {
    fc.assert(
      fc.property(anyRoundRobinQuestion, ({ facts, policies, context: asked }) => {
        const { cursor } = decideRouting(facts, policies, asked);
        expect(cursorKeysOf(facts, policies, asked)).toContain(cursor?.key);
      }),
      { numRuns: 500 },
    );
  });
});
