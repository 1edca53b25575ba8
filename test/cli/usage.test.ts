// What every command shares: help, exit codes, and where it works.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Command } from "commander";
import { hooksProgram } from "../../cli/program.ts";
import { refuseRenamed, renamedCommands } from "../../cli/renamed-commands.ts";
import { runHere, runProcess } from "./support/hooks-for-tests.ts";

const nowhere = { LOCAL_RUNNING_FILE: "/nowhere/running.json" };
const run = (...args: string[]) => runHere(args, nowhere);

const quiet = { environment: {}, stdout: () => {}, stderr: () => {} };
const linesOf = (command: Command): string[][] =>
  command.commands.flatMap((inner) => [[inner.name()], ...linesOf(inner).map((line) => [inner.name(), ...line])]);
const commandLines = linesOf(hooksProgram(quiet));

describe("help", () => {
  test("there are many commands", () => {
    expect(commandLines.length).toBeGreaterThan(30);
  });

  test("the commands stand in groups, each in one, in the order in which a person comes to them", async () => {
    const { stdout } = await run("--help");
    const groups = [...stdout.matchAll(/^(\S[\w ]*):\n((?: {2}.*\n)+)/gm)].map(([, heading, lines = ""]) => ({
      heading,
      names: [...lines.matchAll(/^ {2}([a-z]\S*)/gm)].map(([, name]) => name),
    }));
    const ofCommands = groups.filter(({ names }) => names.length > 0 && names[0] !== "npm");
    expect(ofCommands.map(({ heading }) => heading)).toEqual(["Begin", "Look", "Act", "Set up", "On this machine"]);
    for (const { names } of ofCommands) expect(names.length).toBeLessThan(11);
    const all = hooksProgram(quiet).commands.map((each) => each.name());
    expect(ofCommands.flatMap(({ names }) => names).toSorted()).toEqual([...all, "help"].toSorted());
  });

  test.each([[], ...commandLines])("of [%s %s %s] has an example and where it works", async (...names: string[]) => {
    const { code, stdout, stderr } = await run(...names.filter(Boolean), "--help");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/Examples?:\n {2}npm run hooks -- /);
    expect(stdout).toContain("--stage");
    expect(stdout).toContain("--json");
  });

  test("every example is a command line that exists", async () => {
    const helps = await Promise.all([[], ...commandLines].map((names) => run(...names, "--help")));
    const examples = helps.flatMap(({ stdout }) => [...stdout.matchAll(/npm run (?:-s )?hooks -- (.*?)(?: {2}|$)/gm)]);
    expect(examples.length).toBeGreaterThan(10);
    for (const [, line = ""] of examples) {
      if (line.startsWith("<") || line.includes("[") || /^(?:--)?version/.test(line)) continue;
      const { code } = await run(
        ...[...line.replace(/--stage \S+/, "").matchAll(/'([^']*)'|(\S+)/g)].map(([, text, bare = ""]) => text ?? bare),
      );
      // It gets as far as looking for the stack, unless it needs none; some take nothing but a stage.
      const expected = /^(?:explain events\/|doctor(?! --probe)|init|new |n8n node --url)/.test(line) ? 0 : 1;
      expect([line, code]).toEqual([line, /^(?:setup|remove)\b/.test(line) ? 2 : expected]);
    }
  });
});

describe("wrong usage ends with 2 and says what was expected", () => {
  test.each([
    [[], "Usage:"],
    [["parked"], "Usage:"],
    [["dlg"], "unknown command 'dlg'"],
    [["parked", "show"], "missing required argument 'id'"],
    [["parked", "list", "--limit", "many"], "Expected a whole number from 1 to 1000."],
    [["parked", "list", "--limit", "0"], "Expected a whole number from 1 to 1000."],
    [["parked", "list", "--nope"], "unknown option '--nope'"],
    [["parked", "list", "more"], "too many arguments"],
    [["parked", "replay", ""], "Expected an id, or the beginning of one; it is empty."],
    [["parked", "replay"], "name message ids or command ids, or --all"],
    [["parked", "replay", "1234", "--all"], "name message ids or command ids, or --all"],
    [["parked", "replay", "1234", "--reason", "WTS_DENIED"], "--reason goes with --all"],
    [["deliveries", "list", "--day", "2026-02-30"], "Expected a day as YYYY-MM-DD, in UTC."],
    [["deliveries", "list", "--day", "2026-13-01"], "Expected a day as YYYY-MM-DD, in UTC."],
    [["route"], "missing required argument 'session'"],
    [["route", "https://app.wts.chat/x", "--explain"], "this link has no session's id in it"],
    [["route", "abc"], "add --explain, which changes nothing"],
    [
      ["route", "abc", "--explain", "--on", "noon"],
      "Allowed choices are SESSION_NEW, SESSION_UPDATE, requested, schedule",
    ],
    [["route", "abc", "--explain", "--on", "schedule", "--user", "Ana"], "go with --on requested, or without --on"],
    [["directory", "more"], "too many arguments"],
    [["auto-close", "rnus"], "too many arguments"],
    [["auto-close", "runs", "show"], "missing required argument 'run'"],
    [["auto-close", "--show", "5"], "error: --show goes with --dry-run"],
    [["auto-close", "report", "--dry-run"], "unknown option '--dry-run'"],
    [
      ["auto-close", "--dry-run", "report"],
      "--dry-run stands before report, and `auto-close report` has no such option",
    ],
    [["auto-close", "--policy", "gentle", "runs", "undo", "3f9a"], "`auto-close runs undo` has no such option"],
    [["auto-close", "--account", "a", "runs", "--account", "b"], "stands before runs and after it: give it once"],
    [["explain", "--parked", "7c1f", "--sign"], "--sign goes with a file"],
    [["auto-close", "--show", "0"], "Expected a whole number from 1 to 100000."],
    [["status", "--region", "us-east-1"], "--region needs a --stage"],
  ])("%j", async (args, said) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
  });
});

