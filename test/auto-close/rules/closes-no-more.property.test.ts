// Whatever the policies, the session and the hour: where a change is let through without a yes, what the new policy closes at some
// time the old one would have closed by then.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { closesNoMoreNoSooner } from "../../../lib/auto-close/rules/closes-no-more.ts";
import { confirmedPolicyOf } from "../../../lib/auto-close/rules/confirmed-policy.ts";
import { decideAutoClose } from "../../../lib/auto-close/rules/decide-auto-close.ts";
import { prepareAutoClose, type ReadyPolicy } from "../../../lib/auto-close/rules/prepare-auto-close.ts";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import { account, comercial, factsOf, financeiro, joao, type PolicyInput, policiesOf } from "./support/policies.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const start = Date.parse("2026-11-18T12:00:00Z");

const periods = ["09:00-18:00"];
const weekly = { monday: periods, tuesday: periods, wednesday: periods, thursday: periods, friday: periods };
const match = fc.record(
  {
    status: fc.constantFrom("PENDING" as const, ["PENDING", "IN_PROGRESS"] as ("PENDING" | "IN_PROGRESS")[]),
    department: fc.constantFrom("Comercial", ["Comercial", null]),
    user: fc.constantFrom(null, "joao.silva@clinicaboavista.example"),
    tags: fc.constantFrom("VIP", ["VIP", "Retorno"]),
    metadata: fc.constantFrom({ manter: true as const }, { manter: "sim" }, { manter: "sim", loja: true as const }),
    handledBy: fc.constantFrom("bot" as const, "human" as const),
  },
  { requiredKeys: [] },
);
const few = fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: match, weight: 1 });
const clock = fc.constantFrom("wall" as const, "business" as const);
const parts = {
  match: few,
  except: few,
  idle: fc.record({
    minutes: fc.constantFrom(30, 60, 240, 600),
    since: fc.constantFrom("out" as const, "any" as const),
    clock,
  }),
  waitingOn: fc.constantFrom("contact" as const, "anyone" as const),
  answersThatDoNotCount: fc.subarray(["BOT", "OFFICE_HOURS"] as const),
  hours: fc.constantFrom(
    undefined,
    { weekly, holidays: [] },
    { weekly, holidays: ["2026-11-19"] },
    { weekly, holidays: ["2026-11-19", { date: "2026-11-18", periods: ["00:00-24:00"] }] },
  ),
  onlyInHours: fc.boolean(),
  warning: fc.option(
    fc.record({ text: fc.constant("Oi?"), grace: fc.record({ minutes: fc.constantFrom(10, 60, 300, 2_880), clock }) }),
    { nil: undefined },
  ),
  whenUnsendable: fc.constantFrom("leave" as const, "close" as const),
  close: fc.constantFrom({}, { farewell: "Tchau!" }, { note: "Encerrado." }),
};

/** Of what the shape would refuse, it takes the parts that contradict each other away. */
const valid = (input: PolicyInput): PolicyInput => {
  const { hours, idle, warning, waitingOn, ...rest } = input;
  const wall = hours === undefined;
  return {
    ...rest,
    ...(hours && { hours }),
    ...(waitingOn && { waitingOn }),
    ...(waitingOn === "anyone" && { answersThatDoNotCount: [] }),
    ...(idle && { idle: wall ? { ...idle, clock: "wall" as const } : idle }),
    ...(warning && {
      warning: wall ? { ...warning, grace: { ...warning.grace, clock: "wall" as const } } : warning,
    }),
    ...(wall && { onlyInHours: false }),
  };
};

const policy = fc.record(parts) as fc.Arbitrary<PolicyInput>;
/** One or two of its parts are others afterwards. */
const changed: fc.Arbitrary<PolicyInput> = fc
  .tuple(policy, fc.subarray(Object.keys(parts) as (keyof typeof parts)[], { minLength: 1, maxLength: 2 }))
  .map(([one, names]) => Object.fromEntries(names.map((name) => [name, one[name]])));

