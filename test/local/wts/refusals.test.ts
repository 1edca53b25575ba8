// Who gets in, and how WTS words its refusals.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ask, defaultKey, type OpenStandIn, openStandIn, otherKey } from "./open-stand-in.ts";

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());

const missing = "/chat/v2/session/00000000-0000-4000-8000-000000000000";

describe("a token", () => {
  test("that opens no account is 401, before anything is routed", async () => {
    for (const token of [null, "pn_wrong", ""]) {
      for (const path of ["/chat/v2/session", "/chat/v9/nothing", "/v1/session"]) {
        const reply = await standIn.api("GET", path, undefined, token);
        expect(reply.status).toBe(401);
        expect(reply.body).toMatchObject({
          key: "ERROR_UNAUTHORIZED",
          text: "Acesso negado",
          httpStatusCode: 401,
          error: true,
        });
      }
    }
  });

  test("is refused without the word Bearer", async () => {
    const reply = await ask(`${standIn.url}/core/v1/agent`, "GET", undefined, { authorization: defaultKey });
    expect(reply.status).toBe(401);
  });

  test("rotated in the secrets file counts at once, and the old one no more", async () => {
    const other = { apiKey: otherKey };
    await standIn.writeAccounts({ default: { apiKey: "Bearer pn_rotated" }, other });
    expect((await standIn.api("GET", "/core/v1/agent", undefined, "pn_rotated")).status).toBe(200);
    expect((await standIn.api("GET", "/core/v1/agent")).status).toBe(401);
    await standIn.writeAccounts({ default: { apiKey: defaultKey }, other });
    expect((await standIn.api("GET", "/core/v1/agent")).status).toBe(200);
  });

  test("survives a secrets file that is being written", async () => {
    await standIn.writeAccounts({ default: {} });
    expect((await standIn.api("GET", "/core/v1/agent")).status).toBe(200);
    await standIn.writeAccounts({ default: { apiKey: defaultKey }, other: { apiKey: otherKey } });
  });
});

describe("a refusal", () => {
  test("of something not found is 500 with the envelope of WTS", async () => {
    const reply = await standIn.api("GET", missing);
    expect(reply.status).toBe(500);
    expect(reply.body).toMatchObject({
      key: "FORM_ERROR",
      error: true,
      httpStatusCode: 500,
      text: "Atendimento não encontrado",
    });
    expect(String(reply.at("id.value")).startsWith(String(reply.at("id.shortValue")))).toBe(true);
    expect(reply.at("id.shortValue")).toMatch(/^[0-9a-f]{8}$/);
    expect(reply.at("date")).toMatch(/Z$/);
  });

  test("of an unknown route is 404 ProblemDetails, of another method 405", async () => {
    const unknown = await standIn.api("GET", "/chat/v1/sessions");
    expect(unknown.status).toBe(404);
    expect(unknown.body).toMatchObject({ status: 404, title: "Not Found" });
    expect((await standIn.api("POST", "/chat/v2/session", {})).status).toBe(405);
  });

  test("of a path without its service is 400", async () => {
    const reply = await standIn.api("GET", "/v2/session");
    expect(reply.status).toBe(400);
    expect(reply.at("key")).toBe("badrequest");
  });
});
