// Senders through the real endpoint: what their form or address needs is let in, and what proves them is seen by no mapping.
import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { SourceInput } from "../../lib/config.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import type { Delivery } from "../../lib/webhooks/sources/sources.ts";
import { webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const secret = "a-secret-of-this-test-0123456789";
const form = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };

/** The mapping notes what it is shown, and makes one update of it. */
const endpointOf = (name: string, source: Pick<SourceInput, "verify">, secrets: readonly string[] = [secret]) => {
  const seen: Delivery[] = [];
  const map = (delivery: Delivery) => {
    seen.push(delivery);
    return { sessionId, status: "PENDING" };
  };
  const sources = { [name]: { ...source, map } };
  const endpoint = webhookEndpoint({ sources }, secrets.length === 0 ? {} : { [name]: secrets });
  return { ...endpoint, seen, ids: () => (endpoint.taken.queued as QueuedCommand[]).map(({ id }) => id) };
};

describe("WooCommerce's ping", () => {
  const ping = webhookEvent("loja", { headers: form, body: "webhook_id=12" });

  test.each([
    ["with its secret", [secret]],
    ["before anybody gave it one", []],
  ])("is answered 200 and does nothing, %s", async (_when, secrets) => {
    const endpoint = endpointOf("loja", { verify: "woocommerce" }, secrets);
    const answer = await endpoint.call(ping);
    expect([answer.statusCode, answer.body ?? ""]).toEqual([200, ""]);
    expect(endpoint.lastLine()).toMatchObject({ source: "loja", delivery: "handshake" });
    expect([endpoint.taken.queued, endpoint.taken.parked, endpoint.seen]).toEqual([[], [], []]);
  });

  test("is a 404 for a source that is not there, and a 401 for any other sender's", async () => {
    const endpoint = endpointOf("loja", { verify: "woocommerce" });
    expect((await endpoint.call(webhookEvent("outra", { headers: form, body: "webhook_id=12" }))).statusCode).toBe(404);
    const other = endpointOf("loja", { verify: "shopify" });
    expect((await other.call(ping)).statusCode).toBe(401);
  });

  test("opens nothing to what is no ping", async () => {
    const endpoint = endpointOf("loja", { verify: "woocommerce" });
    const unsigned = webhookEvent("loja", { headers: form, body: `webhook_id=12&sessionId=${sessionId}` });
    expect((await endpoint.call(unsigned)).statusCode).toBe(401);
    expect(endpoint.seen).toEqual([]);
  });
});

describe("Bitrix24's form", () => {
  const token = "51856fefc120afa4b628cc82d3935cce";
  const fields = {
    event: "ONCRMDEALUPDATE",
    "data[FIELDS][ID]": "662",
    "auth[domain]": "loja.bitrix24.com.br",
    "auth[access_token]": "s6p6eclrvim6da22ft9ch94ekreb52lv",
    "auth[refresh_token]": "4s386p3q0tr8dy89xvmt96234v3dljg8",
    "auth[application_token]": token,
  };
  const escaped = new URLSearchParams(fields).toString();
  const bare = Object.entries(fields)
    .map((pair) => pair.join("="))
    .join("&");

  test.each<[string, SourceInput["verify"], string]>([
    ["as its scheme, escaped", "bitrix24", escaped],
    ["as its scheme, with bare brackets", "bitrix24", bare],
    ["as a token in a field of that name", { scheme: "token", body: "auth[application_token]" }, escaped],
  ])("is let in, %s, and no mapping sees the token", async (_how, verify, body) => {
    const endpoint = endpointOf("bitrix", { verify }, [token]);
    const answer = await endpoint.call(webhookEvent("bitrix", { headers: form, body }));
    expect(answer.statusCode).toBe(200);
    expect(endpoint.seen[0]?.body).toMatchObject({ event: "ONCRMDEALUPDATE", "data[FIELDS][ID]": "662" });
    expect(JSON.stringify([endpoint.seen, endpoint.taken])).not.toContain(token);
    if (verify === "bitrix24") expect(JSON.stringify([endpoint.seen, endpoint.taken])).not.toMatch(/s6p6ecl|4s386p/);
  });

  test("is refused with another token, or with two", async () => {
    const endpoint = endpointOf("bitrix", { verify: "bitrix24" }, [token]);
    const other = escaped.replace(token, token.replace("5", "6"));
    for (const body of [other, `${escaped}&${escaped}`, "event=ONCRMDEALUPDATE"])
      expect((await endpoint.call(webhookEvent("bitrix", { headers: form, body }))).statusCode).toBe(401);
    expect(endpoint.seen).toEqual([]);
  });
});

