// What is wrong with a source is said when it is bundled, all of it, with its path and the remedy.
import { describe, expect, test } from "@jest/globals";
import { defineConfig, type HooksConfigInput, type SourceInput } from "../../../lib/config.ts";
import { checkSources } from "../../../lib/webhooks/sources/check-sources.ts";
import { faultOf, problemLines } from "../../core/support/fault-of.ts";

const map = () => null;
const problemsOf = (source: object, more: HooksConfigInput = {}) =>
  problemLines(faultOf(() => checkSources(defineConfig({ ...more, sources: { crm: source as SourceInput } }))));

describe("a source is refused when bundled", () => {
  test.each([
    ["without a scheme", { map }, /^sources\.crm\.verify: must name a scheme/],
    [
      "with a scheme nobody has",
      { verify: "stirpe", map },
      /sources\.crm\.verify: stirpe is no scheme we know; the nearest one is stripe/,
    ],
    [
      "with an option its scheme does not have",
      { verify: { scheme: "stripe", tolerance: 3 }, map },
      /tolerance is no option of stripe; the nearest one is toleranceSeconds/,
    ],
    ["without a mapping", { verify: "github" }, /^sources\.crm: needs map/],
    [
      "with a function inside a template",
      { verify: "github", map: { sessionId: () => "x" } },
      /map: must be a function, a JSONata expression, or an object .* with no function inside/,
    ],
    ["with a property nobody knows", { verify: "github", map, mapping: map }, /unknown mapping/],
    ["that signs the address, without publicUrl", { verify: "twilio", map }, /signs the address.*set publicUrl/],
    ["that publishes and is not WTS", { verify: "github", publish: ["SESSION_NEW"] }, /publish is for WTS/],
    [
      "that publishes what is no event type",
      { verify: "wts", publish: ["session_new"] },
      /sources\.crm\.publish\.0: must be event types of WTS/,
    ],
    [
      "that publishes what cannot be read back",
      { verify: { scheme: "wts", readBack: true }, publish: ["SESSION_NEW", "CONTACT_UPDATE"] },
      /sources\.crm\.publish: CONTACT_UPDATE is about no session, so readBack cannot confirm it/,
    ],
    ["that answers a redirect", { verify: "github", map, answer: 301 }, /answer: must be a status from 200 to 299/],
    ["that answers 410", { verify: "github", map, answer: { status: 410 } }, /answer/],
    [
      "that still says what is done with equal bodies",
      { verify: "github", map, repeatedBody: "new" },
      /repeatedBody is gone: of a sender without ids, equal bodies count as one only within copyWithinMinutes/,
    ],
    [
      "with a time for copies that is longer than they are known",
      { verify: "nuvemshop", map, copyWithinMinutes: 20_161 },
      /copyWithinMinutes: must be 0 to 20160 minutes/,
    ],
    [
      "with a time for copies though its sender has ids",
      { verify: "github", map, copyWithinMinutes: 10 },
      /sources\.crm\.copyWithinMinutes: is for a sender without ids, and this one has them/,
    ],
    [
      "with a time for copies beside an id of its own",
      { verify: "nuvemshop", map, deliveryId: "body.id", copyWithinMinutes: 10 },
      /copyWithinMinutes: is for a sender without ids/,
    ],
    [
      "with an expression that is none",
      { verify: "github", map: { sessionId: "body.(" } },
      /^sources\.crm\.map\.sessionId is no JSONata expression/,
    ],
    [
      "with one expression for all that asks for what is not there",
      { verify: "github", map: "leads.{ 'sessionId': id }" },
      /^sources\.crm\.map asks for leads, which no delivery has/,
    ],
    [
      "with an empty text for a mapping",
      { verify: "github", map: " " },
      /map: must be a function, a JSONata expression/,
    ],
    ["with a format that is none", { verify: "github", map, format: "xml" }, /format: must be one of json, form/],
    [
      "with an expression of n8n",
      { verify: "github", map: { sessionId: "{{ $json.body.id }}" } },
      /is written as in n8n; here `\{\{ \$json\.body\.id \}\}` is `body\.id`/,
    ],
    [
      "with one deep in a list",
      { verify: "github", map: [{ session: { metadata: { a: "=$json.x" } } }] },
      /^sources\.crm\.map\.0\.session\.metadata\.a is written as in n8n/,
    ],
    [
      "with a filter that is none",
      { verify: "github", map, filter: "body.type =" },
      /^sources\.crm\.filter is no JSONata/,
    ],
    [
      "with a fixed text that has no quotes of its own",
      { verify: "github", map: { sessionId: "body.id", status: "COMPLETED" } },
      /^sources\.crm\.map\.status asks for COMPLETED, which no delivery has \(it has body, .*needs quotes of its own/,
    ],
    [
      "with a filter that leaves out body",
      { verify: "github", map, filter: "body.a = 1 and event in ['x', kind]" },
      /^sources\.crm\.filter asks for event, kind, which no delivery has/,
    ],
    [
      "with a header's hyphen taken for a minus",
      { verify: "github", map, filter: "headers.x-github-event = 'issues'" },
      /asks for github, event, .* so has a name with a hyphen/,
    ],
    [
      "with an expression that makes one of what is sent",
      { verify: "github", map: { sessionId: "body.id", number: "($f := $eval; $f(body.x))" } },
      /map\.number uses \$eval, .* `\$parseJson\(…\)` reads JSON/,
    ],
    [
      "with an asynchronous mapping",
      { verify: "github", map: async () => null },
      /map: must be a function that answers at/,
    ],
    [
      "with an asynchronous filter",
      { verify: "github", map, filter: async () => true },
      /filter: must be a function that/,
    ],
    ["with a generator", { verify: "github", map: function* () {} }, /map: must be a function that answers at once/],
    ["with an empty expression", { verify: "github", map, deliveryId: "" }, /deliveryId: must be a JSONata expression/],
  ])("%s", (_why, source, problem) => {
    expect(problemsOf(source)).toEqual([expect.stringMatching(problem)]);
  });

  test("with all of its problems at once", () => {
    const map = { sessionId: "body.(", number: "{{ 1 }}" };
    expect(problemsOf({ verify: "stirpe", map, filter: "body.(" })).toHaveLength(4);
  });

  test("with a name that does not belong into an address", () => {
    const fault = faultOf(() => defineConfig({ sources: { "a/b": { verify: "github", map } } }));
    expect(fault.code).toBe("CONFIG_INVALID");
  });

  test.each(["ftp://x", "https://x/?a=1", "http://example.com", "x"])("with %s for a public address", (publicUrl) => {
    expect(faultOf(() => defineConfig({ publicUrl })).message).toMatch(/publicUrl: must be https/);
  });
});

test.each(["https://x.example/webhooks", "https://x.example/prod/webhooks/crm"])(
  "publicUrl %s is refused: senders' signatures would not fit",
  (publicUrl) => {
    expect(problemLines(faultOf(() => defineConfig({ publicUrl })))).toEqual([
      "publicUrl: must end before /webhooks: that and the source's name are added",
    ]);
  },
);

test.each([
  "body.items[price > 3].name",
  "$map(body.items, function($item) { $item.name & name })",
  "($id := body.id; $id & query.a & headers.'x-kind')",
  "body.a ? 'COMPLETED' : $string(receivedAt)",
  "[body.a, {'b': body.c}]",
  "$count(body.items) > 0 and method = 'POST' or source = 'crm'",
  "body.name ~> $uppercase",
  "$$.body.`a b`",
  "true",
])("%s asks for what a delivery has", (expression) => {
  const sources = { crm: { verify: "github", map: { sessionId: expression } } };
  expect(() => checkSources(defineConfig({ sources }))).not.toThrow();
});

test("a good one passes, also of a sender that signs the address once that is known", () => {
  const sources = { crm: { verify: "twilio", map: { sessionId: "body.SessionId", number: "'1'" } } };
  expect(() => checkSources(defineConfig({ publicUrl: "https://hooks.example.com/prod/", sources }))).not.toThrow();
  expect(defineConfig({ publicUrl: "https://hooks.example.com/prod/" }).publicUrl).toBe(
    "https://hooks.example.com/prod",
  );
});

describe("a look-up is refused when bundled", () => {
  const url = "https://api.example.com/v1/orders/{body.id}";
  const withLookup = (lookup: unknown, more: object = {}) => problemsOf({ verify: "github", map, lookup, ...more });

  test.each([
    ["without any", {}, /lookup: must have one or 2 look-ups/],
    ["with three", { a: { url }, b: { url }, c: { url } }, /lookup: must have one or 2 look-ups/],
    ["as a list", [{ url }], /lookup: must have one or 2 look-ups/],
    ["under a name that no expression reads", { "a-b": { url } }, /lookup\.a-b: a look-up's name has letters/],
    ["without an address", { order: {} }, /lookup\.order\.url: must be an address/],
    [
      "with another property",
      { order: { url, method: "POST" } },
      /lookup\.order: unknown method; must be \{url, headers\}/,
    ],
    [
      "with a host of the delivery's",
      { order: { url: "https://{body.host}/x" } },
      /lookup\.order\.url: must be https:\/\/host/,
    ],
    ["without TLS", { order: { url: "http://api.example.com/x" } }, /lookup\.order\.url: must be https/],
    [
      "with an expression that is none",
      { order: { url: "https://api.example.com/{body.(}" } },
      /^sources\.crm\.lookup\.order\.url: `body\.\(` is no JSONata expression/,
    ],
    [
      "with a secret in the address",
      { order: { url: "https://api.example.com/?key={secret}" } },
      /lookup\.order\.url: `secret` asks for secret, which no delivery has/,
    ],
    [
      "with what a later one answers",
      { order: { url: "https://api.example.com/{lookup.customer.id}" }, customer: { url } },
      /lookup\.order\.url: `lookup\.customer\.id` asks for lookup\.customer, which no delivery has/,
    ],
    [
      "with what it answers itself",
      { order: { url: "https://api.example.com/{lookup.order.id}" } },
      /asks for lookup\.order/,
    ],
    [
      "with a header that says where to",
      { order: { url, headers: { Host: "x" } } },
      /headers\.Host: is no header that a look-up can have/,
    ],
    [
      "with a header of several lines",
      { order: { url, headers: { "x-a": "1\r\nx-b: 2" } } },
      /headers\.x-a: must be a text of plain characters/,
    ],
    [
      "with a token in the configuration",
      { order: { url, headers: { access_token: "abc" } } },
      /headers\.access_token: must have \{secret\}, .*no secret belongs into hooks\.config\.ts/,
    ],
    [
      "with another brace in a header",
      { order: { url, headers: { "x-a": "{body.id}" } } },
      /headers\.x-a: may have \{secret\} once/,
    ],
    [
      "with its secret twice",
      { order: { url, headers: { "x-token": "{secret}{secret}" } } },
      /may have \{secret\} once/,
    ],
  ])("%s", (_why, lookup, problem) => {
    const problems = withLookup(lookup);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain("abc");
  });

  test("where filter or deliveryId asks for it: they are asked before", () => {
    const order = { url };
    expect(withLookup({ order }, { filter: "lookup.order.paid" })).toEqual([
      expect.stringMatching(/^sources\.crm\.filter asks for lookup\.order/),
    ]);
    expect(withLookup({ order }, { deliveryId: "lookup.order.id" })).toEqual([
      expect.stringMatching(/^sources\.crm\.deliveryId asks for lookup\.order/),
    ]);
  });

  test("where a mapping asks for another name, or the source has none", () => {
    const template = { sessionId: "lookup.oder.session" };
    expect(withLookup({ order: { url } }, { map: template })).toEqual([
      expect.stringMatching(/map\.sessionId asks for lookup\.oder, .* lookup\.order/),
    ]);
    expect(problemsOf({ verify: "github", map: template })).toEqual([expect.stringMatching(/asks for lookup\.oder/)]);
  });
});

test("look-ups that can be asked pass, with what they answer in map and occurredAt", () => {
  const headers = { authorization: "Bearer {secret}", "x-version": "2" };
  const source: SourceInput = {
    verify: "github",
    lookup: {
      order: { url: "https://api.example.com/orders/{body.id}?with=customer", headers },
      customer: { url: "https://api.example.com/customers/{lookup.order.customer[0].id}", headers },
    },
    occurredAt: "lookup.order.updated_at",
    map: { sessionId: "lookup.customer.session", metadata: { all: "$string($keys(lookup))" } },
  };
  expect(() => checkSources(defineConfig({ sources: { crm: source } }))).not.toThrow();
});
