// Whatever is recorded of a session is said in whole sentences of one line, in each language, with the day of the place that they are of.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { outputTo } from "../../cli/display/output.ts";
import { entryText } from "../../cli/session/entry-sentences.ts";
import type { Story } from "../../cli/session/read-story.ts";
import { showStory } from "../../cli/session/show-story.ts";
import { endings, type StoryEntry } from "../../cli/session/story-entry.ts";
import { storyWords } from "../../cli/session/story-words.ts";
import type { Surroundings, Tools } from "../../cli/with-connection.ts";
import { reasonCodes, sessionCodes } from "../../lib/auto-close/rules/reason-codes.ts";
import { defineConfig } from "../../lib/config.ts";
import { commandNames } from "../../lib/core/command/command.ts";
import { fieldNames } from "../../lib/core/command/field-mask.ts";
import { languages } from "../../lib/core/texts/language.ts";
import { rejectionCodes } from "../../lib/routing/rules/routing-decision.ts";
import { englishIn } from "../support/english-words.ts";
import { manualClock } from "../support/manual-clock.ts";

const config = defineConfig({ sources: { loja: { verify: "github", map: { sessionId: "body.s" } } } });
const sessionId = "5e551d00-0000-4000-8000-000000000001";

const instant = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const status = fc.constantFrom("PENDING" as const, "IN_PROGRESS" as const);
const reasons = fc.array(fc.constantFrom(...reasonCodes, ...sessionCodes, "UNDONE", "REOPENED", "WTS_REFUSED"), {
  maxLength: 3,
});
const decision = fc.record(
  {
    action: fc.constantFrom("assign", "queue", "keep", "escalate"),
    trigger: fc.constantFrom("SESSION_NEW", "backlog", "requested", "opening"),
    policy: fc.constantFrom("comercial", "vip"),
    departmentId: fc.uuid(),
    userId: fc.uuid(),
    step: fc.integer({ min: 1, max: 3 }),
    failed: fc.boolean(),
    reasons: fc.constant([{ code: "CHOSEN", params: { strategy: "round-robin", eligible: 2 } }]),
    rejected: fc.array(fc.record({ userId: fc.uuid(), code: fc.constantFrom(...rejectionCodes) }), { maxLength: 20 }),
    rejectedMore: fc.integer({ min: 1, max: 9 }),
    skipped: fc.constant([{ policy: "noite", code: "MOVED_BY_PERSON" }]),
  },
  { requiredKeys: ["action", "trigger", "reasons", "rejected", "skipped", "failed"] },
);
const entry = fc.record(
  {
    at: instant,
    what: fc.constantFrom(...commandNames, "move", "close", "warn", "SESSION_NEW"),
    ending: fc.constantFrom(...endings),
    commandId: hash,
    door: fc.constantFrom("webhook", "http", "event", "schedule", "cli"),
    source: fc.constantFrom(
      "webhook:loja",
      "webhook:toString",
      "http:painel",
      "event:crm",
      "auto-close",
      "schedule:holds",
    ),
    policy: fc.constantFrom("parados"),
    runId: fc.constantFrom("0123456789ab"),
    type: fc.constantFrom(
      "Session Updated",
      "Session Closed",
      "Session Reassigned",
      "Session Held",
      "Session Hold Ended",
    ),
    changes: fc.record(
      { fields: fc.subarray([...fieldNames]), status, userId: fc.uuid() },
      { requiredKeys: ["fields"] },
    ),
    from: fc.record({
      status,
      userId: fc.option(fc.uuid()),
      departmentId: fc.option(fc.uuid()),
      endAt: fc.constant(null),
    }),
    hold: fc.record({ until: instant, setAt: instant, source: fc.constant("cli") }),
    before: fc.record({
      status,
      departmentId: fc.option(fc.uuid()),
      userId: fc.option(fc.uuid()),
      lastMessageInMs: fc.option(fc.constant(0)),
      lastMessageOutMs: fc.constant(null),
    }),
    silentSince: instant,
    undoneBy: fc.constant("ana"),
    orderedBy: fc.constant("ana"),
    runs: fc.record({ count: fc.integer({ min: 2, max: 9 }), lastAt: instant }),
    causedBy: hash,
    splitFrom: hash,
    reasons,
    wantedBecause: reasons,
    issues: fc.constant([{ path: "", code: "NAME_UNKNOWN", message: "NAME_UNKNOWN" }]),
    decision,
    stale: fc.constant(["Status"]),
    duplicateOf: hash,
    copies: fc.record({ count: fc.integer({ min: 1, max: 9 }), lastAt: instant }),
    published: fc.boolean(),
    occurredAt: instant,
    attempt: fc.nat(2),
    parked: fc.constant({ messageId: "7c1f05d2", queue: "parked", reason: "COMMAND_INVALID" }),
    discarded: fc.constant({ at: "2026-05-05T12:00:00.000Z", by: "ana", why: "x" }),
    replayed: fc.constant({ at: "2026-05-05T12:00:00.000Z", by: "ana" }),
  },
  { requiredKeys: ["at", "what", "ending", "reasons"] },
) as unknown as fc.Arbitrary<StoryEntry>;

