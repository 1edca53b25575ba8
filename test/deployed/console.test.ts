// The console at a stage, opened by somebody who has the operator's policy and nothing else, beside a queue that is full: the queue keeps its rate.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { questions } from "../../console/questions/questions.ts";
import { keepFigure } from "../../judges/cloud/figures.ts";
import { type OpenConsole, openConsole } from "../../judges/cloud/open-console.ts";
import { type DeployedRun, deployedRun } from "./support/deployed-run.ts";

const limitMs = 400_000;
const stage = "look";
const phaseMs = 40_000;
/** A page on a stage reads the history so often, and the rest more rarely. */
const everyMs = 2_000;
/** Of 300 in a minute, 0.8 are ours, and 2 parts in a hundred of those a console's. */
const budgetPerMinute = 4;

let run: DeployedRun;
let sessionIds: readonly string[];
let page: OpenConsole | undefined;

beforeAll(async () => {
  run = await deployedRun(stage, join(import.meta.dirname, "support/console.config.ts"));
  const sessions = await run.admin<{ id: string; status: string }[]>("GET", "sessions");
  sessionIds = sessions.filter(({ status }) => status === "IN_PROGRESS").map(({ id }) => id);
}, limitMs);
afterAll(async () => {
  await page?.stop();
  await run?.stop();
});

const account = "default";
const language = "en";

/** What a page that shows every view would ask; what there is only on this machine is no view of a stage. */
const asked = (): Readonly<Record<string, object>> => ({
  place: {},
  "sessions/list": { account, language },
  "sessions/story": { account, language, session: sessionIds[0] },
  "sessions/team": { account },
  "auto-close/policies": { account },
  "auto-close/preview": { account },
  "auto-close/runs": { account, limit: 20 },
  "auto-close/report": { account, days: 7 },
  "closed-days/list": { account, past: false },
  "routing/people": { account },
  "routing/explain": { account, session: sessionIds[1] },
  "routing/moves": { account, days: 7, limit: 50, withAnswers: false },
  "parked/list": {},
});

/** They are about one thing of a list. */
const ofOne = ["auto-close/run", "parked/show"];

test("every question of the page is asked here", () => {
  const known = [...Object.keys(asked()), ...ofOne];
  expect(Object.keys(questions).filter((name) => !name.startsWith("local/") && !known.includes(name))).toEqual([]);
});

const fillQueue = async (commands: number): Promise<void> => {
  const all = Array.from({ length: commands }, (_, index) => ({
    command: "update",
    sessionId: sessionIds[index % sessionIds.length],
    number: String(index),
  }));
  for (let first = 0; first < all.length; first += 100) {
    const headers = { prefer: "respond-async" };
    const { status } = await run.send("/sessions/batch", {
      method: "POST",
      headers,
      body: all.slice(first, first + 100),
    });
    expect(status).toBe(202);
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Applied commands a second, while that time passes. */
const rateDuring = async (ms: number): Promise<number> => {
  const applied = (): number => run.eventsOf("Session Updated").length;
  const [before, from] = [applied(), Date.now()];
  await pause(ms);
  return ((applied() - before) * 1_000) / (Date.now() - from);
};

interface Polled {
  asks: number;
  failed: Set<string>;
}

/** Each view asks for itself, and again a while after its answer. */
const poll = (opened: OpenConsole, signal: AbortSignal): { polled: Polled; ended: Promise<unknown> } => {
  const polled: Polled = { asks: 0, failed: new Set() };
  const loop = async (name: string, params: object): Promise<void> => {
    while (!signal.aborted) {
      const { error } = await opened.ask(name, params);
      polled.asks += 1;
      if (error) polled.failed.add(`${name}: ${error.code} ${error.message}`);
      await pause(everyMs);
    }
  };
  return { polled, ended: Promise.all(Object.entries(asked()).map(([name, params]) => loop(name, params))) };
};

const readsOfWts = async (since: number): Promise<number> => {
  const all = await run.admin<{ method: string; at: string }[]>("GET", "requests");
  return all.filter(({ method, at }) => method === "GET" && Date.parse(at) >= since).length;
};

test(
  "whoever has the operator's policy opens it, and every view is answered",
  async () => {
    const { environment } = await run.stack.person("operator");
    page = await openConsole({ stage, environment });
    const failed: string[] = [];
    for (const [name, params] of Object.entries(asked())) {
      const { error } = await page.ask(name, params);
      // What waits for room is answered with when there is some.
      if (error && !/RATE_LIMIT|rate limit/.test(error.message)) failed.push(`${name}: ${error.message}`);
    }
    expect(failed).toEqual([]);
    const denied = run.stack.cloud.front.calls.filter(({ role, denied: each }) => role === "operator" && each);
    expect(denied.map(({ denied: each }) => `${each?.action} ${each?.resource}`)).toEqual([]);
  },
  limitMs,
);

test(
  "beside a full queue it is polled by every view, and the queue keeps its rate",
  async () => {
    await fillQueue(900);
    // What was saved up of the rate is used up first.
    await pause(20_000);
    const without = [await rateDuring(phaseMs)];

    const stopping = new AbortController();
    const since = Date.now();
    if (!page) throw new Error("the console must be open");
    const { polled, ended } = poll(page, stopping.signal);
    const beside = await rateDuring(phaseMs);
    stopping.abort();
    const reads = await readsOfWts(since);
    await ended;

    without.push(await rateDuring(phaseMs));
    const alone = without.reduce((sum, each) => sum + each, 0) / without.length;
    const ratio = beside / alone;
    keepFigure(
      "console-beside-full-queue",
      `Beside a full queue a console that ${Object.keys(asked()).length} questions poll (${polled.asks} in ${phaseMs / 1_000} s, ${reads} reads of WTS) leaves it ${(100 * ratio).toFixed(1)} % of its rate: ${beside.toFixed(2)} commands a second, without it ${alone.toFixed(2)}.`,
    );
    console.log({ without, beside, ratio, polled, reads });
    // The queue was full all the time.
    expect(await run.held("Commands")).toBeGreaterThan(0);
    expect(alone).toBeGreaterThan(1);
    expect(ratio).toBeGreaterThan(0.95);
    // The functions only write: what was read was read for the console.
    expect(reads).toBeLessThanOrEqual(budgetPerMinute + 1);
    expect([...polled.failed].filter((text) => !/rate limit/.test(text))).toEqual([]);
  },
  limitMs,
);
