// What is wrong with the secret of one source is that source's trouble alone, and what people paste is taken as they meant it.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { HooksConfigInput } from "../../lib/config.ts";
import { loggedAccessSecret } from "../../lib/middleware/logged-access-secret.ts";
import { recording } from "../support/recording.ts";
import { webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";

const secret = "a-secret-of-some-length";
const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const body = JSON.stringify({ id: "d-1", text: "olá" });
const map = { command: "'note'", sessionId: `'${sessionId}'`, text: "body.text" };
const token = { verify: { scheme: "token", header: "x-token" }, map };
const sources: HooksConfigInput["sources"] = { open: token, broken: token };

const shown = (source: string, presented: string) =>
  webhookEvent(source, { body, headers: { "content-type": "application/json", "x-token": presented } });

describe("a source whose secret cannot be used", () => {
  test.each([[[]], [["short"]], [[""]], [{ secrets: [secret], allowShrt: true }], ["text"], [null]])(
    "lets nothing in, says why in the log, and leaves the others alone: %j",
    async (entry) => {
      const endpoint = webhookEndpoint({ sources }, { open: [secret], broken: entry });
      for (const presented of [secret, "short", ""])
        expect((await endpoint.call(shown("broken", presented))).statusCode).toBe(401);
      expect(endpoint.lastLine()).toMatchObject({ source: "broken", reason: "SECRET_INVALID" });
      expect((await endpoint.call(shown("open", secret))).statusCode).toBe(200);
      expect(endpoint.taken.queued).toHaveLength(1);
    },
  );

  test("opens as soon as its secret is corrected", async () => {
    const endpoint = webhookEndpoint({ sources }, { open: [secret], broken: ["short"] });
    expect((await endpoint.call(shown("broken", secret))).statusCode).toBe(401);
    endpoint.hold({ open: [secret], broken: [secret] });
    expect((await endpoint.call(shown("broken", secret))).statusCode).toBe(200);
  });

  test("stands in the log when the secret is read, and so does a doubtful one, without their values", () => {
    const { log, taken } = recording();
    const entries = { broken: ["kiwi-short"], brief: { secrets: ["kiwi-brief"], allowShort: true } };
    loggedAccessSecret(log)(JSON.stringify({ clients: {}, sources: entries }));
    expect(taken.lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: "error",
        message: "an entry of the access secret is closed",
        reason: "sources.broken.0: must have at least 16 characters",
      },
      {
        level: "warn",
        message: "an entry of the access secret is doubtful",
        reason: expect.stringMatching(/^sources\.brief: a secret has fewer than 16 characters/),
      },
    ]);
    expect(taken.lines.join()).not.toContain("kiwi");
  });
});

describe("a secret as people paste it", () => {
  test("counts without the line end behind it", async () => {
    const endpoint = webhookEndpoint({ sources }, { open: [`${secret}\n`] });
    expect((await endpoint.call(shown("open", secret))).statusCode).toBe(200);
  });

  test("may be as short as its sender chose it, where that is allowed", async () => {
    const short = "k1w1fy-t0kn";
    const hmac = { verify: { scheme: "hmac", query: "signature", hash: "sha1" }, map };
    const endpoint = webhookEndpoint({ sources: { kiwify: hmac } }, { kiwify: { secrets: [short], allowShort: true } });
    const signature = createHmac("sha1", short).update(body).digest("hex");
    const headers = { "content-type": "application/json" };
    const sent = webhookEvent("kiwify", { body, headers, rawQuery: `signature=${signature}` });
    expect((await endpoint.call(sent)).statusCode).toBe(202);
    expect(endpoint.taken.queued[0]).toMatchObject({ targeted: { command: { text: "olá" } } });
  });

  test("takes nothing else out of a body when it is very short", async () => {
    const endpoint = webhookEndpoint({ sources }, { open: { secrets: ["ol"], allowShort: true } });
    expect((await endpoint.call(shown("open", "ol"))).statusCode).toBe(200);
    expect(endpoint.taken.queued[0]).toMatchObject({ targeted: { command: { text: "olá" } } });
  });

  test.each([["v1,whsec_"], ["whsec_"], [""], ["\n v1,whsec_"]])(
    "of Standard Webhooks begins with %j",
    async (before) => {
      const key = Buffer.from("the key of a hook of Supabase").toString("base64");
      const source = { verify: "standard-webhooks", map };
      const endpoint = webhookEndpoint({ sources: { supabase: source } }, { supabase: [`${before}${key}`] });
      const timestamp = String(Math.floor(endpoint.clock.now() / 1000));
      const signed = `msg_1.${timestamp}.${body}`;
      const signature = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64");
      const headers = {
        "content-type": "application/json",
        "webhook-id": "msg_1",
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      };
      expect((await endpoint.call(webhookEvent("supabase", { body, headers }))).statusCode).toBe(202);
    },
  );
});
