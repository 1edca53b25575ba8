// Function processes: real ones, running bundles of a few lines.
import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Lambda, startLambda } from "../../../local/lambda/lambda.ts";
import { readTemplate, type Template } from "../../../local/template/template.ts";
import { type TinyPackage, tinyPackage } from "../support/tiny-package.ts";

/** Waits in the handler until as many invocations as the event says have begun, in whatever process, told by a file. */
const meeting = `
import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
export const handler = async ({ file, guests }) => {
  appendFileSync(file, "x");
  while (readFileSync(file).length < guests) await delay(5);
  return process.pid;
};`;

const bundles = {
  pid: "let calls = 0; export const handler = async () => ({ pid: process.pid, calls: ++calls });",
  meeting,
  show: "export const handler = async (event, context) => ({ event, context, left: context.getRemainingTimeInMillis(), env: process.env, cwd: process.cwd() });",
  nothing: "export const handler = async () => {};",
  throws: "export const handler = async () => { throw new RangeError('too far'); };",
  throwsText: "export const handler = async () => { throw 'just text'; };",
  exits: "export const handler = async () => { process.exit(3); };",
  rejects: "export const handler = async () => { Promise.reject(new Error('unseen')); await new Promise(() => {}); };",
  slow: "export const handler = () => new Promise(() => { setInterval(() => {}, 1000); });",
  waits: "export const handler = () => new Promise(() => { console.log(process.pid); setInterval(() => {}, 1000); });",
  unsettled: "export const handler = () => new Promise(() => {});",
  spins: "export const handler = async () => { for (;;); };",
  lingers: "export const handler = async () => { setImmediate(() => { for (;;); }); return 'answered'; };",
  huge: "export const handler = async ({ bytes }) => 'x'.repeat(bytes - 2);",
  size: "export const handler = async (event) => JSON.stringify(event).length;",
  initThrows:
    "console.log('reading the settings'); console.error('no such file'); throw new TypeError('bad settings');",
  initExits: "console.log('giving up'); process.exit(7);",
  initHangs: "console.log('waiting'); setInterval(() => {}, 1000); await new Promise(() => {});",
  noHandler: "export const other = 1;",
  badSyntax: "export const handler = ;",
  importsMore: "import 'not-packed'; export const handler = async () => 1;",
  callback: "export const handler = (event, context, callback) => callback(null, 1);",
};

const limits: Record<string, number> = { slow: 0.2, spins: 0.2, lingers: 0.5 };

let packed: TinyPackage;
let functions: Template["functions"];
let lambda: Lambda;
const lines: string[] = [];
const printed = new EventEmitter();

