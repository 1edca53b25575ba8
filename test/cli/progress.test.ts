// What takes long shows at a terminal how far it is, and nowhere else: neither a file nor a program gets anything of the bar.
import { Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Progress } from "../../cli/display/progress-bar.ts";
import { runHooks } from "../../cli/program.ts";
import type { Surroundings } from "../../cli/with-connection.ts";
import { defineConfig } from "../../lib/config.ts";
import { queueText } from "../../lib/core/queue/queue-item.ts";
import { boxHere } from "../support/box-here.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { parkedCommand, queuedCommand } from "./support/queued-command.ts";

/** As far as a bar is concerned, somebody looks at it. */
class Terminal extends Writable {
  readonly isTTY = true;
  readonly columns = 100;
  written = "";

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.written += String(chunk);
    done();
  }
}

const config = defineConfig({
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  // A dry one runs as often as it is told to.
  autoClose: { policies: [{ name: "after-a-year", dryRun: true, idle: { hours: 8_000 } }] },
});

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config });
});
beforeEach(() => {
  our.empty();
  for (const id of ["a", "b", "c"]) our.put("Parked", queueText(parkedCommand(queuedCommand(id), "WTS_DENIED")));
});
afterAll(async () => {
  await our.stop();
  await standIn.stop();
});

const run = async (line: string, terminal: Terminal | undefined, more: Partial<Surroundings> = {}) => {
  const said = { stdout: "", stderr: "" };
  const code = await runHooks(line.split(" "), {
    environment: our.environment,
    config,
    box: boxHere(config.sources),
    terminal,
    ...more,
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
  });
  return { code, ...said };
};

const bar = /[█░]/;

describe.each([
  ["parked replay --all", /Messages .* 3\/3/],
  ["auto-close --dry-run", /Sessions .* \d+\/\d+/],
  ["auto-close", /Sessions .* \d+\/\d+/],
  ["privacy find 11980045904", /Items .* \d+\/\d+/],
])("`%s`", (line, shown) => {
  test("shows how far it is at a terminal, and takes it away at the end", async () => {
    const terminal = new Terminal();
    const { stdout, stderr } = await run(line, terminal);
    expect(terminal.written).toMatch(shown);
    expect(terminal.written.split(bar).at(-1)).toMatch(/\[\d*[JK]/);
    expect(stdout + stderr).not.toMatch(bar);
    expect(stdout).not.toBe("");
  });

  test("shows nothing of it with --json, nor where nobody looks", async () => {
    const terminal = new Terminal();
    const { stdout } = await run(`${line} --json`, terminal);
    expect(terminal.written).toBe("");
    expect(() => JSON.parse(stdout)).not.toThrow();
    const piped = await run(line, undefined);
    expect(piped.stdout + piped.stderr).not.toMatch(bar);
  });

  test("tells a program that asked for it, beside its JSON", async () => {
    const told: Progress[] = [];
    const { stdout } = await run(`${line} --json`, undefined, { onProgress: (progress) => told.push(progress) });
    expect(() => JSON.parse(stdout)).not.toThrow();
    const [, what] = /^(\w+)/.exec(shown.source) ?? [];
    expect(told.at(-1)).toMatchObject({ what, done: expect.any(Number) });
    expect(told.every(({ done, total = done }) => done <= total)).toBe(true);
  });
});

test("a preview nobody waits for any more looks at no further page", async () => {
  const gone = new AbortController();
  gone.abort();
  const asked = (await journalOf(standIn.admin)).length;
  const { code } = await run("auto-close --dry-run", undefined, { signal: gone.signal });
  expect(code).toBe(1);
  const pages = (await journalOf(standIn.admin)).slice(asked).filter(({ path }) => path === "/chat/v2/session");
  expect(pages.length).toBeLessThanOrEqual(1);
});
