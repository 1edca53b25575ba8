// What hooks.config.ts may say about lost webhooks, and what could never work is refused when it is bundled.
import { describe, expect, test } from "@jest/globals";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";

const sources = { wts: { verify: "wts" as const, publish: ["SESSION_NEW"] } };
const problemsOf = (config: unknown): string => {
  try {
    defineConfig(config as HooksConfigInput);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("reconcile", () => {
  test("is off where nothing is said of it, and needs no source then", () => {
    expect(defineConfig({}).reconcile).toEqual({ days: 2 });
    expect(problemsOf({ reconcile: { days: 5 } })).toBe("");
  });

  test.each(["00:00", "03:00", "23:59"])("takes the time of day %s", (at) => {
    expect(defineConfig({ sources, reconcile: { at } }).reconcile.at).toBe(at);
  });

  test.each<[string, object, RegExp]>([
    ["a time of day that there is not", { at: "24:00" }, /reconcile\.at: must be a time such as "03:00"/],
    ["one without its zero", { at: "3:00" }, /reconcile\.at: must be a time such as "03:00"/],
    ["one with seconds", { at: "03:00:00" }, /reconcile\.at/],
    ["a number", { at: 3 }, /reconcile\.at: must be a time of day/],
    ["no days", { at: "03:00", days: 0 }, /reconcile\.days: must be more than 0 days/],
    ["half a day", { at: "03:00", days: 0.5 }, /reconcile\.days: must be whole days/],
    ["more days than copies are known for", { at: "03:00", days: 13 }, /reconcile\.days: must be at most 12 days/],
    ["no account", { at: "03:00", accounts: [] }, /reconcile\.accounts: must name at least one/],
    ["a misspelt key", { hour: "03:00" }, /reconcile: unknown hour; must be \{at, days, accounts\} and nothing else/],
  ])("refuses %s", (_what, reconcile, problem) => {
    expect(problemsOf({ sources, reconcile })).toMatch(problem);
  });

  test.each<[string, object]>([
    ["there is no source", {}],
    ["its source publishes something else", { sources: { wts: { verify: "wts", publish: ["SESSION_UPDATE"] } } }],
    ["its source is another account's", { sources: { wts: { ...sources.wts, account: "filial" } } }],
  ])("refuses to look for events that nobody publishes: %s", (_why, config) => {
    expect(problemsOf({ ...config, reconcile: { at: "03:00" } })).toContain(
      "reconcile: looks for events that nobody publishes: no source of account default has publish with SESSION_NEW",
    );
  });

  test("names each account that no source publishes for, beside all other problems", () => {
    const accounts = ["default", "filial", "matriz"];
    const filial = { verify: "wts" as const, publish: ["SESSION_NEW"], account: "filial" };
    const found = problemsOf({ sources: { ...sources, filial }, reconcile: { at: "03:00", accounts, days: 0 } });
    expect(found).toContain("no source of account matriz");
    expect(found).toContain("reconcile.days");
    expect(found).not.toContain("account filial");
    expect(problemsOf({ sources: { ...sources, filial }, reconcile: { at: "03:00", accounts: ["filial"] } })).toBe("");
  });
});
