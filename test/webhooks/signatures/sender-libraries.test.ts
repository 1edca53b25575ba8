// The senders' own libraries sign and we verify; we sign and they verify.
import { describe, expect, test } from "@jest/globals";
import { sign as githubSign, verify as githubVerify } from "@octokit/webhooks-methods";
import { Webhook as StandardWebhook } from "standardwebhooks";
import Stripe from "stripe";
import { Webhook as SvixWebhook } from "svix";
import twilio from "twilio";
import type { SentRequest } from "../../../lib/core/sent-request.ts";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";

/** Some of the libraries look at the clock themselves. */
const now = new Date();
const bodies = [
  '{"id":"evt_1","texto":"Olá, João! ♥ 🎉"}',
  '{\r\n\t"id": "evt_2"\r\n}\r\n',
  '\ufeff{"id":"evt_3"}',
  `{"id":"evt_4","text":"${"ç".repeat(5000)}"}`,
  '{"id":"\\u00e4\\/"}',
];
const base64Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const delivery = (body: string, headers: Record<string, string> = {}, url = "https://hooks.example.com/webhooks/x") =>
  ({ method: "POST", url, headers, body: new TextEncoder().encode(body), now }) satisfies SentRequest;
const verified = { ok: true, secretIndex: 0 };

/** A library reads each header once, in lower case. */
const headersOf = (scheme: string, given: SentRequest, secret: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(signDelivery(scheme, given, secret).headers).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );

describe.each(bodies)("a body such as %j", (body) => {
  test("signed by Stripe's library verifies, and the other way round", () => {
    const stripe = new Stripe("sk_test_of_no_use");
    const secret = "whsec_of_this_endpoint";
    const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret });
    expect(verifySignature("stripe", delivery(body, { "Stripe-Signature": header }), [secret])).toEqual(verified);
    const ours = headersOf("stripe", delivery(body), secret)["stripe-signature"] ?? "";
    // A byte order mark is signed, but the library's JSON parser does not read it.
    const bytes = Buffer.from(body.replace("\ufeff", ""));
    const bare = headersOf("stripe", delivery(bytes.toString()), secret)["stripe-signature"] ?? "";
    expect(stripe.webhooks.constructEvent(bytes, bare, secret)).toHaveProperty("id");
    expect(stripe.webhooks.signature?.verifyHeader(body, ours, secret, 300)).toBe(true);
  });

  test.each([
    ["standardwebhooks", StandardWebhook, "webhook"],
    ["svix", SvixWebhook, "svix"],
  ] as const)("signed by %s verifies, and the other way round", (_name, Webhook, prefix) => {
    const library = new Webhook(base64Secret);
    const headers = {
      [`${prefix}-id`]: "msg_1",
      [`${prefix}-timestamp`]: String(Math.floor(now.getTime() / 1000)),
      [`${prefix}-signature`]: library.sign("msg_1", now, body),
    };
    expect(verifySignature("standard-webhooks", delivery(body, headers), [base64Secret])).toEqual(verified);
    // A byte order mark is signed, but the library's JSON parser does not read it.
    const bare = body.replace("\ufeff", "");
    const ours = headersOf("standard-webhooks", delivery(bare), base64Secret);
    expect(() => library.verify(bare, ours)).not.toThrow();
    expect(() => library.verify(`${bare} `, ours)).toThrow();
  });

  test("signed by Octokit verifies, and the other way round", async () => {
    const header = await githubSign("a secret", body);
    for (const scheme of ["github", "meta"])
      expect(verifySignature(scheme, delivery(body, { "X-Hub-Signature-256": header }), ["a secret"])).toEqual(
        verified,
      );
    const ours = headersOf("github", delivery(body), "a secret")["x-hub-signature-256"] ?? "";
    expect(await githubVerify("a secret", body, ours)).toBe(true);
  });

  test("signed by Twilio's library, with its hash in the address, verifies, and the other way round", () => {
    const url = `https://hooks.example.com/webhooks/x?a=1&bodySHA256=${twilio.getExpectedBodyHash(body)}`;
    const header = twilio.getExpectedTwilioSignature("a-token", url, {});
    const json = { "Content-Type": "application/json", "X-Twilio-Signature": header };
    expect(verifySignature("twilio", delivery(body, json, url), ["a-token"])).toEqual(verified);
    const ours = signDelivery("twilio", delivery(body, { "content-type": "application/json" }), "a-token");
    const signature = String(ours.headers["x-twilio-signature"]);
    expect(twilio.validateRequestWithBody("a-token", signature, ours.url, body)).toBe(true);
  });
});

describe("a form of Twilio's", () => {
  const forms: readonly Record<string, string | string[]>[] = [
    { Body: "Olá ♥ + & =", From: "+5511987654321", To: "whatsapp:+551130000000", MessageSid: "SM1" },
    { "MessagingBinding.Address": ["+1415", "+1325", "+1325"], Empty: "" },
    {},
  ];
  const urls = [
    "https://hooks.example.com/webhooks/x",
    "https://hooks.example.com:8443/webhooks/x?foo=1&bar=It's+amazing",
    "http://user:pass@hooks.example.com/webhooks/x?q=%C3%A7&q=2",
  ];
  const encode = (form: Record<string, string | string[]>): string =>
    new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
    ).toString();

  test.each(forms.flatMap((form) => urls.map((url) => [form, url] as const)))("%j at %s", (form, url) => {
    const type = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" };
    for (const spelling of [url, url.replace(":8443", ""), new URL(url).toString()]) {
      const header = twilio.getExpectedTwilioSignature("a-token", spelling, form);
      const given = delivery(encode(form), { ...type, "X-Twilio-Signature": header }, url);
      expect(verifySignature("twilio", given, ["a-token"])).toEqual(verified);
      expect(verifySignature("twilio", { ...given, url: `${url}x` }, ["a-token"])).toMatchObject({ ok: false });
    }
    const ours = String(
      signDelivery("twilio", delivery(encode(form), type, url), "a-token").headers["x-twilio-signature"],
    );
    expect(twilio.validateRequest("a-token", ours, url, form)).toBe(true);
  });
});