const facts: fc.Arbitrary<SessionFacts> = fc
  .record({
    status: fc.constantFrom("PENDING" as const, "IN_PROGRESS" as const),
    departmentId: fc.constantFrom(comercial, financeiro, null),
    userId: fc.constantFrom(joao, null),
    botId: fc.constantFrom("b", null),
    channelType: fc.constantFrom("CLOUDAPI_WHATSAPP", "ZAPI_WHATSAPP"),
    tags: fc.oneof(fc.subarray(["VIP", "Retorno"]), fc.constant(undefined)),
    metadata: fc.constantFrom({}, { manter: "sim" }, { manter: "sim", loja: "x" }),
    lastInMinutes: fc.option(fc.integer({ min: -1_300, max: 30 })),
    lastOutMinutes: fc.option(fc.integer({ min: -600, max: 0 })),
  })
  .map(({ lastInMinutes, lastOutMinutes, ...some }) =>
    factsOf({
      ...(some as Partial<SessionFacts>),
      lastMessageInMs: lastInMinutes === null ? null : start + lastInMinutes * minuteMs,
      lastMessageOutMs: lastOutMinutes === null ? null : start + lastOutMinutes * minuteMs,
    }),
  );
const origins = fc.subarray(["BOT", "OFFICE_HOURS", "DEFAULT"]);

const readyOf = (inputs: readonly PolicyInput[]) => {
  const policies = policiesOf(...inputs);
  const prepared = prepareAutoClose(policies, account);
  const last = policies.at(-1);
  if (!prepared.ok || !last) throw new Error("the policies are not ready");
  return { ready: prepared.policies, content: confirmedPolicyOf(last, policies, account.timeZone) };
};

/** When the last of the policies closes the session, if nobody says anything but its warning. */
const closedAt = (ready: readonly ReadyPolicy[], given: SessionFacts, answeredBy: readonly string[]) => {
  const name = ready.at(-1)?.policy.name;
  const answers = answeredBy.map((origin) => ({ origin, atMs: given.lastMessageOutMs ?? start }));
  let known = given;
  let warned: { warnedAtMs: number; messageAtMs: number; lastMessageInMs: number | null } | undefined;
  for (let atMs = start; atMs < start + 5 * 24 * hourMs; atMs += 30 * minuteMs) {
    const moment = { nowMs: atMs, actNowMs: atMs, answers, ...(warned && { warned }) };
    const decision = decideAutoClose(known, ready, moment as Parameters<typeof decideAutoClose>[2]);
    if (decision.policy !== name) return undefined;
    if (decision.action === "close") return atMs;
    if (decision.action !== "warn") continue;
    warned = { warnedAtMs: atMs, messageAtMs: atMs, lastMessageInMs: given.lastMessageInMs ?? null };
    known = { ...known, lastMessageOutMs: atMs };
  }
  return undefined;
};

const runs = 3_000;

test(`in ${runs} changes of a policy, and of the one before it`, () => {
  const seen = { let: 0, closed: 0 };
  fc.assert(
    fc.property(
      fc.option(policy, { nil: undefined }),
      fc.option(changed, { nil: undefined }),
      policy,
      changed,
      facts,
      origins,
      (earlier, earlierChange, one, change, given, answeredBy) => {
        const before = [...(earlier ? [{ ...earlier, name: "earlier" }] : []), { ...one, name: "last" }];
        const after = [
          ...(earlier && earlierChange ? [{ ...earlier, ...earlierChange, name: "earlier" }] : []),
          { ...one, ...change, name: "last" },
        ];
        let lists: ReturnType<typeof readyOf>[];
        try {
          lists = [before, after].map((list) => readyOf(list.map(valid)));
        } catch {
          // hooks.config.ts may not say this.
          return;
        }
        const [old, next] = lists;
        if (!old || !next || !closesNoMoreNoSooner(old.content, next.content)) return;
        seen.let += 1;
        const nextMs = closedAt(next.ready, given, answeredBy);
        if (nextMs === undefined) return;
        seen.closed += 1;
        expect(closedAt(old.ready, given, answeredBy)).toBeLessThanOrEqual(nextMs);
      },
    ),
    { numRuns: runs, seed: 20_261_129, endOnFailure: false },
  );
  // It would prove nothing if hardly a change were let through, or nothing were closed.
  expect(seen.let).toBeGreaterThan(runs / 10);
  expect(seen.closed).toBeGreaterThan(runs / 30);
});
