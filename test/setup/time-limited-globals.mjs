// What test files import as @jest/globals: the runner has no time limits, so every test and hook gets its own here.
const { test: runTest, describe, expect, jest, ...hooks } = globalThis;

export { describe, expect, jest };

/** For what hangs, and not for what is slow: on a machine that does much else everything takes ten times as long. */
const defaultLimitMs = 300_000;

const limited =
  (run, limitMs = defaultLimitMs) =>
  async (...args) => {
    const { promise: late, reject } = Promise.withResolvers();
    const timer = setTimeout(() => reject(new Error(`this was not done within ${limitMs} ms`)), limitMs);
    try {
      return await Promise.race([run(...args), late]);
    } finally {
      clearTimeout(timer);
    }
  };

const withLimits = (run) => (name, body, limitMs) => run(name, limited(body, limitMs));
const withTables =
  (each) =>
  (...table) =>
  (name, body, limitMs) =>
    each(...table)(name, limited(body, limitMs));

const withBoth = (run) => Object.assign(withLimits(run), { each: withTables(run.each) });

export const test = Object.assign(withBoth(runTest), { skip: withBoth(runTest.skip), only: withBoth(runTest.only) });

const hook = (name) => (body, limitMs) => hooks[name](limited(body, limitMs));
export const beforeAll = hook("beforeAll");
export const beforeEach = hook("beforeEach");
export const afterEach = hook("afterEach");
export const afterAll = hook("afterAll");
