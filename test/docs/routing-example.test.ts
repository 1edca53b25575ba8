// What the documents say of the policies that they show for routing sessions is what those do.
import { describe, expect, test } from "@jest/globals";
import { readSessionFacts } from "../../lib/core/sessions/session-facts.ts";
import { decideRouting } from "../../lib/routing/rules/decide-routing.ts";
import type { RoutingTrigger } from "../../lib/routing/rules/routing-context.ts";
import { configurationOf, exampleWith } from "./support/example-configuration.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

describe("the routing policies of the example", () => {
  const { routing } = configurationOf(exampleWith('name: "cobranca"'));
  const ids = (...names: string[]) => new Map(names.map((name) => [name, name.toLowerCase()]));
  const names = {
    departments: ids("Atendimento VIP", "Recepção", "Comercial", "Financeiro"),
    users: ids("Carla Mendes"),
  };
  const person = (userId: string, department: string, more: object = {}) => ({
    ...{ userId, available: true, departmentIds: [department], openSessions: 0, reserved: 0, ...more },
  });
  const team = [
    person("carla mendes", "atendimento vip", { openSessions: 4 }),
    person("ana", "atendimento vip"),
    person("bia", "comercial", { openSessions: 7 }),
    person("caio", "comercial", { openSessions: 8 }),
    person("davi", "financeiro"),
    person("eva", "financeiro"),
  ];
  const minute = 60_000;
  const now = Date.parse("2026-11-25T13:00:00Z");
  const decide = (session: object, on: RoutingTrigger["on"], more: object = {}) => {
    const facts = readSessionFacts({
      ...{
        id: sessionId,
        status: "PENDING",
        departmentId: "comercial",
        type: "INDIVIDUAL",
        lastMessageIn: "2026-11-25T12:20:00Z",
      },
      ...{ contactDetails: { tagsName: [] }, ...session },
    });
    if (!facts) throw new Error("the example has no session");
    return decideRouting(facts, routing.policies, {
      ...{
        trigger: { on },
        nowMs: now,
        candidates: team,
        names,
        cursors: new Map(),
        hopsToday: 0,
        maxHopsPerDay: routing.maxHopsPerDay,
      },
      ...more,
    });
  };
  const vip = { contactDetails: { tagsName: ["VIP"] } };

  test("a VIP gets the person who knows them, else whoever has least to do", () => {
    const lastServed = { userId: "carla mendes", atMs: now - 80 * 86_400_000 };
    expect(decide(vip, "SESSION_NEW", { lastServed })).toMatchObject({ policy: "vip", userId: "carla mendes" });
    expect(decide(vip, "SESSION_NEW")).toMatchObject({ policy: "vip", userId: "ana" });
  });

  test("without an answer for 5 minutes, the manager; then everybody at the reception sees it", () => {
    const first = decide(vip, "SESSION_NEW");
    const at = (minutes: number, { state }: typeof first) =>
      decide({ ...vip, departmentId: state?.departmentId, userId: state?.userId }, "escalation", {
        nowMs: now + minutes * minute,
        state,
      });
    expect(at(4, first).action).toBe("keep");
    const second = at(5, first);
    expect(second).toMatchObject({ action: "escalate", userId: "carla mendes" });
    expect(at(10, second)).toMatchObject({ action: "queue", departmentId: "recepção" });
  });

  test("in Comercial nobody has more than 8, and what nobody can take waits", () => {
    expect(decide({}, "SESSION_NEW")).toMatchObject({ policy: "comercial", userId: "bia" });
    const full = team.map((each) => (each.userId === "bia" ? { ...each, openSessions: 8 } : each));
    expect(decide({}, "SESSION_NEW", { candidates: full })).toMatchObject({ action: "keep", policy: "comercial" });
    expect(decide({}, "backlog")).toMatchObject({ action: "assign", userId: "bia" });
    expect(decide({ type: "GROUP" }, "SESSION_NEW")).toMatchObject({
      action: "keep",
      reasons: [{ code: "NO_POLICY" }],
    });
    expect(decide({ userId: "caio" }, "ownerSilent")).toMatchObject({ action: "assign", userId: "bia" });
  });

  test("what the CRM asks for goes to Financeiro in turn", () => {
    const turn = (value: number) => ({ cursors: new Map([["cobranca/0/financeiro", value]]) });
    expect(decide({}, "requested", turn(0))).toMatchObject({ policy: "cobranca", userId: "davi" });
    expect(decide({}, "requested", turn(1))).toMatchObject({ policy: "cobranca", userId: "eva" });
  });
});