beforeAll(() => {
  packed = tinyPackage(
    Object.fromEntries(
      Object.entries(bundles).map(([name, bundle]) => [
        name,
        { bundle, timeoutSeconds: limits[name] ?? 5, environment: { OWN: `of ${name}` } },
      ]),
    ),
  );
  functions = readTemplate(packed.directory, "").functions;
  process.env.RUNNER_TEST_LEAK = "seen";
  lambda = startLambda({
    functions,
    environment: { NEIGHBOUR: "http://127.0.0.1:1" },
    onLog: (name, line) => {
      lines.push(`${name}: ${line}`);
      printed.emit(name, line);
    },
  });
});
afterAll(async () => {
  delete process.env.RUNNER_TEST_LEAK;
  await lambda.stop();
  packed.remove();
});

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("processes", () => {
  test("one serves invocations one after another", async () => {
    const first = await lambda.invoke("pid", {});
    const answers = [first];
    for (let call = 0; call < 20; call += 1) answers.push(await lambda.invoke("pid", {}));
    expect(answers).toEqual(answers.map((_, index) => ({ ...Object(first), calls: index + 1 })));
    expect(lambda.pids("pid")).toEqual([Object(first).pid]);
  });

  test("there are as many as invocations at once", async () => {
    const event = { file: `${packed.directory}/meeting`, guests: 3 };
    const pids = await Promise.all([1, 2, 3].map(() => lambda.invoke("meeting", event)));
    expect(new Set(pids).size).toBe(3);
    expect([...lambda.pids("meeting")].sort()).toEqual([...pids].sort());
    expect(pids).not.toContain(process.pid);
  });

  test("there are no more than allowed: what finds none free waits for one", async () => {
    const narrow = startLambda({ functions, maxEnvironments: 2 });
    try {
      const pids = await Promise.all(
        Array.from({ length: 6 }, async () => Object(await narrow.invoke("pid", {})).pid as number),
      );
      expect(new Set(pids).size).toBeLessThanOrEqual(2);
      expect(narrow.pids("pid").length).toBeLessThanOrEqual(2);
    } finally {
      await narrow.stop();
    }
  });

  test("a killed one is replaced at the next invocation", async () => {
    const before = Object(await lambda.invoke("pid", {}));
    await lambda.kill(before.pid);
    expect(lives(before.pid)).toBe(false);
    expect(await lambda.invoke("pid", {})).toMatchObject({ calls: 1 });
  });

  test("one killed in the middle of an invocation fails that invocation", async () => {
    const began = once(printed, "waits");
    const failed = expect(lambda.invoke("waits", {})).rejects.toMatchObject({
      name: "Runtime.ExitError",
      message: "waits: the runtime exited with SIGKILL",
    });
    const [pid] = await began;
    expect(lambda.pids("waits")).toEqual([Number(pid)]);
    expect(lambda.underWay()).toBe(1);
    await lambda.kill(Number(pid));
    await failed;
    expect(lambda.pids("waits")).toEqual([]);
    expect(lambda.underWay()).toBe(0);
  });

  test("only their own can be killed", async () => {
    await expect(lambda.kill(process.pid)).rejects.toThrow(`no function runs as process ${process.pid}`);
  });
});

describe("a handler", () => {
  test("gets the event and Lambda's context", async () => {
    expect(await lambda.invoke("show", { a: "ã" })).toMatchObject({
      event: { a: "ã" },
      context: {
        functionName: "tiny-dev-show",
        functionVersion: "$LATEST",
        memoryLimitInMB: "128",
        invokedFunctionArn: "arn:aws:lambda:sa-east-1:000000000000:function:tiny-dev-show",
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        logGroupName: "/aws/lambda/tiny-dev-show",
      },
      cwd: expect.stringMatching(/\/show$/),
    });
  });

  test("is told how much of its time limit is left", async () => {
    const { left } = Object(await lambda.invoke("show", {}));
    expect(left).toBeGreaterThan(4_000);
    expect(left).toBeLessThanOrEqual(5_000);
  });

  test("sees its own environment, its neighbours, and nothing of ours", async () => {
    const { env } = Object(await lambda.invoke("show", {}));
    expect(env).toMatchObject({ OWN: "of show", NEIGHBOUR: "http://127.0.0.1:1", AWS_REGION: "sa-east-1", TZ: ":UTC" });
    const foreign = Object.keys(env).filter(
      (name) => !/^(AWS_|LAMBDA_|_HANDLER|PATH|LANG|TZ|OWN|NEIGHBOUR)/.test(name),
    );
    expect(foreign).toEqual([]);
  });

  test("that returns nothing answers null", async () => {
    expect(await lambda.invoke("nothing", {})).toBeNull();
  });

  test.each([
    ["throws", "RangeError", "too far"],
    ["throwsText", "string", "just text"],
    ["exits", "Runtime.ExitError", "exits: the runtime exited with exit status 3"],
    [
      "unsettled",
      "Runtime.ExitError",
      "unsettled: the runtime exited with exit status 13: a promise was never settled",
    ],
    ["rejects", "Runtime.ExitError", "rejects: the runtime exited with exit status 1"],
  ])("%s: fails as %s", async (name, errorType, message) => {
    await expect(lambda.invoke(name, {})).rejects.toMatchObject({ name: errorType, message });
  });

  test("that throws is printed with its stack", async () => {
    await expect(lambda.invoke("throws", {})).rejects.toThrow();
    expect(lines.filter((line) => line.startsWith("throws: Invoke Error")).at(-1)).toContain("dist/throws.mjs:1");
  });

  test.each(["slow", "spins"])("%s: over its time limit is killed", async (name) => {
    await expect(lambda.invoke(name, {})).rejects.toMatchObject({
      name: "Sandbox.Timedout",
      message: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0\.20 seconds$/),
    });
  });

  test("that never comes to rest after its answer is killed, and the next invocation is served", async () => {
    expect(await lambda.invoke("lingers", {})).toBe("answered");
    expect(await lambda.invoke("lingers", {})).toBe("answered");
  });
});

