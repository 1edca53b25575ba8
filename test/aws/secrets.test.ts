// A secret is read rarely, through the real SDK client, and a failing store does not take down what holds its value.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { refreshPauseMs, secretLifetimeMs, secretsManagerSecret } from "../../lib/aws/secrets.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { jsonLog } from "../../lib/runtime/log.ts";
import type { Secret } from "../../lib/runtime/secret.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startSecretsManager } from "../support/secrets-manager.ts";

let store: Awaited<ReturnType<typeof startSecretsManager>>;
let clock: ManualClock;
let lines: string[];
let secret: Secret<{ key: string }>;

beforeAll(async () => {
  store = await startSecretsManager();
});
afterAll(() => store.stop());
beforeEach(() => {
  Object.assign(store.state, { value: '{"key":"one"}', failing: false, calls: 0 });
  clock = manualClock();
  lines = [];
  secret = secretsManagerSecret({
    client: store.client,
    secretId: "wts/test",
    parse: (text) => {
      const { key } = JSON.parse(text) as { key: string };
      if (key === "") throw new Fault(faults.configInvalid, { message: "key: must have at least 16 characters" });
      return { key };
    },
    clock,
    log: jsonLog((line) => lines.push(line)),
  });
});

test("twenty callers of a cold function make one call", async () => {
  const values = await Promise.all(Array.from({ length: 20 }, () => secret.get()));
  expect(new Set(values).size).toBe(1);
  expect(store.state.calls).toBe(1);
});

test("the value is held for five minutes, then read again", async () => {
  await secret.get();
  store.state.value = '{"key":"two"}';
  clock.advance(secretLifetimeMs - 1);
  expect(await secret.get()).toEqual({ key: "one" });
  clock.advance(1);
  expect(await secret.get()).toEqual({ key: "two" });
});

test("twenty callers whose key was refused make one call, and a late one none", async () => {
  const refused = await secret.get();
  store.state.value = '{"key":"two"}';
  const values = await Promise.all(Array.from({ length: 20 }, () => secret.refresh(refused)));
  expect(values).toEqual(Array.from({ length: 20 }, () => ({ key: "two" })));
  expect(await secret.refresh(refused)).toEqual({ key: "two" });
  expect(store.state.calls).toBe(2);
});

test("a value that is refused again and again is asked for at most once in 30 s", async () => {
  const refused = await secret.get();
  const again = await secret.refresh(refused);
  clock.advance(refreshPauseMs - 1);
  await secret.refresh(again);
  expect(store.state.calls).toBe(2);
  clock.advance(1);
  await secret.refresh(again);
  expect(store.state.calls).toBe(3);
});

test("a store that fails leaves the value held in use, is asked at most once in 30 s, and is logged", async () => {
  await secret.get();
  store.state.failing = true;
  clock.advance(secretLifetimeMs);
  expect(await Promise.all(Array.from({ length: 5 }, () => secret.get()))).toEqual(Array(5).fill({ key: "one" }));
  expect(await secret.get()).toEqual({ key: "one" });
  expect(store.state.calls).toBe(2);
  expect(lines.join()).toContain("SECRETS_UNAVAILABLE");
  store.state.failing = false;
  store.state.value = '{"key":"two"}';
  clock.advance(refreshPauseMs);
  expect(await secret.get()).toEqual({ key: "two" });
});

test("a secret that became invalid is not taken over", async () => {
  await secret.get();
  store.state.value = '{"key":""}';
  clock.advance(secretLifetimeMs);
  expect(await secret.get()).toEqual({ key: "one" });
  expect(lines.join()).toContain("must have at least 16 characters");
});

test("nothing held and a store that fails is a failure that can be repeated", async () => {
  store.state.failing = true;
  await expect(secret.get()).rejects.toMatchObject({ code: "SECRETS_UNAVAILABLE", retryAfterSeconds: 5 });
  store.state.failing = false;
  expect(await secret.get()).toEqual({ key: "one" });
});
