// A sample is made what its sender would have sent: the signature stands where the sender puts it, whatever the sample had there.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { SchemeChoice } from "../../lib/webhooks/signatures/scheme.ts";
import { signRequest } from "../../local/sign-request.ts";

const secret = "a-secret-of-this-test-0123456789";
const bytes = Buffer.from('{"id":1,"proof":"old"}');
const proof = createHmac("sha256", secret).update(bytes).digest("hex");

const signed = (verify: SchemeChoice) => {
  const headers = { "content-type": "application/json", "x-proof": "old" };
  const request = { method: "POST", path: {}, query: {}, rawQuery: "ref=a?b&proof=old", headers, bytes };
  const publicUrl = "https://hooks.example.com/base";
  const options = { name: "loja", source: { verify }, secret, publicUrl, now: new Date("2026-11-24T12:00:00Z") };
  return signRequest(request, options);
};

describe("a signature", () => {
  test("in a header takes the place of the sample's", () => {
    expect(signed({ scheme: "hmac", header: "X-Proof" })).toEqual({
      method: "POST",
      pathAndQuery: "/webhooks/loja?ref=a?b&proof=old",
      headers: { "content-type": "application/json", "X-Proof": proof },
      body: bytes,
    });
  });

  test("in the query takes the place of the sample's, and a question mark before it is no second query", () => {
    expect(signed({ scheme: "hmac", query: "proof" })).toMatchObject({
      pathAndQuery: `/webhooks/loja?ref=a?b&proof=${proof}`,
      headers: { "x-proof": "old" },
      body: bytes,
    });
  });

  test("in the body takes the place of the sample's", () => {
    const { body, pathAndQuery } = signed({ scheme: "hmac", body: "proof", content: "{body:id}" });
    const ofId = createHmac("sha256", secret).update("1").digest("hex");
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({ id: 1, proof: ofId });
    expect(pathAndQuery).toBe("/webhooks/loja?ref=a?b&proof=old");
  });
});
