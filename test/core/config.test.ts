// hooks.config.ts is checked as a whole, so that one look is enough to correct it.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { retentionMs } from "../../lib/commands/queue/queue-config.ts";
import { maxReceiveCount, retryPauseMs } from "../../lib/commands/queue/retry-later.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { readConfig } from "../../lib/core/config-problems.ts";
import { exactly } from "../../lib/core/config-shape.ts";
import { seededChance } from "../support/seeded-chance.ts";
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

  test("means a country by its code or by the code that is dialled, and refuses what is none", () => {
    expect(defineConfig({})).toMatchObject({ phoneCountry: "BR", phoneCountries: [] });
    for (const given of ["BR", "br", " 55 ", "+55"])
      expect(defineConfig({ phoneCountry: given }).phoneCountry).toBe("BR");
    expect(defineConfig({ phoneCountries: ["pt", "1"] }).phoneCountries).toEqual(["PT", "US"]);
    for (const given of ["Brasil", "XX", "", "999", "constructor", 55, null])
      expect(refused({ phoneCountry: given })).toEqual([expect.stringMatching(/^phoneCountry: must be a country/)]);
    expect(refused({ phoneCountries: ["BR", "YY"] })).toEqual([expect.stringMatching(/^phoneCountries\.1: must be/)]);
    expect(refused({ phoneCountries: "PT" })).toEqual([expect.stringMatching(/^phoneCountries: must be a list/)]);
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

  test("answers a key by its former name with the name it has now, beside one that is misspelt", () => {
    const shape = exactly({ runEveryMinutes: z.optional(z.number()), policies: z.optional(z.number()) }, undefined, {
      sweepEveryMinutes: "runEveryMinutes",
      "not here": "anywhere",
    });
    const read = (input: object) => problemLines(faultOf(() => readConfig("hooks.config.ts", shape, input)));
    const known = "must be {runEveryMinutes, policies} and nothing else";
    expect(read({ sweepEveryMinutes: 15 })).toEqual([
      `the whole: unknown sweepEveryMinutes; ${known}; sweepEveryMinutes is called runEveryMinutes now`,
    ]);
    expect(read({ sweepEveryMinutes: 15, policys: 1 })).toEqual([
      `the whole: unknown sweepEveryMinutes, policys; ${known}; sweepEveryMinutes is called runEveryMinutes now; the nearest is policies`,
    ]);
    expect(read({ "not here": 1 })).toEqual([`the whole: unknown ?; ${known}`]);
  });

  test("has the queue work as docs/reference/config.md says where nothing is given", () => {
    expect(define({}).queue).toEqual({
      ...{ giveUpAfterMs: 43_200_000, deniedForMs: 900_000, longestPauseMs: 300_000 },
      ...{ leaseMs: 45_000, tokenWaitMs: 20_000 },
    });
  });

  test("has a command given up before SQS moves it away or deletes it", () => {
    const refusal = (largest: number, longestPauseMs: number, found: number) => [
      `queue.giveUpAfterMs: must be at most ${largest} milliseconds where longestPauseMs is ${longestPauseMs}, and is ${found}: after 1000 receives SQS moves a command away, and nobody would hear of it; lower it, or raise longestPauseMs`,
    ];
    expect(define({ queue: { giveUpAfterMs: 202_500_000 } }).queue.giveUpAfterMs).toBe(202_500_000);
    expect(refused({ queue: { giveUpAfterMs: 604_800_000 } })).toEqual(refusal(202_500_000, 300_000, 604_800_000));
    // Half a minute between attempts is not enough for the twelve hours that are the default.
    expect(refused({ queue: { longestPauseMs: null } })).toHaveLength(1);
    expect(refused({ queue: { longestPauseMs: 0 } }).filter((line) => line.includes("giveUpAfterMs"))).toEqual([]);
    expect(refused({ queue: { longestPauseMs: 30_000 } })).toEqual(refusal(20_250_000, 30_000, 43_200_000));
    // However long the pauses are, SQS deletes after 14 days.
    const days = (count: number) => ({ queue: { longestPauseMs: 43_200_000, giveUpAfterMs: count * 86_400_000 } });
    expect(define(days(13)).queue.giveUpAfterMs).toBe(1_123_200_000);
    expect(refused(days(14))).toEqual(refusal(1_123_200_000, 43_200_000, 1_209_600_000));
  });

  test("takes the limits of SQS from the template", () => {
    const template = readFileSync(new URL("../../serverless.yml", import.meta.url), "utf8");
    const commands = template.slice(template.indexOf("\n    Commands:\n"), template.indexOf("\n    CommandsDead:\n"));
    expect(commands).toContain(`maxReceiveCount: ${maxReceiveCount}\n`);
    expect(commands).toContain(`MessageRetentionPeriod: ${retentionMs / 1000}\n`);
  });

  test("leaves a command all its receives: with average pauses it is given up before the last", () => {
    for (const longestPauseMs of [1_000, 60_000, 300_000, 3_600_000]) {
      const giveUpAfterMs = Math.min(675 * longestPauseMs, 1_123_200_000);
      expect(define({ queue: { longestPauseMs, giveUpAfterMs } }).queue).toMatchObject({ giveUpAfterMs });
      const random = seededChance(longestPauseMs).next;
      let [waitedMs, receives] = [0, 1];
      for (; waitedMs < giveUpAfterMs; receives += 1) waitedMs += retryPauseMs(receives, { longestPauseMs }, random);
      expect(receives).toBeLessThan(0.95 * maxReceiveCount);
    }
  });

  test.each([
    ["leaseMs", 1, "must be 1000 to 900000 milliseconds, and is 1: no function of Lambda runs for longer"],
    ["leaseMs", 3_600_000, "must be 1000 to 900000 milliseconds, and is 3600000"],
    ["longestPauseMs", 999, "must be 1000 to 43200000 milliseconds, and is 999"],
    ["longestPauseMs", 43_200_001, "must be 1000 to 43200000 milliseconds, and is 43200001: SQS hides no message"],
    ["tokenWaitMs", 60_001, "must be 1 to 60000 milliseconds, and is 60001: apply-commands itself has no more time"],
    ["tokenWaitMs", 0, "must be more than 0 milliseconds"],
    ["leaseMs", "1m", "must be a number of milliseconds"],
  ])("bounds queue.%s, which is not %j", (name, value, said) => {
    const lines = refused({ queue: { giveUpAfterMs: 500_000, [name]: value } });
    expect(lines.find((line) => line.startsWith(`queue.${name}: `))).toContain(said);
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

  test.each<[object, string]>([
    [{ limits: { share: 80 } }, "limits.share: must be at most 1, and is 80"],
    [{ limits: { share: "80%" } }, "limits.share: must be a number, and is a text"],
    [{ limits: { burst: 200 } }, "limits.burst: must be {requests, windowMs}, and is 200"],
    [
      { limits: { sustained: { requests: null, windowMs: 1 } } },
      "limits.sustained.requests: must be a number of requests, and is null",
    ],
    [{ autoClose: { policies: {} } }, "autoClose.policies: must be a list of policies, and is an object"],
    [
      { routing: { policies: [{ name: "vendas", when: [], capacity: 0 }] } },
      "routing.policies.vendas.capacity: must be at least 1, and is 0",
    ],
    [
      { routing: { policies: [{ name: "Vendas 1", when: ["backlog"], capacity: 0 }] } },
      "routing.policies.0.capacity: must be at least 1, and is 0",
    ],
  ])("says what was found, by the policy's name: %j", (input, line) => {
    expect(refused(input)).toContainEqual(line);
  });

  test("says by its place which of two policies of one name is meant", () => {
    const policy = (capacity: number) => ({ name: "vendas", when: ["backlog"], capacity });
    const lines = refused({ routing: { policies: [policy(1), policy(0)] } });
    expect(lines.map((line) => line.split(":")[0])).toEqual(["routing.policies.1.capacity", "routing.policies.1.name"]);
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
