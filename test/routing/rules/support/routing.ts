// A small company to route in: two departments, three people, one session that waits; each test changes one thing.
import { defineConfig, type HooksConfigInput } from "../../../../lib/config.ts";
import type { SessionFacts } from "../../../../lib/core/sessions/session-facts.ts";
import type { Candidate } from "../../../../lib/routing/rules/candidate.ts";
import type { RoutingContext, RoutingTrigger } from "../../../../lib/routing/rules/routing-context.ts";
import type { RoutingPolicy } from "../../../../lib/routing/rules/routing-policy.ts";

export type PolicyInput = NonNullable<NonNullable<HooksConfigInput["routing"]>["policies"]>[number];

export const minute = 60_000;
export const now = Date.parse("2026-11-24T15:00:00Z");

/** Ids are readable here: the decision compares them and nothing else. */
export const sales = "d-sales";
export const support = "d-support";
export const triage = "d-triage";

/** As the configuration would have read it. */
export const policiesOf = (...inputs: PolicyInput[]): readonly RoutingPolicy[] =>
  defineConfig({ routing: { policies: inputs } }).routing.policies;

export const policy = (input: Partial<PolicyInput> = {}): PolicyInput => ({
  name: "sales",
  when: ["SESSION_NEW"],
  department: "Sales",
  ...input,
});

export const person = (userId: string, more: Partial<Candidate> = {}): Candidate => ({
  userId,
  available: true,
  departmentIds: [sales],
  openSessions: 0,
  reserved: 0,
  ...more,
});

/** In the sales queue since a quarter of an hour, without an answer. */
export const session = (more: Partial<SessionFacts> = {}): SessionFacts => ({
  id: "s-1",
  status: "PENDING",
  departmentId: sales,
  userId: null,
  botId: null,
  contactId: "c-1",
  channelId: "ch-1",
  channelType: "CLOUDAPI_WHATSAPP",
  type: "INDIVIDUAL",
  tags: [],
  metadata: {},
  createdAtMs: now - 15 * minute,
  lastMessageInMs: now - 15 * minute,
  lastMessageOutMs: null,
  lastInteractionMs: now - 15 * minute,
  firstResponseMs: undefined,
  windowStatus: "ACTIVE",
  ...more,
});

export const names = {
  departments: new Map([
    ["Sales", sales],
    ["Support", support],
    ["Triage", triage],
  ]),
  users: new Map([
    ["Ana", "ana"],
    ["Bia", "bia"],
    ["Caio", "caio"],
    ["Davi", "davi"],
  ]),
};

export const team = [person("ana"), person("bia"), person("caio")];

export const context = (
  on: RoutingTrigger["on"] | RoutingTrigger,
  more: Partial<Omit<RoutingContext, "trigger">> = {},
): RoutingContext => ({
  trigger: typeof on === "string" ? { on } : on,
  nowMs: now,
  candidates: team,
  names,
  cursors: new Map(),
  hopsToday: 0,
  maxHopsPerDay: 10,
  ...more,
});
