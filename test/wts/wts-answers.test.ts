// What was found out about WTS saves calls where it holds, and changes nothing where it does not: another host, another account.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { applyCommand } from "../../lib/commands/apply/apply.ts";
import { resolveReference } from "../../lib/commands/apply/resolve-reference.ts";
import { defineConfig } from "../../lib/config.ts";
import { parseCommand } from "../../lib/core/command/command.ts";
import { contactFinder } from "../../lib/wts/contact-finder.ts";
import { knownOf, nothingKnown } from "../../lib/wts/wts-answers.ts";
import { manualClock } from "../support/manual-clock.ts";
import { wtsForTests } from "../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const baseUrl = "https://api.wts.chat";
const answers = {
  default: {
    probedAt: "2026-11-30T12:00:00.000Z",
    baseUrl,
    answers: { metadata: "merged", contactByPhone: "folds-ninth-digit", badInput: "problem-400" },
  },
};
const known = { mergesMetadata: true, foldsNinthDigit: true };

test("it holds for the account and the host that were asked, and for no other", () => {
  expect(knownOf(answers, "default", baseUrl)).toEqual(known);
  expect(knownOf(answers, "filial", baseUrl)).toEqual(nothingKnown);
  expect(knownOf(answers, "default", "https://api.example.com")).toEqual(nothingKnown);
  expect(knownOf(undefined, "default", baseUrl)).toEqual(nothingKnown);
  expect(knownOf(answers, "constructor", baseUrl)).toEqual(nothingKnown);
});

test("the other answer, and none, mean that nothing is known", () => {
  const replaced = { default: { ...answers.default, answers: { metadata: "replaced", contactByPhone: "exact" } } };
  expect(knownOf(replaced, "default", baseUrl)).toEqual(nothingKnown);
});

test("the configuration takes what the probe writes, and refuses what it does not", () => {
  expect(defineConfig({ wts: { answers } }).wts.answers).toEqual(answers);
  expect(() => defineConfig({ wts: { answers: { default: {} } } as never })).toThrow(/wts\.answers\.default\.probedAt/);
  expect(() => defineConfig({ wts: { answers: [] } as never })).toThrow(/as `doctor --probe` writes it/);
});

describe("at WTS", () => {
  const sessionId = "5e550000-0000-4000-8000-000000000001";
  const clock = manualClock(Date.parse("2026-11-28T15:00:00Z"));
  let standIn: TestStandIn;
  beforeAll(async () => {
    standIn = await startTestStandIn();
  });
  afterAll(() => standIn.stop());
  beforeEach(() =>
    standIn.admin("POST", "reset", {
      sessions: [{ id: sessionId, status: "PENDING", contactPhone: "551180045904", metadata: { origem: "site" } }],
    }),
  );
  const calls = async () =>
    (await journalOf(standIn.admin)).map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
  const wts = (more: object = {}) => ({ ...wtsForTests(standIn.url, clock), ...more });

  test("metadata is written without being read before, and what was there stays", async () => {
    const parsed = parseCommand({ sessionId, metadata: { pedido: "1" } }, { timeZone: "America/Sao_Paulo" });
    if (!parsed.ok) throw new Error("the command is not good");
    await applyCommand(parsed.command, { wts: wts(), clock });
    expect(await calls()).toEqual([`GET ${sessionId}`, "PUT partial"]);
    await standIn.admin("POST", "reset", {
      sessions: [{ id: sessionId, status: "PENDING", metadata: { origem: "site" } }],
    });
    await applyCommand(parsed.command, { wts: wts({ known }), clock });
    expect(await calls()).toEqual(["PUT partial"]);
    expect(await standIn.admin("GET", `sessions/${sessionId}`)).toMatchObject({
      metadata: { origem: "site", pedido: "1" },
    });
  });

  test.each([
    ["", {}, 2],
    [" once where WTS takes both for one", { known }, 1],
  ])("a number that nobody has is asked for in both spellings%s", async (_name, more, asked) => {
    const contacts = contactFinder({ clock });
    const reference = { locator: { contactPhone: "5511980009999" }, onNone: "ignore", onMany: "reject" } as const;
    await resolveReference(reference, wts(more), { contacts, clock });
    expect((await calls()).filter((call) => /^GET \d+$/.test(call))).toHaveLength(asked);
  });
});
