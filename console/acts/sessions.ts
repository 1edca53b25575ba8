// What the page does with one session: each is shown by the dry run of the command that does it.
import * as z from "zod/mini";
import type { ActAnswer } from "../../cli/session/act-on-session.ts";
import { languages } from "../../lib/core/texts/language.ts";
import { act } from "./act.ts";

const of = {
  account: z.string().check(z.minLength(1)),
  language: z.enum(languages),
  sessionId: z.string().check(z.minLength(1), z.maxLength(64)),
};
const reason = z.optional(z.string().check(z.minLength(1), z.maxLength(200)));
const named = z.optional(z.string().check(z.minLength(1), z.maxLength(200)));

interface Asked {
  account: string;
  language: string;
  sessionId: string;
}

/** What is undefined is not said. What somebody typed stands behind a `=`, so that it is no option. */
const wordsOf = (
  name: string,
  { account, language, sessionId }: Asked,
  options: Readonly<Record<string, string | undefined>>,
  last: "--dry-run" | "--yes",
): readonly string[] => [
  ...["session", name, `--account=${account}`, `--language=${language}`],
  ...Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}=${value}`])),
  ...[last, "--", sessionId],
];

/** Two hours from now are others by the time somebody says yes; a day and its opening are not. */
const wholeMinute = /:00\.000Z$/;

const whatIsHeld = ({ changes, session }: ActAnswer) => ({
  changes: changes.map(({ field, from, to }) => [field, from, wholeMinute.test(String(to)) ? to : null]),
  session: session && [session.status, session.userId, session.departmentId],
});

const whatIsExpected = ({ changes, expect, decision }: ActAnswer) => ({
  changes: changes.map(({ field, from, to }) => [field, from, to]),
  ...{ expect, decision: decision && [decision.policy, decision.userId, decision.departmentId] },
});

export const sessionsActs = {
  "sessions/hold": act<ActAnswer, ActAnswer>()({
    params: z.strictObject({ ...of, until: z.string().check(z.minLength(1), z.maxLength(100)), reason }),
    preview: ({ until, reason: why, ...asked }) => wordsOf("hold", asked, { until, reason: why }, "--dry-run"),
    words: ({ until, reason: why, ...asked }) => wordsOf("hold", asked, { until, reason: why }, "--yes"),
    counts: whatIsHeld,
  }),
  "sessions/release": act<ActAnswer, ActAnswer>()({
    params: z.strictObject(of),
    preview: (asked) => wordsOf("release", asked, {}, "--dry-run"),
    words: (asked) => wordsOf("release", asked, {}, "--yes"),
    counts: whatIsHeld,
  }),
  "sessions/complete": act<ActAnswer, ActAnswer>()({
    params: z.strictObject({
      ...of,
      reason,
      farewell: z.optional(z.string().check(z.minLength(1), z.maxLength(4_000))),
    }),
    preview: ({ reason: why, farewell, ...asked }) =>
      wordsOf("complete", asked, { reason: why, farewell }, "--dry-run"),
    words: ({ reason: why, farewell, ...asked }) => wordsOf("complete", asked, { reason: why, farewell }, "--yes"),
    counts: whatIsExpected,
  }),
  "sessions/route": act<ActAnswer, ActAnswer>()({
    params: z.strictObject({ ...of, department: named, user: named, policy: named, reason }),
    preview: ({ department, user, policy, reason: why, ...asked }) =>
      wordsOf("route", asked, { department, user, policy, reason: why }, "--dry-run"),
    words: ({ department, user, policy, reason: why, ...asked }) =>
      wordsOf("route", asked, { department, user, policy, reason: why }, "--yes"),
    counts: whatIsExpected,
  }),
};
