// Describes what `routing` of hooks.config.ts may say as a whole: the policies, and what holds for all of them.
import * as z from "zod/mini";
import { exactly, positive, type ReportProblem, rule } from "../../core/config-shape.ts";
import { foldName } from "../../core/names.ts";
import { courtesyRepliesShape } from "../../core/sessions/courtesy-replies.ts";
import { child, listOf } from "../../core/sessions/unchecked-config.ts";
import { peopleShape } from "./people-shifts.ts";
import { routingPolicy } from "./routing-policy.ts";
import { tellContactShape } from "./tell-contact-shape.ts";

/** Where the sessions of a policy come from and where it passes them on to; it is read tolerantly, whatever else is wrong. */
interface Chain {
  index: number;
  name: string;
  account: unknown;
  sources: readonly string[];
  exits: readonly string[];
  moves: number;
}

const folded = (names: readonly unknown[]): string[] =>
  names.flatMap((name) => (typeof name === "string" ? foldName(name) : []));

const chainOf = (policy: unknown, index: number): Chain => {
  const name = child(policy, "name");
  const steps = listOf(child(policy, "escalation"));
  const fallback = child(policy, "fallback");
  const matched = child(child(policy, "match"), "department");
  return {
    index,
    name: typeof name === "string" ? name : `policies.${index}`,
    account: child(policy, "account"),
    sources: folded([matched, child(policy, "department")].flat()),
    exits: folded([...steps.map((step) => child(child(step, "to"), "department")), child(fallback, "department")]),
    moves: 1 + steps.length + (fallback === undefined ? 0 : 1),
  };
};

const leadsTo = (from: Chain, to: Chain): boolean =>
  from !== to && from.account === to.account && from.exits.some((exit) => to.sources.includes(exit));

/** The shortest way from a policy through others back to itself. */
const loopFrom = (start: Chain, policies: readonly Chain[]): readonly Chain[] | undefined => {
  const ways: (readonly Chain[])[] = [[start]];
  const seen = new Set<Chain>();
  for (const way of ways) {
    const last = way.at(-1) ?? start;
    for (const next of policies) {
      if (!leadsTo(last, next)) continue;
      if (next === start) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
};

const loopProblems = (policies: readonly Chain[], report: ReportProblem): void => {
  const reported = new Set<Chain>();
  for (const start of policies) {
    if (reported.has(start)) continue;
    const loop = loopFrom(start, policies) ?? [];
    for (const each of loop) reported.add(each);
    if (loop.length === 0) continue;
    const names = [...loop, start].map(({ name }) => name).join(" → ");
    report(
      ["policies", start.index],
      `its escalation and fallback lead back to itself: ${names}; let one of them end elsewhere`,
    );
  }
};

const nameProblems = (policies: readonly unknown[], report: ReportProblem): void => {
  const names = policies.map((policy) => child(policy, "name"));
  for (const [index, name] of names.entries())
    if (typeof name === "string" && names.indexOf(name) < index)
      report(["policies", index, "name"], "is another policy's name already; each needs its own");
};

const lengthProblems = (chains: readonly Chain[], maxHops: unknown, report: ReportProblem): void => {
  if (typeof maxHops !== "number") return;
  for (const { index, moves } of chains)
    if (moves > maxHops)
      report(
        ["policies", index, "escalation"],
        `takes ${moves} moves to its end, and maxHopsPerDay stops at ${maxHops}; take steps out, or raise it`,
      );
};

const routingProblems = rule<Record<string, unknown>>((routing, report) => {
  const policies = listOf(child(routing, "policies"));
  const chains = policies.map(chainOf);
  nameProblems(policies, report);
  loopProblems(chains, report);
  lengthProblems(chains, child(routing, "maxHopsPerDay"), report);
});

export const routingShape = z.prefault(
  exactly({
    policies: z._default(z.array(routingPolicy, "must be a list of policies"), []),
    /** Whether the team finds a note about each move, and the contact is told who takes over. */
    note: z._default(z.boolean("must be true or false"), true),
    tellContact: z._default(tellContactShape, false),
    /** When somebody is there, by name, e-mail or id. */
    people: z._default(peopleShape, {}),
    /** Whether nobody waits after thanks alone: it is then read what was written, before anything is done by the clock. */
    courtesyReplies: courtesyRepliesShape,
    /** How often we move one session in a day at most, so that a loop ends. */
    maxHopsPerDay: z._default(positive("moves"), 10),
    /** How old the count of open sessions may be, in milliseconds. */
    openSessionsMs: z._default(positive("milliseconds"), 10_000),
    /** How long a move of ours is known as ours when WTS tells of it, in milliseconds. */
    ownWritesMs: z._default(positive("milliseconds"), 600_000),
  }).check(routingProblems),
  {},
);

export type Routing = z.output<typeof routingShape>;
