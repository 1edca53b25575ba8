// The console at a stage, opened by somebody who has the operator's policy and nothing else, beside a queue that is full: the queue keeps its rate.
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { questions } from "../../console/questions/questions.ts";
import { chromiumFile } from "../../judges/chromium-file.ts";
import { keepFigure } from "../../judges/cloud/figures.ts";
import { type OpenConsole, openConsole, startConsoleProcess } from "../../judges/cloud/open-console.ts";
import { enterConsole, settled, viewsOf } from "../browser/support/enter-console.ts";
import { withPage } from "../browser/support/with-page.ts";
import { type DeployedRun, deployedRun } from "./support/deployed-run.ts";

const limitMs = 400_000;
const stage = "look";
/** A whole window: within one, the queue has more at first, and less later. */
const phaseMs = 60_000;
/** So long somebody looks at a view before they go on to the next. */
const viewMs = 12_000;
/** As a page on a stage does. */
const everyMs = 10_000;
/** Of 150 in a minute, 0.8 are ours, and 2 parts in a hundred of those a console's. */
const budgetPerMinute = 2;

let run: DeployedRun;
let sessionIds: readonly string[];
let opened: OpenConsole | undefined;

const open = (): OpenConsole => {
  if (!opened) throw new Error("the console must be open");
  return opened;
};

beforeAll(async () => {
  run = await deployedRun(stage, join(import.meta.dirname, "support/console.config.ts"));
  const sessions = await run.admin<{ id: string; status: string }[]>("GET", "sessions");
  sessionIds = sessions.filter(({ status }) => status === "IN_PROGRESS").map(({ id }) => id);
}, limitMs);
afterAll(async () => {
  await opened?.stop();
  await run?.stop();
});

const account = "default";
const language = "en";

/** What each view asks; what there is only on this machine is no view of a stage. */
const views = (): readonly Readonly<Record<string, object>>[] => [
  {
    place: {},
    "sessions/list": { account, language },
    "sessions/story": { account, language, session: sessionIds[0] },
  },
  {
    "auto-close/policies": { account },
    "auto-close/runs": { account, limit: 20 },
    "auto-close/report": { account, days: 7 },
    "closed-days/list": { account, past: false },
  },
  {
    "routing/people": { account },
    "routing/explain": { account, session: sessionIds[1] },
    "routing/moves": { account, days: 7, limit: 50, withAnswers: false },
  },
  { "parked/list": {} },
  { "activity/commands": {}, "activity/minutes": {}, "activity/health": {} },
];

const asked = (): Readonly<Record<string, object>> => Object.assign({}, ...views());

/** They are about one thing of a list, or asked by hand alone. */
const ofOne = ["activity/command", "activity/explanation", "auto-close/preview", "auto-close/run", "parked/show"];

test("every question of the page is asked here", () => {
  const known = [...Object.keys(asked()), ...ofOne];
  expect(Object.keys(questions).filter((name) => !name.startsWith("local/") && !known.includes(name))).toEqual([]);
});

