// hooks.config.ts is checked as a whole, so that one look is enough to correct it.
import { describe, expect, test } from "@jest/globals";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { faultOf, problemLines } from "./support/fault-of.ts";

/** What a JavaScript user could write; the types would refuse most of it. */
const define = (input: unknown) => defineConfig(input as HooksConfigInput);
const refused = (input: unknown) => {
  const fault = faultOf(() => define(input));
  expect(fault.code).toBe("CONFIG_INVALID");
  return problemLines(fault);
};

describe("the configuration", () => {
  test("has a default for everything", () => {
    expect(defineConfig({})).toMatchObject({
      timeZone: "America/Sao_Paulo",
      account: "default",
      wts: { baseUrl: "https://api.wts.chat", apiVersion: "v2", timeoutMs: 10_000 },
      limits: {
        share: 0.8,
        sustained: { requests: 1000, windowMs: 300_000 },
        burst: { requests: 200, windowMs: 5_000 },
      },
    });
  });

  test("keeps what is given and completes what is not", () => {
    const config = defineConfig({
      timeZone: "Europe/Lisbon",
      account: "acme",
      wts: { baseUrl: "https://api.brand.example/", apiVersion: "v1" },
      limits: { share: 1, burst: { requests: 2, windowMs: 50 } },
    });
    expect(config).toMatchObject({
      timeZone: "Europe/Lisbon",
      account: "acme",
      wts: { baseUrl: "https://api.brand.example", apiVersion: "v1", timeoutMs: 10_000 },
      limits: { share: 1, sustained: { requests: 1000, windowMs: 300_000 }, burst: { requests: 2, windowMs: 50 } },
    });
  });

  test("one reader's changes do not reach the next one's defaults", () => {
    const config = defineConfig({});
    Reflect.set(config.limits.burst, "requests", 1);
    Reflect.set(config.wts, "timeoutMs", 1);
    expect(defineConfig({})).toMatchObject({ wts: { timeoutMs: 10_000 }, limits: { burst: { requests: 200 } } });
  });

  test.each([
    ["timeZone", { timeZone: "America/Sao Paulo" }],
    ["timeZone", { timeZone: "BRT+3" }],
    ["timeZone", { timeZone: "" }],
    ["timeZone", { timeZone: 3 }],
    ["account", { account: "" }],
    ["account", { account: null }],
    ["wts", { wts: "https://api.wts.chat" }],
    ["wts.apiVersion", { wts: { apiVersion: "v3" } }],
    ["wts.timeoutMs", { wts: { timeoutMs: 0 } }],
    ["wts.timeoutMs", { wts: { timeoutMs: 1.5 } }],
    ["wts.timeoutMs", { wts: { timeoutMs: "10" } }],
    ["limits.share", { limits: { share: 0 } }],
    ["limits.share", { limits: { share: 1.01 } }],
    ["limits.share", { limits: { share: Number.NaN } }],
    ["limits.sustained.requests", { limits: { sustained: { requests: -1, windowMs: 5 } } }],
    ["limits.burst.windowMs", { limits: { burst: { requests: 5, windowMs: null } } }],
    ["limits.burst", { limits: { burst: 200 } }],
  ])("refuses a wrong %s: %j", (path, input) => {
    const lines = refused(input);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${path}: `)).toBe(true);
  });

  test.each([
    ["https://api.wts.chat"],
    ["https://api.brand.example:8443"],
    ["http://localhost:4010"],
    ["http://127.0.0.1:4010"],
    ["http://[::1]:4010"],
  ])("lets WTS be at %s", (baseUrl) => {
    expect(defineConfig({ wts: { baseUrl } }).wts.baseUrl).toBe(baseUrl);
  });

  test.each([
    ["http://api.wts.chat"],
    ["http://localhost.example.com"],
    ["http://127.0.0.1.example.com"],
    ["https://api.wts.chat/chat"],
    ["https://api.wts.chat?x=1"],
    ["https://api.wts.chat#x"],
    ["https://user:pass@api.wts.chat"],
    ["ftp://api.wts.chat"],
    ["file:///etc"],
    ["javascript:alert(1)"],
    ["api.wts.chat"],
    [""],
    [7],
  ])("does not let WTS be at %s", (baseUrl) => {
    expect(refused({ wts: { baseUrl } }).map((line) => line.split(":")[0])).toStrictEqual(["wts.baseUrl"]);
  });

  test.each([
    [{ timezone: "Europe/Lisbon" }, "the whole: unknown timezone"],
    [{ wts: { baseURL: "https://api.wts.chat" } }, "wts: unknown baseURL"],
    [{ limits: { shares: 1 } }, "limits: unknown shares"],
    [{ limits: { burst: { requests: 1, windowMs: 1, window: 1 } } }, "limits.burst: unknown window"],
  ])("refuses a property it does not know: %j", (input, start) => {
    const lines = refused(input);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(start)).toBe(true);
  });

  test.each([[undefined], [null], [[]], ["x"], [7]])("is refused as %j", (input) => {
    expect(refused(input)).toHaveLength(1);
  });

  test("tells all problems at once", () => {
    const lines = refused({
      timeZone: "Nowhere",
      account: "",
      wts: { baseUrl: "x", apiVersion: "v9", timeoutMs: -1, extra: 1 },
      limits: { share: 2, sustained: { requests: 0, windowMs: 0 }, burst: 1 },
      sourcs: {},
    });
    expect(lines.map((line) => line.split(":")[0]).sort()).toStrictEqual([
      "account",
      "limits.burst",
      "limits.share",
      "limits.sustained.requests",
      "limits.sustained.windowMs",
      "the whole",
      "timeZone",
      "wts",
      "wts.apiVersion",
      "wts.baseUrl",
      "wts.timeoutMs",
    ]);
  });

  test("is not quoted", () => {
    const fault = faultOf(() =>
      define({
        timeZone: "canary",
        account: ["canary"],
        wts: { baseUrl: "http://canary@canary", apiVersion: "canary" },
      }),
    );
    expect(problemLines(fault)).toHaveLength(4);
    expect(fault.message).not.toContain("canary");
  });
});
