// What the page does with auto-close, with closed days, and with the kill switch of an account.
import * as z from "zod/mini";
import type { PolicyConfirmed } from "../../cli/auto-close/confirm-policy.ts";
import type { RunContinued } from "../../cli/auto-close/continue-stopped.ts";
import type { PolicySwitched } from "../../cli/auto-close/pause-policy.ts";
import type { RunBegun } from "../../cli/auto-close/run-now.ts";
import type { RunPreview } from "../../cli/auto-close/show-preview.ts";
import type { RunUndone } from "../../cli/auto-close/undo.ts";
import type { ClosedDayAdded, ClosedDayRemoved } from "../../cli/closed-days/change-closed-day.ts";
import type { SwitchThrown } from "../../cli/status/kill-switch-commands.ts";
import { act } from "./act.ts";

const text = z.string().check(z.minLength(1), z.maxLength(200));
const account = text;
const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const time = z.string().check(z.regex(/^\d{2}:\d{2}$/));

const options = (given: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));

const switchPolicy = (name: "pause" | "resume") =>
  act<PolicySwitched, PolicySwitched>()({
    params: z.strictObject({ account, policy: text }),
    preview: ({ policy, ...params }) => ["auto-close", name, "--dry-run", ...options(params), "--", policy],
    words: ({ policy, ...params }) => ["auto-close", name, ...options(params), "--", policy],
    counts: (shown) => shown,
  });

const throwSwitch = (name: "pause" | "resume") =>
  act<SwitchThrown, SwitchThrown>()({
    params: z.strictObject({ account }),
    preview: (params) => [name, "--dry-run", ...options(params)],
    words: (params) => [name, ...options(params)],
    counts: (shown) => shown,
  });

export const autoCloseActs = {
  "auto-close/confirm": act<PolicyConfirmed, PolicyConfirmed>()({
    params: z.strictObject({ account, policy: text, seen: text }),
    preview: ({ policy, ...params }) => ["auto-close", "confirm", "--dry-run", ...options(params), "--", policy],
    words: ({ policy, ...params }) => ["auto-close", "confirm", ...options(params), "--", policy],
    counts: (shown) => shown,
  }),
  "auto-close/pause": switchPolicy("pause"),
  "auto-close/resume": switchPolicy("resume"),
  "auto-close/run": act<RunPreview, RunBegun>()({
    params: z.strictObject({ account, policy: z.optional(text) }),
    preview: (params) => ["auto-close", "--dry-run", ...options(params)],
    words: (params) => ["auto-close", ...options(params)],
    // Who waits, and until when, is another from minute to minute.
    counts: ({ policies, noRun, ends, sessions }) => ({
      ...{ policies, noRun, ends },
      sessions: sessions.map(({ sessionId, would, run }) => ({ sessionId, would, run })),
    }),
  }),
  "auto-close/continue": act<RunContinued, RunContinued>()({
    params: z.strictObject({ account, run: text }),
    preview: ({ run, ...params }) => ["auto-close", "continue", "--dry-run", ...options(params), "--", run],
    words: ({ run, ...params }) => ["auto-close", "continue", ...options(params), "--", run],
    counts: (shown) => shown,
  }),
  "auto-close/undo": act<RunUndone, RunUndone>()({
    params: z.strictObject({ account, run: text }),
    preview: ({ run, ...params }) => ["auto-close", "runs", "undo", "--dry-run", ...options(params), "--", run],
    words: ({ run, ...params }) => ["auto-close", "runs", "undo", ...options(params), "--", run],
    // Several are looked at side by side, and come as they are done.
    counts: ({ sessions }) => sessions.toSorted((one, other) => one.id.localeCompare(other.id)),
  }),
  "closed-days/add": act<ClosedDayAdded, ClosedDayAdded>()({
    params: z.strictObject({
      ...{ account, date, from: z.optional(time), to: z.optional(time) },
      ...{ department: z.optional(text), reason: z.optional(text) },
    }),
    preview: ({ date: day, ...params }) => ["closed-day", "add", "--dry-run", ...options(params), "--", day],
    words: ({ date: day, ...params }) => ["closed-day", "add", ...options(params), "--", day],
    counts: ({ closedDay: { setAt: _, ...closedDay }, replaced, policiesWithoutHours }) => ({
      ...{ closedDay, replaced, policiesWithoutHours },
    }),
  }),
  "closed-days/remove": act<ClosedDayRemoved, ClosedDayRemoved>()({
    params: z.strictObject({ account, date, department: z.optional(text) }),
    preview: ({ date: day, ...params }) => ["closed-day", "remove", "--dry-run", ...options(params), "--", day],
    words: ({ date: day, ...params }) => ["closed-day", "remove", ...options(params), "--", day],
    counts: (shown) => shown,
  }),
  "kill-switch/pause": throwSwitch("pause"),
  "kill-switch/resume": throwSwitch("resume"),
};
