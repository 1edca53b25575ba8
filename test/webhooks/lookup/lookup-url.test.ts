// The address of a look-up: which ones can be configured, and that no delivery makes another one of them.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { filledUrl, urlExpressions, urlHost, urlProblem } from "../../../lib/webhooks/lookup/lookup-url.ts";

describe("an address that can be asked", () => {
  test.each([
    ["https://api.asaas.com/v3/customers/{body.payment.customer}", ["body.payment.customer"], "api.asaas.com"],
    ["https://api.example.com/", [], "api.example.com"],
    [
      "https://api.example.com:8443/a/{body.a}-{body.b}/c?d={query.'data.id'}",
      ["body.a", "body.b", "query.'data.id'"],
      "api.example.com:8443",
    ],
    ["http://127.0.0.1:3000/x/{body.id}", ["body.id"], "127.0.0.1:3000"],
    ["http://localhost:3000/x", [], "localhost:3000"],
    ["http://[::1]:3000/x", [], "[::1]:3000"],
    ["https://api.example.com/a%20b/{body.id}", ["body.id"], "api.example.com"],
  ])("%s", (template, expressions, host) => {
    expect(urlProblem(template)).toBeUndefined();
    expect([urlExpressions(template), urlHost(template)]).toEqual([expressions, host]);
  });

  test.each([
    "api.example.com/x",
    "https://api.example.com",
    "http://api.example.com/x",
    "ftp://api.example.com/x",
    "https://{body.host}/x",
    "https://api.{body.host}/x",
    "https://{body.sub}.kommo.com/api/v4/leads",
    "https://api.example.com:{body.port}/x",
    "https://user:password@api.example.com/x",
    "https://api.example.com/x#{body.id}",
    "https://api.example.com/a/../{body.id}",
    "https://api.example.com/a/%2e%2e/{body.id}",
    "https://api.example.com/São Paulo/{body.id}",
    "https://API.example.com/x",
    "//api.example.com/x",
    "https://api.example.com\\@evil.example/x",
    "{body.url}",
    "",
  ])("is not %j", (template) => {
    expect(urlProblem(template)).toMatch(/^must be https:\/\/host\/path/);
  });

  test.each([
    "https://10.0.0.8/x",
    "https://169.254.169.254/latest",
    "https://2130706434/x",
    "https://[fd00::1]/x",
    "https://8.8.8.8/x",
  ])("is not the IP address of %s", (template) => {
    expect(urlProblem(template)).toMatch(/must name a host, not an IP address|must be https/);
  });

  test.each(["https://api.example.com/{body.{a}}", "https://api.example.com/{body.id", "https://api.example.com/id}"])(
    "has no brace too many, as %s has",
    (template) => {
      expect(urlProblem(template)).toMatch(/brace/);
    },
  );
});

const template = "https://api.example.com/v3/customers/{body.a}/x-{body.b}?since={body.c}&kind=all";
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    ".",
    "..",
    "../..",
    "..%2f..",
    "%2e%2e",
    "a/b",
    "\\\\evil.example",
    "@evil.example",
    "?x=1",
    "#x",
    "&admin=1",
    "//evil.example",
    "https://evil.example/",
    "x\r\nhost: evil.example",
    "'",
    "+",
    " ",
    "ç€😀",
  ),
);

test("no value can choose another host, add a segment or a parameter: each is found again where it was put, or refused", () => {
  let made = 0;
  fc.assert(
    fc.property(hostile, hostile, hostile, (a, b, c) => {
      const filled = filledUrl(template, [a, b, c]);
      if (!("url" in filled)) {
        expect(Object.keys(filled)).toEqual(["expression", "problem"]);
        // What is wrong is said without what was sent.
        for (const value of [a, b, c].filter(({ length }) => length > 8)) expect(filled.problem).not.toContain(value);
        return;
      }
      made += 1;
      const { url } = filled;
      expect([url.origin, url.username, url.password, url.hash]).toEqual(["https://api.example.com", "", "", ""]);
      const segments = url.pathname.split("/");
      expect(segments).toHaveLength(5);
      expect(segments.slice(0, 3)).toEqual(["", "v3", "customers"]);
      expect(segments.slice(3).map(decodeURIComponent)).toEqual([a, `x-${b}`]);
      expect([...url.searchParams]).toEqual([
        ["since", c],
        ["kind", "all"],
      ]);
    }),
    { numRuns: 500 },
  );
  expect(made).toBeGreaterThan(30);
});

describe("a value that cannot stand in the path", () => {
  const path = "https://api.example.com/v3/customers/{body.a}";
  test.each([
    ["..", /makes a `\.\.` of it/],
    [".", /makes a `\.\.` of it/],
    ["a/b", /has a slash/],
    ["a\\b", /has a slash/],
    ["a%2fb", /percent/],
    ["a\nb", /control/],
    ["x".repeat(501), /longer than 500/],
    ["\ud800", /well-formed/],
  ])("%j", (value, problem) => {
    expect(filledUrl(path, [value])).toEqual({ expression: "body.a", problem: expect.stringMatching(problem) });
  });

  test("may be made of two, which together must not climb either", () => {
    expect(filledUrl("https://api.example.com/{body.a}{body.b}/x", [".", "."])).toHaveProperty("problem");
    expect(filledUrl("https://api.example.com/{body.a}{body.b}/x", [".", "a"])).toEqual({
      url: new URL("https://api.example.com/.a/x"),
    });
  });

  test("may well stand in the query", () => {
    expect(filledUrl("https://api.example.com/c?phone={body.a}", ["+55 11/98004%"])).toEqual({
      url: new URL("https://api.example.com/c?phone=%2B55%2011%2F98004%25"),
    });
  });
});
