// What AWS's own runtime does with a bundle of a few lines, with our Runtime API and with AWS's: what the runner of npm test imitates.
import { EventEmitter, once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { installedRuntime } from "../../../judges/installed.ts";
import type { EnvironmentOptions } from "../../../judges/runtime/environment.ts";
import { startEmulatedEnvironment } from "../../../judges/runtime/start-emulated-environment.ts";
import { startEnvironment } from "../../../judges/runtime/start-environment.ts";

const bundles = {
  show: "export const handler = async (event, context) => ({ event, id: context.awsRequestId, name: context.functionName, memory: context.memoryLimitInMB, left: context.getRemainingTimeInMillis(), env: process.env });",
  logs: "export const handler = async () => { console.log('{\"message\":\"sent\"}'); console.error('failed'); process.stdout.write('{\"bare\":1}\\n'); };",
  throws: "export const handler = async () => { throw new RangeError('too far'); };",
  throwsText: "export const handler = async () => { throw 'just text'; };",
  exits: "export const handler = async () => { process.exit(3); };",
  rejects: "export const handler = async () => { Promise.reject(new Error('unseen')); await new Promise(() => {}); };",
  slow: "export const handler = () => new Promise(() => { process.stdout.write('began\\n'); setInterval(() => {}, 1000); });",
  unserializable: "export const handler = async () => 1n;",
};
const initBundles = {
  noHandler: "export const other = 1;",
  badSyntax: "export const handler = ;",
  importsMore: "import 'not-packed'; export const handler = async () => 1;",
  initThrows: "throw new TypeError('bad settings');",
  callback: "export const handler = (event, context, callback) => callback(null, 1);",
};

let codeDir: string;
const lines: string[] = [];
const printed = new EventEmitter();
const running: { stop(): Promise<void> }[] = [];

beforeAll(() => {
  codeDir = mkdtempSync(join(tmpdir(), "environment-"));
  mkdirSync(join(codeDir, "dist"));
  for (const [name, bundle] of Object.entries({ ...bundles, ...initBundles }))
    writeFileSync(join(codeDir, "dist", `${name}.mjs`), bundle);
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
  lines.length = 0;
});
afterAll(() => rmSync(codeDir, { recursive: true }));

const optionsFor = (name: string): EnvironmentOptions => ({
  codeDir,
  handler: `dist/${name}.handler`,
  environment: { OWN: "set" },
  memoryMb: 256,
  timeoutMs: 2_000,
  onLogLine: (line) => {
    lines.push(line);
    printed.emit(line);
  },
});

const apis = [
  { api: "our Runtime API", start: startEnvironment },
  ...(installedRuntime().emulator === undefined
    ? []
    : [{ api: "AWS's emulator of it", start: startEmulatedEnvironment }]),
];

describe.each(apis)("with $api", ({ start }) => {
  const started = async (name: keyof typeof bundles) => {
    const environment = await start(optionsFor(name));
    running.push(environment);
    return environment;
  };
  const requestId = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

  test("the handler gets its event, its context and Lambda's variables, and nothing of this machine", async () => {
    const environment = await started("show");
    const result = await environment.invoke({ a: "ç" }, { requestId });
    expect(result).toEqual({
      answer: {
        event: { a: "ç" },
        id: requestId,
        name: "show",
        memory: "256",
        left: expect.any(Number),
        env: expect.objectContaining({ OWN: "set", AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x", TZ: ":UTC" }),
      },
    });
    const { left, env } = Object(Object(result).answer);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(2_000);
    expect(Object.keys(env)).not.toContain("HOME");
    expect(await environment.invoke({})).toMatchObject({ answer: { event: {} } });
  });

  test("what is logged begins with time, request and level, a line each; what is written is left as it is", async () => {
    const environment = await started("logs");
    expect(await environment.invoke({}, { requestId })).toEqual({ answer: null });
    const own = lines.filter((line) => !/^(START|END|REPORT) /.test(line));
    expect(own).toEqual([
      expect.stringMatching(
        new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t${requestId}\\tINFO\\t\\{"message":"sent"\\}$`),
      ),
      expect.stringMatching(new RegExp(`\\t${requestId}\\tERROR\\tfailed$`)),
      '{"bare":1}',
    ]);
  });

  test.each([
    ["throws", { errorType: "RangeError", errorMessage: "too far" }],
    ["throwsText", { errorType: "string", errorMessage: "just text" }],
    ["rejects", { errorType: "Runtime.ExitError", errorMessage: expect.stringMatching(/exit status 1$/) }],
    ["unserializable", { errorType: "Runtime.JSONStringifyError", errorMessage: "Unable to stringify response body" }],
  ] as const)("%s fails with a type and a message", async (name, error) => {
    const environment = await started(name);
    expect(await environment.invoke({})).toEqual({ error });
  });

  test("a process that ends fails its invocation", async () => {
    const environment = await started("exits");
    expect(await environment.invoke({})).toMatchObject({ error: { errorType: "Runtime.ExitError" } });
  });

  test("an invocation beyond its time is ended, and says so as Lambda does", async () => {
    const environment = await started("slow");
    expect(await environment.invoke({})).toEqual({
      error: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/Task timed out after 2\.00 seconds$/),
      },
    });
  });

  test("one that is killed in the middle fails that invocation", async () => {
    const environment = await started("slow");
    const began = once(printed, "began");
    const answered = environment.invoke({});
    await began;
    await environment.kill();
    expect(await answered).toMatchObject({ error: { errorType: "Runtime.ExitError" } });
  });

  test("the time of the processor grows with what it does", async () => {
    const environment = await started("show");
    await environment.invoke({});
    const before = environment.cpuMs();
    for (let call = 0; call < 30; call += 1) await environment.invoke({});
    expect(environment.cpuMs()).toBeGreaterThan(before);
    await environment.stop();
    expect(environment.cpuMs()).toBe(0);
  });
});

describe("a bundle that does not become ready", () => {
  test.each([
    ["noHandler", "Runtime.HandlerNotFound"],
    ["badSyntax", "Runtime.UserCodeSyntaxError"],
    ["importsMore", "Error"],
    ["initThrows", "TypeError"],
    ["callback", "Runtime.CallbackHandlerDeprecated"],
  ])("%s is refused with %s", async (name, errorType) => {
    await expect(startEnvironment(optionsFor(name))).rejects.toMatchObject({ name: errorType });
  });
});
