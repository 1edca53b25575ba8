// The access secret: who may call us, and with which tokens.
import { describe, expect, test } from "@jest/globals";
import { findClient, parseAccess } from "../../lib/core/access-secret.ts";
import { faultOf, problemLines } from "./support/fault-of.ts";

const first = "first-token-0123456789";
const second = "second-token-0123456789";
const third = "third-token-0123456789";

const accessOf = (clients: unknown) => parseAccess(JSON.stringify({ clients }));
const sourceOf = (entry: unknown) => parseAccess(JSON.stringify({ clients: {}, sources: { crm: entry } }));
/** Answers the problems of a client beside which another one goes on. */
const closed = (entry: unknown): readonly string[] => {
  const access = accessOf({ crm: entry, beside: ["another-token-0123456789"] });
  expect(access.clients.map(({ client }) => client.name)).toStrictEqual(["beside"]);
  return access.problems;
};

describe("the access secret", () => {
  test("lists a client's tokens, alone or with its accounts", () => {
    const access = accessOf({ crm: [first, second], n8n: { tokens: [third], accounts: ["acme", "beta"] } });
    expect(findClient(access, first)).toStrictEqual({ name: "crm", accounts: [] });
    expect(findClient(access, third)).toStrictEqual({ name: "n8n", accounts: ["acme", "beta"] });
  });

  test("names the secrets of webhook sources beside the clients, alone or with Meta's verify tokens", () => {
    const key = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZI\n-----END PUBLIC KEY-----\n";
    const sources = { stripe: ["whsec_ 0123456789", key], meta: { secrets: [first], verifyTokens: [second] } };
    const access = parseAccess(JSON.stringify({ clients: { crm: [first] }, sources }));
    expect(access.sources.get("stripe")).toEqual({ secrets: sources.stripe, verifyTokens: [] });
    expect(access.sources.get("meta")).toEqual(sources.meta);
    expect(access.sources.get("constructor")).toBeUndefined();
  });

  test.each([
    [[]],
    [[""]],
    [["s".repeat(15)]],
    [[" ".repeat(20)]],
    [[`${"s".repeat(15)}\n`]],
    [[first, "short"]],
    [{}],
    [{ secrets: [] }],
    [{ secrets: [first], verifyTokens: ["short"] }],
    [{ secrets: ["short"], allowShort: false }],
    [{ secrets: ["short"], allowShort: "yes" }],
    [{ secrets: [""], allowShort: true }],
    [{ secrets: [" \n"], allowShort: true }],
    [{ secrets: [first], secret: second }],
    [first],
    [null],
  ])("closes a source whose secrets are missing, empty or short, and no other one: %j", (entry) => {
    const sources = { crm: entry, stripe: [second] };
    const access = parseAccess(JSON.stringify({ clients: { n8n: [third] }, sources }));
    expect(access.sources.get("stripe")).toEqual({ secrets: [second], verifyTokens: [] });
    expect(findClient(access, third)?.name).toBe("n8n");
    expect(access.sources.get("crm")).toEqual({ secrets: [], verifyTokens: [], problems: access.problems });
    expect(access.problems.length).toBeGreaterThan(0);
    for (const problem of access.problems) expect(problem).toMatch(/^sources\.crm/);
    expect(access.problems.join()).not.toContain(first);
  });

  test.each([[`${first}\n`], [`\r\n${first} `], [`\ufeff${first}\t`], [` ${first}\n\n`]])(
    "takes a source's secret without the white space that was pasted around it: %j",
    (pasted) => {
      expect(sourceOf([pasted]).sources.get("crm")).toEqual({ secrets: [first], verifyTokens: [] });
      const entry = { secrets: [pasted], verifyTokens: [pasted] };
      expect(sourceOf(entry).sources.get("crm")).toEqual({ secrets: [first], verifyTokens: [first] });
    },
  );

  test("takes a short secret that the sender chose where it is allowed, and warns of it", () => {
    const access = sourceOf({ secrets: ["kiwify-11ch\n", first], allowShort: true });
    expect(access.sources.get("crm")).toEqual({ secrets: ["kiwify-11ch", first], verifyTokens: [] });
    expect(access.problems).toEqual([]);
    expect(access.warnings).toHaveLength(1);
    expect(access.warnings[0]).toMatch(/^sources\.crm: .*fewer than 16 characters/);
    expect(access.warnings[0]).not.toContain("kiwify-11ch");
    expect(sourceOf({ secrets: [first], allowShort: true }).warnings).toEqual([]);
  });

  test("holds beside a source's secrets the one with which its sender's API is asked, as people paste it", () => {
    const sources = { asaas: { secrets: [first], lookupSecret: ` Bearer ${second}\n` } };
    const access = parseAccess(JSON.stringify({ clients: {}, sources }));
    expect(access.sources.get("asaas")).toEqual({ secrets: [first], verifyTokens: [], lookupSecret: second });
  });

  test.each([[""], ["short"], [`two words ${second}`], [[second]], [7]])(
    "leaves the lookupSecret %j out and says so: the source goes on, and what cannot be looked up is parked",
    (lookupSecret) => {
      const sources = { asaas: { secrets: [first], lookupSecret } };
      const access = parseAccess(JSON.stringify({ clients: {}, sources }));
      expect(access.sources.get("asaas")).toEqual({ secrets: [first], verifyTokens: [] });
      expect([access.problems, access.warnings]).toEqual([
        [],
        [expect.stringMatching(/^sources\.asaas\.lookupSecret: must .*; it is left out, and what needs it is parked$/)],
      ]);
      expect(access.warnings.join()).not.toContain(second);
    },
  );

  test("takes a token as people paste it", () => {
    const access = accessOf({ crm: [` Bearer ${first}\n`] });
    expect(findClient(access, first)).toMatchObject({ name: "crm" });
    expect(findClient(access, `Bearer ${first}`)).toBeUndefined();
  });

  test("accepts a token of 16 characters and refuses one of 15", () => {
    expect(accessOf({ crm: ["t".repeat(16)] }).clients).toHaveLength(1);
    expect(closed(["t".repeat(15)])).toStrictEqual(["clients.crm.0: must have at least 16 characters"]);
  });

  test.each([[""], ["    "], ["Bearer"], [`Bearer ${"t".repeat(15)}`]])(
    "closes a client with an empty or short token beside a good one: %j",
    (token) => {
      expect(closed([first, token])).toStrictEqual(["clients.crm.1: must have at least 16 characters"]);
      expect(closed({ tokens: [token], accounts: ["acme"] })).toHaveLength(1);
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
  ])("closes a client without tokens, or whose accounts are unclear, and no other one: %j", (client) => {
    const lines = closed(client);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^clients\.crm/);
  });

  test.each([
    ["two clients", { crm: [first, third], n8n: [second, first] }],
    ["two clients, once with the prefix", { crm: [first, third], n8n: [second, `Bearer ${first}`] }],
  ])("lets nobody in with a token that %s have, since nobody knows whose it is", (_case, clients) => {
    const access = accessOf(clients);
    expect(access.problems).toStrictEqual([
      "clients: crm, n8n have a token in common, which opens nothing; give each its own",
    ]);
    expect(findClient(access, first)).toBeUndefined();
    expect([findClient(access, second)?.name, findClient(access, third)?.name]).toEqual(["n8n", "crm"]);
  });

  test("takes a token that one client has twice", () => {
    const access = accessOf({ crm: [first, first] });
    expect([access.problems, findClient(access, first)?.name]).toEqual([[], "crm"]);
  });

  test.each([
    ["a client", "clients"],
    ["a source", "sources"],
  ] as const)("closes %s whose name cannot be one", (_who, kind) => {
    const access = parseAccess(JSON.stringify({ clients: {}, [kind]: { "a name": [first], crm: [second] } }));
    expect(access.problems).toHaveLength(1);
    expect(access.problems[0]).toMatch(new RegExp(`^${kind}: a name: a name has 1 to 64 letters`));
    expect(access.clients.length + access.sources.size).toBe(kind === "clients" ? 1 : 2);
  });

  test.each([["{}"], ["[]"], ["null"], ["{"], [`{"client":{"crm":["${first}"]}}`], [`{"clients":["${first}"]}`]])(
    "that is something else is refused: %s",
    (text) => {
      expect(faultOf(() => parseAccess(text)).code).toBe("CONFIG_INVALID");
    },
  );

  test("tells all problems at once", () => {
    const text = JSON.stringify({
      clients: { a: ["short"], b: { tokens: [], accounts: [] } },
      sources: { c: [], d: ["short"] },
    });
    const { problems } = parseAccess(text);
    for (const start of ["clients.a.0: ", "clients.b.tokens: ", "clients.b.accounts: ", "sources.c: ", "sources.d.0: "])
      expect(problems.filter((line) => line.startsWith(start))).toHaveLength(1);
    expect(problemLines(faultOf(() => parseAccess(JSON.stringify({ clients: {}, sorces: {} }))))).toStrictEqual([
      "the whole: unknown sorces; must be {clients, sources, notify}",
    ]);
  });

  test("is never quoted", () => {
    const canary = "canary-5511987654321";
    const entries = [
      { clients: { crm: canary } },
      { clients: { crm: ["canary"] } },
      { clients: { crm: [canary], n8n: [canary] } },
      { clients: { [`${canary}-${canary}`]: [first], n8n: [first] } },
      { clients: { crm: { tokens: [canary], accounts: canary } } },
      { clients: {}, sources: { crm: canary } },
      { clients: {}, sources: { crm: ["canary"] } },
      { clients: {}, sources: { crm: { secrets: [canary], verifyTokens: "canary" } } },
      { clients: {}, sources: { crm: { secrets: ["canary"], allowShort: true } } },
    ];
    for (const entry of entries) {
      const { problems, warnings } = parseAccess(JSON.stringify(entry));
      expect(problems.length + warnings.length).toBeGreaterThan(0);
      expect([...problems, ...warnings].join()).not.toMatch(/canary|5511/);
    }
    for (const text of [canary, `{"clients":{"crm":["${canary}"`, JSON.stringify({ clients: canary })]) {
      const fault = faultOf(() => parseAccess(text));
      expect(`${fault.message} ${String(fault.cause)}`).not.toMatch(/canary|5511/);
    }
  });
});

describe("the client of a token", () => {
  const access = accessOf({ crm: [first, second], n8n: { tokens: [third], accounts: ["acme"] } });

  test.each([
    [first, "crm"],
    [second, "crm"],
    [third, "n8n"],
  ])("is found by any of its tokens: %s", (token, name) => {
    expect(findClient(access, token)?.name).toBe(name);
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
    expect(findClient(access, token)).toBeUndefined();
  });

  test("is nobody while there are no clients", () => {
    expect(findClient(accessOf({}), "")).toBeUndefined();
    expect(findClient(accessOf({}), first)).toBeUndefined();
  });
});
