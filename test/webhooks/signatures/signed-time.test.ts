// A signed time keeps an old delivery from being played again, and is looked at both ways.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SentRequest } from "../../../lib/core/sent-request.ts";
import { resolveScheme } from "../../../lib/webhooks/signatures/resolve-scheme.ts";
import type { SchemeOptions } from "../../../lib/webhooks/signatures/scheme.ts";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { anInstant, schemeCases } from "./support/scheme-cases.ts";

const laterBy = (seconds: number): Date => new Date(anInstant.getTime() + seconds * 1000);

const ruleOf = (options: SchemeOptions) => {
  const resolved = resolveScheme(options);
  const [recipe] = resolved.ok ? resolved.recipes : [];
  return recipe?.kind === "signature" ? recipe.timestamp : undefined;
};
const timed = schemeCases.filter(({ options }) => ruleOf(options) !== undefined);

const signedBy = ({ options, delivery, secret }: (typeof schemeCases)[number]) => {
  const [[sample, key] = []] = fc.sample(fc.tuple(delivery, secret), { numRuns: 1, seed: 7 });
  if (sample === undefined || key === undefined) throw new Error("there is no sample");
  const sent: SentRequest = { ...sample, ...signDelivery(options, sample, key.sign) };
  return (now: Date, given: SchemeOptions = options, secret = key.verify) =>
    verifySignature(given, { ...sent, now }, [secret]);
};

/** The scheme's file says why its tolerance is not the usual one. */
const ownTolerances: Readonly<Record<string, number>> = {
  box: 600,
  linear: 60,
  mailgun: 12 * 60 * 60,
  sendgrid: Number.POSITIVE_INFINITY,
};

test("there are such schemes", () => {
  expect(timed.length).toBeGreaterThan(15);
});

describe.each(timed.map((each) => [each.name, each] as const))("%s", (_name, scheme) => {
  const { options } = scheme;
  const verifyAt = signedBy(scheme);
  const usual = ownTolerances[options.scheme] ?? 300;

  const expectBoundary = (seconds: number, given: SchemeOptions) => {
    expect(verifyAt(laterBy(0), given)).toMatchObject({ ok: true });
    expect(verifyAt(laterBy(seconds), given)).toMatchObject({ ok: true });
    expect(verifyAt(laterBy(-seconds), given)).toMatchObject({ ok: true });
    expect(verifyAt(laterBy(seconds + 1), given)).toEqual({ ok: false, reason: "TIMESTAMP_TOO_OLD" });
    expect(verifyAt(laterBy(-seconds - 1), given)).toEqual({ ok: false, reason: "TIMESTAMP_TOO_NEW" });
  };

  test("may be 300 s old or new and not a second more, where that is configured", () => {
    expectBoundary(300, { ...options, toleranceSeconds: 300 });
    expectBoundary(1, { ...options, toleranceSeconds: 1 });
  });

  test("has its sender's tolerance, which is 300 s unless the sender says otherwise", () => {
    expect(ruleOf(options)?.toleranceSeconds).toBe(usual);
    if (Number.isFinite(usual)) expectBoundary(usual, options);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, "300", null])(
    "a tolerance of %p is a mistake of ours, and never the end of the check",
    (toleranceSeconds) => {
      const given = { ...options, toleranceSeconds } as SchemeOptions;
      expect(verifyAt(laterBy(0), given)).toEqual({ ok: false, reason: "OPTIONS_INVALID" });
    },
  );

  test("a clock that shows no time lets nothing pass", () => {
    const given = { ...options, toleranceSeconds: 300 };
    expect(verifyAt(new Date(Number.NaN), given)).toEqual({ ok: false, reason: "TIMESTAMP_TOO_OLD" });
  });

  test("the time is looked at only when the signature is good, so that a stranger learns nothing of our clock", () => {
    const answer = verifyAt(laterBy(9999), options, "a-secret:that-is-wrong");
    expect(answer).toMatchObject({ ok: false, reason: expect.stringMatching(/^S/) });
  });
});

test("a time in seconds is compared in whole seconds, as its sender's library does; one in milliseconds is not", () => {
  const verifyAs = (name: string) => {
    const scheme = timed.find(({ options }) => options.scheme === name);
    if (scheme === undefined) throw new Error(`${name} signs no time`);
    return signedBy(scheme);
  };
  expect(verifyAs("stripe")(laterBy(300.999))).toMatchObject({ ok: true });
  expect(verifyAs("hubspot-v3")(laterBy(300.001))).toEqual({ ok: false, reason: "TIMESTAMP_TOO_OLD" });
});
