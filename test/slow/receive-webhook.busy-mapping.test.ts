// A payload that keeps the mapping busy is parked in time, since its sender would send it again for ever.
import { expect, test } from "@jest/globals";
import type { SourceInput } from "../../lib/config.ts";
import { webhookEndpoint } from "../support/webhook-endpoint.ts";

const crm: SourceInput = { verify: "github", map: ({ body }) => body };
const endpointOf = (source: Partial<SourceInput>) =>
  webhookEndpoint({ sources: { crm: { ...crm, ...source } } }, { crm: ["a-secret-of-this-test-0123456789"] });

const spaces = JSON.stringify({ text: `${" ".repeat(200_000)}x` });
const numbers = JSON.stringify({ n: 10_000_000 });
const trim = "$replace(body.text, /\\s+$/, '')";
test.each([
  ["a regular expression in a function", { map: ({ body }) => ({ number: body.text.replace(/\s+$/, "") }) }, spaces],
  [
    "several in expressions",
    { map: { sessionId: trim, number: trim, metadata: { a: trim, b: trim, c: trim } } },
    spaces,
  ],
  ["a loop as long as the payload says", { map: { sessionId: "[1..body.n].($ * 2)" } }, numbers],
  ["a promise that is never kept", { map: () => new Promise(() => {}) }, spaces],
] as [string, Partial<SourceInput>, string][])("%s", async (_what, source, body) => {
  const endpoint = endpointOf(source);
  const startedMs = performance.now();
  expect((await endpoint.call(endpoint.signed("crm", { body }))).statusCode).toBe(202);
  expect(performance.now() - startedMs).toBeLessThan(60_000);
  expect(endpoint.taken.parked).toMatchObject([
    { reason: { code: "DELIVERY_NOT_MAPPED", message: expect.stringMatching(/more than 2 s/) } },
  ]);
});
