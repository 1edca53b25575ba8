// What the probe once found out is told of when it may mislead: it is old, or of another host.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkAnswers } from "../../../cli/doctor/checks/check-answers.ts";
import { doctorWords } from "../../../cli/doctor/doctor-words.ts";
import type { Examined } from "../../../cli/doctor/examined.ts";
import { defineConfig } from "../../../lib/config.ts";
import { knownOf, nothingKnown } from "../../../lib/wts/wts-answers.ts";

const now = Date.parse("2026-11-30T12:00:00Z");
const baseUrl = "https://api.wts.chat";

const found = (probed: object, standIn?: string) => {
  const answers = {
    default: { baseUrl, probedAt: "2026-11-01T12:00:00Z", answers: { metadata: "merged" }, ...probed },
  };
  const connection = standIn && { isStandIn: () => true, wtsBaseUrl: () => standIn };
  return checkAnswers({
    ...{ say: doctorWords.en, now: () => now, connection, config: defineConfig({ wts: { answers } }) },
  } as unknown as Examined);
};

test("answers of the account itself that are young are no fault, beside the stand-in either", () => {
  expect(found({})).toEqual([]);
  expect(found({}, "http://127.0.0.1:4010")).toEqual([]);
  expect(found({ baseUrl: "http://127.0.0.1:4010" }, "http://127.0.0.1:4010")).toEqual([]);
});

test.each([
  ["old", { probedAt: "2026-01-05T00:00:00Z" }, /of 2026-01-05/],
  ["of no date", { probedAt: "ontem" }, /of ontem/],
  ["of another host", { baseUrl: "https://api.other.example" }, /those of api\.other\.example/],
  ["of no address", { baseUrl: "x" }, /those of x/],
])("answers that are %s are told", (_case, probed, what) => {
  expect(found(probed)).toMatchObject([
    { check: "configuration", verdict: "warning", about: "default", what: expect.stringMatching(what) },
  ]);
});

test("whatever else stands in an answer, nothing is gone by but the very words of the probe", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (metadata, contactByPhone) => {
      fc.pre(metadata !== "merged" && contactByPhone !== "folds-ninth-digit");
      const answers = { default: { baseUrl, probedAt: "", answers: { metadata, contactByPhone } } };
      expect(knownOf(answers, "default", baseUrl)).toEqual(nothingKnown);
    }),
  );
});
