// Every option that a command accepts changes what it does: one that is passed over in silence, such as `--dry-run`, does harm.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Command, CommanderError, type Option } from "commander";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { hooksProgram } from "../../cli/program.ts";
import { defineConfig } from "../../lib/config.ts";
import { boxHere } from "../support/box-here.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { everyCommand, examplesOf, program, treeOf, withoutStage, wordsOf } from "./support/every-command.ts";
import { type HooksForTests, scratchFolder, startHooks } from "./support/hooks-for-tests.ts";

const quiet = { environment: {}, stdout: () => {}, stderr: () => {}, stopping: AbortSignal.abort() };
const named = (from: Command, words: readonly string[]): Command =>
  words.reduce((found, word) => found.commands.find((each) => each.name() === word) ?? found, from);

const globalNames = program.options.map((option) => option.attributeName());
const everyOption = new Map(treeOf(program).flatMap(({ options }) => options.map((one) => [one.attributeName(), one])));

/** Something that the option takes, whatever it is about. */
const values = [
  "1",
  "2026-11-20",
  "12:00",
  "requested",
  "accept: any",
  "amanhã 09:00",
  "https://api.example.com",
  "30min",
  "note",
  "2617d127-4314-4954-a7f6-07c17e7f7d2c",
];
const valueFor = (option: Option): string[] => {
  if (!option.required && !option.optional) return [];
  const fits = [...(option.argChoices ?? []), ...values].find((value) => {
    try {
      option.parseArg?.(value, undefined);
      return true;
    } catch {
      return false;
    }
  });
  if (fits === undefined) throw new Error(`no value here fits ${option.flags}: add one to the list`);
  return [fits];
};
const given = (option: Option): string[] => [option.long ?? option.flags, ...valueFor(option)];

/** It does nothing, and begins with every line anew. */
const read = hooksProgram(quiet);
for (const command of treeOf(read)) if (command.parent) command.action(() => {});
const codeOf = (words: readonly string[]): string => {
  try {
    read.parse(words, { from: "user" });
    return "accepted";
  } catch (error) {
    return error instanceof CommanderError && error.exitCode !== 0 ? error.code : String(error);
  }
};

test.each(everyCommand)("`%s` takes no option but its own", async (_name, command) => {
  const words = wordsOf(command);
  const own = [...globalNames, ...command.options.map((option) => option.attributeName())];
  const needed = command.options.filter(({ mandatory }) => mandatory);
  const typed = command.registeredArguments.map(({ argChoices: [first] = [] }) => first ?? "2026-11-20");
  const args = [...typed, ...needed.flatMap(given)];
  for (const [name, option] of everyOption)
    if (!own.includes(name))
      expect([name, codeOf([...words, ...args, ...given(option)])]).not.toEqual([name, "accepted"]);
  for (let above = command.parent; above?.parent; above = above.parent) {
    const depth = wordsOf(above).length;
    for (const option of above.options) {
      const line = [...words.slice(0, depth), ...given(option), ...words.slice(depth), ...args];
      const isOwn = own.includes(option.attributeName());
      expect([option.flags, codeOf(line) === "accepted"]).toEqual([option.flags, isOwn]);
    }
  }
});

describe("every option that a command lists is looked at when the command runs", () => {
  let standIn: TestStandIn;
  let our: HooksForTests;
  const config = defineConfig({
    publicUrl: "http://127.0.0.1:9",
    sources: { crm },
    limits: {
      share: 1,
      sustained: { requests: 100_000, windowMs: 300_000 },
      burst: { requests: 100_000, windowMs: 5_000 },
    },
    autoClose: {
      policies: [
        { name: "gentle", match: { status: "PENDING" }, idle: { hours: 8_000 } },
        { name: "comercial-sem-resposta", idle: { hours: 8_000 } },
      ],
    },
  });
  beforeAll(async () => {
    standIn = await startTestStandIn();
    // It is closed, so that `doctor --probe` of the examples refuses it: at its pace it would take half a minute.
    await standIn.admin("PUT", "sessions/2617d127-4314-4954-a7f6-07c17e7f7d2c", { status: "COMPLETED" });
    our = await startHooks({ wtsUrl: standIn.url, config });
  });
  afterAll(async () => {
    await our.stop();
    await standIn.stop();
  });

  const lookedAt = async (line: readonly string[], words: readonly string[]): Promise<ReadonlySet<string>> => {
    const looked = new Set<string>();
    const run = hooksProgram({
      ...quiet,
      environment: our.environment,
      cwd: scratchFolder(),
      config,
      box: boxHere(config.sources),
    });
    const command = named(run, words);
    const plain = command.opts.bind(command);
    command.opts = (() =>
      new Proxy(plain(), {
        get: (options, name) => {
          looked.add(String(name));
          return Reflect.get(options, name);
        },
      })) as typeof plain;
    // Beside the stand-in the probe need not pause between its calls.
    await our.runningOtherwise({ wtsUrl: standIn.url }, () =>
      run.parseAsync([...line], { from: "user" }).catch(() => {}),
    );
    return looked;
  };

  test.each(everyCommand)("`%s`", async (_name, command) => {
    const words = wordsOf(command);
    const examples = (await examplesOf(words)).map(withoutStage);
    // A stage that is named would be asked for at AWS: that it is looked at shows without one, too.
    const isPlace = ({ long }: Option): boolean => long === "--stage" || long === "--region";
    for (const option of command.options) {
      const withIt = examples.find((line) => line.includes(option.long ?? ""));
      const lines = withIt ? [withIt] : examples.map((line) => [...line, ...(isPlace(option) ? [] : given(option))]);
      let looked = false;
      for (const line of lines) looked ||= (await lookedAt(line, words)).has(option.attributeName());
      expect([option.flags, looked]).toEqual([option.flags, true]);
    }
  });
});
