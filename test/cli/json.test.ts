// With --json a program reads stdout: there is one JSON document on it and nothing else, whichever command it is and whatever comes of it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { badVerdicts } from "../../cli/exit-codes.ts";
import { failureCodes } from "../../cli/failure.ts";
import { defineConfig } from "../../lib/config.ts";
import { faults } from "../../lib/core/faults.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { actingCommands, everyCommand, examplesOf, withoutStage, wordsOf } from "./support/every-command.ts";
import { type HooksForTests, type Result, runHere, startHooks } from "./support/hooks-for-tests.ts";

const nowhere = { LOCAL_RUNNING_FILE: "/nowhere/running.json" };
const codes: readonly string[] = [...Object.keys(failureCodes), ...Object.values(faults).map(({ code }) => code)];

/** Throws unless there is one document. */
const documentOf = ({ stdout }: Result): Record<string, unknown> => JSON.parse(stdout);

const expectError = (document: Record<string, unknown>): void => {
  expect(Object.keys(document)).toEqual(["error"]);
  const { error } = document as { error: Record<string, unknown> };
  expect(codes).toContain(error.code);
  expect(error.message).toMatch(/\S/);
  expect(error.message).not.toMatch(/^error: /);
  expect(["code", "message", "details"]).toEqual(expect.arrayContaining(Object.keys(error)));
};

test.each(everyCommand)("`%s` answers wrong usage with an error", async (words) => {
  const wrong = await runHere([...words.split(" "), "--no-such-option", "--json"], nowhere);
  expect(wrong.code).toBe(2);
  // What is missing may be said first.
  const message = expect.stringMatching(/--no-such-option|required option/);
  expect(documentOf(wrong)).toEqual({ error: { code: "USAGE_INVALID", message } });
  expect(wrong.stderr).toMatch(/^error: /);
});

test.each([[], ["parked"], ["dlg"]])("so is a line without a command: %j %s", async (...words) => {
  const wrong = await runHere([...words.filter(Boolean), "--json"], nowhere);
  expect(wrong.code).toBe(2);
  expectError(documentOf(wrong));
});

test.each(everyCommand)("the help of `%s` is a document as well", async (words) => {
  const helped = await runHere([...words.split(" "), "--help", "--json"], nowhere);
  expect({ ...helped, stdout: "" }).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(documentOf(helped)).toEqual({ help: expect.stringContaining(`Usage: npm run hooks -- ${words}`) });
});

test("what is no JSON without --json stays so", async () => {
  const { code, stdout, stderr } = await runHere(["status"], nowhere);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^error: nothing is running here/);
});

test("`--json` as the value of an option is none", async () => {
  const { stdout } = await runHere(["parked", "discard", "7c1f", "--reason", "--json"], nowhere);
  expect(stdout).toBe("");
});

test("what is said of a former name is an error as well", async () => {
  expectError(documentOf(await runHere(["dlq", "list", "--json"], nowhere)));
});

describe("on a stack", () => {
  let standIn: TestStandIn;
  let our: HooksForTests;
  const config = defineConfig({
    publicUrl: "http://127.0.0.1:9",
    sources: { crm },
    limits: {
      share: 1,
      sustained: { requests: 100_000, windowMs: 300_000 },
      burst: { requests: 100_000, windowMs: 5_000 },
    },
    autoClose: { policies: [{ name: "comercial-sem-resposta", idle: { hours: 8_000 } }] },
  });
  beforeAll(async () => {
    standIn = await startTestStandIn();
    // It is closed, so that `doctor --probe` of the examples refuses it: at its pace it would take half a minute.
    await standIn.admin("PUT", "sessions/2617d127-4314-4954-a7f6-07c17e7f7d2c", { status: "COMPLETED" });
    our = await startHooks({ wtsUrl: standIn.url, config });
  });
  afterAll(async () => {
    await our.stop();
    await standIn.stop();
  });

  test.each(everyCommand)("every example of `%s` prints one document", async (words) => {
    const examples = (await examplesOf(words.split(" "))).map(withoutStage);
    expect(examples.length).toBeGreaterThan(0);
    for (const line of examples) {
      const result = await our.hooks(...line, "--json");
      const document = documentOf(result);
      // These do nothing without the stage that is left out here.
      const codes = /^(setup|remove)$/.test(words) ? [2] : [0, 1];
      expect([line, codes.includes(result.code)]).toEqual([line, true]);
      if ("error" in document) expect(result.code).toBeGreaterThan(0);
      // Whoever got a result and a 1 has asked for a verdict.
      if (result.code === 1 && !("error" in document)) expect(Object.keys(badVerdicts)).toContain(words);
      if (result.code === 1 && "error" in document) expectError(document);
    }
  });
});

test("every verdict is of a command that there is", () => {
  const names = actingCommands.map((command) => wordsOf(command).join(" "));
  expect(Object.keys(badVerdicts).filter((words) => !names.includes(words))).toEqual([]);
});
