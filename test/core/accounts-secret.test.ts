// The accounts secret: an empty or short key is an error when it is read, and no value of it is ever shown.
import { describe, expect, test } from "@jest/globals";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { faultOf, problemLines } from "./support/fault-of.ts";

const apiKey = "pn_0123456789abcdef";
const companyId = "9e107d9d-372b-4b6a-8f3e-0c1d2e3f4a5b";
const otherId = "1d2e3f4a-372b-4b6a-8f3e-9e107d9d5b0c";

const refused = (secret: unknown) => {
  const fault = faultOf(() => parseAccounts(typeof secret === "string" ? secret : JSON.stringify(secret)));
  expect(fault.code).toBe("CONFIG_INVALID");
  return fault;
};

describe("the accounts secret", () => {
  test("gives each account its key and company", () => {
    const text = JSON.stringify({
      default: { apiKey },
      acme: { apiKey: `${apiKey}2`, companyId: companyId.toUpperCase() },
      beta: { apiKey: `${apiKey}3`, companyId: otherId },
    });
    const accounts = parseAccounts(text);
    expect([...accounts.keys()]).toStrictEqual(["default", "acme", "beta"]);
    expect(accounts.get("default")).toStrictEqual({ apiKey });
    expect(accounts.get("acme")).toStrictEqual({ apiKey: `${apiKey}2`, companyId });
  });

  test.each([[`Bearer ${apiKey}`], [`bearer ${apiKey}`], [`  BEARER   ${apiKey}\n`], [` ${apiKey} `]])(
    "takes a key as people paste it: %j",
    (pasted) => {
      expect(parseAccounts(JSON.stringify({ default: { apiKey: pasted } })).get("default")).toStrictEqual({ apiKey });
    },
  );

  test("keeps a key that only begins like the word Bearer", () => {
    const key = "bearer0123456789ab";
    expect(parseAccounts(JSON.stringify({ default: { apiKey: key } })).get("default")).toStrictEqual({ apiKey: key });
  });

  test("accepts a key of 16 characters and refuses one of 15", () => {
    expect(parseAccounts(JSON.stringify({ default: { apiKey: "k".repeat(16) } })).size).toBe(1);
    expect(problemLines(refused({ default: { apiKey: "k".repeat(15) } }))).toStrictEqual([
      "default.apiKey: must have at least 16 characters",
    ]);
  });

  test.each([[""], [" ".repeat(20)], ["Bearer"], ["Bearer "], [`Bearer ${"k".repeat(15)}`], [`k${" ".repeat(20)}`]])(
    "refuses a key that is empty or short once its prefix and spaces are gone: %j",
    (pasted) => {
      expect(problemLines(refused({ default: { apiKey: pasted } }))).toStrictEqual([
        "default.apiKey: must have at least 16 characters",
      ]);
    },
  );

  test.each([[{}], [{ acme: { apiKey } }]])("needs the account default: %j", (secret) => {
    expect(problemLines(refused(secret))).toStrictEqual(["default: this account is required"]);
  });

  test("refuses two accounts of the same company, in whatever case it is written", () => {
    const secret = {
      default: { apiKey, companyId },
      acme: { apiKey: `${apiKey}2`, companyId: companyId.toUpperCase() },
    };
    expect(problemLines(refused(secret))).toStrictEqual(["two accounts have the same companyId"]);
  });

  test("accepts several accounts without a company", () => {
    expect(parseAccounts(JSON.stringify({ default: { apiKey }, acme: { apiKey } })).size).toBe(2);
  });

  test("tells all problems at once, each with its path", () => {
    const secret = {
      default: { apiKey: "" },
      acme: { apikey: apiKey },
      beta: { apiKey, companyId: "acme" },
      gamma: apiKey,
    };
    const lines = problemLines(refused(secret));
    expect(lines).toHaveLength(5);
    for (const start of ["default.apiKey: ", "acme.apiKey: ", "acme: unknown apikey", "beta.companyId: ", "gamma: "])
      expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1);
  });

  test.each([["[]"], ["null"], ['"text"'], ["7"], [""], ["{"], [apiKey]])(
    "that is no JSON object is refused: %j",
    (text) => {
      expect(problemLines(refused(text))).toHaveLength(1);
    },
  );

  test("is never quoted", () => {
    const canary = "canary-5511987654321";
    const secrets = [
      `{"default":{"apiKey":"${canary}"`,
      canary,
      { default: canary },
      { default: { apiKey: [canary], companyId: canary } },
      { default: { apiKey: "canary" } },
      { default: { apiKey: canary, companyId: canary, [canary.repeat(3)]: 1 } },
    ];
    for (const secret of secrets) {
      const fault = refused(secret);
      expect(`${fault.message} ${String(fault.cause)}`).not.toMatch(/canary|5511/);
    }
  });
});