const tellingOf = (language: (typeof languages)[number], timeZone = "America/Sao_Paulo") => ({
  ...{ locale: { language, timeZone }, config, options: "", accountOptions: "", atWork: undefined },
  nameOf: (id: string) => id.slice(0, 8),
});

test("every entry has its sentence, in each language, and nothing of another one nor of the machine is in it", () => {
  fc.assert(
    fc.property(
      entry,
      fc.option(fc.record({ at: instant, silentSince: instant }), { nil: undefined }),
      (each, warning) => {
        for (const language of languages) {
          const { sentence, details } = entryText(each, warning, tellingOf(language));
          const all = [sentence, ...details];
          expect(sentence).toMatch(/^\S.*\.$/u);
          for (const text of all)
            expect(text).not.toMatch(/undefined|NaN|\[object|Invalid|\n|function|\(\)|: [.;,]|^$/);
          if (language === "pt-BR")
            expect(all.map((text) => [text, englishIn(text)])).toEqual(all.map((text) => [text, []]));
        }
      },
    ),
    { numRuns: 400, includeErrorInReport: true },
  );
});

/** What is printed of a session with these entries. */
const printed = async (entries: readonly StoryEntry[], timeZone: string): Promise<string> => {
  let stdout = "";
  const surroundings: Surroundings = {
    environment: {},
    stdout: (text) => {
      stdout += text;
    },
    stderr: () => {},
  };
  const tools = {
    ...{ output: outputTo(surroundings, { json: false }), clock: manualClock() },
    connection: { place: "the local stack", options: "" },
  } as unknown as Tools;
  const story: Story = { entries, runs: { looked: 0 } };
  showStory(
    tools,
    { account: "default", sessionId },
    {
      ...{ story, present: {}, telling: tellingOf("en", timeZone), full: false },
    },
  );
  return stdout;
};
const noteAt = (at: string): StoryEntry => ({
  ...{ at, what: "note", ending: "applied", door: "cli", source: "cli", reasons: [] },
});

describe("the day is the one of the configured zone", () => {
  test.each([
    [
      "before and after midnight there",
      "America/Sao_Paulo",
      ["2026-11-21T02:59:00Z", "2026-11-21T03:00:00Z"],
      ["Fri 2026-11-20", "23:59", "Sat 2026-11-21", "00:00"],
    ],
    [
      "in the hour that comes twice",
      "America/New_York",
      ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"],
      ["Sun 2026-11-01", "01:30", "01:30"],
    ],
    [
      "around the hour that is left out",
      "America/New_York",
      ["2026-03-08T06:59:00Z", "2026-03-08T07:00:00Z"],
      ["Sun 2026-03-08", "01:59", "03:00"],
    ],
    [
      "a quarter of an hour off",
      "Asia/Kathmandu",
      ["2026-11-20T18:14:00Z", "2026-11-20T18:15:00Z"],
      ["Fri 2026-11-20", "23:59", "Sat 2026-11-21", "00:00"],
    ],
  ])("%s", async (_what, timeZone, instants, expected) => {
    const lines = (await printed(instants.map(noteAt), timeZone))
      .split("\n")
      .filter((line) => /^\w{3} \d|^\d\d:/.test(line));
    expect(lines.map((line) => line.replace(/ {2}.*/, ""))).toEqual(expected);
  });
});

test("what has no words of its own in a language is missing in none", () => {
  const shape = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
      : typeof value;
  expect(shape(storyWords["pt-BR"])).toEqual(shape(storyWords.en));
});
