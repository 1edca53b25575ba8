// Every way in of a deployed stack, under AWS's runtime and with each function's own permissions: PATCH, batches, webhooks, events.
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { ownSamples, samplesFolder } from "../../support/own-files.ts";
import { type DeployedRun, metaVerifyToken } from "../support/deployed-run.ts";
import { until } from "../support/until.ts";
import { run } from "./stage-run.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const otherId = "5e551011-0000-4000-8000-000000000002";
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { code?: string } }).error?.code;
let keys = 0;
const newKey = () => `key-${++keys}-of-ways-in`;

export const waysIn = (): void => {
  beforeEach(async () => {
    await run.drained();
    await run.admin("POST", "reset", {
      sessions: [
        { id: sessionId, status: "IN_PROGRESS" },
        { id: otherId, status: "IN_PROGRESS" },
      ],
    });
  });

  describe("PATCH", () => {
    test("is applied once, answered with the session, and told to the bus", async () => {
      const before = run.eventsOf("Session Updated", sessionId).length;
      const sent = await run.send(`/sessions/${sessionId}`, { body: { metadata: { pedido: "1" } } });
      expect(sent).toMatchObject({ status: 200, body: [{ id: sessionId }] });
      expect(sent.headers.get("apigw-requestid")).not.toBeNull();
      expect(await run.writesOf(sessionId)).toMatchObject([
        { method: "PUT", status: 200, body: { metadata: { pedido: "1" } } },
      ]);
      await until(() => run.eventsOf("Session Updated", sessionId).length > before, "Session Updated");
    });

    test("with an Idempotency-Key is applied once, however often it is sent; another body under that key is refused", async () => {
      const headers = { "idempotency-key": newKey() };
      const first = await run.send(`/sessions/${sessionId}`, { headers, body: { metadata: { pedido: "2" } } });
      const again = await run.send(`/sessions/${sessionId}`, { headers, body: { metadata: { pedido: "2" } } });
      expect([first.status, again.status]).toEqual([200, 200]);
      expect(await run.writesOf(sessionId)).toHaveLength(1);
      const other = await run.send(`/sessions/${sessionId}`, { headers, body: { metadata: { pedido: "3" } } });
      expect([other.status, codeOf(other)]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
      expect(await run.writesOf(sessionId)).toHaveLength(1);
    });

    test.each<[string, number, string | undefined, Parameters<DeployedRun["send"]>[1]]>([
      ["without a caller's token", 401, "CALLER_UNKNOWN", { headers: { authorization: "Bearer nobody" }, body: {} }],
      ["with a field that is none", 422, "COMMAND_INVALID", { body: { metadatta: {} } }],
      ["with a body that is no JSON", 400, "BODY_MALFORMED", { raw: "{" }],
      ["with more than it may have", 413, "BODY_TOO_LARGE", { raw: `{"metadata":{"a":"${"x".repeat(270_000)}"}}` }],
      // What API Gateway and Lambda refuse themselves reaches no function.
      ["with more than Lambda takes", 413, undefined, { raw: "x".repeat(7 * 1024 * 1024) }],
      ["with more than API Gateway takes", 413, undefined, { raw: "x".repeat(11 * 1024 * 1024) }],
    ])("%s is refused with %i", async (_what, status, code, options) => {
      const sent = await run.send(`/sessions/${sessionId}`, options);
      expect([sent.status, codeOf(sent)]).toEqual([status, code]);
      expect(await run.writesOf(sessionId)).toEqual([]);
    });
  });

  describe("a batch", () => {
    const update = (pedido: string) => ({ command: "update", sessionId, metadata: { pedido } });

    test("answers each command by itself: what is wrong with one holds up no other", async () => {
      const sent = await run.send("/sessions/batch", {
        method: "POST",
        body: [update("4"), { command: "complete", sessionId: otherId }, { ...update("5"), status: "NOWHERE" }],
      });
      expect(sent.status).toBe(207);
      expect(sent.body).toMatchObject([{ id: sessionId }, { id: otherId }, { error: { code: "COMMAND_INVALID" } }]);
      expect(await run.writesOf(sessionId)).toMatchObject([{ status: 200, body: { metadata: { pedido: "4" } } }]);
      expect(await run.writesOf(otherId)).toMatchObject([{ status: 200 }]);
    });

    test("that prefers not to wait is answered 202, and applied by the queue", async () => {
      const sent = await run.send("/sessions/batch", {
        ...{ method: "POST", headers: { prefer: "respond-async" } },
        body: [update("6"), update("7")],
      });
      expect(sent.status).toBe(202);
      await until(async () => (await run.writesOf(sessionId)).length > 1, "both writes");
      await run.drained();
      expect(await run.writesOf(sessionId)).toMatchObject([
        { status: 200, body: { metadata: { pedido: "6" } } },
        { status: 200, body: { metadata: { pedido: "7" } } },
      ]);
    });
  });

  test("GET /health says who is there, and an unknown path is API Gateway's own 404", async () => {
    expect((await run.send("/health", { method: "GET" })).status).toBe(200);
    expect(await run.send("/nowhere", { method: "GET" })).toMatchObject({
      status: 404,
      body: { message: "Not Found" },
    });
  });

  describe("webhooks", () => {
    /** Those wait for their sender's API, which nobody is here. */
    const isLookedUp = (file: string): boolean =>
      "$answers" in JSON.parse(readFileSync(new URL(file, samplesFolder), "utf8"));

    test.each(ownSamples().filter((file) => file.startsWith("2") && !isLookedUp(file)))(
      "%s, signed by its sender, is answered as its name says",
      async (file) => {
        expect((await run.deliver(file)).status).toBe(Number(file.slice(0, 3)));
      },
    );

    test("a deal won completes its conversation once, however often it is sent", async () => {
      const edit = (body: string) => body.replace("evt_0001", "evt_deployed");
      for (const _ of [1, 2]) expect((await run.deliver("202-crm-deal-won.json", { edit })).status).toBe(202);
      const isClosed = () =>
        run
          .eventsOf("Session Closed", sessionId)
          .filter(({ detail }) => (detail as { deliveryId?: string }).deliveryId === "evt_deployed");
      await until(() => isClosed().length > 0, "Session Closed");
      await run.drained();
      expect(isClosed()).toHaveLength(1);
      const completed = (await run.writesOf(sessionId)).filter(({ path }) => path.endsWith("/complete"));
      expect(completed).toMatchObject([{ status: 200 }]);
    });

    test("what was changed after it was signed is refused, and so is a token that is none", async () => {
      const damage = (body: string) => body.replace("evt_0001", "evt_0002");
      expect(await run.deliver("202-crm-deal-won.json", { damage })).toMatchObject({ status: 401 });
      expect(await run.deliver("200-wts-session-new.json", { token: "no-token-at-all" })).toMatchObject({
        status: 401,
      });
      expect(await run.writesOf(sessionId)).toEqual([]);
    });

    test("GET is answered with the sender's challenge, if it knows the word that was agreed", async () => {
      const ask = (token: string) =>
        run.send(`/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`, {
          method: "GET",
        });
      const known = await ask(metaVerifyToken);
      expect([known.status, known.text, known.headers.get("content-type")]).toEqual([200, "1158201444", "text/plain"]);
      const unknown = await ask("guessed");
      expect(unknown.status).toBe(401);
      expect(unknown.text).not.toContain("1158201444");
      expect((await run.send("/webhooks/whatsapp", { method: "HEAD" })).status).toBe(200);
      expect((await run.send("/webhooks/nobody", { method: "GET" })).status).toBe(404);
    });

    test("HEAD is answered 200 for a source that is there, and 404 for another", async () => {
      expect((await run.send("/webhooks/crm", { method: "HEAD" })).status).toBe(200);
      expect((await run.send("/webhooks/nobody", { method: "HEAD" })).status).toBe(404);
    });

    test("WTS's own webhook comes over the bus without whom it is about", async () => {
      const before = run.eventsOf("WTS SESSION_NEW").length;
      const id = crypto.randomUUID();
      const edit = (body: string) =>
        JSON.stringify({ ...JSON.parse(body), date: new Date().toISOString(), id, content: contentOf(body, id) });
      expect((await run.deliver("200-wts-session-new.json", { edit })).status).toBe(200);
      await until(() => run.eventsOf("WTS SESSION_NEW").length > before, "WTS SESSION_NEW");
      const [told] = run.eventsOf("WTS SESSION_NEW", id);
      expect(JSON.stringify(told)).not.toMatch(/Maria|5511/);
    });

    const contentOf = (body: string, id: string) => ({
      ...JSON.parse(body).content,
      ...{ id, contactDetails: { name: "Maria", phonenumber: "+5511999990001" }, lastMessageText: "Maria aqui" },
    });
  });

  describe("an event", () => {
    test("asks for an update once under its key, and the bus gets the outcome", async () => {
      const idempotencyKey = newKey();
      const detail = { sessionId, metadata: { pedido: "6" }, idempotencyKey };
      const before = run.eventsOf("Session Updated", sessionId).length;
      await run.putEvent("Session Update Requested", detail);
      await until(() => run.eventsOf("Session Updated", sessionId).length > before, "Session Updated");
      await run.putEvent("Session Update Requested", detail);
      await run.putEvent("Session Update Requested", { sessionId, metadata: { pedido: "7" } });
      await until(async () => (await run.writesOf(sessionId)).length > 1, "the next write");
      await run.drained();
      expect(await run.writesOf(sessionId)).toMatchObject([
        { status: 200, body: { metadata: { pedido: "6" } } },
        { status: 200, body: { metadata: { pedido: "7" } } },
      ]);
    });

    test("that is misspelt is parked, and the bus is told that it was rejected", async () => {
      const parked = await run.held("Parked");
      await run.putEvent("Session Update Requested", { sessionId, metadatta: {} });
      await until(() => run.eventsOf("Session Update Rejected", sessionId).length > 0, "Session Update Rejected");
      await until(async () => (await run.held("Parked")) === parked + 1, "a parked message");
      expect(await run.writesOf(sessionId)).toEqual([]);
    });
  });

  test("nobody asked AWS for what its role does not allow", () => {
    expect(run.stack.log.filter((line) => /AccessDenied|not authorized/.test(line))).toEqual([]);
  });
};