describe("a payload", () => {
  const limit = 6 * 1024 * 1024;

  test("of exactly 6 MB is taken, and one byte more is not", async () => {
    const frame = JSON.stringify({ x: "" }).length;
    expect(await lambda.invoke("size", { x: "x".repeat(limit - frame) })).toBe(limit);
    await expect(lambda.invoke("size", { x: "x".repeat(limit - frame + 1) })).rejects.toMatchObject({
      name: "RequestTooLargeException",
      message: `the event has ${limit + 1} bytes; Lambda takes at most ${limit}`,
    });
  });

  test("of 6 MB and 100 bytes is passed back, and one byte more is not", async () => {
    expect(await lambda.invoke("huge", { bytes: limit + 100 })).toHaveLength(limit + 98);
    await expect(lambda.invoke("huge", { bytes: limit + 101 })).rejects.toMatchObject({
      name: "Function.ResponseSizeTooLarge",
      message: `the answer has ${limit + 101} bytes; Lambda passes on at most ${limit + 100}`,
    });
  });
});

describe("a bundle that does not start", () => {
  test("is reported with its error and what it printed", async () => {
    await expect(lambda.invoke("initThrows", {})).rejects.toMatchObject({
      name: "TypeError",
      message: expect.stringMatching(
        /^initThrows did not start: bad settings\nIt printed:\n(?=[\s\S]*reading the settings)(?=[\s\S]*no such file)/,
      ),
    });
    expect(lambda.pids("initThrows")).toEqual([]);
  });

  test.each([
    ["initExits", "Runtime.ExitError", "the runtime exited with exit status 7\nIt printed:\ngiving up"],
    ["noHandler", "Runtime.HandlerNotFound", "dist/noHandler.handler is undefined or not exported"],
    ["badSyntax", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token ';'"],
    ["importsMore", "Runtime.ImportModuleError", "Cannot find package 'not-packed'"],
    ["callback", "Runtime.CallbackHandlerDeprecated", "takes a callback, which is not supported"],
  ])("%s: fails as %s", async (name, errorType, message) => {
    await expect(lambda.invoke(name, {})).rejects.toMatchObject({
      name: errorType,
      message: expect.stringContaining(message),
    });
  });
});

test("a bundle that never gets ready is killed at the limit, and what it printed is told", async () => {
  const impatient = startLambda({ functions, initLimitMs: 1_000 });
  await expect(impatient.invoke("initHangs", {})).rejects.toMatchObject({
    name: "Sandbox.Timedout",
    message: "initHangs did not start: still busy after 1 s\nIt printed:\nwaiting",
  });
  await impatient.stop();
});

test("an unknown function is refused", async () => {
  await expect(lambda.invoke("nobody", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("stopping leaves no process, fails what runs, and refuses what comes", async () => {
  const own = startLambda({ functions });
  const { pid } = Object(await own.invoke("pid", {}));
  const running = expect(own.invoke("waits", {})).rejects.toThrow();
  await own.stop();
  await running;
  expect(lives(pid)).toBe(false);
  await expect(own.invoke("pid", {})).rejects.toThrow("the runner was stopped");
});