const fillQueue = async (commands: number): Promise<void> => {
  const all = Array.from({ length: commands }, (_, index) => ({
    command: "update",
    // Few are worked on side by side: what stands for AWS has no more room than this machine.
    sessionId: sessionIds[index % 6],
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

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);

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

/** One page, on which somebody looks at one view after the other; each asks for what it shows, and again a while after the answer. */
const lookAround = async (polled: Polled, signal: AbortSignal): Promise<void> => {
  const loop = async (name: string, params: object, left: AbortSignal): Promise<void> => {
    while (!left.aborted) {
      const answer = await open()
        .ask(name, params, left)
        .catch(() => undefined);
      if (left.aborted) return;
      polled.asks += 1;
      const error = answer ? answer.error : { code: "NOT_ANSWERED", message: "" };
      if (error) polled.failed.add(`${name}: ${error.code} ${error.message}`);
      await Promise.race([pause(everyMs), once(left, "abort")]);
    }
  };
  while (!signal.aborted)
    for (const view of views()) {
      const left = AbortSignal.any([signal, AbortSignal.timeout(viewMs)]);
      await Promise.all(Object.entries(view).map(([name, params]) => loop(name, params, left)));
    }
};

/** Where what stands for DynamoDB was too busy to answer in a second, functions use a slow rate of their own, which DynamoDB gives them no cause to. */
const tableWasAway = (): number => run.stack.log.filter((line) => line.includes("rate table not reachable")).length;

const readsOfWts = async (since: number): Promise<number> => {
  const all = await run.admin<{ method: string; at: string }[]>("GET", "requests");
  return all.filter(({ method, at }) => method === "GET" && Date.parse(at) >= since).length;
};

test(
  "whoever has the operator's policy opens it, and every view is answered",
  async () => {
    const { environment } = await run.stack.person("operator");
    opened = await openConsole({ stage, environment });
    const failed: string[] = [];
    for (const [name, params] of Object.entries(asked())) {
      const { error } = await open().ask(name, params);
      // What waits for room is answered with when there is some.
      if (error && !error.message.includes("room again")) failed.push(`${name}: ${error.message}`);
    }
    expect(failed).toEqual([]);
    const denied = run.stack.cloud.front.calls.filter(({ role, denied: each }) => role === "operator" && each);
    const texts = denied.map(({ denied: each }) => `${each?.action} ${each?.resource}`);
    // The doctor says that it was not let into the secret of callers and senders.
    expect(texts.filter((text) => !text.includes("/access-"))).toEqual([]);
  },
  limitMs,
);

test(
  "in a browser each view of the stage is shown, and nothing goes wrong on it",
  async () => {
    // Without one the questions were asked above, as the page asks them.
    if (chromiumFile(process.env) === undefined) return;
    const { environment } = await run.stack.person("operator");
    const { address, stop } = await startConsoleProcess({ stage, environment });
    try {
      await withPage({}, async ({ page }) => {
        const url = new URL(address).origin;
        await enterConsole(page, { url, newAddress: () => address });
        const paths = await viewsOf(page);
        expect(paths.length).toBeGreaterThan(3);
        expect(paths).not.toContain("/local");
        for (const path of paths) {
          await page.goto(`${url}${path}`);
          await settled(page);
          expect(await page.locator("main h1").first().innerText()).not.toBe("");
        }
      });
    } finally {
      await stop();
    }
  },
  limitMs,
);

test(
  "whoever may only look, and says yes to a policy, is refused, and named the policy that it takes",
  async () => {
    const { environment } = await run.stack.person("viewer");
    const viewing = await openConsole({ stage, environment });
    try {
      const { answer } = await viewing.ask("auto-close/policies", { account });
      const [{ hash = "" } = {}] = Object(answer).policies as { hash?: string }[];
      const params = { account, policy: "esquecidas", seen: hash };
      const previewed = await viewing.preview("auto-close/confirm", params);
      expect(previewed.error).toBeUndefined();
      const { body } = await viewing.act("auto-close/confirm", params, previewed.seen ?? "");
      expect(body.error?.message).toContain("OperatorPolicyArn");
    } finally {
      await viewing.stop();
    }
  },
  limitMs,
);

test(
  "credentials that expire while it is open are said, and whoever signs in again goes on",
  async () => {
    const { environment } = await run.stack.person("viewer");
    const viewing = await openConsole({ stage, environment });
    const signInAgain = run.stack.cloud.front.expire(environment.AWS_ACCESS_KEY_ID ?? "");
    try {
      for (const name of ["auto-close/policies", "parked/list", "routing/people"]) {
        const { error } = await viewing.ask(name, name === "parked/list" ? {} : { account });
        expect([name, error?.message]).toEqual([name, expect.stringContaining("sign in again")]);
      }
      signInAgain();
      expect((await viewing.ask("auto-close/policies", { account })).error).toBeUndefined();
    } finally {
      await viewing.stop();
    }
  },
  limitMs,
);

test(
  "a stage that is not there is said before anything opens",
  async () => {
    const { environment } = await run.stack.person("operator");
    const mayDoAll = { ...environment, ...run.stack.cloud.operator };
    await expect(startConsoleProcess({ stage: "nowhere", environment: mayDoAll })).rejects.toThrow(
      /there is no stage nowhere in sa-east-1/,
    );
    // Whoever has a policy of another stage may not even ask.
    await expect(startConsoleProcess({ stage: "nowhere", environment })).rejects.toThrow("ViewerPolicyArn");
  },
  limitMs,
);

test(
  "beside a full queue it is polled by every view, and the queue keeps its rate",
  async () => {
    await fillQueue(800);
    // What was saved up of the rate is used up first.
    await pause(phaseMs / 2);
    const alone: number[] = [await rateDuring(phaseMs)];
    const polled: Polled = { asks: 0, failed: new Set() };
    const stopping = new AbortController();
    const since = Date.now();
    const ended = lookAround(polled, stopping.signal);
    const beside = await rateDuring(phaseMs);
    stopping.abort();
    await ended;
    const reads = await readsOfWts(since);
    alone.push(await rateDuring(phaseMs));
    const ratio = beside / mean(alone);
    keepFigure(
      "console-beside-full-queue",
      `Beside a full queue a console on which somebody looks at every view (${polled.asks} questions and ${reads} reads of WTS in a minute) leaves the queue ${(100 * ratio).toFixed(1)} % of its rate: ${beside.toFixed(2)} commands a second, ${mean(alone).toFixed(2)} in the minutes before and after.`,
    );
    // The queue was full all the time.
    expect(await run.held("Commands")).toBeGreaterThan(0);
    expect(mean(alone)).toBeGreaterThan(1);
    const measured = { ratio, alone, beside, tableWasAway: tableWasAway() };
    expect({ ...measured, isKept: ratio > 0.95 }).toEqual({ ...measured, isKept: true });
    // The functions only write: what was read was read for the console.
    expect(reads).toBeLessThanOrEqual(2 * budgetPerMinute);
    expect([...polled.failed].filter((text) => !text.includes("room again"))).toEqual([]);
  },
  limitMs,
);
