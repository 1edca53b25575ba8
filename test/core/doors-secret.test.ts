// The doors secret: who may call us, and with which tokens.
import { describe, expect, test } from "@jest/globals";
import { findClient, parseDoors } from "../../lib/core/doors-secret.ts";
import { faultOf, problemLines } from "./support/fault-of.ts";

const first = "first-token-0123456789";
const second = "second-token-0123456789";
const third = "third-token-0123456789";

const doorsOf = (clients: unknown) => parseDoors(JSON.stringify({ clients }));
const refused = (clients: unknown) => {
  const fault = faultOf(() => doorsOf(clients));
  expect(fault.code).toBe("CONFIG_INVALID");
  return problemLines(fault);
};

describe("the doors secret", () => {
  test("lists a client's tokens, alone or with its accounts", () => {
    const doors = doorsOf({ crm: [first, second], n8n: { tokens: [third], accounts: ["acme", "beta"] } });
    expect(findClient(doors, first)).toStrictEqual({ name: "crm", accounts: [] });
    expect(findClient(doors, third)).toStrictEqual({ name: "n8n", accounts: ["acme", "beta"] });
  });

  test("names the secrets of webhook sources beside the clients, alone or with Meta's verify tokens", () => {
    const key = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZI\n-----END PUBLIC KEY-----\n";
    const sources = { stripe: ["whsec_ 0123456789", key], meta: { secrets: [first], verifyTokens: [second] } };
    const doors = parseDoors(JSON.stringify({ clients: { crm: [first] }, sources }));
    expect(doors.sources.get("stripe")).toEqual({ secrets: sources.stripe, verifyTokens: [] });
    expect(doors.sources.get("meta")).toEqual(sources.meta);
    expect(doors.sources.get("constructor")).toBeUndefined();
  });

  test.each([
    [[]],
    [[""]],
    [["s".repeat(15)]],
    [[" ".repeat(20)]],
    [[`${first}\t`]],
    [{}],
    [{ secrets: [] }],
    [first],
    [null],
  ])("refuses a source whose secrets are missing, empty, short or pasted with white space: %j", (source) => {
    const fault = faultOf(() => parseDoors(JSON.stringify({ clients: {}, sources: { crm: source } })));
    expect(problemLines(fault).every((line) => line.startsWith("sources.crm"))).toBe(true);
    expect(fault.message).not.toContain(first);
  });

  test("holds beside a source's secrets the one with which its sender's API is asked, as people paste it", () => {
    const sources = { asaas: { secrets: [first], lookupSecret: ` Bearer ${second}\n` } };
    const doors = parseDoors(JSON.stringify({ clients: {}, sources }));
    expect(doors.sources.get("asaas")).toEqual({ secrets: [first], verifyTokens: [], lookupSecret: second });
  });

  test.each([[""], ["short"], [`two words ${second}`], [[second]], [7]])(
    "refuses the lookupSecret %j",
    (lookupSecret) => {
      const sources = { asaas: { secrets: [first], lookupSecret } };
      const fault = faultOf(() => parseDoors(JSON.stringify({ clients: {}, sources })));
      expect(problemLines(fault).every((line) => line.startsWith("sources.asaas"))).toBe(true);
    },
  );

  test("takes a token as people paste it", () => {
    const doors = doorsOf({ crm: [` Bearer ${first}\n`] });
    expect(findClient(doors, first)).toMatchObject({ name: "crm" });
    expect(findClient(doors, `Bearer ${first}`)).toBeUndefined();
  });

  test("accepts a token of 16 characters and refuses one of 15", () => {
    expect(doorsOf({ crm: ["t".repeat(16)] }).clients).toHaveLength(1);
    expect(refused({ crm: ["t".repeat(15)] })).toStrictEqual(["clients.crm.0: must have at least 16 characters"]);
  });

  test.each([[""], ["    "], ["Bearer"], [`Bearer ${"t".repeat(15)}`]])(
    "refuses an empty or short token beside a good one: %j",
    (token) => {
      expect(refused({ crm: [first, token] })).toStrictEqual(["clients.crm.1: must have at least 16 characters"]);
      expect(refused({ crm: { tokens: [token], accounts: ["acme"] } })).toHaveLength(1);
    },
  );

  test.each([
    [[]],
    [{ tokens: [], accounts: ["acme"] }],
    [{ tokens: [first], accounts: [] }],
    [{ tokens: [first] }],
    [{ accounts: ["acme"] }],
    [{ tokens: [first], accounts: ["acme"], token: second }],
    [first],
    [null],
    [[7]],
  ])("refuses a client without tokens, or whose accounts are unclear: %j", (client) => {
    const lines = refused({ crm: client });
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^clients\.crm/);
  });

  test.each([
    ["two clients", { crm: [first], n8n: [second, first] }],
    ["one client twice", { crm: [first, first] }],
    ["two clients, once with the prefix", { crm: [first], n8n: [`Bearer ${first}`] }],
  ])("refuses a token that %s have", (_case, clients) => {
    expect(refused(clients)).toStrictEqual(["clients: the same token is given twice"]);
  });

  test.each([["{}"], ["[]"], ["null"], ["{"], [`{"client":{"crm":["${first}"]}}`], [`{"clients":["${first}"]}`]])(
    "that is something else is refused: %s",
    (text) => {
      expect(faultOf(() => parseDoors(text)).code).toBe("CONFIG_INVALID");
    },
  );

  test("tells all problems at once", () => {
    const text = JSON.stringify({ clients: { a: ["short"], b: { tokens: [], accounts: [] } }, sorces: {} });
    const lines = problemLines(faultOf(() => parseDoors(text)));
    for (const start of ["clients.a.0: ", "clients.b.tokens: ", "clients.b.accounts: ", "the whole: unknown sorces"])
      expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1);
  });

  test("is never quoted", () => {
    const canary = "canary-5511987654321";
    const secrets = [
      canary,
      `{"clients":{"crm":["${canary}"`,
      { clients: canary },
      { clients: { crm: canary } },
      { clients: { crm: ["canary"] } },
      { clients: { crm: [canary], n8n: [canary] } },
      { clients: { crm: { tokens: [canary], accounts: canary } } },
    ];
    for (const secret of secrets) {
      const fault = faultOf(() => parseDoors(typeof secret === "string" ? secret : JSON.stringify(secret)));
      expect(`${fault.message} ${String(fault.cause)}`).not.toMatch(/canary|5511/);
    }
  });
});

describe("the client of a token", () => {
  const doors = doorsOf({ crm: [first, second], n8n: { tokens: [third], accounts: ["acme"] } });

  test.each([
    [first, "crm"],
    [second, "crm"],
    [third, "n8n"],
  ])("is found by any of its tokens: %s", (token, name) => {
    expect(findClient(doors, token)?.name).toBe(name);
  });

  test.each([
    [""],
    [" "],
    [first.slice(0, -1)],
    [`${first}x`],
    [` ${first}`],
    [first.toUpperCase()],
    [`x${first.slice(1)}`],
    [`${first.slice(0, -1)}x`],
    [first + second],
    ["é".repeat(22)],
    ["\0".repeat(22)],
    ["x".repeat(100_000)],
  ])("is nobody for a token that differs, of whatever length (case %#)", (token) => {
    expect(findClient(doors, token)).toBeUndefined();
  });

  test("is nobody while there are no clients", () => {
    expect(findClient(doorsOf({}), "")).toBeUndefined();
    expect(findClient(doorsOf({}), first)).toBeUndefined();
  });
});