test("Kiwify is let in by the signature in its address, which no mapping sees", async () => {
  const endpoint = endpointOf("kiwify", { verify: "kiwify" });
  const body = '{"order_id":"4f1b","order_status":"paid"}';
  const signature = createHmac("sha1", secret).update(body).digest("hex");
  const event = webhookEvent("kiwify", { body, rawQuery: `signature=${signature}&loja=1` });
  expect((await endpoint.call(event)).statusCode).toBe(200);
  expect(endpoint.seen[0]?.query).toEqual({ loja: "1" });
  expect((await endpoint.call({ ...event, body: body.replace("paid", "refunded") })).statusCode).toBe(401);
});

test("PagBank is let in by the hash of its token, a hyphen and the body, which no mapping sees", async () => {
  const endpoint = endpointOf("pagbank", { verify: "pagbank" });
  const body = '{"id":"ORDE_1","charges":[{"status":"PAID"}]}';
  const hash = createHash("sha256").update(`${secret}-${body}`).digest("hex");
  const event = webhookEvent("pagbank", { body, headers: { "x-authenticity-token": hash } });
  expect((await endpoint.call(event)).statusCode).toBe(200);
  expect(endpoint.seen[0]?.headers).toEqual({});
  expect((await endpoint.call({ ...event, body: body.replace("PAID", "DECLINED") })).statusCode).toBe(401);
});

describe("Mailgun's token is used once", () => {
  const sign = (time: string, token: string) =>
    createHmac("sha256", secret)
      .update(time + token)
      .digest("hex");
  const event = (time: string, token: string, more: object) => {
    const signature = { timestamp: time, token, signature: sign(time, token) };
    const body = JSON.stringify({ signature, "event-data": more });
    return webhookEvent("correio", { headers: { "content-type": "application/json" }, body });
  };

  test("so that the same one with another content has the same ids, and another one has its own", async () => {
    const endpoint = endpointOf("correio", { verify: "mailgun" });
    const now = String(Math.floor(endpoint.clock.now() / 1000));
    await endpoint.call(event(now, "token-1", { event: "failed" }));
    await endpoint.call(event(now, "token-1", { event: "opened" }));
    await endpoint.call(event(now, "token-2", { event: "failed" }));
    const [first, copy, second] = endpoint.ids();
    expect(copy).toBe(first);
    expect(second).not.toBe(first);
    expect(endpoint.seen[0]?.body.signature).toEqual({ timestamp: now, token: "token-1", signature: "(removed)" });
  });
});

test("Pix adds /pix to the address that it was given, which is no token of it", async () => {
  const endpoint = endpointOf("pix", { verify: { scheme: "token", header: "x-pix-token" } });
  const pix = (token: string) =>
    webhookEvent("pix", {
      token: "pix",
      headers: { "x-pix-token": token, "content-type": "application/json" },
      body: JSON.stringify({ pix: [{ txid: "7978c0c97ea847e78e8849634473c1f1", valor: "110.00" }], sessionId }),
    });
  expect((await endpoint.call(pix(secret))).statusCode).toBe(200);
  expect(endpoint.taken.queued).toHaveLength(1);
  for (const wrong of ["pix", "", `${secret}x`]) expect((await endpoint.call(pix(wrong))).statusCode).toBe(401);
});
