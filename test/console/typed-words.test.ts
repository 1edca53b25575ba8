// Whatever a page sends, the command is the one of the list, with its options and no others.
import { expect, test } from "@jest/globals";
import type { Command } from "commander";
import * as z from "zod/mini";
import { wordsOf } from "../../cli/own-options.ts";
import { hooksProgram } from "../../cli/program.ts";
import { type ActName, acts } from "../../console/acts/acts.ts";
import { type QuestionName, questions } from "../../console/questions/questions.ts";
import { runCommand } from "../../console/server/run-command.ts";

const account = "default";
const language = "en";
const id = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const session = { account, language, session: id };
const ofSession = { account, language, sessionId: id };

const asked: Readonly<Record<QuestionName, object>> = {
  place: {},
  "sessions/list": { account, language },
  "sessions/story": session,
  "auto-close/policies": { account },
  "auto-close/preview": { account, policy: "abandoned", now: "2026-11-30T12:00:00Z" },
  "auto-close/runs": { account, limit: 5 },
  "auto-close/run": { account, run: "r-1" },
  "auto-close/report": { account, days: 7 },
  "closed-days/list": { account, past: true },
  "routing/people": { account },
  "routing/explain": { account, session: id, policy: "vip", department: "Sales", user: "Ana" },
  "routing/moves": { account, days: 7, limit: 5, withAnswers: true },
  "parked/list": {},
  "parked/show": { id, reveal: true },
  "activity/commands": { day: "2026-11-30" },
  "activity/command": { id, day: "2026-11-30" },
  "activity/explanation": { id, reveal: true },
  "activity/minutes": {},
  "activity/health": {},
  "local/sources": {},
  "local/sample": { source: "crm", sample: "202-crm" },
  "local/explanation": { source: "crm", body: "{}" },
  "local/conversations": { account },
  "local/people": { account },
  "local/clock": {},
  "local/faults": { account },
  "local/switches": { account },
  "local/calls": { account, session: id },
  "local/log": { about: id },
};

const done: Readonly<Record<ActName, object>> = {
  "sessions/hold": { ...ofSession, until: "2h", reason: "why" },
  "sessions/release": ofSession,
  "sessions/complete": { ...ofSession, reason: "why", farewell: "bye" },
  "sessions/route": { ...ofSession, department: "Sales", user: "Ana", policy: "vip", reason: "why" },
  "auto-close/confirm": { account, policy: "abandoned", seen: "h" },
  "auto-close/pause": { account, policy: "abandoned" },
  "auto-close/resume": { account, policy: "abandoned" },
  "auto-close/run": { account, policy: "abandoned" },
  "auto-close/continue": { account, run: "r-1" },
  "auto-close/undo": { account, run: "r-1" },
  "closed-days/add": { account, date: "2026-12-24", from: "12:00", to: "18:00", department: "Sales", reason: "why" },
  "closed-days/remove": { account, date: "2026-12-24", department: "Sales" },
  "kill-switch/pause": { account },
  "kill-switch/resume": { account },
  "parked/replay": { ids: [id] },
  "parked/discard": { ids: [id], reason: "why" },
  "local/send": { source: "crm", sample: "202-crm", body: "{}" },
  "local/say": { account, whom: "Ana", text: "hello", as: "contact", agent: "Bia", department: "Sales" },
  "local/agent": { account, name: "Ana", presence: "away" },
  "local/clock": { to: "+1h", every: "10m" },
  "local/fault": { account, part: "wts", how: "500" },
  "local/rebuild": {},
  "local/reset": {},
};

interface Typed {
  readonly command: string;
  /** The options that were given, by name. */
  readonly options: readonly string[];
}

/** Undefined where the command line refuses it. */
const typedIn = async (words: readonly string[]): Promise<Typed | undefined> => {
  let typed: Typed | undefined;
  const run = async (given: readonly string[], { stdout }: { stdout(text: string): void }): Promise<0> => {
    const program = hooksProgram({ environment: {}, stdout: () => {}, stderr: () => {} });
    program.hook("preAction", (_program, command: Command) => {
      const options = command.options.map((option) => option.attributeName());
      typed = {
        command: wordsOf(command),
        options: options.filter((name) => command.getOptionValueSource(name) === "cli"),
      };
      throw new Error("it is not done here");
    });
    await program.parseAsync(given, { from: "user" }).catch((error: { code?: string }) => {
      if (String(error.code).includes("help")) typed = { command: "help", options: [] };
    });
    stdout("{}");
    return 0;
  };
  await runCommand(run, words);
  return typed;
};

/** The same parameters with each of their texts replaced, one at a time. */
const variants = (params: object, text: string): readonly object[] =>
  Object.entries(params).flatMap(([name, value]): object[] => {
    if (typeof value === "string") return [{ ...params, [name]: text }];
    return Array.isArray(value) ? [{ ...params, [name]: [text] }] : [];
  });

interface Way {
  readonly name: string;
  readonly shape: z.ZodMiniType;
  readonly words: (params: never) => readonly string[];
  readonly params: object;
}

const ways: readonly Way[] = [
  ...Object.entries(questions).map(
    ([name, { params, words }]): Way => ({
      name: `ask ${name}`,
      shape: params,
      words,
      params: asked[name as QuestionName],
    }),
  ),
  ...Object.entries(acts).flatMap(([name, { params, preview, words }]): Way[] => [
    { name: `preview ${name}`, shape: params, words: preview, params: done[name as ActName] },
    { name: `do ${name}`, shape: params, words, params: done[name as ActName] },
  ]),
];

test.each(ways)(
  "$name: what comes from the page is no option, and no word of a command",
  ({ shape, words, params }) => {
    const typedBy = (given: object): readonly string[] => words(z.parse(shape, given) as never);
    const usual = typedBy(params);
    for (const text of ["--stage=prod", "--", "-h", "a\u0000b", "a\n--yes"])
      for (const variant of variants(params, text)) {
        if (!z.safeParse(shape, variant).success) continue;
        const typed = typedBy(variant);
        const end = usual.indexOf("--");
        expect(typed).toHaveLength(usual.length);
        for (const [index, word] of typed.entries())
          if (word !== usual[index] && (end === -1 || index <= end))
            expect(word).toBe(`${/^--[a-z]+=/.exec(usual[index] ?? "")}${text}`);
      }
  },
);

const program = hooksProgram({ environment: {}, stdout: () => {}, stderr: () => {} });
const holding = (command: Command): readonly string[] => [
  ...(command.commands.length > 0 ? [wordsOf(command)] : []),
  ...command.commands.flatMap(holding),
];
const inner = (words: string): readonly string[] => {
  const command = words
    .split(" ")
    .reduce<Command | undefined>((above, name) => above?.commands.find((each) => each.name() === name), program);
  return (command?.commands ?? []).flatMap((each) => [each.name(), ...each.aliases()]);
};

test("where a command has others below it, none of these is meant by what comes from the page", async () => {
  const withOthers = new Set(holding(program));
  let tried = 0;
  for (const { words, shape, params } of ways) {
    const usual = await typedIn(words(z.parse(shape, params) as never));
    expect(usual).toBeDefined();
    if (!usual || !withOthers.has(usual.command)) continue;
    for (const name of ["help", ...inner(usual.command)])
      for (const variant of variants(params, name)) {
        const given = z.safeParse(shape, variant);
        if (!given.success) continue;
        tried += 1;
        const typed = await typedIn(words(given.data as never));
        if (typed) expect({ variant, typed }).toEqual({ variant, typed: usual });
      }
  }
  expect(tried).toBeGreaterThan(20);
});