describe("a command that was renamed", () => {
  test.each([
    [["dlq"], "parked"],
    [["dlq", "list", "--limit", "20"], "parked list --limit 20"],
    [["dlq", "show", "7c1f05d2", "--reveal"], "parked show 7c1f05d2 --reveal"],
    [
      ["dlq", "replay", "--all", "--reason", "WTS_DENIED", "--stage", "prod"],
      "parked replay --all --reason WTS_DENIED --stage prod",
    ],
    [["--stage", "prod", "dlq", "list"], "--stage prod parked list"],
    [["--json", "dlq", "show", "dlq"], "--json parked show dlq"],
    [["dlq", "--help"], "parked --help"],
    [["dlq", "show", "it's here"], "parked show 'it'\\''s here'"],
  ])("%j is answered with its new name, as a whole command line", async (args, line) => {
    expect(await run(...args)).toMatchObject({
      code: 1,
      stderr: `error: \`dlq\` is called \`parked\` now: npm run hooks -- ${line}\n`,
    });
  });

  test("may have several words, of which none is taken for an option's value", () => {
    const renamed = { "auto-close runs": "runs" };
    expect(() => refuseRenamed(["auto-close", "runs", "show", "3f9a"], renamed)).toThrow(
      "`auto-close runs` is called `runs` now: npm run hooks -- runs show 3f9a",
    );
    for (const args of [["auto-close", "confirm", "runs"], ["--stage", "auto-close", "runs"], ["runs"], []])
      expect(() => refuseRenamed(args, renamed)).not.toThrow();
  });

  test("has a new name that exists, and no command of the former one is left", () => {
    const known = commandLines.map((names) => names.join(" "));
    for (const [former, now] of Object.entries(renamedCommands)) {
      expect(known).toContain(now);
      expect(known).not.toContain(former);
    }
  });
});

describe("nothing runs here", () => {
  let folder: string;
  const fileWith = (content: string) => {
    const file = join(folder, "running.json");
    writeFileSync(file, content);
    return { LOCAL_RUNNING_FILE: file };
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hooks-usage-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("there is no file", async () => {
    const { code, stdout, stderr } = await run("parked", "list");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "error: nothing is running here (there is no /nowhere/running.json): `npm start` first, or name a --stage\n",
    );
  });

  test("the process that wrote the file is gone", async () => {
    // Beyond what any system gives out.
    const { stderr } = await runHere(["status"], fileWith(JSON.stringify({ pid: 2 ** 30 })));
    expect(stderr).toContain("is gone): `npm start` first, or name a --stage");
  });

  test("the file is of something else", async () => {
    expect((await runHere(["status"], fileWith("{"))).stderr).toContain("is not what `npm start` writes");
    expect((await runHere(["status"], fileWith("{}"))).stderr).toContain("has no region");
  });
});

describe("a stage without credentials for AWS", () => {
  test.each([[["status"]], [["parked", "list"]], [["pause"]]])("%j says how to give them", async (args) => {
    const none = {
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      AWS_PROFILE: "",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const files = { AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" };
    const { code, stdout, stderr } = await runProcess([...args, "--stage", "x"], { ...nowhere, ...none, ...files });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error: AWS credentials are missing \(.+\): sign in to AWS, or set AWS_PROFILE, or /m);
    expect(stderr).not.toContain("could not be recorded");
  });
});

describe("as a process", () => {
  test("help goes to stdout and ends with 0, wrong usage to stderr and ends with 2, a failure with 1", async () => {
    const [help, wrong, failed] = await Promise.all([
      runProcess(["--help"], nowhere),
      runProcess(["dlg"], nowhere),
      runProcess(["status"], nowhere),
    ]);
    expect(help).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("Usage: npm run hooks -- ") });
    expect(wrong).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("unknown command 'dlg'") });
    expect(failed).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("`npm start` first") });
  });
});
