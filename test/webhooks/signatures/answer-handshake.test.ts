// What is answered to a sender that asks whether an address is ours, and what is not.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { answerHandshake, verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { deliveryOf, signedBy } from "./support/delivery-of.ts";
import { anInstant } from "./support/scheme-cases.ts";

const secret = "a signing secret";

describe("Meta", () => {
  const ask = (
    query: Record<string, string> | [string, string][],
    tokens = ["old-token", "verify-token"],
    method = "GET",
  ) => {
    const url = `https://hooks.example.com/webhooks/meta?${new URLSearchParams(query)}`;
    return answerHandshake("meta", deliveryOf({ method, url, body: "" }), [secret], tokens);
  };
  const good = { "hub.mode": "subscribe", "hub.verify_token": "verify-token", "hub.challenge": "1158201444" };

  test("gets its challenge back as plain text when it knows one of the verify tokens", () => {
    const answer = { status: 200, contentType: "text/plain", body: "1158201444" };
    expect(ask(good)).toEqual(answer);
    expect(ask({ ...good, "hub.verify_token": "old-token" })).toEqual(answer);
  });

  test.each([
    ["another token", { "hub.verify_token": "Verify-token" }, "VERIFY_TOKEN_MISMATCH"],
    ["an empty token", { "hub.verify_token": "" }, "VERIFY_TOKEN_MISMATCH"],
    ["no challenge", { "hub.challenge": "" }, "CHALLENGE_MALFORMED"],
    ["a challenge that a browser would run", { "hub.challenge": "<script>alert(1)</script>" }, "CHALLENGE_MALFORMED"],
    ["a challenge of several lines", { "hub.challenge": "1\r\n2" }, "CHALLENGE_MALFORMED"],
    ["a challenge with a line feed behind it", { "hub.challenge": "1\n" }, "CHALLENGE_MALFORMED"],
    ["an endless challenge", { "hub.challenge": "1".repeat(257) }, "CHALLENGE_MALFORMED"],
  ])("gets nothing back for %s", (_what, change, reason) => {
    expect(ask({ ...good, ...change })).toEqual({ refused: reason });
  });

  test("gets nothing back when something is said twice", () => {
    const twice = (name: string): [string, string][] => [...Object.entries(good), [name, "other"]];
    expect(ask(twice("hub.verify_token"))).toEqual({ refused: "VERIFY_TOKEN_MISMATCH" });
    expect(ask(twice("hub.challenge"))).toEqual({ refused: "CHALLENGE_MALFORMED" });
  });

  test.each([[[]], [[""]], [["verify-token", " "]]])("gets nothing back while the tokens are %j", (tokens) => {
    expect(ask({ ...good, "hub.verify_token": "" }, tokens)).toEqual({ refused: "VERIFY_TOKEN_MISSING" });
    expect(ask(good, tokens)).toEqual({ refused: "VERIFY_TOKEN_MISSING" });
  });

  test("is not asking when it posts, or asks for something else", () => {
    expect(ask(good, ["verify-token"], "POST")).toBeUndefined();
    expect(ask({ ...good, "hub.mode": "unsubscribe" })).toBeUndefined();
    expect(answerHandshake("github", deliveryOf({ method: "GET" }), [secret], ["t"])).toBeUndefined();
  });
});

describe("Slack", () => {
  const ask = (body: string, key = secret) => answerHandshake("slack", signedBy("slack", key, { body }), [secret], []);
  const event = (challenge: unknown, type = "url_verification") => JSON.stringify({ type, challenge, token: "legacy" });

  test("gets its challenge back when it signed the question", () => {
    const answer = {
      status: 200,
      contentType: "text/plain",
      body: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
    };
    expect(ask(event(answer.body))).toEqual(answer);
    expect(ask(event(answer.body), "another secret")).toEqual({ refused: "SIGNATURE_MISMATCH" });
    const { headers: _unsigned, ...unsigned } = signedBy("slack", secret, { body: event(answer.body) });
    expect(answerHandshake("slack", { ...unsigned, headers: {} }, [secret], [])).toEqual({
      refused: "SIGNATURE_MISSING",
    });
    expect(answerHandshake("slack", signedBy("slack", secret, { body: event("a") }), [], [])).toEqual({
      refused: "SECRET_MISSING",
    });
  });

  test.each([[""], [7], [null], ["<b>"], ["a b"], ["x".repeat(257)]])(
    "gets nothing back for the challenge %j",
    (challenge) => {
      expect(ask(event(challenge))).toEqual({ refused: "CHALLENGE_MALFORMED" });
    },
  );

  test("is not asking when it sends an event, even one that speaks of it", () => {
    expect(ask('{"type":"event_callback","event":{"text":"url_verification"}}')).toBeUndefined();
    expect(ask("payload=url_verification")).toBeUndefined();
    expect(ask(event("abc", "message"))).toBeUndefined();
  });
});

