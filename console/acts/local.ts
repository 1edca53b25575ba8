// What the page does with the stack that runs here. Nobody but this machine sees any of it, so that most of it shows nothing before.
import * as z from "zod/mini";
import type { AgentChangedAnswer, LocalAgentsAnswer } from "../../cli/local/change-agent.ts";
import { type FaultsAnswer, faultyParts } from "../../cli/local/change-faults.ts";
import { presences, speakers } from "../../cli/local/choices.ts";
import type { ClockAnswer, ClockMovedAnswer } from "../../cli/local/move-clock.ts";
import type { RebuiltAnswer } from "../../cli/local/rebuild-functions.ts";
import type { ResetAnswer } from "../../cli/local/reset-world.ts";
import type { SaidAnswer } from "../../cli/local/say-something.ts";
import type { SendPlanAnswer, SentAnswer } from "../../cli/webhooks/send-delivery.ts";
import { act } from "./act.ts";

const text = z.string().check(z.minLength(1));
const account = z.optional(text);
const given = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];

/** What is there beforehand is of no consequence: what is done can be done in any world. */
const nothing = (): null => null;
const showClock = (): readonly string[] => ["local", "clock"];

const sent = z.strictObject({ source: text, sample: z.optional(text), body: z.optional(z.string()) });
const sendWords = ({ source, sample, body }: z.output<typeof sent>, ...more: readonly string[]): readonly string[] => [
  ...["send", ...given("sample", sample), ...given("body", body), ...more],
  ...["--", source],
];

export const localActs = {
  "local/send": act<SendPlanAnswer, SentAnswer>()({
    params: sent,
    preview: (params) => sendWords(params, "--dry-run"),
    words: (params) => sendWords(params),
    counts: (plan) => plan,
    localOnly: true,
  }),
  "local/say": act<ClockAnswer, SaidAnswer>()({
    params: z.strictObject({
      account,
      whom: text,
      text,
      as: z.enum(speakers),
      agent: z.optional(text),
      isNew: z.optional(z.boolean()),
      department: z.optional(text),
    }),
    preview: showClock,
    words: ({ account: of, whom, text: said, as, agent, isNew = false, department }) => [
      ...["local", "say", `--as=${as}`, ...given("account", of), ...given("agent", agent)],
      ...[...(isNew ? ["--new"] : []), ...given("department", department), "--", whom, said],
    ],
    counts: nothing,
    localOnly: true,
  }),
  "local/agent": act<LocalAgentsAnswer, AgentChangedAnswer>()({
    params: z.strictObject({ account, name: text, presence: z.enum(presences) }),
    preview: ({ account: of, name }) => ["local", "agent", ...given("account", of), "--", name],
    words: ({ account: of, name, presence }) => ["local", "agent", ...given("account", of), "--", name, presence],
    counts: nothing,
    localOnly: true,
  }),
  "local/clock": act<ClockAnswer, ClockMovedAnswer>()({
    params: z.strictObject({ to: text, every: z.optional(text) }),
    preview: showClock,
    words: ({ to, every }) => ["local", "clock", ...given("every", every), "--", to],
    counts: nothing,
    localOnly: true,
  }),
  "local/fault": act<FaultsAnswer, FaultsAnswer>()({
    params: z.strictObject({
      account,
      part: z.enum(faultyParts),
      how: z.optional(text),
      times: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
      delay: z.optional(z.number().check(z.positive(), z.maximum(600))),
    }),
    preview: ({ account: of }) => ["local", "fault", ...given("account", of)],
    words: ({ account: of, part, how, times, delay }) => [
      ...["local", "fault", ...given("account", of), ...given("times", times), ...given("delay", delay)],
      ...["--", part, ...(how === undefined ? [] : [how])],
    ],
    counts: nothing,
    localOnly: true,
  }),
  "local/rebuild": act<ClockAnswer, RebuiltAnswer>()({
    params: z.strictObject({}),
    preview: showClock,
    words: () => ["local", "rebuild"],
    counts: nothing,
    localOnly: true,
  }),
  "local/reset": act<ClockAnswer, ResetAnswer>()({
    params: z.strictObject({}),
    preview: showClock,
    words: () => ["local", "reset", "--yes"],
    counts: nothing,
    localOnly: true,
  }),
};
