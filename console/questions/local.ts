// What the page asks of the stack that runs here, and of its invented world.
import * as z from "zod/mini";
import type { LocalAgentsAnswer } from "../../cli/local/change-agent.ts";
import type { FaultsAnswer } from "../../cli/local/change-faults.ts";
import type { SwitchesAnswer } from "../../cli/local/change-switches.ts";
import type { LocalCallsAnswer } from "../../cli/local/list-calls.ts";
import type { LocalLogAnswer } from "../../cli/local/list-log.ts";
import type { LocalSessionsAnswer } from "../../cli/local/list-sessions.ts";
import type { ClockAnswer } from "../../cli/local/move-clock.ts";
import type { Explanation } from "../../cli/webhooks/explain-delivery.ts";
import type { SourcesAnswer } from "../../cli/webhooks/list-sources.ts";
import type { SendPlanAnswer } from "../../cli/webhooks/send-delivery.ts";
import { question } from "./question.ts";

const text = z.string().check(z.minLength(1));
const account = z.optional(text);
const limit = z.optional(z.int().check(z.minimum(1), z.maximum(1_000)));
const given = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];

export const localQuestions = {
  "local/sources": question<SourcesAnswer>()({
    params: z.strictObject({}),
    words: () => ["send", "--list"],
    localOnly: true,
  }),
  "local/sample": question<SendPlanAnswer>()({
    params: z.strictObject({ source: text, sample: text }),
    words: ({ source, sample }) => ["send", `--sample=${sample}`, "--dry-run", "--reveal", "--", source],
    localOnly: true,
  }),
  "local/explanation": question<Explanation>()({
    params: z.strictObject({ source: text, body: z.string() }),
    words: ({ source, body }) => ["explain", `--source=${source}`, `--body=${body}`, "--sign", "--reveal"],
    localOnly: true,
  }),
  "local/conversations": question<LocalSessionsAnswer>()({
    params: z.strictObject({ account, limit }),
    words: (params) => ["local", "sessions", ...given("account", params.account), ...given("limit", params.limit)],
    localOnly: true,
  }),
  "local/people": question<LocalAgentsAnswer>()({
    params: z.strictObject({ account }),
    words: (params) => ["local", "agent", ...given("account", params.account)],
    localOnly: true,
  }),
  "local/clock": question<ClockAnswer>()({
    params: z.strictObject({}),
    words: () => ["local", "clock"],
    localOnly: true,
  }),
  "local/faults": question<FaultsAnswer>()({
    params: z.strictObject({ account }),
    words: (params) => ["local", "fault", ...given("account", params.account)],
    localOnly: true,
  }),
  "local/switches": question<SwitchesAnswer>()({
    params: z.strictObject({ account }),
    words: (params) => ["local", "switch", ...given("account", params.account)],
    localOnly: true,
  }),
  "local/calls": question<LocalCallsAnswer>()({
    params: z.strictObject({ account, session: z.optional(text), limit }),
    words: ({ account: of, session, limit: most }) => [
      ...["local", "calls"],
      ...[...given("account", of), ...given("session", session), ...given("limit", most)],
    ],
    localOnly: true,
  }),
  "local/log": question<LocalLogAnswer>()({
    params: z.strictObject({ about: z.optional(text), limit }),
    words: ({ about, limit: most }) => ["local", "log", ...given("about", about), ...given("limit", most)],
    localOnly: true,
  }),
};
