// Prints what a routing decision and the schedule's question cost: npm run -s node bench/decide-routing.ts
import { decideRouting } from "../lib/routing/rules/decide-routing.ts";
import { dueTrigger } from "../lib/routing/rules/due-trigger.ts";
import { context, now, person, policiesOf, policy, session } from "../test/routing/rules/support/routing.ts";

const departments = ["A", "B", "C", "D", "E"];
const names = {
  departments: new Map(departments.map((name) => [name, `d-${name}`])),
  users: new Map<string, string>(),
};
const policies = policiesOf(
  ...departments.map((department) =>
    policy({
      ...{ name: department.toLowerCase(), department, match: { department }, capacity: 8 },
      when: ["SESSION_NEW", "backlog", "ownerUnavailable", { ownerSilent: { minutes: 10 } }],
    }),
  ),
);
const candidates = Array.from({ length: 100 }, (_, index) =>
  person(`u-${index}`, {
    available: index % 3 > 0,
    departmentIds: [`d-${departments[index % 5]}`],
    openSessions: index % 9,
  }),
);
/** They are answered, so that nothing is due: this is the dearest case, and the usual one. */
const sessions = Array.from({ length: 5_000 }, (_, index) =>
  session({
    departmentId: `d-${departments[index % 5]}`,
    userId: `u-${index % 100}`,
    firstResponseMs: now - 60_000,
    lastMessageOutMs: now,
  }),
);

const measure = (what: string, work: (facts: (typeof sessions)[number]) => unknown): void => {
  // The first round only warms up.
  for (const facts of sessions) work(facts);
  const startMs = performance.now();
  for (const facts of sessions) work(facts);
  const microseconds = ((performance.now() - startMs) / sessions.length) * 1_000;
  console.log(
    `${what}: ${microseconds.toFixed(0)} µs, with ${candidates.length} people and ${policies.length} policies`,
  );
};

measure("a decision", (facts) => decideRouting(facts, policies, context("SESSION_NEW", { candidates, names })));
measure("whether a session is due", (facts) => dueTrigger(facts, policies, { nowMs: now, candidates, names }));