describe("Zoom", () => {
  const ask = (plainToken: unknown, key = secret) => {
    const body = JSON.stringify({ event: "endpoint.url_validation", payload: { plainToken } });
    return answerHandshake("zoom", signedBy("zoom", key, { body }), ["another one", secret], []);
  };

  test("gets the HMAC of its text when it signed the question, made with the secret it signed with", () => {
    const encryptedToken = createHmac("sha256", secret).update("qgg8vlvZRS6UYooatFL8Aw").digest("hex");
    expect(ask("qgg8vlvZRS6UYooatFL8Aw")).toEqual({
      status: 200,
      contentType: "application/json",
      body: JSON.stringify({ plainToken: "qgg8vlvZRS6UYooatFL8Aw", encryptedToken }),
    });
    expect(ask("qgg8vlvZRS6UYooatFL8Aw", "a stranger's")).toEqual({ refused: "SIGNATURE_MISMATCH" });
  });

  test("never gets what would serve as the signature of a delivery", () => {
    const seconds = String(anInstant.getTime() / 1000);
    const text = fc.oneof(
      fc.stringMatching(/^[\w-]{1,128}$/),
      fc.string(),
      fc.constantFrom(`v0:${seconds}:{}`, `v0:${seconds}:`, `v0-${seconds}-`, ""),
    );
    let answered = 0;
    fc.assert(
      fc.property(text, (plainToken) => {
        const answer = ask(plainToken);
        if (answer === undefined || "refused" in answer) return;
        answered += 1;
        const headers = {
          "x-zm-request-timestamp": seconds,
          "x-zm-signature": `v0=${JSON.parse(answer.body).encryptedToken}`,
        };
        const body = plainToken.slice(`v0:${seconds}:`.length);
        expect(verifySignature("zoom", deliveryOf({ headers, body }), [secret])).toMatchObject({ ok: false });
      }),
      { numRuns: 300 },
    );
    expect(answered).toBeGreaterThan(50);
    expect(ask(`v0:${seconds}:{}`)).toEqual({ refused: "CHALLENGE_MALFORMED" });
  });

  test("is not asking when it sends an event", () => {
    const sent = signedBy("zoom", secret, { body: '{"event":"meeting.ended"}' });
    expect(answerHandshake("zoom", sent, [secret], [])).toBeUndefined();
  });
});

describe("WooCommerce", () => {
  const form = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
  const ask = (given: Parameters<typeof deliveryOf>[0], secrets: string[] = []) =>
    answerHandshake("woocommerce", deliveryOf(given), secrets, []);

  test("gets an empty 200 for the ping it sends when a webhook is saved, which it does not sign", () => {
    const answer = { status: 200, contentType: "text/plain", body: "" };
    expect(ask({ headers: form, body: "webhook_id=12" })).toEqual(answer);
    expect(ask({ headers: form, body: "webhook_id=12" }, [secret])).toEqual(answer);
    expect(ask({ body: "webhook_id=9007199254740993" })).toEqual(answer);
  });

  test.each([
    ["a delivery of an order", { body: '{"id":727}' }],
    ["a ping with anything beside it", { headers: form, body: "webhook_id=12&status=completed" }],
    ["a ping with another field before it", { headers: form, body: "x=1&webhook_id=12" }],
    ["a ping without a number", { headers: form, body: "webhook_id=" }],
    ["a ping whose number is a text", { headers: form, body: "webhook_id=12a" }],
    ["a ping with a line feed behind it", { headers: form, body: "webhook_id=12\n" }],
    ["a ping of endless digits", { headers: form, body: `webhook_id=${"1".repeat(21)}` }],
    ["a ping by GET", { method: "GET", body: "webhook_id=12" }],
    ["nothing", { body: "" }],
  ])("is not pinging with %s", (_what, given) => {
    expect(ask(given)).toBeUndefined();
  });

  test("has to sign what comes with a signature, even if it looks like a ping", () => {
    const signed = signedBy("woocommerce", secret, { headers: form, body: "webhook_id=12" });
    expect(answerHandshake("woocommerce", signed, [secret], [])).toBeUndefined();
    expect(verifySignature("woocommerce", signed, [secret])).toMatchObject({ ok: true });
  });

  test("never gets an unsigned delivery taken for a ping: only that one form is answered", () => {
    const digits = fc.stringMatching(/^\d{1,20}$/);
    const body = fc.oneof(
      fc.string({ maxLength: 40 }),
      digits.map((id) => `webhook_id=${id}`),
      fc.tuple(digits, fc.constantFrom("&", "\n", "=", "a", " ")).map(([id, more]) => `webhook_id=${id}${more}`),
    );
    fc.assert(
      fc.property(body, (text) => {
        const isPing = /^webhook_id=[0-9]{1,20}$/.test(text);
        expect(ask({ body: text }) !== undefined).toBe(isPing);
      }),
      { numRuns: 300 },
    );
  });
});

test("an unknown scheme has no handshake", () => {
  expect(answerHandshake("mata", deliveryOf(), [secret], [])).toBeUndefined();
});
